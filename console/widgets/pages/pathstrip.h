// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/presenters/hostpresenter.h"
#include "console/widgets/controls/themedwidget.h"

namespace qd::console {

/// The way of the data from the agent to this screen: a station per hop with the age of the newest thing that
/// passed; the first broken one is marked.
class PathStrip final : public ThemedWidget
{
    Q_OBJECT

public:
    explicit PathStrip(ThemeController &themes, QWidget *parent = nullptr);

    void setHops(const QList<DataHop> &hops, TimeMs now, const Formatter &formatter);
    /// What the agent still holds, as a line under the stations.
    void setHeld(const HeldAtAgent &held, TimeMs serverNow, const Formatter &formatter);
    [[nodiscard]] const QString &heldText() const { return m_held; }
    [[nodiscard]] QString spokenValue() const;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Station
    {
        QString name;
        QString age;
        Severity severity = Severity::Unknown;
        bool isBroken = false;
    };
    QList<Station> m_stations;
    QString m_held;
    Token m_heldColor = Token::TextMuted;
};

} // namespace qd::console
