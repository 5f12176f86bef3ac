// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/comparepicker.h"

#include "console/widgets/controls/field.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/pill.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHostRole = Qt::UserRole;

} // namespace

ComparePicker::ComparePicker(ThemeController &themes, HostPresenter &presenter, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_presenter(presenter)
    , m_previous(new ToggleChip(themes, {}, this))
    , m_title(new Label(themes, {}, TextRole::Label, Token::TextSecondary, this))
    , m_chosen(new QHBoxLayout)
    , m_filter(new SearchField(themes, this))
    , m_list(new QListWidget(this))
{
    setObjectName(u"comparePicker"_s);
    m_previous->setObjectName(u"comparePrevious"_s);
    m_previous->setCheckable(true);
    m_filter->setObjectName(u"compareFilter"_s);
    m_list->setObjectName(u"compareList"_s);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    auto *column = new QVBoxLayout(this);
    const int margin = theme().px(12);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme().px(10));
    auto *first = new QHBoxLayout;
    first->addWidget(m_previous);
    first->addStretch(1);
    column->addLayout(first);
    column->addWidget(m_title);
    m_chosen->setSpacing(theme().px(6));
    column->addLayout(m_chosen);
    column->addWidget(m_filter);
    column->addWidget(m_list, 1);
    setFocusProxy(m_filter);
    connect(m_previous, &QAbstractButton::toggled, &presenter, &HostPresenter::setPreviousShown);
    connect(m_filter, &QLineEdit::textChanged, this, &ComparePicker::updateList);
    connect(m_filter, &SearchField::listRequested, m_list, [this] {
        m_list->setCurrentRow(std::max(0, m_list->currentRow()));
        m_list->setFocus();
    });
    connect(m_list, &QListWidget::itemActivated, this, &ComparePicker::toggle);
    connect(m_list, &QListWidget::itemClicked, this, &ComparePicker::toggle);
    connect(&presenter, &HostPresenter::comparisonChanged, this, &ComparePicker::updateChips);
    retranslate();
}

QSize ComparePicker::sizeHint() const
{
    return {theme().px(380), theme().px(400)};
}

void ComparePicker::retranslate()
{
    m_previous->setText(tr("Period before"));
    m_title->setText(tr("Other hosts, at most %1").arg(HostPresenter::kMaxCompared));
    m_filter->setPlaceholderText(tr("Host name"));
    m_filter->setAccessibleName(tr("Host name"));
    m_list->setAccessibleName(tr("Hosts to compare with"));
    updateChips();
    updateList();
}

void ComparePicker::updateChips()
{
    m_previous->setChecked(m_presenter.isPreviousShown());
    for (FilterChip *chip : std::as_const(m_chips)) {
        chip->hide(); // its own signal may be the reason why we are here
        chip->deleteLater();
    }
    m_chips.clear();
    while (QLayoutItem *rest = m_chosen->takeAt(0)) {
        delete rest;
    }
    for (const HostId host : m_presenter.compared()) {
        auto *chip = new FilterChip(themes(), tr("host"), m_presenter.nameOf(host), this);
        m_chosen->addWidget(chip);
        m_chips.append(chip);
        connect(chip, &FilterChip::removed, this, [this, host] {
            std::vector<HostId> left = m_presenter.compared();
            std::erase(left, host);
            m_presenter.setCompared(left);
        });
    }
    m_chosen->addStretch(1);
    updateList();
}

void ComparePicker::updateList()
{
    const std::vector<HostId> &chosen = m_presenter.compared();
    m_list->clear();
    for (const HostId host : m_presenter.candidates(m_filter->text())) {
        if (std::ranges::find(chosen, host) == chosen.end()) {
            auto *item = new QListWidgetItem(m_presenter.nameOf(host), m_list);
            item->setData(kHostRole, host.value);
            item->setSizeHint({0, theme().px(30)});
        }
    }
    m_list->setEnabled(chosen.size() < HostPresenter::kMaxCompared);
}

void ComparePicker::toggle(const QListWidgetItem *item)
{
    std::vector<HostId> wanted = m_presenter.compared();
    wanted.push_back(HostId{item->data(kHostRole).toInt()});
    m_presenter.setCompared(wanted);
}

} // namespace qd::console
