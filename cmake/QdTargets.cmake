# SPDX-License-Identifier: GPL-3.0-or-later
# One function per kind of target. A folder of the layer table is one static library; a test file is one executable.

add_library(qd_flags INTERFACE)
target_compile_options(qd_flags INTERFACE
    -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual)
# GCC 12 sees overlapping copies in `"literal" + std::string` once it inlines (its bug 105651).
target_compile_options(qd_flags INTERFACE -Wno-restrict)
target_include_directories(qd_flags INTERFACE "${PROJECT_SOURCE_DIR}")
if(QD_SANITIZE)
    target_compile_options(qd_flags INTERFACE -fsanitize=${QD_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(qd_flags INTERFACE -fsanitize=${QD_SANITIZE})
endif()
if(QD_SANITIZE STREQUAL "thread")
    # The thread sanitizer knows no fences; Asio does without them where each loop has one thread, as here.
    # With it GCC 12 takes the empty state of an optional for uninitialised.
    target_compile_options(qd_flags INTERFACE -Wno-tsan -Wno-maybe-uninitialized)
    target_compile_definitions(qd_flags INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
endif()

# What every Qt target is built with: no silent conversions between bytes and text, nothing deprecated.
add_library(qd_qt_flags INTERFACE)
target_compile_definitions(qd_qt_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH QT_NO_KEYWORDS
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_BEFORE=0x060400)
# GCC 12 takes the character at the end of a QStringBuilder chain for uninitialised once it inlines.
target_compile_options(qd_qt_flags INTERFACE -Wno-maybe-uninitialized)

if(QD_SANITIZE STREQUAL "thread")
    add_library(qd_tsan_qt OBJECT "${PROJECT_SOURCE_DIR}/cmake/tsanqt.cpp")
    target_link_libraries(qd_tsan_qt PRIVATE qd_flags qd_qt_flags Qt6::Core)
endif()

include(QdPrecompiled)

# Qt's defines and the precompiled header of this kind of target; PRECOMPILED is its owner or OFF.
function(qd_use_qt name precompiled)
    target_link_libraries(${name} PRIVATE qd_qt_flags)
    if(precompiled)
        target_precompile_headers(${name} REUSE_FROM ${precompiled})
    endif()
endfunction()

# qd_add_library(<name> [QT] SOURCES ... [PUBLIC libs...] [PRIVATE libs...] [PRECOMPILED owner|OFF])
#   name         folder path with underscores, for example shared_base; also available as qd::shared_base
#   QT           adds Qt's defines and moc
#   PRECOMPILED  another precompiled header than qd_pch_core; OFF where the compile options differ
function(qd_add_library name)
    cmake_parse_arguments(arg "QT" "PRECOMPILED" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    if(NOT DEFINED arg_PRECOMPILED)
        set(arg_PRECOMPILED qd_pch_core)
    endif()
    add_library(${name} STATIC ${arg_SOURCES})
    add_library(qd::${name} ALIAS ${name})
    target_link_libraries(${name} PUBLIC ${arg_PUBLIC} PRIVATE qd_flags ${arg_PRIVATE})
    target_include_directories(${name} PUBLIC "${PROJECT_SOURCE_DIR}")
    if(arg_QT)
        qd_use_qt(${name} ${arg_PRECOMPILED})
        set_target_properties(${name} PROPERTIES AUTOMOC ON)
    endif()
endfunction()

# qd_add_executable(<name> [QT] SOURCES ... [LINK libs...] [PRECOMPILED owner|OFF])
#   Without moc: classes with signals and slots belong into libraries.
function(qd_add_executable name)
    cmake_parse_arguments(arg "QT" "PRECOMPILED" "SOURCES;LINK" ${ARGN})
    if(NOT DEFINED arg_PRECOMPILED)
        set(arg_PRECOMPILED qd_pch_core)
    endif()
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE qd_flags ${arg_LINK})
    if(arg_QT)
        qd_use_qt(${name} ${arg_PRECOMPILED})
        if(TARGET qd_tsan_qt)
            target_sources(${name} PRIVATE $<TARGET_OBJECTS:qd_tsan_qt>)
        endif()
    endif()
endfunction()

# qd_add_test(<tst_name> LABEL unit|integration|gui SOURCES ... [LINK libs...] [TIMEOUT seconds]
#             [PRECOMPILED owner])
#   A QtTest executable. gui tests run offscreen. QD_SOURCE_DIR is the repository root.
#   The first source declares the test's class and includes its own name with .moc; further classes with signals and slots
#   belong into libraries. For two hundred small targets AUTOMOC would cost more than a minute.
function(qd_add_test name)
    cmake_parse_arguments(arg "" "LABEL;TIMEOUT;PRECOMPILED" "SOURCES;LINK" ${ARGN})
    if(NOT arg_PRECOMPILED)
        set(arg_PRECOMPILED qd_pch_test)
    endif()
    list(GET arg_SOURCES 0 source)
    get_filename_component(stem "${source}" NAME_WE)
    set(moc "${CMAKE_CURRENT_BINARY_DIR}/${stem}.moc")
    add_custom_command(OUTPUT "${moc}" VERBATIM
                       COMMAND Qt6::moc "${CMAKE_CURRENT_SOURCE_DIR}/${source}" -o "${moc}"
                       DEPENDS "${source}")
    qd_add_executable(${name} QT SOURCES ${arg_SOURCES} "${moc}" LINK Qt6::Test ${arg_LINK}
                      PRECOMPILED ${arg_PRECOMPILED})
    target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
    target_compile_definitions(${name} PRIVATE QD_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                               QD_BINARY_DIR="${CMAKE_BINARY_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABEL}" TIMEOUT ${arg_TIMEOUT}
                         RUN_SERIAL $<STREQUAL:${arg_LABEL},integration>
                         ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC")
    if(QD_SANITIZE STREQUAL "thread")
        # Some tests fork, and the child begins threads.
        set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT
                     "TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/cmake/tsan.supp:die_after_fork=0")
    endif()
endfunction()

# qd_add_bench(<bench_name> SOURCES ... [LINK libs...] [PRECOMPILED owner])
#   Built with everything else, run by ./check --bench only. Prints lines `BENCH name value unit target`.
#   Without a precompiled header unless one is named: some are about libraries without Qt and compiled as those are.
function(qd_add_bench name)
    cmake_parse_arguments(arg "" "PRECOMPILED" "SOURCES;LINK" ${ARGN})
    if(NOT arg_PRECOMPILED)
        set(arg_PRECOMPILED OFF)
    endif()
    qd_add_executable(${name} QT SOURCES ${arg_SOURCES} LINK ${arg_LINK} PRECOMPILED ${arg_PRECOMPILED})
    target_compile_definitions(${name} PRIVATE QD_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                               QD_BINARY_DIR="${CMAKE_BINARY_DIR}")
    set_property(GLOBAL APPEND PROPERTY QD_BENCHES ${name})
endfunction()
