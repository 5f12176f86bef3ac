// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/commands/appcontext.h"
#include "console/commands/command.h"

#include <QCoreApplication>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

/// Something about a row or a tile: the pages of lists have them.
class SubjectCommand : public Command
{
public:
    [[nodiscard]] bool isFor(Location::Page page) const override
    {
        return page == Location::Page::Overview || page == Location::Page::Hosts;
    }
};

class OpenSubject final : public SubjectCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::OpenSubject)

public:
    [[nodiscard]] QString id() const override { return u"subject.open"_s; }
    [[nodiscard]] QString title() const override { return tr("Open", "verb: the selected row or tile"); }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.subject().place ? QString() : tr("Select a row or a tile first");
    }
    void execute(AppContext &context) const override { context.goTo(*context.subject().place); }
};

class OpenSubjectInWindow final : public SubjectCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::OpenSubjectInWindow)

public:
    [[nodiscard]] QString id() const override { return u"subject.window"_s; }
    [[nodiscard]] QString title() const override { return tr("Open in new window"); }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.subject().place ? QString() : tr("Select a row or a tile first");
    }
    void execute(AppContext &context) const override { context.openWindow(*context.subject().place); }
};

/// Copies one field of what is selected.
class CopyCommand : public SubjectCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::CopyCommand)

public:
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return field(context.subject()).isEmpty() ? tr("What is selected has none") : QString();
    }
    void execute(AppContext &context) const override { context.copyText(field(context.subject())); }

protected:
    [[nodiscard]] virtual QString field(const Subject &subject) const = 0;
};

class CopyName final : public CopyCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::CopyName)

public:
    [[nodiscard]] QString id() const override { return u"subject.copy.name"_s; }
    [[nodiscard]] QString title() const override { return tr("Copy the name"); }

protected:
    [[nodiscard]] QString field(const Subject &subject) const override { return subject.name; }
};

class CopyAddress final : public CopyCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::CopyAddress)

public:
    [[nodiscard]] QString id() const override { return u"subject.copy.address"_s; }
    [[nodiscard]] QString title() const override { return tr("Copy the IP address"); }

protected:
    [[nodiscard]] QString field(const Subject &subject) const override { return subject.address; }
};

class CopyId final : public CopyCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::CopyId)

public:
    [[nodiscard]] QString id() const override { return u"subject.copy.id"_s; }
    [[nodiscard]] QString title() const override { return tr("Copy the id"); }

protected:
    [[nodiscard]] QString field(const Subject &subject) const override { return subject.id; }
};

class CopyValue final : public CopyCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::CopyValue)

public:
    [[nodiscard]] QString id() const override { return u"subject.copy.value"_s; }
    [[nodiscard]] QString title() const override { return tr("Copy the value"); }

protected:
    [[nodiscard]] QString field(const Subject &subject) const override { return subject.value; }
};

class CopyQuery final : public CopyCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::CopyQuery)

public:
    [[nodiscard]] QString id() const override { return u"subject.copy.query"_s; }
    [[nodiscard]] QString title() const override { return tr("Copy the query"); }

protected:
    [[nodiscard]] QString field(const Subject &subject) const override { return subject.query; }
};

class SortIn final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::SortIn)

public:
    [[nodiscard]] QString id() const override { return u"view.sortin"_s; }
    [[nodiscard]] QString title() const override { return tr("Sort in what is new"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"N"_s)}; }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.isOrderWaiting() ? QString() : tr("Nothing waits to be sorted in");
    }
    [[nodiscard]] bool isFor(Location::Page page) const override { return page != Location::Page::Settings; }
    void execute(AppContext &context) const override { context.sortIn(); }
};

} // namespace

void addSubjectCommands(CommandRegistry &registry)
{
    registry.add<OpenSubject>();
    registry.add<OpenSubjectInWindow>();
    registry.add<CopyName>();
    registry.add<CopyAddress>();
    registry.add<CopyId>();
    registry.add<CopyValue>();
    registry.add<CopyQuery>();
    registry.add<SortIn>();
}

} // namespace qd::console
