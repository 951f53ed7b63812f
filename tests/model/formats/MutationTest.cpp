// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <functional>
#include <random>

#include "AllocationWatch.h"
#include "FormatBytes.h"
#include "PickleBytes.h"
#include "ZipBytes.h"
#include "model/CheckpointFormats.h"
#include "model/ModelError.h"

namespace handscope::test {
namespace {

constexpr int kRounds = 3000;

/// Small valid files, damaged at random but the same way in every run: they are read or refused,
/// and nothing else may happen. The fuzz targets do the same for longer.
class MutationTest : public testing::Test {
protected:
    std::size_t below(std::size_t end) { return engine_() % end; }

    std::string mutated(std::string bytes) {
        constexpr std::string_view kTelling = "\x01\x7F\x80\xFF{}[]\",:-0(.tRQ";
        for (std::size_t changes = 1 + below(4); changes > 0 && !bytes.empty(); --changes) {
            const std::size_t at = below(bytes.size());
            switch (below(6)) {
                case 0:
                    bytes[at] = static_cast<char>(bytes[at] ^ (1U << below(8)));
                    break;
                case 1:
                    bytes[at] = static_cast<char>(below(256));
                    break;
                case 2:
                    bytes[at] = kTelling[below(kTelling.size())];
                    break;
                case 3:
                    bytes.insert(at, bytes.substr(below(bytes.size()), below(12)));
                    break;
                case 4:
                    bytes.erase(at, 1 + below(8));
                    break;
                default:
                    if (below(8) == 0) {
                        bytes.resize(at);
                    }
            }
        }
        return bytes;
    }

    /// Reads `kRounds` mutations of `seed`; returns how many were refused.
    int refusals(const std::string& seed,
                 const std::function<std::string(const std::string&)>& wrapped) {
        int refused = 0;
        for (int round = 0; round < kRounds; ++round) {
            const std::string bytes = wrapped(mutated(seed));
            const model::MemorySource source("mutated", asBytes(bytes));
            const AllocationWatch watch;
            try {
                const auto checkpoint = model::readCheckpoint(source);
                model::expandToFloat32(checkpoint);
            } catch (const model::ModelError& error) {
                ++refused;
                EXPECT_FALSE(error.whatToDo().empty());
            }
            // Any .pth may expand to 64 MiB by strides of 0, and int8 fourfold once more.
            EXPECT_LT(watch.peak(), (std::size_t{400} << 20U) + 64 * bytes.size());
        }
        return refused;
    }

    std::minstd_rand engine_{20190801};
};

std::string unchanged(const std::string& bytes) {
    return bytes;
}

TEST_F(MutationTest, SafetensorsAreReadOrRefused) {
    const std::string seed =
        safetensorsBytes(R"({"__metadata__":{"format":"handscope-stm-1"},)"
                         R"("fc.weight":{"dtype":"I8","shape":[2,4],"data_offsets":[0,8]},)"
                         R"("fc.weight.scale":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},)"
                         R"("fc.bias":{"dtype":"F16","shape":[2],"data_offsets":[16,20]}})",
                         20);
    const int refused = refusals(seed, unchanged);
    EXPECT_GT(refused, kRounds / 2);
    EXPECT_LT(refused, kRounds);
}

TEST_F(MutationTest, ArchivesAreReadOrRefused) {
    const int refused = refusals(pthBytes(pickle::valid(), std::string(24, '\x01')), unchanged);
    EXPECT_GT(refused, kRounds / 2);
    EXPECT_LT(refused, kRounds);
}

TEST_F(MutationTest, PicklesInIntactArchivesAreReadOrRefused) {
    const int refused = refusals(pickle::valid(), [](const std::string& damaged) {
        return pthBytes(damaged, std::string(24, '\x01'));
    });
    EXPECT_GT(refused, kRounds / 2);
    EXPECT_LT(refused, kRounds);
}

TEST_F(MutationTest, EveryTruncationIsRefused) {
    const std::string whole = pthBytes(pickle::valid(), std::string(24, '\x01'));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const std::string bytes = whole.substr(0, length);
        const model::MemorySource source("truncated", asBytes(bytes));
        EXPECT_THROW(model::readCheckpoint(source), model::ModelError) << length;
    }
}

}  // namespace
}  // namespace handscope::test
