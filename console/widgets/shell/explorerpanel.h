// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/presenters/explorerpresenter.h"
#include "console/presenters/shellpresenter.h"
#include "console/widgets/controls/themedwidget.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>
#include <optional>

class QTreeView;

namespace qd::console {

class Label;
class SearchField;
class StateView;
class ToggleChip;
class TreeDelegate;

/// The explorer: filter, chips, tree, counts. Selecting a row goes there.
class ExplorerPanel final : public ThemedWidget
{
    Q_OBJECT

public:
    ExplorerPanel(ThemeController &themes, ExplorerPresenter &presenter,
        std::function<void(const Location &)> goTo, QWidget *parent = nullptr);
    ~ExplorerPanel() override;

    void focusFilter();
    /// Selects where the window is, opening what is above it; does not scroll away from what a person looks
    /// at.
    void showLocation(const Location &location);
    [[nodiscard]] QTreeView *tree() const { return m_tree; }

Q_SIGNALS:
    /// The right edge is being dragged to this width in pixels; `isDone` when it was let go.
    void widthWanted(int width, bool isDone);
    /// A person wants a place of the tree in a window of its own.
    void windowRequested(const qd::console::Location &location);

protected:
    void retranslate() override;
    void onThemeChanged() override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void applyFilter();
    void onFiltered();
    void update();
    void openCurrent(const QModelIndex &index);
    [[nodiscard]] Location placeOf(const QModelIndex &index) const;
    void showMenu(const QPoint &position);
    [[nodiscard]] bool onTreeKey(const QKeyEvent &event);
    [[nodiscard]] bool isTypingAhead() const;
    [[nodiscard]] bool isAtEdge(const QPointF &position) const;
    [[nodiscard]] QList<int> openNodes() const;
    /// "cn-north-1 / Payments / gateway".
    [[nodiscard]] static QString pathOf(const QModelIndex &index);
    void collectOpen(const QModelIndex &parent, QList<int> &into) const;
    void rememberOpen();
    void restoreOpen();

    ExplorerPresenter &m_presenter;
    std::function<void(const Location &)> m_goTo;
    Formatter m_formatter;
    Label *m_title;
    SearchField *m_filter;
    ToggleChip *m_all;
    ToggleChip *m_problems;
    ToggleChip *m_starred;
    QTreeView *m_tree;
    TreeDelegate *m_delegate;
    StateView *m_state;
    Label *m_footer;
    QTimer m_typing;
    /// What the tree looked like before a filter or a new tree.
    struct Before
    {
        QList<int> open; ///< node ids
        int scroll = 0;
    };
    std::optional<Before> m_before;
    QElapsedTimer m_lastLetter; ///< of a name that is being typed
    Location m_location;
    bool m_isSyncing = false;
    bool m_wasShown = false; ///< a tree was there before: what is open in it was chosen by a person
    bool m_isDragging = false;
};

} // namespace qd::console
