// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/button.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/pages/viewbar.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace qd::console {

using namespace Qt::StringLiterals;

ViewPrompt::ViewPrompt(ThemeController &themes, const HostViews &views, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_views(views)
    , m_name(new LineInput(themes))
    , m_field(new Field(themes, {}, m_name, this))
    , m_save(new Button(themes, {}, this))
    , m_cancel(new Button(themes, {}, this))
{
    setObjectName(u"viewPrompt"_s);
    m_name->setObjectName(u"viewName"_s);
    m_name->setMaxLength(2 * HostViews::kMaxName); // longer ones are refused with a reason
    m_save->setObjectName(u"viewSave"_s);
    m_save->setLook(Button::Look::Primary);
    m_cancel->setObjectName(u"viewCancel"_s);
    auto *column = new QVBoxLayout(this);
    const int margin = theme().px(14);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme().px(12));
    column->addWidget(m_field);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(theme().px(8));
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    column->addLayout(buttons);
    setFocusProxy(m_name);
    connect(m_name, &QLineEdit::textChanged, this, &ViewPrompt::update);
    connect(m_name, &QLineEdit::returnPressed, this, &ViewPrompt::accept);
    connect(m_save, &QAbstractButton::clicked, this, &ViewPrompt::accept);
    connect(m_cancel, &QAbstractButton::clicked, this, &ViewPrompt::dismissed);
    retranslate();
}

void ViewPrompt::open(const QString &renamed)
{
    m_renamed = renamed;
    m_name->setText(renamed);
    m_name->selectAll();
    m_name->setFocus(Qt::PopupFocusReason);
    update();
}

QString ViewPrompt::problemWord(HostViews::NameProblem problem)
{
    switch (problem) {
    case HostViews::NameProblem::None:
        return {};
    case HostViews::NameProblem::Empty:
        return tr("Give the view a name.");
    case HostViews::NameProblem::TooLong:
        return tr("At most %n character(s).", nullptr, HostViews::kMaxName);
    case HostViews::NameProblem::Taken:
        return tr("There is a view with this name.");
    case HostViews::NameProblem::Full:
        return tr(
            "There are %n views, more cannot be kept. Delete one first.", nullptr, HostViews::kMaxViews);
    }
    return {};
}

void ViewPrompt::update()
{
    const HostViews::NameProblem problem = m_views.check(m_name->text(), m_renamed);
    // An empty field was not filled in yet; that is no mistake.
    m_field->setError(problem == HostViews::NameProblem::Empty ? QString() : problemWord(problem));
    m_save->setEnabled(problem == HostViews::NameProblem::None);
}

void ViewPrompt::accept()
{
    const HostViews::NameProblem problem = m_views.check(m_name->text(), m_renamed);
    if (problem == HostViews::NameProblem::None) {
        Q_EMIT accepted(m_name->text().trimmed());
    } else {
        m_field->setError(problemWord(problem));
    }
}

QSize ViewPrompt::sizeHint() const
{
    return {theme().px(320), layout()->sizeHint().height()};
}

void ViewPrompt::retranslate()
{
    m_field->setLabel(tr("Name of the view"));
    m_save->setText(tr("Save", "verb"));
    m_cancel->setText(tr("Cancel"));
    update();
}

} // namespace qd::console
