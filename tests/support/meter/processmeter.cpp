// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/meter/processmeter.h"

#include <QDir>
#include <QFile>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace qd::test {

namespace {

QByteArray contents(const QString &path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

} // namespace

QList<qint64> childrenOf(qint64 pid)
{
    QList<qint64> children;
    const QDir tasks{u"/proc/%1/task"_s.arg(pid)};
    for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        for (const QByteArray &child : contents(tasks.filePath(task + u"/children"_s)).split(' ')) {
            if (!child.isEmpty()) {
                children.append(child.toLongLong());
            }
        }
    }
    return children;
}

ProcessCost costOf(qint64 pid)
{
    ProcessCost cost;
    const QDir tasks{u"/proc/%1/task"_s.arg(pid)};
    for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QByteArray onCpuNs = contents(tasks.filePath(task + u"/schedstat"_s)).split(' ').value(0);
        cost.cpuSeconds += onCpuNs.toDouble() / 1e9;
    }
    cost.rssBytes =
        contents(u"/proc/%1/statm"_s.arg(pid)).split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
    return cost;
}

ProcessCost costOfTree(qint64 pid)
{
    ProcessCost sum = costOf(pid);
    for (const qint64 child : childrenOf(pid)) {
        const ProcessCost below = costOfTree(child);
        sum.cpuSeconds += below.cpuSeconds;
        sum.rssBytes += below.rssBytes;
    }
    return sum;
}

} // namespace qd::test
