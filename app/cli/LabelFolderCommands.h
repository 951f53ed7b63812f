// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "app/cli/Command.h"
#include "app/labelling/LabelFormat.h"
#include "app/labelling/ResultFolder.h"

namespace handscope::cli {

/// The choice of what results are written as.
class FormatOptions {
public:
    /// The object must outlive the parsing.
    void addTo(CLI::App& command);

    /// JSON is always among them: by it a run knows what is finished.
    std::vector<app::LabelFormat> chosen() const;

private:
    std::vector<std::string> names_{"json", "csv"};
};

/// The results of recordings that are finished. Throws model::ModelError where one is gone or
/// cannot be read.
std::vector<app::LabelDocument> documentsOf(const app::ResultFolder& folder,
                                            const std::vector<std::string>& names);

/// A line for each: `what`, its name and the reason.
void printEach(const char* what, const std::vector<app::UnusableFile>& files);

/// Adds what is done with a folder of results: `label verify`, `label merge`, `label export`.
/// Returns what runs the one that was chosen.
Command addLabelFolderCommands(CLI::App& label);

}  // namespace handscope::cli
