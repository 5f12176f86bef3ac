// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/commandpalette.h"

#include "console/widgets/controls/field.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/painting.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRow = 34;
constexpr int kSectionRow = 26;

class PaletteDelegate final : public QStyledItemDelegate
{
public:
    PaletteDelegate(ThemeController &themes, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_themes(themes)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const auto entry = index.data(PaletteModel::EntryRole).value<PaletteEntry>();
        return {100, m_themes.theme().px(entry.kind == PaletteEntry::Kind::Section ? kSectionRow : kRow)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = m_themes.theme();
        const auto entry = index.data(PaletteModel::EntryRole).value<PaletteEntry>();
        const QRectF area = QRectF(option.rect).adjusted(theme.px(12), 0, -theme.px(12), 0);
        painter->save();
        if (entry.kind == PaletteEntry::Kind::Section) {
            painter->setFont(theme.font(TextRole::SmallStrong));
            painter->setPen(theme.color(Token::TextMuted));
            painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter, sectionWord(entry.section));
        } else {
            paintEntry(*painter, entry, area, option);
        }
        painter->restore();
    }

private:
    [[nodiscard]] static QString sectionWord(PaletteEntry::Section section)
    {
        switch (section) {
        case PaletteEntry::Section::Recent:
            return CommandPalette::tr("Recent");
        case PaletteEntry::Section::Commands:
            return CommandPalette::tr("Commands");
        case PaletteEntry::Section::Places:
            return CommandPalette::tr("Hosts and services");
        case PaletteEntry::Section::Metrics:
            return CommandPalette::tr("Metrics");
        }
        return {};
    }

    void paintEntry(QPainter &painter, const PaletteEntry &entry, const QRectF &area,
        const QStyleOptionViewItem &option) const
    {
        const Theme &theme = m_themes.theme();
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        if (isSelected) {
            paint::roundedBox(painter, QRectF(option.rect).adjusted(4, 1, -4, -1),
                theme.radius(Radius::Control), theme.color(Token::Selected), Qt::transparent);
        }
        const double icon = theme.px(14);
        const QRectF glyph(area.left(), area.center().y() - icon / 2, icon, icon);
        if (entry.severity) {
            paint::glyph(painter, theme, *entry.severity, glyph.adjusted(1, 1, -1, -1));
        } else {
            m_themes.icons().paint(painter,
                entry.kind == PaletteEntry::Kind::Metric ? Icon::Wave : Icon::ChevronRight,
                theme.color(Token::TextMuted), glyph, theme.px(14));
        }
        double right = area.right();
        if (!entry.shortcut.isEmpty()) {
            const double width = paint::keyCapWidth(theme, entry.shortcut);
            paint::keyCap(painter, theme,
                {right - width, area.center().y() - theme.px(10), width, theme.px(20) * 1.0}, entry.shortcut);
            right -= width + theme.px(10);
        }
        const double left = area.left() + icon + theme.px(10);
        painter.setFont(theme.font(TextRole::Body));
        painter.setPen(theme.color(entry.reason.isEmpty() ? Token::Text : Token::TextMuted));
        const double titleWidth =
            std::min(right - left, QFontMetricsF(painter.font()).horizontalAdvance(entry.title) + 2.0);
        paint::elided(painter, {left, area.top(), titleWidth, area.height()},
            Qt::AlignLeft | Qt::AlignVCenter, entry.title, Qt::ElideMiddle);
        const QString detail = entry.reason.isEmpty() ? entry.detail : entry.reason;
        painter.setFont(theme.font(TextRole::Label));
        painter.setPen(theme.color(isSelected ? Token::TextSecondary : Token::TextMuted));
        const double detailLeft = left + titleWidth + theme.px(10);
        if (detailLeft < right) {
            paint::elided(painter, {detailLeft, area.top(), right - detailLeft, area.height()},
                Qt::AlignLeft | Qt::AlignVCenter, detail);
        }
    }

    ThemeController &m_themes;
};

} // namespace

CommandPalette::CommandPalette(ThemeController &themes, PalettePresenter &presenter, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_presenter(presenter)
{
    setObjectName(u"palette"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme().px(8), theme().px(8), theme().px(8), theme().px(8));
    column->setSpacing(theme().px(6));
    m_field = new SearchField(themes, this);
    m_field->setObjectName(u"paletteField"_s);
    m_field->installEventFilter(this);
    m_list = new QListView(this);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setModel(presenter.model());
    m_list->setItemDelegate(new PaletteDelegate(themes, this));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus); // the field keeps it; arrows are passed on
    m_list->setMouseTracking(true);
    m_nothing = new Label(themes, {}, TextRole::Body, Token::TextMuted, this);
    m_nothing->setObjectName(u"paletteEmpty"_s);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->hide();
    m_hint = new Label(themes, {}, TextRole::Small, Token::TextMuted, this);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing, 1);
    auto *foot = new QHBoxLayout; // under the names of the list
    foot->setContentsMargins(theme().px(12), 0, theme().px(12), 0);
    foot->addWidget(m_hint);
    column->addLayout(foot);
    setFixedSize(theme().px(620), theme().px(430));
    connect(m_field, &QLineEdit::textChanged, &presenter, &PalettePresenter::setText);
    connect(presenter.model(), &QAbstractItemModel::modelReset, this, &CommandPalette::onReset);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        select(index.row());
        accept(QGuiApplication::keyboardModifiers().testFlag(Qt::ControlModifier));
    });
    retranslate();
}

void CommandPalette::open(std::vector<PaletteEntry> commands)
{
    m_field->clear();
    m_presenter.open(std::move(commands));
    onReset();
    m_field->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::onReset()
{
    const bool isEmpty = m_presenter.model()->rowCount() == 0;
    m_list->setVisible(!isEmpty);
    m_nothing->setVisible(isEmpty);
    select(m_presenter.model()->selectableFrom(0, 1));
}

void CommandPalette::select(int row)
{
    if (row >= 0) {
        m_list->setCurrentIndex(m_presenter.model()->index(row));
    }
}

void CommandPalette::accept(bool isInWindow)
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid()) {
        return;
    }
    const auto entry = index.data(PaletteModel::EntryRole).value<PaletteEntry>();
    if (entry.isSelectable()) {
        m_presenter.choose(entry);
        Q_EMIT chosen(entry, isInWindow);
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int row = m_list->currentIndex().row();
        const auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Down:
            select(m_presenter.model()->selectableFrom(row + 1, 1));
            return true;
        case Qt::Key_Up:
            select(m_presenter.model()->selectableFrom(row - 1, -1));
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            accept(key->modifiers().testFlag(Qt::ControlModifier));
            return true;
        case Qt::Key_Escape:
            Q_EMIT dismissed();
            return true;
        default:
            break;
        }
    }
    return ThemedWidget::eventFilter(watched, event);
}

void CommandPalette::retranslate()
{
    m_field->setPlaceholderText(tr("Search hosts, services, metrics and commands"));
    m_field->setAccessibleName(tr("Command palette"));
    m_list->setAccessibleName(tr("Matches"));
    m_nothing->setText(tr("Nothing matches."));
    m_hint->setText(tr("> only commands · @ only hosts and services · Enter opens · Ctrl+Enter in a new "
                       "window · Esc closes"));
}

} // namespace qd::console
