// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/ClipPack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "model/Checkpoint.h"
#include "model/training/JpegFrame.h"
#include "tests/support/TestFolder.h"
#include "tests/training/PackFixture.h"

namespace handscope::training {
namespace {

using model::ModelError;
using test::itemOf;
using test::messageOf;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::uintmax_t kSixteenMebibytes = 16U << 20U;

/// Bytes that no decoder would take; a pack does not look into them.
JpegBytes blob(std::size_t size, int value) {
    return JpegBytes(size, static_cast<std::byte>(value));
}

PackItem clip(const std::string& name, std::optional<int> label = std::nullopt) {
    return itemOf(name, ItemKind::Clip, 16, 16, label);
}

std::vector<std::filesystem::path> filesOf(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

std::vector<std::string> namesOf(const ClipPack& pack) {
    std::vector<std::string> names;
    for (const PackItem& item : pack.items()) {
        names.push_back(item.name);
    }
    return names;
}

template <typename Value>
model::StoredTensor stored(model::ElementType type, const std::vector<Value>& values) {
    model::StoredTensor tensor{
        .type = type, .shape = {static_cast<std::int64_t>(values.size())}, .bytes = {}};
    const auto bytes = std::as_bytes(std::span(values));
    tensor.bytes.assign(bytes.begin(), bytes.end());
    return tensor;
}

class ClipPackTest : public ::testing::Test {
protected:
    const test::TestFolder folder_;
    const std::filesystem::path pack_ = folder_.path() / "pack";

    /// Items of these sizes, one frame each, named by their place.
    void write(const std::vector<std::size_t>& sizes) const {
        ClipPackWriter writer(pack_, {});
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            writer.add(clip("item " + std::to_string(i)), {blob(sizes[i], static_cast<int>(i))});
        }
        writer.finish();
    }

    /// A good part of one item of two frames, of 3 and 2 bytes.
    static model::Checkpoint goodPart(const std::string& name = "one") {
        model::Checkpoint part;
        part.metadata = {{"format", "handscope-pack-1"},
                         {"labels", R"(["a","b"])"},
                         {"items", R"([{"name":")" + name +
                                       R"(","kind":"clip","label":1,"frames":2,"width":16,)"
                                       R"("height":16,"frame_rate":12.5}])"}};
        part.tensors.emplace("0/jpeg",
                             stored<std::uint8_t>(model::ElementType::U8, {1, 2, 3, 4, 5}));
        part.tensors.emplace("0/offsets", stored<std::int64_t>(model::ElementType::I64, {0, 3, 5}));
        return part;
    }

    void writePart(const std::string& file, const model::Checkpoint& part) const {
        std::filesystem::create_directories(pack_);
        model::writeSafetensors(pack_ / file, part);
    }

    /// What opening the pack, or reading its first item, is refused with.
    std::string refusal() const {
        return messageOf([this] {
            const ClipPack pack(pack_);
            for (const JpegBytes& jpeg : pack.jpegFrames(0, 0, pack.items().front().frames)) {
                decodeJpeg(jpeg, pack.items().front().name);
            }
        });
    }
};

TEST_F(ClipPackTest, GivesBackWhatWasWritten) {
    const std::vector<std::string> labels{"Daumen „hoch“", "say \"no\"\\", "👋🏽 wave"};
    const std::vector<std::string> names{"dir/\"quoted\".mp4", "Übergrößenträger", "👍🏿\ttab"};
    {
        ClipPackWriter writer(pack_, labels);
        writer.add(itemOf(names[0], ItemKind::Clip, 320, 240, 2), {blob(7, 1), blob(1, 2)});
        writer.add(itemOf(names[1], ItemKind::Cutout, 17, 31),
                   {blob(3, 3), blob(0, 0), blob(2, 4)});
        writer.add(itemOf(names[2], ItemKind::Picture, 1, 1, 0), {blob(9, 5)});
        writer.finish();
    }
    const ClipPack pack(pack_);
    EXPECT_EQ(pack.labels(), labels);
    EXPECT_EQ(namesOf(pack), names);
    const auto& items = pack.items();
    ASSERT_EQ(items.size(), 3U);
    EXPECT_EQ(items[0].kind, ItemKind::Clip);
    EXPECT_EQ(items[1].kind, ItemKind::Cutout);
    EXPECT_EQ(items[2].kind, ItemKind::Picture);
    EXPECT_EQ(items[0].label, 2);
    EXPECT_EQ(items[1].label, std::nullopt);
    EXPECT_EQ(items[2].label, 0);
    EXPECT_EQ(items[1].frames, 3);
    EXPECT_EQ(items[1].width, 17);
    EXPECT_EQ(items[1].height, 31);
    EXPECT_EQ(items[0].frameRate, 10.0);
    EXPECT_EQ(items[2].frameRate, 0.0);
    EXPECT_THAT(pack.jpegFrames(0, 0, 2), ElementsAre(blob(7, 1), blob(1, 2)));
    EXPECT_THAT(pack.jpegFrames(1, 1, 3), ElementsAre(blob(0, 0), blob(2, 4)));
    EXPECT_THAT(pack.jpegFrames(2, 0, 1), ElementsAre(blob(9, 5)));
    EXPECT_TRUE(pack.jpegFrames(0, 1, 1).empty());
}

TEST_F(ClipPackTest, DoesNotGiveFramesThatAreNotThere) {
    write({4});
    const ClipPack pack(pack_);
    EXPECT_THROW(pack.jpegFrames(0, 0, 2), std::out_of_range);
    EXPECT_THROW(pack.jpegFrames(0, -1, 1), std::out_of_range);
    EXPECT_THROW(pack.jpegFrames(1, 0, 1), std::out_of_range);
}

TEST(ItemKindName, IsReadBack) {
    for (const ItemKind kind : {ItemKind::Clip, ItemKind::Cutout, ItemKind::Picture}) {
        EXPECT_EQ(kindFromName(kindName(kind)), kind);
    }
    EXPECT_EQ(kindFromName("Clip"), std::nullopt);
}

TEST_F(ClipPackTest, SplitsIntoPartsThatKeepTheOrder) {
    constexpr std::size_t kFiveMegabytes = 5'000'000;
    write(std::vector<std::size_t>(5, kFiveMegabytes));
    const auto files = filesOf(pack_);
    EXPECT_EQ(files.size(), 3U);
    EXPECT_EQ(files.front().filename(), "part-00000.safetensors");
    for (const auto& file : files) {
        EXPECT_LT(std::filesystem::file_size(file), kSixteenMebibytes);
    }
    const ClipPack pack(pack_);
    EXPECT_THAT(namesOf(pack), ElementsAre("item 0", "item 1", "item 2", "item 3", "item 4"));
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(pack.jpegFrames(i, 0, 1).front(), blob(kFiveMegabytes, static_cast<int>(i)));
    }
}

TEST_F(ClipPackTest, PutsAnItemThatIsLargerThanAPartIntoOneOfItsOwn) {
    write({10, ClipPack::kLargestPart + 1, 10});
    EXPECT_EQ(filesOf(pack_).size(), 3U);
    EXPECT_EQ(ClipPack(pack_).items().size(), 3U);
}

// The names and places of many small items take megabytes themselves.
TEST_F(ClipPackTest, CountsWhatTheIndexTakesOfAPart) {
    // The frames alone would fit into one, in which the names would not.
    constexpr std::size_t kItems = 6'000;
    constexpr std::size_t kFrame = 2'300;
    const std::string longName(400, 'n');
    static_assert(kItems * kFrame < ClipPack::kLargestPart);
    ClipPackWriter writer(pack_, {});
    for (std::size_t i = 0; i < kItems; ++i) {
        writer.add(clip(longName + std::to_string(i)), {blob(kFrame, static_cast<int>(i))});
    }
    writer.finish();
    const auto files = filesOf(pack_);
    EXPECT_EQ(files.size(), 2U);
    for (const auto& file : files) {
        EXPECT_LT(std::filesystem::file_size(file), kSixteenMebibytes) << file;
    }
    EXPECT_EQ(ClipPack(pack_).items().size(), kItems);
}

TEST_F(ClipPackTest, IsReadWhereAPartWasLeftOut) {
    write(std::vector<std::size_t>(3, 9'000'000));
    ASSERT_EQ(filesOf(pack_).size(), 3U);
    std::filesystem::remove(pack_ / "part-00000.safetensors");
    const ClipPack pack(pack_);
    EXPECT_THAT(namesOf(pack), ElementsAre("item 1", "item 2"));
    EXPECT_EQ(pack.jpegFrames(1, 0, 1).front().front(), std::byte{2});
}

TEST_F(ClipPackTest, RefusesAFolderWithoutAPack) {
    EXPECT_THAT(refusal(), AllOf(HasSubstr("There is no pack"), HasSubstr("handscope-cli pack")));
    std::filesystem::create_directories(pack_);
    EXPECT_THAT(refusal(), HasSubstr("There is no pack"));
}

TEST_F(ClipPackTest, RefusesAFileThatIsNoPart) {
    model::Checkpoint other = goodPart();
    other.metadata.erase("format");
    writePart("part-00000.safetensors", other);
    EXPECT_THAT(refusal(), HasSubstr("no part of a pack"));
    std::ofstream(pack_ / "part-00000.safetensors") << "no safetensors";
    EXPECT_THAT(refusal(), HasSubstr("Cannot read"));
}

TEST_F(ClipPackTest, RefusesPartsOfSeveralPacks) {
    writePart("part-00000.safetensors", goodPart());
    model::Checkpoint other = goodPart("two");
    other.metadata["labels"] = R"(["b","a"])";
    writePart("part-00001.safetensors", other);
    EXPECT_THAT(refusal(), HasSubstr("labels differ"));
}

TEST_F(ClipPackTest, RefusesNamesThatRepeat) {
    writePart("part-00000.safetensors", goodPart());
    writePart("part-00001.safetensors", goodPart());
    EXPECT_THAT(refusal(), HasSubstr("two items have the name 'one'"));
}

TEST_F(ClipPackTest, RefusesOffsetsThatShrink) {
    model::Checkpoint part = goodPart();
    part.tensors["0/offsets"] = stored<std::int64_t>(model::ElementType::I64, {0, 5, 3});
    writePart("part-00000.safetensors", part);
    EXPECT_THAT(messageOf([this] { ClipPack(pack_).jpegFrames(0, 0, 2); }), HasSubstr("overlap"));
}

TEST_F(ClipPackTest, RefusesOffsetsThatLeaveTheBytes) {
    for (const std::int64_t beyond : {std::int64_t{6}, std::int64_t{-1}, INT64_MAX}) {
        model::Checkpoint part = goodPart();
        part.tensors["0/offsets"] = stored<std::int64_t>(model::ElementType::I64, {0, 3, beyond});
        writePart("part-00000.safetensors", part);
        EXPECT_THROW(ClipPack(pack_).jpegFrames(0, 0, 2), ModelError) << beyond;
    }
}

// Memory for the frames must not be taken on the word of the list alone.
TEST_F(ClipPackTest, RefusesMoreFramesThanThereAreOffsets) {
    model::Checkpoint part = goodPart();
    auto items = nlohmann::json::parse(part.metadata["items"]);
    items[0]["frames"] = 1'000'000'000'000;
    part.metadata["items"] = items.dump();
    writePart("part-00000.safetensors", part);
    EXPECT_THAT(refusal(), HasSubstr("Cannot read"));
}

class DamagedItems : public ClipPackTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(DamagedItems, AreRefused) {
    model::Checkpoint part = goodPart();
    part.metadata["items"] = GetParam();
    writePart("part-00000.safetensors", part);
    EXPECT_THAT(refusal(), HasSubstr("Cannot read"));
}

INSTANTIATE_TEST_SUITE_P(
    ClipPack, DamagedItems,
    ::testing::Values(
        "", "[", "{}", "[1]", "[[]]", R"([{"name":"a"}])",
        R"([{"name":1,"kind":"clip","label":0,"frames":2,"width":16,"height":16,"frame_rate":1}])",
        R"([{"name":"a","kind":"film","label":0,"frames":2,"width":16,"height":16,"frame_rate":1}])",
        R"([{"name":"a","kind":"clip","label":2,"frames":2,"width":16,"height":16,"frame_rate":1}])",
        R"([{"name":"a","kind":"clip","label":-1,"frames":2,"width":16,"height":16,"frame_rate":1}])",
        R"([{"name":"a","kind":"clip","label":0,"frames":0,"width":16,"height":16,"frame_rate":1}])",
        R"([{"name":"a","kind":"clip","label":0,"frames":2,"width":0,"height":16,"frame_rate":1}])",
        R"([{"name":"a","kind":"clip","label":0,"frames":2,"width":16,"height":16385,"frame_rate":1}])",
        R"([{"name":"a","kind":"clip","label":0,"frames":2,"width":16,"height":16,"frame_rate":-1}])",
        R"([{"name":"a","kind":"clip","label":0,"frames":2,"width":16,"height":16,"frame_rate":1e-7}])"));

class ClipPackWriterTest : public ClipPackTest {};

TEST_F(ClipPackWriterTest, RefusesAFolderThatHoldsAPack) {
    write({4});
    EXPECT_THAT(messageOf([this] { ClipPackWriter(pack_, {}); }),
                HasSubstr("holds a pack already"));
}

TEST_F(ClipPackWriterTest, RefusesAFolderThatHoldsLaterPartsOfAPack) {
    write({9'000'000, 9'000'000});
    std::filesystem::remove(pack_ / "part-00000.safetensors");
    EXPECT_THAT(messageOf([this] { ClipPackWriter(pack_, {}); }),
                HasSubstr("holds a pack already"));
}

TEST_F(ClipPackWriterTest, RefusesItemsThatCouldNotBeRead) {
    ClipPackWriter writer(pack_, {"only"});
    writer.add(clip("one", 0), {blob(1, 1)});
    EXPECT_THAT(messageOf([&] { writer.add(clip("empty"), {}); }), HasSubstr("has no frames"));
    EXPECT_THAT(messageOf([&] { writer.add(clip("one"), {blob(1, 1)}); }),
                HasSubstr("'one' is there already"));
    EXPECT_THAT(messageOf([&] { writer.add(clip("two", 1), {blob(1, 1)}); }),
                HasSubstr("unknown label"));
    EXPECT_THAT(messageOf([&] { writer.add(clip("three", -1), {blob(1, 1)}); }),
                HasSubstr("unknown label"));
    writer.add(clip("two", 0), {blob(1, 1)});
    writer.finish();
    EXPECT_THAT(namesOf(ClipPack(pack_)), ElementsAre("one", "two"));
}

TEST_F(ClipPackWriterTest, RefusesAnEmptyPack) {
    ClipPackWriter writer(pack_, {});
    EXPECT_THAT(messageOf([&] { writer.finish(); }), HasSubstr("would be empty"));
}

TEST_F(ClipPackWriterTest, SaysWhereItCannotWrite) {
    std::ofstream(folder_.file("file")) << "in the way";
    EXPECT_THAT(messageOf([this] { ClipPackWriter(folder_.path() / "file" / "pack", {}); }),
                HasSubstr("cannot be made"));
    ClipPackWriter writer(pack_, {});
    writer.add(clip("one"), {blob(1, 1)});
    std::filesystem::remove(pack_);
    EXPECT_THROW(writer.finish(), ModelError);
}

class SafetensorsFileTest : public ClipPackTest {};

TEST_F(SafetensorsFileTest, ReadsOneTensorAsTheWholeFileIsRead) {
    writePart("file.safetensors", goodPart());
    const model::Checkpoint whole = model::readCheckpoint(pack_ / "file.safetensors");
    const model::SafetensorsFile file(pack_ / "file.safetensors");
    EXPECT_EQ(file.metadata(), whole.metadata);
    ASSERT_EQ(whole.tensors.size(), 2U);
    for (const auto& [name, tensor] : whole.tensors) {
        ASSERT_TRUE(file.contains(name));
        EXPECT_EQ(file.type(name), tensor.type);
        EXPECT_EQ(file.shape(name), tensor.shape);
        const model::StoredTensor read = file.read(name);
        EXPECT_EQ(read.type, tensor.type);
        EXPECT_EQ(read.shape, tensor.shape);
        EXPECT_EQ(read.bytes, tensor.bytes);
    }
}

TEST_F(SafetensorsFileTest, ReadsRangesWithinATensor) {
    writePart("file.safetensors", goodPart());
    const model::SafetensorsFile file(pack_ / "file.safetensors");
    EXPECT_THAT(file.readBytes("0/jpeg", 1, 3), ElementsAre(std::byte{2}, std::byte{3}));
    EXPECT_TRUE(file.readBytes("0/jpeg", 5, 5).empty());
    EXPECT_THROW(file.readBytes("0/jpeg", 0, 6), ModelError);
    EXPECT_THROW(file.readBytes("0/jpeg", 3, 2), ModelError);
    EXPECT_THROW(file.readBytes("0/jpeg", UINT64_MAX, UINT64_MAX), ModelError);
}

TEST_F(SafetensorsFileTest, RefusesNamesThatAreNotThere) {
    writePart("file.safetensors", goodPart());
    const model::SafetensorsFile file(pack_ / "file.safetensors");
    EXPECT_FALSE(file.contains("1/jpeg"));
    EXPECT_THAT(messageOf([&] { file.read("1/jpeg"); }), HasSubstr("no tensor '1/jpeg'"));
    EXPECT_THROW(file.shape("1/jpeg"), ModelError);
    EXPECT_THROW(file.readBytes("1/jpeg", 0, 0), ModelError);
}

TEST_F(SafetensorsFileTest, NoticesThatItsFileWentAway) {
    writePart("file.safetensors", goodPart());
    const model::SafetensorsFile file(pack_ / "file.safetensors");
    std::filesystem::resize_file(pack_ / "file.safetensors", 20);
    EXPECT_THROW(file.read("0/jpeg"), ModelError);
    std::filesystem::remove(pack_ / "file.safetensors");
    EXPECT_THROW(file.read("0/jpeg"), ModelError);
}

class JpegFrame : public ::testing::Test {
protected:
    const JpegBytes jpeg_ = test::jpegOf(24, 16, [](int x, int y) {
        return test::Rgb{x * 8, y * 12, 90};
    });

    /// Where a marker stands in jpeg_.
    std::size_t placeOf(int marker) const {
        const std::array wanted{std::byte{0xFF}, static_cast<std::byte>(marker)};
        return static_cast<std::size_t>(std::ranges::search(jpeg_, wanted).begin() - jpeg_.begin());
    }
    static std::string refusal(std::span<const std::byte> bytes) {
        return messageOf([&] { decodeJpeg(bytes, "the clip"); });
    }
};

TEST_F(JpegFrame, IsDecodedAsItWasPainted) {
    const RgbPicture picture = decodeJpeg(jpeg_, "the clip");
    ASSERT_EQ(picture.width, 24);
    ASSERT_EQ(picture.height, 16);
    ASSERT_EQ(picture.pixels.size(), 24U * 16U * 3U);
    for (int y = 0; y < 16; ++y) {
        for (int x = 0; x < 24; ++x) {
            const auto at = static_cast<std::size_t>(y * 24 + x) * 3;
            EXPECT_NEAR(picture.pixels[at], x * 8, 12);
            EXPECT_NEAR(picture.pixels[at + 1], y * 12, 12);
            EXPECT_NEAR(picture.pixels[at + 2], 90, 12);
        }
    }
}

TEST_F(JpegFrame, IsRefusedWhereThereIsNone) {
    EXPECT_THAT(refusal({}), AllOf(HasSubstr("'the clip'"), HasSubstr("0 bytes")));
    EXPECT_THAT(refusal(JpegBytes(500, std::byte{0x5A})), HasSubstr("no JPEG"));
    const std::string png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0", 29);
    EXPECT_THAT(refusal(std::as_bytes(std::span(png))), HasSubstr("no JPEG"));
}

TEST_F(JpegFrame, IsRefusedWhereItEndsBeforeItsPixels) {
    for (std::size_t size = 1; size < placeOf(0xDA) + 2; size += 7) {
        EXPECT_THAT(refusal(std::span(jpeg_).first(size)), HasSubstr("cannot be decoded")) << size;
    }
}

TEST_F(JpegFrame, IsRefusedBeforeMemoryForAHugeOneIsTaken) {
    JpegBytes huge = jpeg_;
    const std::size_t size = placeOf(0xC0) + 5;  // after the marker, its length and the precision
    std::fill_n(huge.begin() + static_cast<std::ptrdiff_t>(size), 4, std::byte{0xFE});
    EXPECT_THAT(refusal(huge), HasSubstr("65278 × 65278 pixels"));
}

TEST_F(JpegFrame, IsRefusedWithMoreCodesThanThereCanBe) {
    // A table with 16 codes of each of 16 lengths, and what each codes.
    JpegBytes picture;
    for (const int byte : {0xFF, 0xD8, 0xFF, 0xC4, 0x01, 0x13, 0x00}) {
        picture.push_back(static_cast<std::byte>(byte));
    }
    const std::size_t counts = picture.size();
    picture.insert(picture.end(), 16, std::byte{0x10});
    picture.insert(picture.end(), 256, std::byte{0});
    EXPECT_THAT(refusal(picture), HasSubstr("no JPEG")) << "so many there can be";
    picture[counts] = std::byte{0x11};
    EXPECT_THAT(refusal(picture), HasSubstr("a table of more codes than there can be"));
}

}  // namespace
}  // namespace handscope::training
