// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/agent/collect/capturedhost.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <limits>

using namespace Qt::StringLiterals;

namespace qd::agent {

namespace {

const QString kCaptures = QStringLiteral(QD_SOURCE_DIR "/tests/data/proc/");

void copyTree(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString source = files.next();
        const QString target = to + source.mid(from.size());
        QDir{}.mkpath(QFileInfo{target}.path());
        QFile in(source);
        QFile out(target);
        // Written in place rather than replaced, so that whoever has the old file open reads the new text.
        if (!in.open(QIODevice::ReadOnly) || !out.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
            qFatal("cannot copy %s", qPrintable(source));
        }
        out.write(in.readAll());
    }
}

} // namespace

CapturedHost::CapturedHost(const QString &kernel)
    : m_kernel(kernel)
{
    copyTree(kCaptures + kernel, m_folder.path());
}

HostRoots CapturedHost::roots() const
{
    const std::string folder = m_folder.path().toStdString();
    return {folder + "/proc", folder + "/sys", folder + "/etc", folder + "/run"};
}

void CapturedHost::toSecondReading()
{
    copyTree(kCaptures + m_kernel + u"/second"_s, m_folder.path());
}

void CapturedHost::write(const QString &name, std::string_view text) const
{
    QDir{}.mkpath(QFileInfo{path(name)}.path());
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        qFatal("cannot write %s", qPrintable(name));
    }
    file.write(text.data(), static_cast<qint64>(text.size()));
}

void CapturedHost::remove(const QString &name) const
{
    const QFileInfo info(path(name));
    if (!(info.isDir() ? QDir{info.filePath()}.removeRecursively() : QFile::remove(info.filePath()))) {
        qFatal("cannot remove %s", qPrintable(name));
    }
}

QString CapturedHost::path(const QString &name) const
{
    return m_folder.filePath(name);
}

QByteArray CapturedHost::read(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

QStringList CapturedHost::kernels()
{
    return {u"3.10"_s, u"4.19"_s, u"5.10"_s, u"6.1"_s, u"6.1-debian"_s, u"6.12"_s, u"6.18"_s};
}

Result<void> CollectorRun::run(Collector &collector, TierSet due)
{
    m_steady += std::chrono::seconds{10};
    std::vector<CollectedSample> samples;
    SampleSink sink(m_series, m_plan, samples);
    sink.setDue(due);
    auto outcome = collector.collect({TimeMs{m_steady.time_since_epoch()}, m_steady, due, m_buffer}, sink);
    m_values.clear();
    for (const CollectedSample &sample : samples) {
        m_values.emplace(m_series.describe(sample.series).labels.toString(), sample.value);
    }
    return outcome;
}

void CollectorRun::prepare(Collector &collector, TierSet due)
{
    collector.prepare({TimeMs{m_steady.time_since_epoch()}, m_steady, due, m_buffer});
}

double CollectorRun::value(const std::string &name) const
{
    const auto found = m_values.find(name);
    return found == m_values.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
}

} // namespace qd::agent
