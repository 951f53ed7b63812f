// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/DrawPreview.h"

#include <torch/torch.h>

#include <vector>

#include "model/AtomicFile.h"
#include "model/training/DistilBatches.h"
#include "model/training/DrawLoader.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

namespace handscope::training {
namespace {

constexpr int kColumns = 8;

void appendBytes(void* context, void* data, int size) {
    const auto* const bytes = static_cast<const std::byte*>(data);
    auto& target = *static_cast<std::vector<std::byte>*>(context);
    target.insert(target.end(), bytes, bytes + size);
}

}  // namespace

void writeDrawPreview(const DrawSource& source, std::uint64_t seed,
                      const DisguiseSettings& disguise, int rows,
                      const std::filesystem::path& file) {
    const DrawLoader loader(source);
    const auto places = studentPlaces(source.draws.frames, kColumns);
    const RandomStream random(seed);
    std::vector<torch::Tensor> lines;
    for (int row = 0; row < rows; ++row) {
        RandomStream own = random.fork(static_cast<std::uint64_t>(row));
        const auto plain = loader.planner.plan(own.next());
        const auto plan = loader.planner.disguised(plain, disguise, own.next());
        const auto frames = loader.renderer.render(plan, places);  // [8, 3, S, S]
        lines.push_back(frames.permute({2, 0, 3, 1}).flatten(1, 2));
    }
    const auto sheet =
        torch::cat(lines).round().to(torch::kUInt8).contiguous();  // [rows·S, 8·S, 3]
    std::vector<std::byte> png;
    const auto width = static_cast<int>(sheet.size(1));
    stbi_write_png_to_func(&appendBytes, &png, width, static_cast<int>(sheet.size(0)), 3,
                           sheet.data_ptr<std::uint8_t>(), width * 3);
    model::AtomicFile target(file);
    target.write(png);
    target.commit();
}

}  // namespace handscope::training
