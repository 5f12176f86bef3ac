// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/filterbar.h"

#include "console/widgets/controls/field.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/pages/words.h"

#include <QKeyEvent>

#include <algorithm>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFieldWidth = 340;
constexpr int kGap = 8;
constexpr int kMaxValueWord = 60; // characters; the tool tip has all

} // namespace

FilterBar::FilterBar(ThemeController &themes,
    std::function<HostFilter(HostFilter::Field, const QString &)> complete, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_complete(std::move(complete))
    , m_field(new SearchField(themes, this))
    , m_problems(new ToggleChip(themes, {}, this))
{
    setObjectName(u"filterBar"_s);
    m_field->setObjectName(u"hostFilter"_s);
    m_field->setKeyHint(u"/"_s);
    m_field->installEventFilter(this);
    m_problems->setObjectName(u"hostProblems"_s);
    m_problems->setCheckable(true);
    connect(m_field, &QLineEdit::textChanged, this, &FilterBar::onTyped);
    connect(m_problems, &QAbstractButton::toggled, this, &FilterBar::setProblemsOnly);
    retranslate();
}

QString FilterBar::fieldWord(HostFilter::Field field)
{
    switch (field) {
    case HostFilter::Field::State:
        return tr("State");
    case HostFilter::Field::Name:
        return tr("Name");
    case HostFilter::Field::Address:
        return tr("IP");
    case HostFilter::Field::Site:
        return tr("Site");
    case HostFilter::Field::Component:
        return tr("Component");
    case HostFilter::Field::Version:
        return tr("Agent");
    case HostFilter::Field::Tag:
        return tr("Tag", "of a host");
    case HostFilter::Field::Cpu:
        return tr("CPU");
    case HostFilter::Field::Memory:
        return tr("Memory");
    case HostFilter::Field::Disk:
        return tr("Disk worst");
    case HostFilter::Field::Network:
        return tr("Net", "network");
    case HostFilter::Field::Load:
        return tr("Load");
    }
    return {};
}

QString FilterBar::valueWord(const HostFilter &filter)
{
    if (filter.field != HostFilter::Field::State) {
        return filter.value;
    }
    QStringList shown;
    for (const QString &part : filter.value.split(u", "_s)) {
        const bool isExcluded = part.startsWith(u'!');
        const auto state = stateNamed(part.mid(isExcluded ? 1 : 0).toLower().toStdString());
        shown.append(state ? (isExcluded ? u"!"_s : QString()) + words::stateWord(*state) : part);
    }
    return shown.join(u", "_s);
}

FilterBar::Typed FilterBar::read(const QString &text) const
{
    // A colon of full width is what a Chinese keyboard writes.
    const qsizetype narrow = text.indexOf(u':');
    const qsizetype colon = narrow >= 0 ? narrow : text.indexOf(u'：');
    if (colon <= 0) {
        return {std::nullopt, text};
    }
    const QString name = text.left(colon).trimmed();
    std::optional<HostFilter::Field> field = HostFilter::fieldOf(name);
    for (int i = 0; i < HostFilter::kFields && !field; ++i) {
        const auto candidate = static_cast<HostFilter::Field>(i);
        field = fieldWord(candidate).compare(name, Qt::CaseInsensitive) == 0 ? std::optional(candidate)
                                                                             : std::nullopt;
    }
    QString value = text.mid(colon + 1).trimmed();
    if (!field || value.isEmpty()) {
        return {std::nullopt, field ? QString() : text};
    }
    if (*field == HostFilter::Field::State) {
        for (const HostState state :
            {HostState::Online, HostState::Stale, HostState::Offline, HostState::Unknown}) {
            value.replace(words::stateWord(state), nameOf(state), Qt::CaseInsensitive);
        }
    }
    return {m_complete(*field, value), {}};
}

void FilterBar::onTyped()
{
    if (m_isSetting) {
        return;
    }
    const QString text = read(m_field->text()).text;
    if (text != m_filters.text) {
        m_filters.text = text;
        announce();
    }
}

bool FilterBar::commitTyped()
{
    const Typed typed = read(m_field->text());
    if (!typed.filter) {
        return false;
    }
    m_field->clear();
    add(*typed.filter);
    return true;
}

void FilterBar::setFilters(const HostFilterSet &filters)
{
    if (filters == m_filters) {
        return;
    }
    m_filters = filters;
    m_isSetting = true;
    m_field->setText(filters.text);
    m_problems->setChecked(filters.isProblemsOnly);
    m_isSetting = false;
    rebuildChips();
}

void FilterBar::add(const HostFilter &filter)
{
    m_filters.filters = joined(m_filters.filters, filter);
    rebuildChips();
    announce();
}

void FilterBar::clear()
{
    setFilters({});
    announce();
}

void FilterBar::setProblemsOnly(bool isOn)
{
    m_problems->setChecked(isOn);
    if (!m_isSetting && isOn != m_filters.isProblemsOnly) {
        m_filters.isProblemsOnly = isOn;
        announce();
    }
}

void FilterBar::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FilterBar::announce()
{
    Q_EMIT filtersChanged(m_filters);
}

void FilterBar::remove(qsizetype chip)
{
    m_filters.filters.removeAt(chip);
    rebuildChips();
    QWidget *next = m_field;
    if (!m_chips.isEmpty()) {
        next = m_chips[std::min(chip, m_chips.size() - 1)];
    }
    next->setFocus(Qt::OtherFocusReason);
    announce();
}

void FilterBar::edit(qsizetype chip)
{
    const HostFilter filter = m_filters.filters[chip];
    m_filters.filters.removeAt(chip);
    rebuildChips();
    announce();
    m_field->setText(HostFilter::idOf(filter.field) + u": "_s + filter.value);
    m_field->setFocus(Qt::OtherFocusReason);
}

void FilterBar::onChipMoved(qsizetype chip, int step)
{
    const qsizetype to = chip + step;
    if (to >= m_chips.size()) {
        return;
    }
    QWidget *next = to < 0 ? static_cast<QWidget *>(m_field) : m_chips[to];
    next->setFocus(Qt::TabFocusReason);
}

void FilterBar::rebuildChips()
{
    for (FilterChip *chip : std::as_const(m_chips)) {
        chip->hide();
        chip->setObjectName({});
        chip->deleteLater(); // it may be the one that was clicked
    }
    m_chips.clear();
    for (qsizetype i = 0; i < m_filters.filters.size(); ++i) {
        const HostFilter &filter = m_filters.filters[i];
        const QString value = valueWord(filter);
        const bool isLong = value.size() > kMaxValueWord;
        auto *chip = new FilterChip(
            themes(), fieldWord(filter.field), isLong ? value.left(kMaxValueWord) + u'…' : value, this);
        chip->setObjectName(u"filter."_s + HostFilter::idOf(filter.field));
        chip->setAccessibleName(tr("Filter %1: %2").arg(fieldWord(filter.field), value));
        chip->setToolTip(isLong ? value : tr("Enter changes it, Del takes it away"));
        chip->installEventFilter(this);
        connect(chip, &FilterChip::removed, this, [this, i] { remove(i); });
        connect(chip, &QAbstractButton::clicked, this, [this, i] { edit(i); });
        chip->show();
        m_chips.append(chip);
    }
    place();
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress) {
        return ThemedWidget::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (watched == m_field) {
        const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
        if (isEnter && commitTyped()) {
            return true;
        }
        if (isEnter || key == Qt::Key_Down) {
            Q_EMIT listRequested();
            return true;
        }
        if (key == Qt::Key_Backspace && m_field->text().isEmpty() && !m_chips.isEmpty()) {
            remove(m_chips.size() - 1);
            m_field->setFocus(Qt::OtherFocusReason);
            return true;
        }
        return false;
    }
    const auto chip = m_chips.indexOf(static_cast<FilterChip *>(watched));
    if (chip >= 0 && (key == Qt::Key_Left || key == Qt::Key_Right)) {
        onChipMoved(chip, key == Qt::Key_Left ? -1 : 1);
        return true;
    }
    return ThemedWidget::eventFilter(watched, event);
}

void FilterBar::place()
{
    const int gap = theme().px(kGap);
    const int fieldHeight = m_field->sizeHint().height();
    const int fieldWidth = std::min(theme().px(kFieldWidth), std::max(120, width() / 2));
    m_field->setGeometry(0, 0, fieldWidth, fieldHeight);
    int x = fieldWidth + gap;
    int line = 0;
    QList<QWidget *> chips{m_problems};
    chips.append(QList<QWidget *>(m_chips.begin(), m_chips.end()));
    for (QWidget *chip : std::as_const(chips)) {
        const QSize size = chip->sizeHint();
        if (x + size.width() > width() && x > 0) {
            x = 0;
            line += fieldHeight + theme().px(6);
        }
        chip->setGeometry(
            x, line + (fieldHeight - size.height()) / 2, std::min(size.width(), width()), size.height());
        x += size.width() + gap;
    }
    setFixedHeight(line + fieldHeight);
}

void FilterBar::resizeEvent(QResizeEvent *event)
{
    ThemedWidget::resizeEvent(event);
    place();
}

void FilterBar::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    place();
}

void FilterBar::retranslate()
{
    m_field->setPlaceholderText(tr("Filter by name or address, or field:value"));
    m_field->setAccessibleName(tr("Filter by name or address, or field:value"));
    m_field->setToolTip(tr(
        "Part of a name or address. Or a field, a colon and a value, then Enter: site:cn-north-1, cpu:>80, "
        "state:!online, component:edge*. Fields: state, name, ip, site, component, agent, tag, cpu, memory, "
        "disk, net, load"));
    m_problems->setText(tr("Problems only"));
    rebuildChips();
}

} // namespace qd::console
