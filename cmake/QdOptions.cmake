# SPDX-License-Identifier: GPL-3.0-or-later
# Options, toolchain speed-ups and the packages that every part may use.

set(QD_SANITIZE "" CACHE STRING "Sanitizers for every target, as in -fsanitize= (for example address,undefined)")
option(QD_STATIC_AGENT "Link quarterdeck-agent as one static file" ON)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

# moc 6.4 does not parse <concepts> when a header reads it first. It needs nothing from there and is told that it
# has been there already.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS)

find_program(QD_CCACHE ccache)
if(QD_CCACHE)
    # A precompiled header differs by time stamp only; without this slack ccache would never hit.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}/.. CCACHE_NOHASHDIR=1 ${QD_CCACHE})
endif()
find_program(QD_MOLD mold)
if(QD_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

find_package(PkgConfig REQUIRED)
find_package(Qt6 6.4 REQUIRED
             COMPONENTS Core Network WebSockets Sql Concurrent Gui Widgets Charts Svg Test LinguistTools)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
pkg_check_modules(Zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(Sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(Re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(Libpq REQUIRED IMPORTED_TARGET libpq)
find_library(QD_ROARING roaring REQUIRED)
find_library(QD_HTTP_PARSER http_parser REQUIRED)
find_package(yaml-cpp REQUIRED)
