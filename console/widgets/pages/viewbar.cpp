// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/viewbar.h"

#include "console/widgets/controls/button.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/controls/popover.h"

#include <QMenu>

#include <algorithm>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kGap = 6;

} // namespace

ViewBar::ViewBar(ThemeController &themes, HostViews &views, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_views(views)
    , m_all(new ToggleChip(themes, {}, this))
    , m_add(new Button(themes, Icon::Plus, {}, this))
    , m_more(new Button(themes, Icon::More, {}, this))
    , m_menu(new QMenu(this))
{
    setObjectName(u"viewBar"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_all->setObjectName(u"viewAll"_s);
    m_all->setCheckable(true);
    m_add->setObjectName(u"viewAdd"_s);
    m_add->setLook(Button::Look::Quiet);
    m_more->setObjectName(u"viewMore"_s);
    m_more->setLook(Button::Look::Quiet);
    m_more->setMenu(m_menu);
    m_menu->setObjectName(u"viewMenu"_s);
    connect(m_menu, &QMenu::aboutToShow, this, &ViewBar::fillMenu);
    connect(m_all, &QAbstractButton::clicked, this, [this] { Q_EMIT chosen({}); });
    connect(m_add, &QAbstractButton::clicked, this, [this] { askForName(false); });
    connect(&views, &HostViews::changed, this, &ViewBar::rebuild);
    rebuild();
    retranslate();
}

void ViewBar::setShown(const std::optional<QString> &name)
{
    m_shown = name;
    m_all->setChecked(name && name->isEmpty());
    const QStringList names = m_views.names();
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        m_chips[i]->setChecked(name && !name->isEmpty() && names.value(i) == *name);
    }
}

void ViewBar::setOpened(const QString &name)
{
    m_opened = name;
}

void ViewBar::rebuild()
{
    for (ToggleChip *chip : std::as_const(m_chips)) {
        chip->hide();
        chip->setObjectName({});
        chip->deleteLater(); // its menu may still be on the stack
    }
    m_chips.clear();
    for (const QString &name : m_views.names()) {
        auto *chip = new ToggleChip(themes(), name, this);
        chip->setObjectName(u"view."_s + name);
        chip->setCheckable(true);
        chip->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(chip, &QAbstractButton::clicked, this, [this, name] { Q_EMIT chosen(name); });
        connect(chip, &QWidget::customContextMenuRequested, this,
            [this, name, chip](const QPoint &at) { showChipMenu(name, chip->mapToGlobal(at)); });
        m_chips.append(chip);
    }
    setShown(m_shown);
    place();
}

void ViewBar::place()
{
    const int gap = theme().px(kGap);
    const int height = sizeHint().height();
    const int tools = m_add->sizeHint().width() + m_more->sizeHint().width() + gap;
    int x = 0;
    const auto put = [&](QWidget *widget) {
        const QSize size = widget->sizeHint();
        widget->setGeometry(x, (height - size.height()) / 2, size.width(), size.height());
        x += size.width() + gap;
    };
    put(m_all);
    bool hasRoom = true;
    for (ToggleChip *chip : std::as_const(m_chips)) {
        hasRoom = hasRoom && x + chip->sizeHint().width() + gap + tools <= width();
        chip->setVisible(hasRoom);
        if (hasRoom) {
            put(chip);
        }
    }
    put(m_add);
    put(m_more);
}

QSize ViewBar::sizeHint() const
{
    int width = m_all->sizeHint().width() + m_add->sizeHint().width() + m_more->sizeHint().width()
        + 2 * theme().px(kGap);
    for (const ToggleChip *chip : m_chips) {
        width += chip->sizeHint().width() + theme().px(kGap);
    }
    return {width, std::max(m_add->sizeHint().height(), m_all->sizeHint().height())};
}

QSize ViewBar::minimumSizeHint() const
{
    return {m_all->sizeHint().width() + m_add->sizeHint().width() + m_more->sizeHint().width()
            + 2 * theme().px(kGap),
        sizeHint().height()};
}

void ViewBar::fillMenu()
{
    m_menu->clear();
    const auto add = [this](const QString &title, const QString &name) {
        QAction *action = m_menu->addAction(title, this, [this, name] { Q_EMIT chosen(name); });
        action->setCheckable(true);
        action->setChecked(m_shown && *m_shown == name);
    };
    add(tr("All hosts"), {});
    for (const QString &name : m_views.names()) {
        add(QString(name).replace(u'&', "&&"_L1), name);
    }
    m_menu->addSeparator();
    m_menu->addAction(tr("Save as a view…"), this, [this] { askForName(false); });
    if (!m_opened.isEmpty()) {
        addActions(*m_menu, m_opened);
    }
}

void ViewBar::addActions(QMenu &menu, const QString &name)
{
    if (name == m_opened) {
        QAction *save = menu.addAction(tr("Save the changes"), this, &ViewBar::updateRequested);
        save->setObjectName(u"viewUpdate"_s);
        save->setEnabled(m_shown != name);
    }
    menu.addAction(tr("Rename…"), this,
            [this, name] {
                m_opened = name;
                askForName(true);
            })
        ->setObjectName(u"viewRename"_s);
    menu.addAction(tr("Delete"), this, [this, name] { Q_EMIT removeRequested(name); })
        ->setObjectName(u"viewDelete"_s);
}

void ViewBar::showChipMenu(const QString &name, const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"viewChipMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open", "verb"), this, [this, name] { Q_EMIT chosen(name); });
    addActions(*menu, name);
    menu->popup(at);
}

void ViewBar::askForName(bool isRenaming)
{
    m_isRenaming = isRenaming;
    if (!m_popover) {
        m_prompt = new ViewPrompt(themes(), m_views);
        m_popover = new Popover(themes(), m_prompt, window());
        connect(m_prompt, &ViewPrompt::dismissed, m_popover, &Popover::close);
        connect(m_prompt, &ViewPrompt::accepted, this, [this](const QString &name) {
            m_popover->close();
            Q_EMIT named(name, m_isRenaming);
        });
    }
    m_popover->openBelow(m_add);
    m_prompt->open(isRenaming ? m_opened : QString());
}

void ViewBar::resizeEvent(QResizeEvent *event)
{
    ThemedWidget::resizeEvent(event);
    place();
}

void ViewBar::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    place();
}

void ViewBar::retranslate()
{
    m_all->setText(tr("All hosts"));
    m_add->setToolTip(tr("Save as a view…"));
    m_add->setAccessibleName(tr("Save as a view…"));
    m_more->setToolTip(tr("Views"));
    m_more->setAccessibleName(tr("Views"));
    place();
}

} // namespace qd::console
