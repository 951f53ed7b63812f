// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "AllocationWatch.h"
#include "HostileFile.h"
#include "PickleBytes.h"
#include "RefusalOf.h"
#include "TensorOf.h"
#include "ZipBytes.h"
#include "model/CheckpointFormats.h"

namespace handscope::test {
namespace {

using model::ElementType;
namespace pk = pickle;

const std::string kStorage(24, '\x01');
const std::string kFloats = pk::storage("FloatStorage", "0", 6);

model::Checkpoint read(const std::string& bytes) {
    return model::readCheckpoint(model::MemorySource("hostile.pth", asBytes(bytes)));
}

std::string holding(const std::string& tensorPiece) {
    return pthBytes(pk::whole(pk::dictionary({{"weight", tensorPiece}})), kStorage);
}

std::string pickled(const std::string& pickleBytes) {
    return pthBytes(pickleBytes, kStorage);
}

std::string repeated(const std::string& piece, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) {
        all += piece;
    }
    return all;
}

/// An archive with one thing wrong.
std::string zipped(const ZipPart& part) {
    return zipBytes({part, {.name = "sample/data.pkl", .content = pk::valid()}});
}

std::vector<HostileFile> hostilePickles() {
    const std::string touch = pk::text("touch /tmp/handscope-marker");
    const std::int64_t huge = std::int64_t{1} << 62U;
    return {
        {"CallsSystem", pickled(pk::whole(pk::call(pk::global("os", "system"), touch))),
         "'os.system', which was not done"},
        {"CallsSystemByStack", pickled(pk::whole(pk::text("posix") + pk::text("system") + "\x93")),
         "'posix.system'"},
        {"CallsEval", pickled(pk::whole(pk::call(pk::global("builtins", "eval"), touch))),
         "'builtins.eval'"},
        {"NamesAnAttribute", pickled(pk::whole(pk::global("torch", "load"))), "'torch.load'"},
        {"NamesByDots", pickled(pk::whole(pk::global("collections", "OrderedDict.fromkeys"))),
         "'collections.OrderedDict.fromkeys'"},
        {"CallsAText", pickled(pk::whole(pk::call(touch, touch))), "no function of PyTorch"},
        {"CallsAStorageClass",
         pickled(pk::whole(pk::call(pk::global("torch", "FloatStorage"), touch))),
         "no function of PyTorch"},
        {"CallsWithoutTuple", pickled(pk::whole(pk::global("collections", "OrderedDict") + "}R")),
         "no function of PyTorch"},
        {"CreatesAnObject", pickled(pk::whole(pk::global("collections", "OrderedDict") + ")\x81")),
         "the operation 129"},
        {"UsesTextualReduce", pickled(pk::whole("S'a'\n")), "the operation 83"},
        {"UsesAnExtension", pickled(pk::whole("\x82\x01")), "the operation 130"},
        {"SetsAttributes", pickled(pk::whole(pk::text("a") + "}b")), "sets attributes"},
        {"RebuildsFromText",
         pickled(pk::whole(pk::call(pk::global("torch._utils", "_rebuild_tensor_v2"), touch))),
         "a tensor is not described"},
        {"ParameterOfText",
         pickled(
             pk::whole(pk::call(pk::global("torch._utils", "_rebuild_parameter"), touch + "\x88"
                                                                                          "}"))),
         "a parameter is made from other than a tensor"},
        {"StorageOfText", pickled(pk::whole(touch + "Q")), "a storage is not named"},
        {"StorageOfWrongTuple", pickled(pk::whole(pk::integers({1, 2, 3, 4, 5}) + "Q")),
         "a storage is not named"},

        {"PickleEmpty", pickled(""), "it is truncated"},
        {"PickleOfProtocol0", pickled("(dp0\n."), "protocol 2 or newer"},
        {"PickleOfProtocol9", pickled("\x80\x09}."), "of protocol 9"},
        {"PickleWithoutStop", pickled("\x80\x02}"), "it is truncated"},
        {"PickleCutInAText",
         pickled("\x80\x02X\xFF\xFF\xFF\xFF"
                 "abc"),
         "it is truncated"},
        {"PickleCutInAWideText",
         pickled("\x80\x04\x8D\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"
                 "abc"),
         "it is truncated"},
        {"PickleCutInALine",
         pickled("\x80\x02"
                 "cos"),
         "it is truncated"},
        {"PickleFrameTooLong", pickled("\x80\x04\x95\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F}."),
         "it is truncated"},
        {"StackUnderflow", pickled("\x80\x02\x87."), "a value is missing"},
        {"StackBelowTheMark",
         pickled("\x80\x02]]("
                 "a."),
         "a value is missing"},
        {"MarkMissing", pickled("\x80\x02t."), "a mark is missing"},
        {"StopsWithMore", pickled("\x80\x02]]."), "unfinished values"},
        {"StopsWithNothing", pickled("\x80\x02."), "unfinished values"},
        {"StopsInAMark", pickled("\x80\x02](."), "unfinished values"},
        {"MemoEmpty", pickled("\x80\x02h\x07."), "memo 7 is empty"},
        {"MemoOfNothing", pickled("\x80\x02q\x01."), "a value is missing"},
        {"OddItems", pickled("\x80\x02}(]u."), "added to what is no dictionary"},
        {"ItemsIntoAText", pickled(pk::whole(pk::text("a") + "]]s")), "is no dictionary"},
        {"AppendsToADictionary", pickled("\x80\x02}]a."), "is no list"},
        {"NestsTooDeep", pickled("\x80\x02" + std::string(2000, '(')), "nests deeper than 1000"},

        {"TopIsAText", pickled(pk::whole(pk::text("weights"))), "does not hold a dictionary"},
        {"TopContainsItself", pickled("\x80\x02}q\x01" + pk::text("self") + "h\x01s."),
         "entry 'self' of its dictionary is no tensor"},
        {"ListContainsItself",
         pickled("\x80\x02]q\x01h\x01"
                 "a."),
         "does not hold a dictionary"},
        {"NameTwice",
         pickled(pk::whole(pk::dictionary(
             {{"w", pk::tensor(kFloats, 0, {6}, {1})}, {"w", pk::tensor(kFloats, 0, {6}, {1})}}))),
         "names 'w' twice"},

        {"StorageMissing", holding(pk::tensor(pk::storage("FloatStorage", "7", 6), 0, {6}, {1})),
         "storage 'sample/data/7' that is not there"},
        {"StorageOutsideItsFolder",
         holding(pk::tensor(pk::storage("FloatStorage", "../data.pkl", 6), 0, {6}, {1})),
         "'sample/data/../data.pkl' that is not there"},
        {"StorageTooSmall", holding(pk::tensor(pk::storage("DoubleStorage", "0", 6), 0, {6}, {1})),
         "'weight' says that its storage has 6 elements"},
        {"StorageHuge", holding(pk::tensor(pk::storage("FloatStorage", "0", huge), 0, {6}, {1})),
         "'weight' says that its storage has 4611686018427387904"},
        {"StorageNegative", holding(pk::tensor(pk::storage("FloatStorage", "0", -1), 0, {6}, {1})),
         "'weight' says that its storage has -1"},
        {"TensorTooLong", holding(pk::tensor(kFloats, 0, {7}, {1})), "'weight' reaches outside"},
        {"TensorBehindTheEnd", holding(pk::tensor(kFloats, 6, {1}, {1})), "reaches outside"},
        {"TensorStridesOut", holding(pk::tensor(kFloats, 0, {2, 3}, {4, 1})), "reaches outside"},
        {"OffsetNegative", holding(pk::tensor(kFloats, -1, {6}, {1})), "cannot be"},
        {"OffsetHuge", holding(pk::tensor(kFloats, huge, {6}, {1})), "reaches outside"},
        {"ShapeNegative", holding(pk::tensor(kFloats, 0, {-1}, {1})), "cannot be"},
        {"ShapeOverflows", holding(pk::tensor(kFloats, 0, {huge, 4}, {0, 0})), "cannot be"},
        {"StrideNegative", holding(pk::tensor(kFloats, 5, {6}, {-1})), "cannot be"},
        {"StrideOverflows", holding(pk::tensor(kFloats, 0, {3, 3}, {huge, huge})), "reaches out"},
        {"StrideMissing", holding(pk::tensor(kFloats, 0, {2, 3}, {1})), "cannot be"},
        {"ManyDimensions",
         holding(pk::tensor(kFloats, 0, std::vector<std::int64_t>(17, 1),
                            std::vector<std::int64_t>(17, 1))),
         "a tensor is not described"},
        {"ExpandedWithoutEnd", holding(pk::tensor(kFloats, 0, {1'000'000'000'000}, {0})),
         "'weight' makes the file expand"},
        {"ExpandedOften",
         pickled(pk::whole(pk::dictionary({{"one", pk::tensor(kFloats, 0, {16'000'000}, {0})},
                                           {"two", pk::tensor(kFloats, 0, {16'000'000}, {0})}}))),
         "makes the file expand"},
    };
}

std::vector<HostileFile> hostileArchives() {
    const std::string whole = pickled(pk::valid());
    std::string split = whole;
    split[split.size() - 12] = '\x09';
    std::string hugeDirectory = whole;
    hugeDirectory.replace(hugeDirectory.size() - 10, 4, "\xFF\xFF\xFF\x7F");
    std::string manyEntries = whole;
    manyEntries.replace(manyEntries.size() - 14, 4, "\xFE\xFF\xFE\xFF");
    std::string wrongName = whole;
    wrongName[wrongName.find("sample/data/0")] = 'z';
    return {
        {"Truncated", whole.substr(0, whole.size() / 2), "without an end"},
        {"OnlyTheSignature", "PK\x03\x04", "without an end"},
        {"EmptyArchive", zipBytes({}), "without a data.pkl"},
        {"Split", split, "one part of a split"},
        {"DirectoryHuge", hugeDirectory, "claims 2147483647 bytes"},
        {"EntriesMoreThanFit", manyEntries, "its ZIP directory of 65534 entries"},
        {"LocalHeaderOfAnother", wrongName, "is not where the directory says"},
        {"Compressed", zipped({.content = kStorage, .method = 8}), "'sample/data/0' is compressed"},
        {"Encrypted", zipped({.content = kStorage, .flags = 1}), "'sample/data/0' is encrypted"},
        {"ChecksumWrong", zipped({.content = kStorage, .crcError = 1}),
         "the checksum of 'sample/data/0' is wrong"},
        {"EntryTooLong", zipped({.content = kStorage, .claimedExtra = 1000}), "outside the file"},
        {"EntryIntoTheNext", zipped({.content = kStorage, .claimedExtra = 1}), "overlaps another"},
        {"EntryElsewhere", zipped({.content = kStorage, .offsetError = 1}), "is not where"},
        {"EntryFarOutside", zipped({.content = kStorage, .offsetError = 0x7000'0000}), "outside"},
        {"Zip64EntryTooLong",
         zipped({.content = kStorage, .claimedExtra = 0xFFFF'0000, .zip64 = true}), "outside"},
        {"EntryTwice", zipped({.name = "sample/data.pkl", .content = kStorage}),
         "two entries 'sample/data.pkl'"},
        {"TwoPickles", zipped({.name = "other/data.pkl", .content = pk::valid()}),
         "more than one data.pkl"},
        {"BigEndian", zipped({.name = "sample/byteorder", .content = "big"}), "byte order 'big'"},
        {"Program", zipped({.name = "sample/code/__torch__.py", .content = "x"}),
         "it is a TorchScript program"},
        {"ProgramByConstants", zipped({.name = "sample/constants.pkl", .content = "x"}),
         "it is a TorchScript program"},
        {"LegacyPickle", "\x80\x02\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19.",
         "from before version 1.6"},
        {"LegacyTar", std::string(257, 'a') + "ustar  ", "from before version 1.6"},
    };
}

class HostilePthTest : public testing::TestWithParam<HostileFile> {};

TEST_P(HostilePthTest, IsRefusedByNameWithBoundedMemory) {
    const HostileFile& file = GetParam();
    const AllocationWatch watch;
    const auto refusal = refusalOf([&] { read(file.bytes); });
    EXPECT_LT(watch.peak(), (std::size_t{65} << 20U) + 64 * file.bytes.size());
    expectThreeParts(refusal, "'hostile.pth'", file.refusal);
}

INSTANTIATE_TEST_SUITE_P(Pickles, HostilePthTest, testing::ValuesIn(hostilePickles()),
                         [](const auto& tested) { return tested.param.name; });
INSTANTIATE_TEST_SUITE_P(Archives, HostilePthTest, testing::ValuesIn(hostileArchives()),
                         [](const auto& tested) { return tested.param.name; });

/// The pieces that the hostile files are made of are read where nothing is wrong with them.
class HandMadePthTest : public testing::Test {
protected:
    std::string storage_ = bytesOf(1.0F) + bytesOf(2.0F) + bytesOf(3.0F) + bytesOf(4.0F) +
                           bytesOf(5.0F) + bytesOf(6.0F);
};

TEST_F(HandMadePthTest, ReadsTheSampleThatTheHostileOnesAreChangedFrom) {
    const auto checkpoint = read(pthBytes(pk::valid(), storage_));
    ASSERT_EQ(checkpoint.tensors.size(), 1U);
    EXPECT_EQ(checkpoint.tensors.at("weight"),
              tensorOf<float>(ElementType::F32, {2, 3}, {1, 2, 3, 4, 5, 6}));
}

TEST_F(HandMadePthTest, WritesATransposedViewRowByRow) {
    const auto bytes = pthBytes(
        pk::whole(pk::dictionary({{"weight", pk::tensor(kFloats, 1, {2, 2}, {1, 3})}})), storage_);
    EXPECT_EQ(read(bytes).tensors.at("weight"),
              tensorOf<float>(ElementType::F32, {2, 2}, {2, 5, 3, 6}));
}

TEST_F(HandMadePthTest, ReadsZip64Archives) {
    const std::vector<ZipPart> parts{
        {.name = "sample/data.pkl", .content = pk::valid(), .zip64 = true},
        {.name = "sample/data/0", .content = storage_, .zip64 = true}};
    EXPECT_EQ(read(zipBytes(parts, true)), read(pthBytes(pk::valid(), storage_)));
}

TEST_F(HandMadePthTest, LimitsWhatAPickleMayCost) {
    const std::string proto = "\x80\x02";
    const std::vector<std::pair<std::string, std::string>> greedy{
        {proto + std::string(1'500'000, 'N'), "stacks more than 1000000 values"},
        {proto + repeated("(Nt(Nt(t", 400'000), "more than"},
        {std::string(17U << 20U, 'N'), "its data.pkl has 17825792 bytes"}};
    for (const auto& [pickle, refusal] : greedy) {
        const std::string bytes = pickled(pickle);
        const AllocationWatch watch;
        expectThreeParts(refusalOf([&] { read(bytes); }), refusal);
        EXPECT_LT(watch.peak(), std::size_t{256} << 20U);
    }
}

TEST_F(HandMadePthTest, TakesASafetensorsHeaderThatBeginsLikeAnArchiveForWhatItIs) {
    constexpr std::uint64_t kLengthThatSpellsZip = 0x04034B50;  // "PK\3\4", 67 MB
    std::string header = "{}";
    header.resize(kLengthThatSpellsZip, ' ');
    EXPECT_TRUE(read(safetensorsBytes(header, 0)).tensors.empty());
}

}  // namespace
}  // namespace handscope::test
