// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/statusexplanation.h"

#include "console/widgets/controls/button.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/pages/words.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 360;

} // namespace

StatusExplanation::StatusExplanation(ThemeController &themes, ShellPresenter &shell, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_shell(shell)
{
    setObjectName(u"statusExplanation"_s);
    setFocusPolicy(Qt::StrongFocus);
    auto *column = new QVBoxLayout(this);
    const int margin = theme().px(14);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme().px(8));
    m_title = new Label(themes, {}, TextRole::Section, Token::Text, this);
    m_meaning = new Label(themes, {}, TextRole::Body, Token::TextSecondary, this);
    m_meaning->setWordWrap(true);
    column->addWidget(m_title);
    column->addWidget(m_meaning);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(theme().px(16));
    grid->setVerticalSpacing(theme().px(4));
    grid->setColumnStretch(1, 1);
    for (int row = 0; row < kMaxFacts; ++row) {
        m_names.append(new Label(themes, {}, TextRole::Body, Token::TextMuted, this));
        m_values.append(new Label(themes, {}, TextRole::Body, Token::Text, this));
        m_values.back()->setTabular(true);
        grid->addWidget(m_names.back(), row, 0);
        grid->addWidget(m_values.back(), row, 1);
    }
    column->addLayout(grid);
    m_action = new Button(themes, {}, this);
    m_action->setObjectName(u"explanationAction"_s);
    connect(m_action, &QAbstractButton::clicked, this, [this] {
        if (m_item == "agents"_L1) {
            Q_EMIT problemsRequested();
        } else {
            Q_EMIT notificationsRequested();
        }
    });
    column->addWidget(m_action, 0, Qt::AlignLeft);
    connect(&shell, &ShellPresenter::statusChanged, this, &StatusExplanation::update);
}

bool StatusExplanation::explain(const QString &item)
{
    if (textOf(item).facts.empty()) {
        return false;
    }
    m_item = item;
    update();
    layout()->activate();
    return true;
}

QStringList StatusExplanation::lines() const
{
    QStringList lines;
    for (const Fact &fact : textOf(m_item).facts) {
        lines.append(fact.name + u": "_s + fact.value);
    }
    return lines;
}

QSize StatusExplanation::sizeHint() const
{
    const int width = theme().px(kWidth);
    return {width,
        layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : layout()->sizeHint().height()};
}

void StatusExplanation::update()
{
    const Text text = textOf(m_item);
    m_title->setText(text.title);
    m_meaning->setText(text.meaning);
    for (int row = 0; row < kMaxFacts; ++row) {
        const bool isUsed = row < std::ssize(text.facts);
        m_names[row]->setVisible(isUsed);
        m_values[row]->setVisible(isUsed);
        if (isUsed) {
            const Fact &fact = text.facts[static_cast<std::size_t>(row)];
            m_names[row]->setText(fact.name);
            m_values[row]->setText(fact.value);
        }
    }
    m_action->setText(text.action);
    m_action->setVisible(!text.action.isEmpty());
    setAccessibleName(text.title);
    setAccessibleDescription(lines().join(u", "_s));
}

StatusExplanation::Text StatusExplanation::textOf(const QString &item) const
{
    return item == "connection"_L1 ? connection()
        : item == "delay"_L1       ? delay()
        : item == "agents"_L1      ? agents()
        : item == "clock"_L1       ? clock()
                                   : Text{};
}

StatusExplanation::Text StatusExplanation::connection() const
{
    const ConnectionState &link = m_shell.connection();
    Text text{tr("Connection"), tr("The link of this window to the server."), {}, tr("Show notifications")};
    text.facts.push_back({tr("Server"), link.link().server.authority()});
    text.facts.push_back({tr("User"), link.session().user});
    if (!link.session().serverVersion.isEmpty()) {
        text.facts.push_back({tr("Server version"), link.session().serverVersion});
    }
    if (toUnixMs(link.connectedSince()) != 0) {
        text.facts.push_back({tr("Connected since", "a time"),
            tr("%1 (%2)", "time (duration)")
                .arg(m_formatter.timestamp(link.connectedSince(), m_shell.now()),
                    m_formatter.duration(m_shell.now() - link.connectedSince()))});
        text.facts.push_back({tr("Round trip"),
            link.roundTrip() ? tr("%1 ms").arg(link.roundTrip()->count()) : tr("not measured yet")});
    } else if (toUnixMs(link.lastContact()) != 0) {
        text.facts.push_back({tr("Last contact"), m_formatter.timestamp(link.lastContact(), m_shell.now())});
        if (link.retrySeconds() > 0) {
            text.facts.push_back({tr("Next try"), tr("in %n s", nullptr, link.retrySeconds())});
        }
    }
    return text;
}

StatusExplanation::Text StatusExplanation::delay() const
{
    const ConnectionState &link = m_shell.connection();
    Text text{tr("Data delay"),
        tr("How old the newest sample of all hosts is. One host's own way is on its page."), {}, {}};
    const auto &server = link.server();
    const auto total = link.dataDelay();
    if (!server || !total) {
        text.facts.push_back({tr("Newest sample"),
            link.isOffline() ? m_formatter.timestamp(link.lastContact(), m_shell.now()) : tr("none yet")});
        return text;
    }
    const auto heard = link.sinceHeard();
    text.facts.push_back(
        {tr("Newest sample"), m_formatter.timestamp(server->newestSample, server->serverTime)});
    text.facts.push_back({tr("Collected, sent and kept"), m_formatter.duration(*total - heard)});
    text.facts.push_back({tr("Server to this window"), m_formatter.duration(heard)});
    text.facts.push_back({tr("Together"), m_formatter.duration(*total)});
    return text;
}

StatusExplanation::Text StatusExplanation::agents() const
{
    const HostCounts counts = m_shell.allCounts();
    Text text{tr("Agents"), tr("One agent runs on every host. These are all that are known."), {}, {}};
    const auto add = [&](HostState state, int count) {
        text.facts.push_back({words::stateWord(state), m_formatter.count(count)});
    };
    add(HostState::Online, counts.online);
    add(HostState::Stale, counts.stale);
    add(HostState::Offline, counts.offline);
    add(HostState::Unknown, counts.unknown);
    if (counts.problems() > 0) {
        text.action = tr("Show the %n host(s) with problems", nullptr, counts.problems());
    }
    return text;
}

StatusExplanation::Text StatusExplanation::clock() const
{
    const ConnectionState &link = m_shell.connection();
    Text text{tr("Clock"),
        tr("Every time is shown in this zone. The time picker and the settings change it."), {}, {}};
    text.facts.push_back({tr("Zone"), m_formatter.zoneName(m_shell.now())});
    text.facts.push_back({tr("This computer"), m_formatter.timestamp(m_shell.now(), m_shell.now())});
    if (link.server() && link.isLive()) {
        const auto offset = m_shell.now() - link.sinceHeard() - link.server()->serverTime;
        text.facts.push_back({tr("Server"), m_formatter.timestamp(m_shell.now() - offset, m_shell.now())});
    }
    return text;
}

void StatusExplanation::retranslate()
{
    m_formatter = Formatter();
    update();
}

} // namespace qd::console
