// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/connectpresenter.h"
#include "console/presenters/settingspresenter.h"
#include "console/widgets/pages/page.h"

class QCheckBox;
class QMenu;
class QStackedWidget;

namespace qd::console {

class Button;
class Field;
class Label;
class LineInput;
class SegmentedControl;

/// Where a person says which server and who they are; also where a new certificate is shown before it is
/// trusted. Lies on top of the workspace when an open session needs a person again.
class ConnectPage final : public Page
{
    Q_OBJECT

public:
    ConnectPage(ThemeController &themes, ConnectPresenter &presenter, SettingsPresenter &settings,
        QWidget *parent = nullptr);

    void activate() override;
    void deactivate() override;
    void setServer(const QString &server);

protected:
    void retranslate() override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void onThemeChanged() override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    [[nodiscard]] QWidget *buildForm();
    [[nodiscard]] QWidget *buildCertificate();
    void submit();
    void update();
    void showProblem();
    void showLastData();
    void showCertificate(const CertificateInfo &certificate);
    void place();
    [[nodiscard]] QRect box() const;
    [[nodiscard]] QString problemText() const;
    [[nodiscard]] QString versionText() const;
    [[nodiscard]] bool isByToken() const;

    ConnectPresenter &m_presenter;
    SettingsPresenter &m_settings;
    QStackedWidget *m_stack;
    LineInput *m_server;
    LineInput *m_user;
    LineInput *m_password;
    LineInput *m_token;
    Field *m_serverField;
    Field *m_userField;
    Field *m_passwordField;
    Field *m_tokenField;
    SegmentedControl *m_way;
    QCheckBox *m_keep;
    Button *m_signIn;
    Button *m_cancel;
    Button *m_leave; ///< in place only: gives up what the window shows
    Label *m_progress;
    Button *m_lastData;
    Label *m_lastDataProblem;
    SegmentedControl *m_language;
    Button *m_theme;
    Button *m_known; ///< servers of before
    QMenu *m_knownMenu;
    Label *m_certificateTitle;
    Label *m_certificateText;
    Label *m_certificateFacts;
    Button *m_trust;
    Button *m_refuse;
};

} // namespace qd::console
