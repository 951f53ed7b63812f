# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzz targets of the checkpoint readers. Run one with a folder that keeps what it finds, and files to
# start from: `handscope_fuzz_pth corpus seeds -max_len=65536 -rss_limit_mb=2048`.
if(HANDSCOPE_FUZZERS)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "HANDSCOPE_FUZZERS is on with ${CMAKE_CXX_COMPILER_ID}. Expected Clang, "
                            "which has libFuzzer. Configure with -DCMAKE_CXX_COMPILER=clang++.")
    endif()

    # The readers are built again: a fuzzer sees only code that carries its instrumentation.
    foreach(format IN ITEMS Safetensors Pth ClipPack)
        string(TOLOWER "handscope_fuzz_${format}" target)
        add_executable(${target} "${CMAKE_CURRENT_LIST_DIR}/Fuzz${format}.cpp")
        foreach(source IN ITEMS AtomicFile ByteSource Checkpoint PthReader SafetensorsFile
                                SafetensorsHeader SafetensorsWriter Unpickler ZipArchive)
            target_sources(${target} PRIVATE "${PROJECT_SOURCE_DIR}/model/${source}.cpp")
        endforeach()
        if(format STREQUAL "ClipPack")
            target_sources(${target} PRIVATE "${PROJECT_SOURCE_DIR}/model/training/ClipPack.cpp"
                           "${PROJECT_SOURCE_DIR}/model/training/JpegFrame.cpp"
                           "${PROJECT_SOURCE_DIR}/model/training/RunFolder.cpp")
        endif()
        target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
        target_include_directories(${target} SYSTEM PRIVATE ${TORCH_INCLUDE_DIRS})
        target_link_libraries(${target} PRIVATE nlohmann_json::nlohmann_json)
        target_compile_options(${target} PRIVATE -O1 -g -fsanitize=fuzzer,address,undefined
                               -fno-sanitize-recover=all)
        target_link_options(${target} PRIVATE -fsanitize=fuzzer,address,undefined)
    endforeach()
endif()
