// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/timepicker.h"

#include "console/widgets/controls/button.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/segmentedcontrol.h"
#include "console/widgets/shell/timewords.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <array>

namespace qd::console {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::chrono::milliseconds, 10> kQuick{
    5min, 15min, 30min, 1h, 3h, 6h, 12h, 24h, 24h * 7, 24h * 30};

[[nodiscard]] QString endText(TimeMs time, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(time), zone).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

} // namespace

TimePicker::TimePicker(ThemeController &themes, std::function<TimeMs()> now, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_now(std::move(now))
{
    setObjectName(u"timePicker"_s);
    build();
    retranslate();
}

void TimePicker::build()
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme().px(14), theme().px(14), theme().px(14), theme().px(14));
    row->setSpacing(theme().px(20));
    auto *quick = new QVBoxLayout;
    quick->setSpacing(theme().px(2));
    for (const std::chrono::milliseconds length : kQuick) {
        auto *button = new Button(themes(), {}, this);
        button->setLook(Button::Look::Quiet);
        button->setObjectName(u"quick"_s + QString::number(length / 1min));
        connect(button, &QAbstractButton::clicked, this, [this, length] { choose({true, length, {}, {}}); });
        quick->addWidget(button, 0, Qt::AlignLeft);
        m_quick.append(button);
    }
    quick->addStretch(1);
    row->addLayout(quick);
    auto *right = new QVBoxLayout;
    right->setSpacing(theme().px(10));
    const auto line = [&](const QString &name, Field *&field) {
        auto *input = new LineInput(themes());
        input->setObjectName(name);
        field = new Field(themes(), {}, input, this);
        field->setMinimumWidth(theme().px(300));
        right->addWidget(field);
        return input;
    };
    m_text = line(u"timeText"_s, m_textField);
    connect(m_text, &QLineEdit::returnPressed, this, &TimePicker::submitText);
    connect(m_text, &QLineEdit::textEdited, this, [this] {
        m_textField->setError({});
        m_text->setInvalid(false);
    });
    m_hint = new Label(themes(), {}, TextRole::Small, Token::TextMuted, this);
    m_hint->setWordWrap(true);
    auto *zoneRow = new QHBoxLayout;
    m_zone = new SegmentedControl(themes(), this);
    m_zone->setObjectName(u"timeZone"_s);
    m_zone->addSegment(u"local"_s, {});
    m_zone->addSegment(u"utc"_s, {});
    connect(m_zone, &SegmentedControl::currentChanged, this,
        [this](const QString &id) { Q_EMIT zoneChosen(id == "utc"_L1); });
    zoneRow->addWidget(m_hint, 1);
    zoneRow->addWidget(m_zone);
    right->addLayout(zoneRow);
    m_from = line(u"timeFrom"_s, m_fromField);
    m_to = line(u"timeTo"_s, m_toField);
    connect(m_from, &QLineEdit::returnPressed, this, &TimePicker::submitEnds);
    connect(m_to, &QLineEdit::returnPressed, this, &TimePicker::submitEnds);
    m_apply = new Button(themes(), {}, this);
    m_apply->setObjectName(u"applyTime"_s);
    m_apply->setLook(Button::Look::Primary);
    connect(m_apply, &QAbstractButton::clicked, this,
        [this] { m_text->text().trimmed().isEmpty() ? submitEnds() : submitText(); });
    right->addWidget(m_apply, 0, Qt::AlignLeft);
    m_recentTitle = new Label(themes(), {}, TextRole::Label, Token::TextMuted, this);
    right->addWidget(m_recentTitle);
    m_recentBox = new QVBoxLayout;
    m_recentBox->setSpacing(theme().px(2));
    right->addLayout(m_recentBox);
    right->addStretch(1);
    row->addLayout(right, 1);
    updateRecent();
}

void TimePicker::open(TimeMs from, TimeMs to)
{
    m_shownFrom = from;
    m_shownTo = to;
    fillEnds();
    m_text->clear();
    for (Field *field : {m_textField, m_fromField, m_toField}) {
        field->setError({});
    }
    m_text->setInvalid(false);
    m_text->setFocus(Qt::PopupFocusReason);
}

void TimePicker::fillEnds()
{
    m_from->setText(endText(m_shownFrom, m_formatter.zone()));
    m_to->setText(endText(m_shownTo, m_formatter.zone()));
}

void TimePicker::setUtc(bool isUtc)
{
    const QSignalBlocker blocker(m_zone);
    m_zone->setCurrent(isUtc ? u"utc"_s : u"local"_s);
}

void TimePicker::submitText()
{
    const Result<TimeChoice> choice = parseTimeText(m_text->text(), m_now(), m_formatter.zone());
    if (!choice) {
        m_textField->setError(problemText(choice.error()));
        m_text->setInvalid(true);
        return;
    }
    choose(*choice);
}

void TimePicker::submitEnds()
{
    const QString text = m_from->text() + u" to "_s + m_to->text();
    const Result<TimeChoice> choice = parseTimeText(text, m_now(), m_formatter.zone());
    if (!choice) {
        m_toField->setError(problemText(choice.error()));
        return;
    }
    choose(*choice);
}

QString TimePicker::problemText(const Error &error) const
{
    const std::string &reason = error.context.at("reason");
    if (reason == "reversed") {
        return tr("It ends before it begins, or lies ahead.");
    }
    if (reason == "short" || reason == "long") {
        return tr("A range lasts from one second to ten years.");
    }
    return tr("Not understood. Examples: 15m, yesterday, 11-20 17:00 to 18:00");
}

void TimePicker::choose(const TimeChoice &choice)
{
    m_recent.removeAll(choice);
    m_recent.prepend(choice);
    m_recent = m_recent.mid(0, kMaxRecent);
    updateRecent();
    Q_EMIT chosen(choice);
}

void TimePicker::updateRecent()
{
    while (QLayoutItem *item = m_recentBox->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_recentTitle->setVisible(!m_recent.isEmpty());
    for (const TimeChoice &choice : std::as_const(m_recent)) {
        const QString text = choice.isLive ? timewords::lastText(choice.length)
                                           : m_formatter.timestamp(choice.from, m_now()) + u" – "_s
                + m_formatter.timestamp(choice.to, m_now());
        auto *button = new Button(themes(), text, this);
        button->setLook(Button::Look::Quiet);
        connect(button, &QAbstractButton::clicked, this, [this, choice] { Q_EMIT chosen(choice); });
        m_recentBox->addWidget(button, 0, Qt::AlignLeft);
    }
}

void TimePicker::retranslate()
{
    m_formatter = Formatter();
    for (qsizetype i = 0; i < m_quick.size(); ++i) {
        m_quick[i]->setText(timewords::lastText(kQuick[static_cast<std::size_t>(i)]));
    }
    m_textField->setLabel(tr("Time range"));
    m_text->setPlaceholderText(tr("15m, 2d, yesterday, 11-20 17:00 to 18:00"));
    m_hint->setText(tr("Times are in %1.", "a time zone").arg(m_formatter.zoneName(m_now())));
    m_zone->setText(u"local"_s, tr("Local", "time zone of the desktop"));
    m_zone->setText(u"utc"_s, u"UTC"_s);
    m_zone->setAccessibleName(tr("Time zone"));
    fillEnds();
    m_fromField->setLabel(tr("From", "start of a time range"));
    m_toField->setLabel(tr("To", "end of a time range"));
    m_apply->setText(tr("Apply"));
    m_recentTitle->setText(tr("Recent"));
    updateRecent();
}

} // namespace qd::console
