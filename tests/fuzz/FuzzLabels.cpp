// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "app/labelling/LabelDocument.h"
#include "app/labelling/LabelFormat.h"
#include "app/review/CorrectionFile.h"
#include "model/ModelError.h"

namespace {

using namespace handscope;

void exportEverywhere(const app::LabelDocument& document) {
    for (const app::LabelFormat format : app::kLabelFormats) {
        try {
            app::isOneARecording(format) ? app::exportOne(format, document)
                                         : app::exportAll(format, {document});
        } catch (const model::ModelError&) {
        }
    }
}

}  // namespace

/// Any bytes are a result, which comes back from its own text and is exported or refused by each
/// format, or are refused with a ModelError; as a file of corrections likewise.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const app::LabelDocument document = app::parseLabelDocument(text, "fuzzed");
        if (app::parseLabelDocument(app::toJson(document), "again") != document) {
            std::abort();
        }
        exportEverywhere(document);
    } catch (const model::ModelError&) {
    }
    try {
        app::parseCorrections(text, "fuzzed");
    } catch (const model::ModelError&) {
    }
    return 0;
}
