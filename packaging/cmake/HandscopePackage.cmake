# SPDX-License-Identifier: GPL-3.0-or-later
# Install rules of the programs (resources/ has those of its files), a .deb and a .tar.gz.
foreach(program IN ITEMS handscope handscope-cli handscope-train handscope-selfcheck)
    if(TARGET ${program})
        # A LibTorch outside the system's folders is still found; system folders are left out.
        set_target_properties(${program} PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
        install(TARGETS ${program} RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
        install(FILES "${PROJECT_SOURCE_DIR}/resources/man/${program}.1"
                DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
    endif()
endforeach()
foreach(document IN ITEMS LICENSE README.md CHANGELOG.md packaging/copyright)
    if(EXISTS "${PROJECT_SOURCE_DIR}/${document}")
        install(FILES "${PROJECT_SOURCE_DIR}/${document}"
                DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/doc/handscope")
    endif()
endforeach()

set(CPACK_PACKAGE_NAME handscope)
set(CPACK_PACKAGE_VENDOR "The Handscope developers")
set(CPACK_PACKAGE_CONTACT "The Handscope developers <handscope@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "recognises hand gestures in video with the STM network")
set(CPACK_PACKAGE_DESCRIPTION
"Handscope watches a camera or a video through the STM network (ICCV 2019), says which hand gesture
it sees, and shows the network's feature maps over the picture. It has a window and a command line
that classifies clips, labels recordings and exports feature maps.")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGE_DIRECTORY "${CMAKE_BINARY_DIR}/packages")
set(CPACK_STRIP_FILES ON)
# Whoever makes the package may hide new folders from others.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_GENERATOR "DEB;TGZ")

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION video)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Beside what dpkg-shlibdeps finds to be linked; .ci/run looks whether all of it is there.
# LibTorch's package is content with the reference BLAS, on which the network crawls.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libopenblas0-pthread | libopenblas0")
# What label-on-slurm calls.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "slurm-client")
if("ui" IN_LIST HANDSCOPE_COMPONENTS)
    # Qt's platform plugin for Wayland, and Qt's own texts, such as those of buttons, in Korean.
    set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-wayland, qt6-translations-l10n")
    # Letters for the window in Korean where no font has them.
    string(APPEND CPACK_DEBIAN_PACKAGE_SUGGESTS ", fonts-noto-cjk")
endif()
include(CPack)
