# SPDX-License-Identifier: GPL-3.0-or-later
# Precompiled headers, one for each kind of Qt target, shared by all targets of that kind: they halve a full build.
# They hold only what nearly every source of that kind reads. The asan preset builds without them, so that a
# source which forgets an include does not compile there.

set(qd_pch_std_headers <algorithm> <atomic> <chrono> <cstdint> <functional> <map> <memory> <optional> <span>
    <string> <string_view> <unordered_map> <variant> <vector>)
set(qd_pch_core_headers <QByteArray> <QDateTime> <QFuture> <QHash> <QList> <QMap> <QObject> <QPointer> <QString>
    <QStringList> <QTimer> <QVariant>)

# Qt6::Test tells each target its own folder for QFINDTESTDATA, which we do not use: with it no two tests could
# share a header.
set_property(TARGET Qt6::Test PROPERTY INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)

# qd_add_precompiled(<name> HEADERS ... LINK libs...)
function(qd_add_precompiled name)
    cmake_parse_arguments(arg "" "" "HEADERS;LINK" ${ARGN})
    add_library(${name} OBJECT "${PROJECT_SOURCE_DIR}/cmake/pch.cpp")
    target_link_libraries(${name} PRIVATE qd_flags qd_qt_flags ${arg_LINK})
    target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
endfunction()

qd_add_precompiled(qd_pch_core
    HEADERS ${qd_pch_core_headers} ${qd_pch_std_headers}
    LINK Qt6::Core)
# What <QTest> reads; itself it reads more where the test links more of Qt.
qd_add_precompiled(qd_pch_test
    HEADERS <QAbstractItemModel> <QBitArray> <QCborArray> <QCborMap> <QCoreApplication> <QRect> <QSignalSpy> <QUrl> <QUuid>
            <QtTest/qbenchmark.h> <QtTest/qtestcase.h> <QtTest/qtestdata.h> ${qd_pch_core_headers} ${qd_pch_std_headers}
    LINK Qt6::Core Qt6::Test)
qd_add_precompiled(qd_pch_widgets
    HEADERS <QEvent> <QLayout> <QPainter> <QWidget> ${qd_pch_core_headers} ${qd_pch_std_headers}
    LINK Qt6::Core Qt6::Gui Qt6::Widgets)
