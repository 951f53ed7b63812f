# SPDX-License-Identifier: GPL-3.0-or-later
# What is built: `model,pipeline` needs LibTorch and headers alone, `app` (the command line) everything but Qt, and
# `ui` (the window), the default, everything.
set(HANDSCOPE_COMPONENTS "model,pipeline,capture,ui,app" CACHE STRING
    "Comma-separated parts to build: model, pipeline, capture, ui, app")
set(HANDSCOPE_SANITIZE "" CACHE STRING "Value for -fsanitize=, such as address,undefined")
set(HANDSCOPE_HEADER_LIBRARIES "" CACHE PATH
    "Folder with the headers of spdlog, fmt, nlohmann-json, CLI11 and stb, where no package provides them")
option(HANDSCOPE_TRAINING "Build handscope-train and what it trains with" ON)
option(HANDSCOPE_BENCHMARKS "Build the programs that measure, and their tests" ON)
option(HANDSCOPE_FUZZERS "Build the libFuzzer targets (needs Clang)" OFF)
option(HANDSCOPE_WARNINGS_AS_ERRORS "Stop on a compiler warning" OFF)

string(REPLACE "," ";" HANDSCOPE_COMPONENTS "${HANDSCOPE_COMPONENTS}")
set(known_components model pipeline capture ui app)
foreach(component IN LISTS HANDSCOPE_COMPONENTS)
    if(NOT component IN_LIST known_components)
        list(JOIN known_components ", " known_text)
        message(FATAL_ERROR "HANDSCOPE_COMPONENTS names '${component}'. Expected: ${known_text}.")
    endif()
endforeach()
if("ui" IN_LIST HANDSCOPE_COMPONENTS)
    set(HANDSCOPE_COMPONENTS ${known_components})
elseif("app" IN_LIST HANDSCOPE_COMPONENTS)
    set(HANDSCOPE_COMPONENTS model pipeline capture app)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release)
endif()
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()
