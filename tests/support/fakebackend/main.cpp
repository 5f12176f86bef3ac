// SPDX-License-Identifier: GPL-3.0-or-later
// A console server for looking at screens without a backend: quarterdeck --server ADDRESS, token as printed.
#include "tests/support/fakebackend/fakebackend.h"

#include <QCoreApplication>
#include <QTextStream>

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    qd::test::FakeBackend backend;
    backend.populate();
    const quint16 port = argc > 1 ? QString::fromLocal8Bit(argv[1]).toUShort() : quint16{0};
    if (!backend.start(port)) {
        QTextStream(stderr) << "the port is taken\n";
        return 1;
    }
    QTextStream(stdout) << backend.address() << " token " << qd::test::FakeBackend::kToken << "\n";
    return QCoreApplication::exec();
}
