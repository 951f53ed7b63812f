# SPDX-License-Identifier: GPL-3.0-or-later
# The flags that every target of ours carries; they reach no dependency.
add_library(handscope_flags INTERFACE)
target_include_directories(handscope_flags INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(handscope_flags INTERFACE -Wall -Wextra -Wpedantic
    $<$<CXX_COMPILER_ID:GNU>:-Wshadow=local>
    # Designated initialisers leave members at their defaults on purpose.
    -Wno-missing-field-initializers
    # Debian's LibTorch loads Qt 5 beside our Qt 6. What is not inlined for lack of optimisation must
    # not take the place of Qt 5's functions of the same names.
    $<$<CONFIG:Debug>:-fvisibility-inlines-hidden>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 reports these falsely for std::string and std::function (its bugs 105329 and 105562).
    target_compile_options(handscope_flags INTERFACE -Wno-restrict)
    if(HANDSCOPE_SANITIZE)
        target_compile_options(handscope_flags INTERFACE -Wno-maybe-uninitialized)
    endif()
endif()
# GNU ld takes four seconds for a program with LibTorch, Qt and FFmpeg; these take half of one.
find_program(HANDSCOPE_LINKER NAMES ld.lld ld.gold)
mark_as_advanced(HANDSCOPE_LINKER)
if(HANDSCOPE_LINKER MATCHES "ld\\.(lld|gold)$")
    target_link_options(handscope_flags INTERFACE -fuse-ld=${CMAKE_MATCH_1})
endif()
if(HANDSCOPE_WARNINGS_AS_ERRORS)
    target_compile_options(handscope_flags INTERFACE -Werror)
endif()
if(HANDSCOPE_SANITIZE)
    target_compile_options(handscope_flags INTERFACE
        -fsanitize=${HANDSCOPE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -g1 -O0)
    target_link_options(handscope_flags INTERFACE -fsanitize=${HANDSCOPE_SANITIZE})
    if(HANDSCOPE_SANITIZE MATCHES "address.*undefined")
        # AddressSanitizer reports what null and object-size find when memory is accessed, and most
        # of what vptr finds: objects that are gone. The three cost a quarter of the build.
        target_compile_options(handscope_flags INTERFACE -fno-sanitize=null,object-size,vptr)
    endif()
endif()

# handscope_library(name [FAST] SOURCES ... [PUBLIC libraries...] [PRIVATE libraries...])
# FAST: what runs for each frame, pixel or weight. The presets compile the rest, which wires it
# together, in an eighth less time; preparing a picture would take 3.7 times as long so.
function(handscope_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "FAST" "" "SOURCES;PUBLIC;PRIVATE")
    add_library(${name} STATIC ${arg_SOURCES})
    if(arg_FAST)
        target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O3>)
    endif()
    target_link_libraries(${name} PUBLIC handscope_flags ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

# handscope_executable(name SOURCES ... LIBRARIES ...)
function(handscope_executable name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES")
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE handscope_flags ${arg_LIBRARIES})
endfunction()
