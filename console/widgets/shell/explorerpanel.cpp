// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/explorerpanel.h"

#include "console/widgets/controls/field.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/painting.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/controls/stateview.h"
#include "console/widgets/delegates/treedelegate.h"
#include "console/widgets/pages/words.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTreeView>
#include <QVBoxLayout>

namespace qd::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kEdge = 8; ///< the margin beside the tree, wide enough to catch

} // namespace

ExplorerPanel::ExplorerPanel(ThemeController &themes, ExplorerPresenter &presenter,
    std::function<void(const Location &)> goTo, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_presenter(presenter)
    , m_goTo(std::move(goTo))
{
    setObjectName(u"explorer"_s);
    setMouseTracking(true); // the pointer shows that the edge can be dragged
    build();
    m_typing.setSingleShot(true);
    m_typing.setInterval(60ms); // one filter run for a burst of letters
    connect(&m_typing, &QTimer::timeout, this, &ExplorerPanel::applyFilter);
    connect(&presenter, &ExplorerPresenter::changed, this, &ExplorerPanel::update);
    connect(&presenter, &ExplorerPresenter::filtered, this, &ExplorerPanel::onFiltered);
    connect(presenter.model(), &QAbstractItemModel::modelAboutToBeReset, this, &ExplorerPanel::rememberOpen);
    connect(presenter.model(), &QAbstractItemModel::modelReset, this, &ExplorerPanel::restoreOpen);
    retranslate();
}

ExplorerPanel::~ExplorerPanel() = default;

void ExplorerPanel::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme().px(8), theme().px(14), theme().px(8), 0);
    column->setSpacing(theme().px(8));
    auto *head = new QVBoxLayout;
    head->setContentsMargins(theme().px(6), 0, theme().px(6), 0);
    head->setSpacing(theme().px(10));
    m_title = new Label(themes(), {}, TextRole::Section, Token::Text, this);
    m_filter = new SearchField(themes(), this);
    m_filter->setCursor(Qt::IBeamCursor);
    m_filter->setObjectName(u"treeFilter"_s);
    m_filter->setKeyHint(u"/"_s);
    head->addWidget(m_title);
    head->addWidget(m_filter);
    auto *chips = new QHBoxLayout;
    chips->setSpacing(theme().px(6));
    const auto chip = [&](const QString &name, TreeFilter::Chip which) {
        auto *made = new ToggleChip(themes(), {}, this);
        made->setObjectName(name);
        made->setCheckable(true);
        made->setAutoExclusive(true);
        connect(made, &QAbstractButton::clicked, this, [this, which] { m_presenter.setChip(which); });
        chips->addWidget(made);
        return made;
    };
    m_all = chip(u"chipAll"_s, TreeFilter::Chip::All);
    m_problems = chip(u"chipProblems"_s, TreeFilter::Chip::Problems);
    m_starred = chip(u"chipStarred"_s, TreeFilter::Chip::Starred);
    m_all->setChecked(true);
    chips->addStretch(1);
    head->addLayout(chips);
    column->addLayout(head);

    m_tree = new QTreeView;
    m_tree->setObjectName(u"productTree"_s);
    // When the current row goes, the view makes a neighbour current: that is nobody's wish to go there.
    // Connected before the view connects itself, so that this runs first.
    connect(
        m_presenter.model(), &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_isSyncing = true; });
    m_tree->setCursor(Qt::ArrowCursor);
    m_tree->setModel(m_presenter.model());
    m_delegate = new TreeDelegate(themes(), m_formatter, this);
    m_delegate->prepare(*m_tree);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->installEventFilter(this);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex &current) { openCurrent(current); });
    connect(m_presenter.model(), &QAbstractItemModel::rowsRemoved, this, [this] {
        m_isSyncing = false;
        showLocation(m_location);
    });
    connect(m_tree, &QWidget::customContextMenuRequested, this, &ExplorerPanel::showMenu);
    m_state = new StateView(themes(), m_tree, SkeletonShape::Table, this);
    column->addWidget(m_state, 1);
    m_footer = new Label(themes(), {}, TextRole::Label, Token::TextMuted, this);
    m_footer->setObjectName(u"treeFooter"_s);
    m_footer->setMinimumHeight(theme().px(34));
    column->addWidget(m_footer);

    connect(m_filter, &QLineEdit::textChanged, this,
        [this](const QString &text) { text.isEmpty() ? applyFilter() : m_typing.start(); });
    connect(m_filter, &SearchField::listRequested, this, [this] {
        if (m_typing.isActive()) {
            applyFilter();
        }
        m_tree->setFocus();
    });
    connect(m_filter, &SearchField::dismissed, m_tree, [this] { m_tree->setFocus(); });
    connect(m_state, &StateView::actionTriggered, this, [this] {
        m_filter->clear();
        m_all->setChecked(true);
        m_presenter.setChip(TreeFilter::Chip::All);
    });
}

void ExplorerPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ExplorerPanel::applyFilter()
{
    m_typing.stop();
    m_presenter.setFilterText(m_filter->text());
}

void ExplorerPanel::onFiltered()
{
    if (!m_presenter.model()->isFiltered()) {
        showLocation(m_location);
        return;
    }
    // Ancestors of matches open; branches below a matching node stay folded.
    const ProductTreeModel &model = *m_presenter.model();
    QList<QModelIndex> pending{QModelIndex()};
    while (!pending.isEmpty()) {
        const QModelIndex parent = pending.takeFirst();
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            const bool isHost = index.data(ProductTreeModel::HostRole).toInt() != 0;
            if (!isHost && !index.data(ProductTreeModel::MatchRole).toBool()) {
                m_tree->expand(index);
                pending.append(index);
            }
        }
    }
    m_isSyncing = true; // showing the first match is not yet going there
    m_tree->setCurrentIndex(model.firstMatch());
    m_isSyncing = false;
}

void ExplorerPanel::collectOpen(const QModelIndex &parent, QList<int> &into) const
{
    for (int row = 0; row < m_presenter.model()->rowCount(parent); ++row) {
        const QModelIndex index = m_presenter.model()->index(row, 0, parent);
        if (m_tree->isExpanded(index)) {
            into.append(index.data(ProductTreeModel::NodeRole).toInt());
            collectOpen(index, into);
        }
    }
}

QList<int> ExplorerPanel::openNodes() const
{
    QList<int> open;
    collectOpen({}, open);
    return open;
}

void ExplorerPanel::rememberOpen()
{
    // setFilter() resets after the filter was set, so "filtered" tells what comes, not what was: remember
    // once.
    if (!m_before) {
        m_before = Before{openNodes(), m_tree->verticalScrollBar()->value()};
    }
}

void ExplorerPanel::restoreOpen()
{
    if (m_presenter.model()->isFiltered()) {
        return;
    }
    const Before before = std::exchange(m_before, std::nullopt).value_or(Before());
    const bool isFirst = !std::exchange(m_wasShown, m_presenter.isLoaded());
    if (isFirst) {
        m_tree->expandToDepth(0);
    }
    for (const int node : before.open) {
        m_tree->expand(m_presenter.model()->indexOf(NodeId{node}));
    }
    showLocation(m_location);
    if (!isFirst) {
        m_tree->doItemsLayout(); // the scroll bar has to know all rows again
        m_tree->verticalScrollBar()->setValue(before.scroll);
    }
}

void ExplorerPanel::showLocation(const Location &location)
{
    m_location = location;
    const QModelIndex index = location.page == Location::Page::Host
        ? m_presenter.model()->indexOf(location.host)
        : m_presenter.model()->indexOf(location.node);
    if (index == m_tree->currentIndex()) {
        return;
    }
    m_isSyncing = true;
    if (index.isValid()) {
        m_tree->setCurrentIndex(index);
        m_tree->scrollTo(index);
    } else {
        m_tree->setCurrentIndex({});
    }
    m_isSyncing = false;
}

void ExplorerPanel::openCurrent(const QModelIndex &index)
{
    if (m_isSyncing || !(index.flags() & Qt::ItemIsEnabled)) {
        return;
    }
    m_goTo(placeOf(index));
}

Location ExplorerPanel::placeOf(const QModelIndex &index) const
{
    const HostId host{index.data(ProductTreeModel::HostRole).toInt()};
    const NodeId node{index.data(ProductTreeModel::NodeRole).toInt()};
    if (!host.isNull()) {
        return {Location::Page::Host, NodeId{index.parent().data(ProductTreeModel::NodeRole).toInt()}, host};
    }
    const bool keepsTab = m_location.page == Location::Page::Hosts;
    return {keepsTab ? Location::Page::Hosts : Location::Page::Overview, node, {}};
}

bool ExplorerPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_tree && event->type() == QEvent::FocusIn && !m_tree->currentIndex().isValid()) {
        m_tree->setCurrentIndex({}); // else the view makes the first row current, and the window goes there
    }
    if (watched == m_tree && event->type() == QEvent::KeyPress
        && onTreeKey(*static_cast<QKeyEvent *>(event))) {
        return true;
    }
    if (watched == m_tree && event->type() == QEvent::ShortcutOverride && isTypingAhead()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isPlain = (key->modifiers() & ~Qt::ShiftModifier) == Qt::NoModifier;
        if (isPlain && !key->text().isEmpty() && key->text().front().isPrint()) {
            event->accept(); // the next letter of a name, not the key of a command
            return true;
        }
    }
    return ThemedWidget::eventFilter(watched, event);
}

bool ExplorerPanel::isTypingAhead() const
{
    return m_lastLetter.isValid() && !m_lastLetter.hasExpired(QApplication::keyboardInputInterval());
}

bool ExplorerPanel::onTreeKey(const QKeyEvent &key)
{
    const QModelIndex index = m_tree->currentIndex();
    const bool isPlain = (key.modifiers() & ~Qt::ShiftModifier) == Qt::NoModifier;
    if (isPlain && !key.text().isEmpty() && key.text().front().isLetterOrNumber()) {
        m_lastLetter.start(); // the view jumps to the name
        return false;
    }
    if (key.key() == Qt::Key_Escape && m_presenter.model()->isFiltered()) {
        m_filter->clear();
        m_all->click();
        return true;
    }
    if (key.key() == Qt::Key_Up && key.modifiers() == Qt::AltModifier && index.parent().isValid()) {
        m_tree->setCurrentIndex(index.parent());
        return true;
    }
    if (key.key() == Qt::Key_Asterisk) { // one level: opening all of a large tree takes seconds
        m_tree->expand(index);
        for (int row = 0; row < m_presenter.model()->rowCount(index); ++row) {
            m_tree->expand(m_presenter.model()->index(row, 0, index));
        }
        return true;
    }
    if (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) {
        openCurrent(index);
        return true;
    }
    return false;
}

bool ExplorerPanel::isAtEdge(const QPointF &position) const
{
    return position.x() >= width() - theme().px(kEdge);
}

void ExplorerPanel::mousePressEvent(QMouseEvent *event)
{
    m_isDragging = event->button() == Qt::LeftButton && isAtEdge(event->position());
    if (!m_isDragging) {
        ThemedWidget::mousePressEvent(event);
    }
}

void ExplorerPanel::mouseMoveEvent(QMouseEvent *event)
{
    setCursor(m_isDragging || isAtEdge(event->position()) ? Qt::SplitHCursor : Qt::ArrowCursor);
    if (m_isDragging) {
        Q_EMIT widthWanted(qRound(event->position().x()), false);
    }
}

void ExplorerPanel::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_isDragging) {
        m_isDragging = false;
        Q_EMIT widthWanted(qRound(event->position().x()), true);
    }
}

QString ExplorerPanel::pathOf(const QModelIndex &index)
{
    QStringList names;
    for (QModelIndex at = index; at.isValid(); at = at.parent()) {
        names.prepend(at.data().toString());
    }
    return names.join(u" / "_s);
}

void ExplorerPanel::showMenu(const QPoint &position)
{
    const QModelIndex index = m_tree->indexAt(position);
    if (!(index.flags() & Qt::ItemIsEnabled)) {
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const NodeId node{index.data(ProductTreeModel::NodeRole).toInt()};
    const QString name = index.data().toString();
    menu->addAction(
        tr("Open", "verb"), this, [this, index = QPersistentModelIndex(index)] { openCurrent(index); });
    menu->addAction(
        tr("Open in new window"), this, [this, place = placeOf(index)] { Q_EMIT windowRequested(place); });
    const auto copy = [this, menu](const QString &title, const QString &text) {
        menu->addAction(title, this, [text] { QGuiApplication::clipboard()->setText(text); });
    };
    copy(tr("Copy name"), name);
    copy(tr("Copy path"), pathOf(index));
    if (const QString address = m_presenter.addressOf(HostId{index.data(ProductTreeModel::HostRole).toInt()});
        !address.isEmpty()) {
        copy(tr("Copy address"), address);
    }
    copy(tr("Copy id"),
        node.isNull() ? m_presenter.idOf(HostId{index.data(ProductTreeModel::HostRole).toInt()})
                      : QString::number(node.value));
    if (!node.isNull()) {
        menu->addAction(tr("Show hosts"), this, [this, node] { m_goTo({Location::Page::Hosts, node, {}}); });
        menu->addAction(m_presenter.isStarred(node) ? tr("Remove star") : tr("Star", "verb"), this,
            [this, node] { m_presenter.toggleStar(node); });
    }
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

void ExplorerPanel::update()
{
    const HostCounts counts = m_presenter.counts();
    m_problems->setCount(counts.problems());
    const ProductTreeModel &model = *m_presenter.model();
    const int expected = m_presenter.expectedHosts();
    QString footer = tr("%1 hosts", "count", counts.total()).arg(m_formatter.count(counts.total())) + u" · "_s
        + tr("%1 problems", "count", counts.problems()).arg(m_formatter.count(counts.problems()));
    if (counts.total() < expected) { // what is counted so far is not the truth yet
        footer = words::hostsLoaded(counts.total(), expected, m_formatter);
    } else if (model.isFiltered()) {
        footer = tr("%1 matches", "count", model.matchCount()).arg(m_formatter.count(model.matchCount()));
        if (model.hiddenMatches() > 0) {
            footer +=
                u" · "_s + tr("%1 more not shown", "count").arg(m_formatter.count(model.hiddenMatches()));
        }
    }
    m_footer->setText(footer);
    if (!m_presenter.isLoaded()) {
        m_state->setState(ViewState::loading());
    } else if (model.rowCount() == 0) {
        m_state->setState(model.isFiltered() ? ViewState::empty(tr("Nothing matches."), tr("Clear filter"))
                                             : ViewState::empty(tr("The tree is empty.")));
    } else if (!m_presenter.isFresh()) {
        m_state->setState(ViewState::stale(QString())); // the banner above tells the age
    } else {
        m_state->setState(ViewState::ready());
    }
}

void ExplorerPanel::retranslate()
{
    m_formatter = Formatter();
    m_delegate->setFormatter(m_formatter);
    m_title->setText(tr("Explorer"));
    m_filter->setPlaceholderText(tr("Filter tree"));
    m_filter->setAccessibleName(tr("Filter tree"));
    m_filter->setToolTip(tr("Part of a name. Also ip:10.4, state:offline, agent:1.6, tag:prod, owner:pay"));
    QStringList severities;
    for (std::size_t level = 0; level < kSeverityCount; ++level) {
        severities.append(paint::severityWord(static_cast<Severity>(level)));
    }
    m_presenter.model()->setWords(
        {tr("%1 more", "matches that are not shown"), tr("%1 problems", "count"), severities});
    m_all->setText(tr("All", "filter: everything"));
    m_problems->setText(tr("Problems"));
    m_starred->setText(tr("Starred"));
    m_tree->setAccessibleName(tr("Product tree"));
    update();
}

void ExplorerPanel::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    m_footer->setMinimumHeight(theme().px(34));
}

void ExplorerPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(Token::Surface));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), theme().color(Token::Border));
}

} // namespace qd::console
