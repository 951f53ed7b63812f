// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/platform/FileHash.h"

extern "C" {
#include <libavutil/mem.h>
#include <libavutil/sha.h>
}

#include <array>
#include <cerrno>
#include <fstream>
#include <memory>
#include <new>
#include <system_error>
#include <vector>

namespace handscope::app {
namespace {

constexpr std::size_t kBlock = 1 << 20;
constexpr int kBits = 256;

struct AvFree {
    void operator()(AVSHA* context) const noexcept { av_free(context); }
};

}  // namespace

std::string fileSha256(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::unique_ptr<AVSHA, AvFree> context(av_sha_alloc());
    if (!context) {
        throw std::bad_alloc();
    }
    av_sha_init(context.get(), kBits);
    std::vector<char> block(kBlock);
    while (stream) {
        stream.read(block.data(), static_cast<std::streamsize>(block.size()));
        av_sha_update(context.get(), reinterpret_cast<const std::uint8_t*>(block.data()),
                      static_cast<std::size_t>(stream.gcount()));
    }
    if (!stream.eof() || stream.bad()) {
        throw std::system_error(errno == 0 ? EIO : errno, std::generic_category(), file.string());
    }
    std::array<std::uint8_t, kBits / 8> digest{};
    av_sha_final(context.get(), digest.data());
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : digest) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

}  // namespace handscope::app
