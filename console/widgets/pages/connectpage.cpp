// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/connectpage.h"

#include "console/format/formatter.h"
#include "console/widgets/controls/button.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/painting.h"
#include "console/widgets/controls/segmentedcontrol.h"

#include <QCheckBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QStackedWidget>
#include <QStringListModel>
#include <QVBoxLayout>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBoxWidth = 420;
constexpr int kBoxHeight = 550;
constexpr int kLogo = 34;
constexpr float kScrim = 0.72F; ///< over the workspace: it can be seen and is out of reach

} // namespace

ConnectPage::ConnectPage(
    ThemeController &themes, ConnectPresenter &presenter, SettingsPresenter &settings, QWidget *parent)
    : Page(themes, parent)
    , m_presenter(presenter)
    , m_settings(settings)
{
    setObjectName(u"connectPage"_s);
    build();
    connect(&presenter, &ConnectPresenter::changed, this, &ConnectPage::update);
    retranslate();
}

void ConnectPage::build()
{
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(buildForm());
    m_stack->addWidget(buildCertificate());
}

QWidget *ConnectPage::buildForm()
{
    auto *form = new QWidget;
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().px(10));
    const auto input = [&](const QString &name, bool isSecret) {
        auto *line = new LineInput(themes());
        line->setObjectName(name);
        line->setEchoMode(isSecret ? QLineEdit::Password : QLineEdit::Normal);
        connect(line, &QLineEdit::returnPressed, this, &ConnectPage::submit);
        return line;
    };
    m_server = input(u"server"_s, false);
    m_known = new Button(themes(), Icon::ChevronDown, {}, m_server);
    m_known->setObjectName(u"knownServers"_s);
    m_known->setLook(Button::Look::Quiet);
    m_knownMenu = new QMenu(this);
    m_known->setMenu(m_knownMenu);
    m_known->hide();
    m_server->setTrailing(m_known);
    m_user = input(u"user"_s, false);
    m_password = input(u"password"_s, true);
    m_token = input(u"token"_s, true);
    m_serverField = new Field(themes(), {}, m_server, form);
    m_userField = new Field(themes(), {}, m_user, form);
    m_passwordField = new Field(themes(), {}, m_password, form);
    m_tokenField = new Field(themes(), {}, m_token, form);
    m_way = new SegmentedControl(themes(), form);
    m_way->setObjectName(u"signInWay"_s);
    m_way->addSegment(u"password"_s, {});
    m_way->addSegment(u"token"_s, {});
    m_way->setCurrent(u"password"_s);
    connect(m_way, &SegmentedControl::currentChanged, this, &ConnectPage::update);
    m_keep = new QCheckBox(form);
    m_keep->setObjectName(u"keepSignedIn"_s);
    m_signIn = new Button(themes(), {}, form);
    m_signIn->setLook(Button::Look::Primary);
    m_signIn->setObjectName(u"signIn"_s);
    connect(m_signIn, &QAbstractButton::clicked, this, &ConnectPage::submit);
    m_cancel = new Button(themes(), {}, form);
    m_cancel->setObjectName(u"cancelSignIn"_s);
    connect(m_cancel, &QAbstractButton::clicked, &m_presenter, &ConnectPresenter::cancel);
    m_leave = new Button(themes(), {}, form);
    m_leave->setObjectName(u"leaveSession"_s);
    connect(m_leave, &QAbstractButton::clicked, &m_presenter, &ConnectPresenter::signOut);
    m_lastData = new Button(themes(), Icon::Clock, {}, form);
    m_lastData->setObjectName(u"openLastData"_s);
    connect(m_lastData, &QAbstractButton::clicked, &m_presenter, &ConnectPresenter::openLastData);
    m_lastDataProblem = new Label(themes(), {}, TextRole::Small, Token::CriticalText, form);
    m_lastDataProblem->setObjectName(u"lastDataProblem"_s);
    m_lastDataProblem->setWordWrap(true);
    m_progress = new Label(themes(), {}, TextRole::Label, Token::TextMuted, form);
    m_language = new SegmentedControl(themes(), form);
    m_language->setObjectName(u"connectLanguage"_s);
    m_language->addSegment(u"en"_s, u"EN"_s);
    m_language->addSegment(u"zh_CN"_s, u"中"_s);
    connect(m_language, &SegmentedControl::currentChanged, &m_settings, &SettingsPresenter::setLanguage);
    m_theme = new Button(themes(), Icon::Sun, {}, form);
    m_theme->setObjectName(u"connectTheme"_s);
    connect(m_theme, &QAbstractButton::clicked, &m_settings, &SettingsPresenter::toggleTheme);

    column->addWidget(m_serverField);
    column->addWidget(m_way, 0, Qt::AlignLeft);
    column->addWidget(m_userField);
    column->addWidget(m_passwordField);
    column->addWidget(m_tokenField);
    column->addWidget(m_keep);
    column->addStretch(1);
    column->addWidget(m_lastDataProblem);
    column->addWidget(m_lastData, 0, Qt::AlignLeft);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_signIn);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_leave);
    buttons->addWidget(m_progress, 1);
    buttons->addWidget(m_language);
    buttons->addWidget(m_theme);
    column->addLayout(buttons);
    return form;
}

QWidget *ConnectPage::buildCertificate()
{
    auto *view = new QWidget;
    auto *column = new QVBoxLayout(view);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().px(12));
    m_certificateTitle = new Label(themes(), {}, TextRole::Section, Token::Text, view);
    m_certificateTitle->setWordWrap(true);
    m_certificateText = new Label(themes(), {}, TextRole::Body, Token::TextSecondary, view);
    m_certificateText->setWordWrap(true);
    m_certificateFacts = new Label(themes(), {}, TextRole::Mono, Token::Text, view);
    m_certificateFacts->setObjectName(u"certificateFacts"_s);
    m_certificateFacts->setWordWrap(true);
    m_trust = new Button(themes(), {}, view);
    m_trust->setObjectName(u"trustCertificate"_s);
    m_refuse = new Button(themes(), {}, view);
    m_refuse->setObjectName(u"refuseCertificate"_s);
    connect(m_trust, &QAbstractButton::clicked, this, [this] { m_presenter.answerCertificate(true); });
    connect(m_refuse, &QAbstractButton::clicked, this, [this] { m_presenter.answerCertificate(false); });
    column->addWidget(m_certificateTitle);
    column->addWidget(m_certificateText);
    column->addWidget(m_certificateFacts);
    column->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_trust);
    buttons->addWidget(m_refuse);
    buttons->addStretch(1);
    column->addLayout(buttons);
    return view;
}

void ConnectPage::setServer(const QString &server)
{
    m_server->setText(server);
}

void ConnectPage::activate()
{
    const QStringList servers = m_presenter.servers();
    if (m_server->text().isEmpty()) {
        m_server->setText(servers.value(0, u"127.0.0.1:7700"_s));
    }
    m_user->setText(m_presenter.lastUser());
    m_server->setCompleter(new QCompleter(servers, m_server));
    m_knownMenu->clear();
    for (const QString &server : servers) {
        m_knownMenu->addAction(server, m_server, [this, server] { m_server->setText(server); });
    }
    m_known->setVisible(!servers.isEmpty());
    m_password->clear();
    m_token->clear();
    update();
    QWidget *first = isByToken() ? m_token : m_user->text().isEmpty() ? m_user : m_password;
    first->setFocus(Qt::OtherFocusReason);
}

void ConnectPage::deactivate()
{
    m_password->clear();
    m_token->clear();
}

bool ConnectPage::isByToken() const
{
    return m_way->current() == "token"_L1;
}

void ConnectPage::submit()
{
    if (m_presenter.isBusy()) {
        return;
    }
    if (isByToken()) {
        m_presenter.signInWithToken(m_server->text(), m_token->text(), m_keep->isChecked());
    } else {
        m_presenter.signIn(m_server->text(), m_user->text(), m_password->text(), m_keep->isChecked());
    }
}

void ConnectPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_presenter.isBusy()) {
        m_presenter.cancel();
        return;
    }
    if (event->key() == Qt::Key_Escape && m_presenter.certificate()) {
        m_presenter.answerCertificate(false);
        return;
    }
    if (event->key() == Qt::Key_S && event->modifiers() == Qt::AltModifier) {
        m_server->setFocus(Qt::ShortcutFocusReason);
        m_server->selectAll();
        return;
    }
    Page::keyPressEvent(event);
}

void ConnectPage::update()
{
    const auto certificate = m_presenter.certificate();
    const bool wasCertificate = m_stack->currentIndex() == 1;
    m_stack->setCurrentIndex(certificate ? 1 : 0);
    if (certificate) {
        showCertificate(*certificate);
        if (!wasCertificate) {
            m_refuse->setFocus(); // trusting is a decision, not a reflex
        }
    }
    const bool isBusy = m_presenter.isBusy();
    for (QWidget *widget :
        {static_cast<QWidget *>(m_server), static_cast<QWidget *>(m_user), static_cast<QWidget *>(m_password),
            static_cast<QWidget *>(m_token), static_cast<QWidget *>(m_keep), static_cast<QWidget *>(m_way)}) {
        widget->setEnabled(!isBusy);
    }
    m_signIn->setVisible(!isBusy);
    m_cancel->setVisible(isBusy);
    m_leave->setVisible(m_presenter.isInPlace() && !isBusy);
    m_progress->setText(
        isBusy && !m_presenter.isLocked() ? tr("Connecting to %1").arg(m_presenter.serverText()) : QString());
    m_userField->setVisible(!isByToken());
    m_passwordField->setVisible(!isByToken());
    m_tokenField->setVisible(isByToken());
    m_language->setCurrent(locale().language() == QLocale::Chinese ? u"zh_CN"_s : u"en"_s);
    m_theme->setIcon(theme().isDark() ? Icon::Sun : Icon::Moon);
    showProblem();
    showLastData();
}

void ConnectPage::showLastData()
{
    const auto info = m_presenter.lastData();
    m_lastData->setVisible(info.has_value() && !m_presenter.isBusy() && !m_presenter.isInPlace());
    if (info) {
        const Formatter words;
        const bool isToday =
            QDateTime::fromMSecsSinceEpoch(toUnixMs(info->savedAt)).date() == QDate::currentDate();
        m_lastData->setText(tr("Open last data (%1, read-only)", "a time")
                                .arg(isToday ? words.clockTime(info->savedAt).left(5)
                                             : words.timestamp(info->savedAt, info->savedAt)));
        m_lastData->setToolTip(
            tr("%1 as %2 saw it", "server, user").arg(info->server.authority(), info->user));
    }
    const ConnectPresenter::Message message = m_presenter.problem().message;
    m_lastDataProblem->setText(message == ConnectPresenter::Message::LastDataDamaged
            ? tr("The last data are damaged or belong to another console. They are replaced after the next "
                 "sign-in.")
            : message == ConnectPresenter::Message::LastDataUnreadable
            ? tr("The last data cannot be read. Check the rights of the settings folder.")
            : QString());
    m_lastDataProblem->setVisible(!m_lastDataProblem->text().isEmpty());
    m_lastDataProblem->setToolTip(m_presenter.problem().details);
}

void ConnectPage::showProblem()
{
    const ConnectPresenter::Problem &problem = m_presenter.problem();
    const auto show = [&](Field *field, LineInput *input, ConnectPresenter::Field which) {
        const bool isIt = problem.field == which
            || (which == ConnectPresenter::Field::Password && problem.field == ConnectPresenter::Field::Token
                && !isByToken());
        field->setError(isIt ? problemText() : QString());
        field->setToolTip(isIt ? problem.details : QString());
        input->setInvalid(isIt);
        if (isIt && input->isVisible() && !m_presenter.isBusy()) {
            input->setFocus(Qt::OtherFocusReason);
        }
    };
    show(m_serverField, m_server, ConnectPresenter::Field::Server);
    show(m_userField, m_user, ConnectPresenter::Field::User);
    show(m_passwordField, m_password, ConnectPresenter::Field::Password);
    show(m_tokenField, m_token, ConnectPresenter::Field::Token);
}

QString ConnectPage::problemText() const
{
    switch (m_presenter.problem().message) {
    case ConnectPresenter::Message::None:
    case ConnectPresenter::Message::LastDataDamaged:
    case ConnectPresenter::Message::LastDataUnreadable:
        return {};
    case ConnectPresenter::Message::Missing:
        return tr("This is needed.");
    case ConnectPresenter::Message::MalformedServer:
        return tr("This is not a server address. Example: ops.example.net:7700");
    case ConnectPresenter::Message::UnknownScheme:
        return tr("Addresses begin with wss:// or https://, or with nothing at all.");
    case ConnectPresenter::Message::PlainText:
        return tr("Without TLS only this computer can be reached. Use wss://.");
    case ConnectPresenter::Message::Unreachable:
        return tr("No server answers at %1. Check the address and whether it runs.")
            .arg(m_presenter.serverText());
    case ConnectPresenter::Message::Locked:
        return tr("Too many failed attempts. Next try in %n s.", nullptr, m_presenter.retrySeconds());
    case ConnectPresenter::Message::SessionEnded:
        return tr("The session has ended. Sign in again to go on.");
    case ConnectPresenter::Message::Denied:
        return isByToken() ? tr("The server does not know this token.")
                           : tr("User and password do not belong together.");
    case ConnectPresenter::Message::VersionMismatch:
        return versionText();
    case ConnectPresenter::Message::CertificateRefused:
        return tr("The certificate was not trusted, so nothing was sent.");
    case ConnectPresenter::Message::Lost:
        return tr("The connection broke while signing in. Try again.");
    }
    return {};
}

QString ConnectPage::versionText() const
{
    const int server = m_presenter.problem().serverVersion;
    if (server == kUnknownVersion) {
        return tr("The server does not speak version %1 of this console.").arg(kConsoleVersion);
    }
    return server > kConsoleVersion
        ? tr("Server too new: version %1, console version %2. Update the console.")
              .arg(server)
              .arg(kConsoleVersion)
        : tr("Server too old: version %1, console version %2. Update the server.")
              .arg(server)
              .arg(kConsoleVersion);
}

void ConnectPage::showCertificate(const CertificateInfo &certificate)
{
    m_certificateTitle->setText(certificate.isReplacement
            ? tr("%1 shows another certificate than before").arg(m_presenter.serverText())
            : tr("First meeting with %1").arg(m_presenter.serverText()));
    m_certificateTitle->setColor(certificate.isReplacement ? Token::CriticalText : Token::Text);
    m_certificateText->setText(certificate.isReplacement
            ? tr("Somebody may be in between. Trust it only if its keys were replaced on purpose.")
            : tr("Compare the fingerprint with the one that the server printed at its first start."));
    m_certificateFacts->setText(tr("Subject: %1").arg(certificate.subject) + u'\n'
        + tr("Issuer: %1").arg(certificate.issuer) + u'\n'
        + tr("Valid: %1 to %2", "dates")
              .arg(certificate.validFrom.date().toString(Qt::ISODate),
                  certificate.validTo.date().toString(Qt::ISODate))
        + u'\n' + tr("Fingerprint (SHA-256):") + u'\n' + certificate.fingerprint.left(47) + u'\n'
        + certificate.fingerprint.mid(48));
    m_trust->setLook(certificate.isReplacement ? Button::Look::Danger : Button::Look::Primary);
}

QRect ConnectPage::box() const
{
    const QSize size(theme().px(kBoxWidth), theme().px(kBoxHeight));
    return {QPoint((width() - size.width()) / 2, std::max(0, (height() - size.height()) / 2)), size};
}

void ConnectPage::place()
{
    const int margin = theme().px(32);
    m_stack->setGeometry(box().adjusted(margin, margin + theme().px(kLogo + 24), -margin, -margin));
}

void ConnectPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    place();
}

void ConnectPage::onThemeChanged()
{
    Page::onThemeChanged();
    place();
    update();
}

void ConnectPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = theme().color(Token::Canvas);
    ground.setAlphaF(m_presenter.isInPlace() ? kScrim : 1.0F);
    painter.fillRect(rect(), ground);
    const QRectF card = box();
    paint::shadow(painter, theme(), card, theme().radius(Radius::Card));
    paint::roundedBox(painter, card, theme().radius(Radius::Card), theme().color(Token::Surface),
        theme().color(Token::Border));
    const double size = theme().px(kLogo);
    const QRectF logo(card.left() + theme().px(32), card.top() + theme().px(28), size, size);
    paint::roundedBox(painter, logo, size / 4.0, theme().color(Token::Accent), theme().color(Token::Accent));
    QPainterPath pulse(logo.topLeft() + QPointF(size * 0.18, size * 0.52));
    for (const QPointF &point : {QPointF(0.36, 0.52), QPointF(0.46, 0.26), QPointF(0.58, 0.74),
             QPointF(0.68, 0.52), QPointF(0.84, 0.52)}) {
        pulse.lineTo(logo.topLeft() + point * size);
    }
    painter.setPen(
        QPen(theme().color(Token::OnAccent), size / 14.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(pulse);
    painter.setFont(theme().font(TextRole::PageTitle));
    painter.setPen(theme().color(Token::Text));
    painter.drawText(logo.adjusted(size + theme().px(12), 0, theme().px(300), 0),
        Qt::AlignLeft | Qt::AlignVCenter, tr("Operations console"));
}

void ConnectPage::retranslate()
{
    m_serverField->setLabel(tr("Server"));
    m_userField->setLabel(tr("User"));
    m_passwordField->setLabel(tr("Password"));
    m_tokenField->setLabel(tr("Token", "API token"));
    m_way->setText(u"password"_s, tr("Password"));
    m_way->setText(u"token"_s, tr("Token", "API token"));
    m_known->setToolTip(tr("Servers of before"));
    m_keep->setText(tr("Keep me signed in"));
    m_signIn->setText(tr("Sign in", "verb"));
    m_cancel->setText(tr("Cancel"));
    m_leave->setText(tr("Sign out"));
    m_theme->setToolTip(tr("Switch between dark and light"));
    m_language->setAccessibleName(tr("Language"));
    m_trust->setText(tr("Trust for this server"));
    m_refuse->setText(tr("Do not connect"));
    setLocale(QLocale());
    update();
}

} // namespace qd::console
