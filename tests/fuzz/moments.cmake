# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzz target of the inspector's moments; see checkpoints.cmake. The format is built again, with the
# fuzzer's instrumentation; OpenCV and libpng carry none.
if(HANDSCOPE_FUZZERS)
    add_executable(handscope_fuzz_moment "${CMAKE_CURRENT_LIST_DIR}/FuzzMoment.cpp")
    foreach(source IN ITEMS
            app/JsonFields app/inspect/MomentFile app/labelling/SettingsJson
            app/pipeline/DecisionLayer app/recording/PictureSize model/AtomicFile model/ByteSource
            model/Checkpoint model/PthReader model/SafetensorsFile model/SafetensorsHeader
            model/SafetensorsWriter model/Unpickler model/ZipArchive)
        target_sources(handscope_fuzz_moment PRIVATE "${PROJECT_SOURCE_DIR}/${source}.cpp")
    endforeach()
    target_include_directories(handscope_fuzz_moment PRIVATE "${PROJECT_SOURCE_DIR}")
    target_include_directories(handscope_fuzz_moment SYSTEM PRIVATE ${TORCH_INCLUDE_DIRS})
    target_link_libraries(handscope_fuzz_moment PRIVATE
        opencv_core opencv_imgproc opencv_imgcodecs nlohmann_json::nlohmann_json)
    target_compile_options(handscope_fuzz_moment PRIVATE -O1 -g
        -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all)
    target_link_options(handscope_fuzz_moment PRIVATE -fsanitize=fuzzer,address,undefined)
endif()
