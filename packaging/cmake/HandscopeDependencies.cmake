# SPDX-License-Identifier: GPL-3.0-or-later
find_package(Threads REQUIRED)

# spdlog, nlohmann-json and CLI11: from packages, or their headers from one folder.
if(HANDSCOPE_HEADER_LIBRARIES)
    add_library(handscope_headers INTERFACE)
    target_include_directories(handscope_headers SYSTEM INTERFACE "${HANDSCOPE_HEADER_LIBRARIES}")
    target_compile_definitions(handscope_headers INTERFACE FMT_HEADER_ONLY SPDLOG_FMT_EXTERNAL)
    add_library(spdlog::spdlog ALIAS handscope_headers)
    add_library(nlohmann_json::nlohmann_json ALIAS handscope_headers)
    add_library(CLI11::CLI11 ALIAS handscope_headers)
else()
    find_package(spdlog REQUIRED)
    find_package(nlohmann_json REQUIRED)
    find_package(CLI11 REQUIRED)
endif()

if("model" IN_LIST HANDSCOPE_COMPONENTS)
    find_package(Torch REQUIRED)
    # Torch's own target carries flags that fix the C++ standard and the ABI; ours keeps the ABI only.
    add_library(handscope_torch INTERFACE)
    target_include_directories(handscope_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
    target_link_libraries(handscope_torch INTERFACE ${TORCH_LIBRARIES})
    if(HANDSCOPE_SANITIZE MATCHES "undefined")
        # In LibTorch's inline functions these checks double the time that a file takes to compile.
        target_compile_options(handscope_torch INTERFACE
            -fno-sanitize=null,alignment,vptr,object-size)
    endif()
    string(REGEX MATCH "-D_GLIBCXX_USE_CXX11_ABI=[01]" torch_abi "${TORCH_CXX_FLAGS}")
    if(torch_abi)
        target_compile_options(handscope_torch INTERFACE ${torch_abi})
    endif()
endif()

if("capture" IN_LIST HANDSCOPE_COMPONENTS)
    find_package(PkgConfig REQUIRED)
    pkg_check_modules(FFMPEG REQUIRED IMPORTED_TARGET
        libavformat libavcodec libavdevice libavutil libswscale)
    find_package(OpenCV REQUIRED COMPONENTS core imgproc imgcodecs video)
endif()

if("app" IN_LIST HANDSCOPE_COMPONENTS)
    find_package(pugixml REQUIRED)
    find_package(benchmark REQUIRED)
endif()

if("ui" IN_LIST HANDSCOPE_COMPONENTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Charts LinguistTools)
endif()

if(BUILD_TESTING OR NOT DEFINED BUILD_TESTING)
    find_package(GTest)
    if(GTest_FOUND AND NOT TARGET GTest::gmock)
        # Debian has GoogleMock in a package of its own; looked for again once it is there.
        set(GTest_FOUND FALSE)
        set(GTest_DIR "GTest_DIR-NOTFOUND" CACHE PATH "Where GoogleTest and GoogleMock are" FORCE)
    endif()
endif()
