// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/DrawLoader.h"

#include "model/ModelError.h"

namespace handscope::training {
namespace {

std::shared_ptr<const ClipPack> openPack(const std::filesystem::path& folder) {
    return folder.empty() ? nullptr : std::make_shared<const ClipPack>(folder);
}

std::shared_ptr<VideoStore> storeOver(const std::shared_ptr<const ClipPack>& pack,
                                      const DrawSource& source) {
    return pack == nullptr
               ? nullptr
               : std::make_shared<VideoStore>(pack, source.cacheBytes, deviceOf(source));
}

}  // namespace

torch::Device deviceOf(const DrawSource& source) {
    return source.onCuda ? torch::kCUDA : torch::kCPU;
}

void requireLoader(int threads) {
    if (threads < 1) {
        throw model::ModelError("No thread was allowed to make clips.", "Expected 1 or more.",
                                "Correct --loader-threads.");
    }
}

DrawLoader::DrawLoader(const DrawSource& source)
    : DrawLoader(source, std::make_shared<const ClipPack>(source.videoPack),
                 openPack(source.picturePack)) {}

DrawLoader::DrawLoader(const DrawSource& source, std::shared_ptr<const ClipPack> videoPack,
                       std::shared_ptr<const ClipPack> picturePack)
    : videos(storeOver(videoPack, source)),
      pictures(storeOver(picturePack, source)),
      planner(*videoPack, picturePack.get(), source.draws),
      renderer(videos, pictures, source.draws.size) {}

}  // namespace handscope::training
