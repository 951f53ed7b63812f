# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzz target of results and corrections; see checkpoints.cmake. The formats are built again, with
# the fuzzer's instrumentation.
if(HANDSCOPE_FUZZERS)
    pkg_check_modules(AVUTIL REQUIRED IMPORTED_TARGET libavutil)
    add_executable(handscope_fuzz_labels "${CMAKE_CURRENT_LIST_DIR}/FuzzLabels.cpp")
    foreach(source IN ITEMS
            app/CsvTable app/JsonFields app/labelling/ElanExport app/labelling/ExportText
            app/labelling/LabelDocument app/labelling/LabelFormat app/labelling/PlayerCue
            app/labelling/SettingsJson app/labelling/SubtitleExport app/labelling/TableExport
            app/pipeline/DecisionLayer app/platform/FileHash app/review/CorrectionFile
            app/review/Corrections app/review/FrameTimeline model/AtomicFile)
        target_sources(handscope_fuzz_labels PRIVATE "${PROJECT_SOURCE_DIR}/${source}.cpp")
    endforeach()
    # Sources of two libraries, which may use a name twice.
    set_target_properties(handscope_fuzz_labels PROPERTIES UNITY_BUILD OFF)
    target_include_directories(handscope_fuzz_labels PRIVATE "${PROJECT_SOURCE_DIR}")
    target_link_libraries(handscope_fuzz_labels PRIVATE
        nlohmann_json::nlohmann_json pugixml::pugixml PkgConfig::AVUTIL)
    target_compile_options(handscope_fuzz_labels PRIVATE -O1 -g
        -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all)
    target_link_options(handscope_fuzz_labels PRIVATE -fsanitize=fuzzer,address,undefined)
endif()
