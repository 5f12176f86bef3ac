// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/error.h" // before the next: moc 6.4 trips over <chrono> as the first standard header
#include "backend/domain/cmdb/hostidentity.h"

#include <QTest>

using namespace qd;
using namespace qd::backend::cmdb;
using Likeness = IdentityVerdict::Likeness;

class TestHostIdentity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void claim_isJudged_data()
    {
        QTest::addColumn<HostFingerprint>("known");
        QTest::addColumn<HostFingerprint>("claimed");
        QTest::addColumn<int>("likeness");
        const HostFingerprint known{"key", "machine", {"m1", "m2"}, "serial"};
        const HostFingerprint bare{"key", "", {}, ""};
        const HostFingerprint virtualMachine{"key", "machine", {"m1"}, ""};
        const auto row = [](const char *title, const HostFingerprint &a, const HostFingerprint &b,
                             Likeness likeness) {
            QTest::newRow(title) << a << b << static_cast<int>(likeness);
        };
        row("nothing differs", known, known, Likeness::Same);
        row("another key", known, {"other", "machine", {"m1", "m2"}, "serial"}, Likeness::Clone);
        row("another serial number", known, {"key", "machine", {"m1", "m2"}, "other"}, Likeness::Clone);
        row("another machine id", known, {"key", "other", {"m1", "m2"}, "serial"}, Likeness::Clone);
        row("one network card swapped", known, {"key", "machine", {"m2", "m3"}, "serial"}, Likeness::Changed);
        row("all network cards swapped, same serial number", known, {"key", "machine", {"m8"}, "serial"},
            Likeness::Changed);
        row("all network cards differ and no serial number: a copied virtual machine", virtualMachine,
            {"key", "machine", {"m9"}, ""}, Likeness::Clone);
        row("traits that were unreadable before", bare, known, Likeness::Changed);
        row("traits that are unreadable now", known, bare, Likeness::Changed);
    }

    void claim_isJudged()
    {
        QFETCH(HostFingerprint, known);
        QFETCH(HostFingerprint, claimed);
        QFETCH(int, likeness);
        const IdentityVerdict verdict = compareIdentity(known, claimed);
        QCOMPARE(static_cast<int>(verdict.likeness), likeness);
        QCOMPARE(verdict.difference.empty(), verdict.likeness == Likeness::Same);
    }
};

QTEST_APPLESS_MAIN(TestHostIdentity)
#include "tst_hostidentity.moc"
