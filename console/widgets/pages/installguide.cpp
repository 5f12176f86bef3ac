// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/installguide.h"

#include "console/widgets/controls/button.h"
#include "console/widgets/controls/label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

[[nodiscard]] QString addressOf(const QUrl &server, const QString &plain, const QString &secure)
{
    QUrl url;
    url.setScheme(server.scheme() == "wss"_L1 || server.scheme() == "https"_L1 ? secure : plain);
    url.setHost(server.host());
    url.setPort(server.port());
    return url.toString();
}

} // namespace

InstallGuide::InstallGuide(ThemeController &themes, QWidget *parent)
    : ThemedWidget(themes, parent)
{
    setObjectName(u"installGuide"_s);
    auto *column = new QVBoxLayout(this);
    const int margin = theme().space(Space::CardPadding);
    column->setContentsMargins(margin, 0, margin, margin);
    column->setSpacing(theme().px(8));
    const auto sentence = [&] {
        auto *label = new Label(themes, {}, TextRole::Body, Token::TextSecondary, this);
        label->setWordWrap(true);
        column->addWidget(label);
        return label;
    };
    m_why = sentence();
    m_token = addStep(*column, u"copyTokenCommand"_s);
    m_agent = addStep(*column, u"copyAgentCommand"_s);
    m_mount = sentence();
    column->addStretch(1);
}

InstallGuide::Step InstallGuide::addStep(QVBoxLayout &column, const QString &name)
{
    Step step{};
    step.words = new Label(themes(), {}, TextRole::Label, Token::TextSecondary, this);
    step.command = new Label(themes(), {}, TextRole::Mono, Token::Text, this);
    step.command->setElideMode(Qt::ElideMiddle);
    step.copy = new Button(themes(), Icon::Copy, {}, this);
    step.copy->setObjectName(name);
    connect(step.copy, &QAbstractButton::clicked, this, [this, command = step.command] {
        QGuiApplication::clipboard()->setText(command->text());
        Q_EMIT copied(command->text());
    });
    auto *row = new QHBoxLayout;
    row->setSpacing(theme().px(8));
    row->addWidget(step.command, 1);
    row->addWidget(step.copy);
    column.addWidget(step.words);
    column.addLayout(row);
    return step;
}

void InstallGuide::setPlace(const QUrl &server, bool isRoot)
{
    if (server != m_server || isRoot != m_isRoot) {
        m_server = server;
        m_isRoot = isRoot;
        retranslate();
    }
}

void InstallGuide::retranslate()
{
    m_why->setText(m_isRoot ? tr("A host appears here as soon as an agent on it has enrolled.")
                            : tr("No host hangs below this place: install an agent, or mount hosts here."));
    m_token.words->setText(tr("1. An administrator asks for a one-time token; it holds for an hour."));
    m_token.command->setText(uR"(curl -X POST -H "Authorization: Bearer $TOKEN" -d '{"count":1}' )"_s
        + addressOf(m_server, u"http"_s, u"https"_s) + u"/api/quarterdeck/v1/enrol-tokens"_s);
    m_agent.words->setText(tr("2. On the host: the token into a file, then start the agent."));
    m_agent.command->setText(u"quarterdeck-agent --backend "_s + addressOf(m_server, u"ws"_s, u"wss"_s)
        + u" --enrol-token-file enrol.token"_s);
    m_mount->setText(tr("A new host starts below the default component. An operator mounts it elsewhere with "
                        "PUT /api/quarterdeck/v1/hosts/ID/mounts."));
    for (const Step &step : {m_token, m_agent}) {
        step.copy->setText(tr("Copy", "verb: a command line"));
        step.copy->setAccessibleName(tr("Copy the command %1").arg(step.command->text()));
    }
}

} // namespace qd::console
