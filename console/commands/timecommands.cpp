// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/commands/appcontext.h"
#include "console/commands/command.h"

#include <QCoreApplication>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

/// Something about the time shown: the settings show none.
class TimeCommand : public Command
{
public:
    [[nodiscard]] bool isFor(Location::Page page) const override { return page != Location::Page::Settings; }
};

class PickTime final : public TimeCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::PickTime)

public:
    [[nodiscard]] QString id() const override { return u"time.pick"_s; }
    [[nodiscard]] QString title() const override { return tr("Choose the time range"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"T"_s)}; }
    void execute(AppContext &context) const override { context.open(AppContext::Overlay::TimePicker); }
};

class ShiftBack final : public TimeCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ShiftBack)

public:
    [[nodiscard]] QString id() const override { return u"time.back"_s; }
    [[nodiscard]] QString title() const override { return tr("Half a range back"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"["_s)}; }
    void execute(AppContext &context) const override { context.shiftTime(-0.5); }
};

class ShiftForward final : public TimeCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ShiftForward)

public:
    [[nodiscard]] QString id() const override { return u"time.forward"_s; }
    [[nodiscard]] QString title() const override { return tr("Half a range forward"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"]"_s)}; }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.isLive() ? tr("The range ends now") : QString();
    }
    void execute(AppContext &context) const override { context.shiftTime(0.5); }
};

/// The arrows beside the range.
class StepBack final : public TimeCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::StepBack)

public:
    [[nodiscard]] QString id() const override { return u"time.step.back"_s; }
    [[nodiscard]] QString title() const override { return tr("A whole range back"); }
    void execute(AppContext &context) const override { context.shiftTime(-1.0); }
};

class StepForward final : public TimeCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::StepForward)

public:
    [[nodiscard]] QString id() const override { return u"time.step.forward"_s; }
    [[nodiscard]] QString title() const override { return tr("A whole range forward"); }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.isLive() ? tr("The range ends now") : QString();
    }
    void execute(AppContext &context) const override { context.shiftTime(1.0); }
};

class ZoomOut final : public TimeCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ZoomOut)

public:
    [[nodiscard]] QString id() const override { return u"time.zoom.out"_s; }
    [[nodiscard]] QString title() const override { return tr("Zoom time out"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"-"_s)}; }
    void execute(AppContext &context) const override { context.zoomTime(2.0); }
};

class ZoomIn final : public TimeCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ZoomIn)

public:
    [[nodiscard]] QString id() const override { return u"time.zoom.in"_s; }
    [[nodiscard]] QString title() const override { return tr("Zoom time in"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"="_s)}; }
    void execute(AppContext &context) const override { context.zoomTime(0.5); }
};

class ZoomBack final : public TimeCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ZoomBack)

public:
    [[nodiscard]] QString id() const override { return u"time.zoom.back"_s; }
    [[nodiscard]] QString title() const override { return tr("Back to the range before the zoom"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Backspace"_s)}; }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.isTimeZoomed() ? QString() : tr("Nothing is zoomed");
    }
    void execute(AppContext &context) const override { context.zoomBack(); }
};

class TogglePause final : public TimeCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::TogglePause)

public:
    [[nodiscard]] QString id() const override { return u"time.pause"_s; }
    [[nodiscard]] QString title() const override { return tr("Pause or resume live"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Space"_s)}; }
    void execute(AppContext &context) const override { context.togglePause(); }
    [[nodiscard]] bool needsServer() const override { return true; }
};

class GoLive final : public TimeCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::GoLive)

public:
    [[nodiscard]] QString id() const override { return u"time.live"_s; }
    [[nodiscard]] QString title() const override { return tr("Back to live"); }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.isLive() ? tr("It is live already") : QString();
    }
    void execute(AppContext &context) const override { context.goLive(); }
    [[nodiscard]] bool needsServer() const override { return true; }
};

/// Something about the replay: there must be a past to play.
class ReplayCommand : public TimeCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ReplayCommand)

public:
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.isPast() ? QString() : tr("Choose a time that is over first");
    }
    [[nodiscard]] bool needsServer() const override { return true; }
};

class TogglePlaying final : public ReplayCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::TogglePlaying)

public:
    [[nodiscard]] QString id() const override { return u"time.play"_s; }
    [[nodiscard]] QString title() const override { return tr("Play or pause the replay"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Shift+Space"_s)}; }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.isLinkLost() && !context.isPlaying() ? tr("The connection is lost")
                                                            : ReplayCommand::hindrance(context);
    }
    void execute(AppContext &context) const override { context.togglePlaying(); }
};

class PlayFaster final : public ReplayCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::PlayFaster)

public:
    [[nodiscard]] QString id() const override { return u"time.play.faster"_s; }
    [[nodiscard]] QString title() const override { return tr("Replay faster"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"."_s)}; }
    void execute(AppContext &context) const override { context.changeSpeed(true); }
};

class PlaySlower final : public ReplayCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::PlaySlower)

public:
    [[nodiscard]] QString id() const override { return u"time.play.slower"_s; }
    [[nodiscard]] QString title() const override { return tr("Replay slower"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u","_s)}; }
    void execute(AppContext &context) const override { context.changeSpeed(false); }
};

class Refresh final : public TimeCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::Refresh)

public:
    [[nodiscard]] QString id() const override { return u"time.refresh"_s; }
    [[nodiscard]] QString title() const override { return tr("Refresh"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override
    {
        return {QKeySequence(u"F5"_s), QKeySequence(u"Ctrl+R"_s)};
    }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.isLinkLost() ? tr("The connection is lost") : QString();
    }
    void execute(AppContext &context) const override { context.refresh(); }
    [[nodiscard]] bool needsServer() const override { return true; }
};

} // namespace

void addTimeCommands(CommandRegistry &registry)
{
    registry.add<PickTime>();
    registry.add<ShiftBack>();
    registry.add<ShiftForward>();
    registry.add<StepBack>();
    registry.add<StepForward>();
    registry.add<ZoomOut>();
    registry.add<ZoomIn>();
    registry.add<ZoomBack>();
    registry.add<TogglePause>();
    registry.add<GoLive>();
    registry.add<TogglePlaying>();
    registry.add<PlayFaster>();
    registry.add<PlaySlower>();
    registry.add<Refresh>();
}

} // namespace qd::console
