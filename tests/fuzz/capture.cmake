# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzz target of the video reader. Run it with a folder that keeps what it finds, and small videos to
# start from: `handscope_fuzz_frame_source corpus seeds -max_len=40000 -rss_limit_mb=3072`.
# FFmpeg itself carries no instrumentation: what is looked for is our use of it.
if(HANDSCOPE_FUZZERS)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "HANDSCOPE_FUZZERS is on with ${CMAKE_CXX_COMPILER_ID}. Expected Clang, "
                            "which has libFuzzer. Configure with -DCMAKE_CXX_COMPILER=clang++.")
    endif()

    # The reader is built again: a fuzzer sees only code that carries its instrumentation.
    add_executable(handscope_fuzz_frame_source "${CMAKE_CURRENT_LIST_DIR}/FuzzFrameSource.cpp")
    foreach(source IN ITEMS Decoder Demuxer DeviceList FfmpegSource FrameConverter InputDevices
                            KernelDeviceQuery LavfiGraph Orientation PtsRepair SourceAddress
                            StandardInput StreamClock V4l2Formats)
        target_sources(handscope_fuzz_frame_source PRIVATE
                       "${PROJECT_SOURCE_DIR}/capture/${source}.cpp")
    endforeach()
    target_include_directories(handscope_fuzz_frame_source PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(handscope_fuzz_frame_source PRIVATE
        PkgConfig::FFMPEG opencv_core spdlog::spdlog)
    target_compile_options(handscope_fuzz_frame_source PRIVATE
        -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all)
    target_link_options(handscope_fuzz_frame_source PRIVATE -fsanitize=fuzzer,address,undefined)
endif()
