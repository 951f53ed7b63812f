// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <cctype>

#include "AllocationWatch.h"
#include "FormatBytes.h"
#include "HostileFile.h"
#include "RefusalOf.h"
#include "model/CheckpointFormats.h"

namespace handscope::test {
namespace {

std::string entry(const std::string& shape, const std::string& offsets,
                  const std::string& type = "\"U8\"") {
    return R"({"dtype":)" + type + R"(,"shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

std::string oneTensor(const std::string& described, std::size_t dataSize = 4) {
    return safetensorsBytes(R"({"weight":)" + described + "}", dataSize);
}

std::string twoTensors(const std::string& first, const std::string& second) {
    return safetensorsBytes(R"({"first":)" + first + R"(,"second":)" + second + "}", 8);
}

const std::string kWhole = entry("[4]", "[0,4]");

std::vector<HostileFile> hostileFiles() {
    const std::string nested(5000, '[');
    return {
        {"EmptyFile", "", "it has 0 bytes"},
        {"SevenBytes", "1234567", "it has 7 bytes"},
        {"HeaderOf2To63", bytesOf(std::uint64_t{1} << 63U) + "{}", "header of 9223372036854775808"},
        {"HeaderOfAllOnes", bytesOf(~std::uint64_t{0}) + "{}", "header of 18446744073709551615"},
        {"HeaderOneTooLong", bytesOf<std::uint64_t>(3) + "{}", "a header of 3 bytes"},
        {"HeaderEmpty", bytesOf<std::uint64_t>(0) + "{}", "not a JSON object"},
        {"HeaderIsText", safetensorsBytes("<!DOCTYPE html>", 0), "not a JSON object"},
        {"HeaderIsAList", safetensorsBytes("[]", 0), "not a JSON object"},
        {"HeaderUnfinished", safetensorsBytes(R"({"weight":{)", 0), "not valid JSON at byte"},
        {"HeaderWithTail", safetensorsBytes("{} x", 0), "not valid JSON at byte"},
        {"HeaderNotUtf8", safetensorsBytes("{\"\xFF\":{}}", 0), "not valid JSON at byte"},
        {"HeaderWithZeros", safetensorsBytes(std::string("{}\0\0", 4), 0), "not a JSON object"},
        {"NestedList", safetensorsBytes(R"({"weight":)" + nested, 0), "'weight' holds a list"},
        {"NestedShape", oneTensor(entry(nested, "[0,4]")), "'weight' in 'shape' holds a list"},
        {"NestedObject", oneTensor(R"({"dtype":{}})"), "'weight' in 'dtype' holds an object"},
        {"EntryIsANumber", oneTensor("4"), "'weight' holds the number 4"},
        {"EntryIsNull", oneTensor("null"), "'weight' holds null"},
        {"EntryEmpty", oneTensor("{}"), "'weight' lacks"},
        {"EntryWithoutShape", oneTensor(R"({"dtype":"U8","data_offsets":[0,4]})"), "lacks"},
        {"EntryWithMore", oneTensor(R"({"dtype":"U8","path":"/etc/passwd"})"), "in 'path' holds"},
        {"UnknownType", oneTensor(entry("[4]", "[0,4]", "\"F8_E4M3\"")), "'F8_E4M3'"},
        {"TypeIsANumber", oneTensor(entry("[4]", "[0,4]", "32")), "holds the number 32"},
        {"ShapeNegative", oneTensor(entry("[-4]", "[0,4]")), "'weight' in 'shape' holds the neg"},
        {"ShapeFraction", oneTensor(entry("[4.0]", "[0,4]")), "holds the number '4.0'"},
        {"ShapeText", oneTensor(entry("[\"4\"]", "[0,4]")), "in 'shape' holds the text '4'"},
        {"ShapeTrue", oneTensor(entry("[true]", "[0,4]")), "in 'shape' holds true or false"},
        {"ShapeBeyondSigned", oneTensor(entry("[9223372036854775808]", "[0,4]")), "'shape' holds"},
        {"ShapeBeyond64Bits", oneTensor(entry("[99999999999999999999]", "[0,4]")), "'shape' holds"},
        {"ShapeOfManySizes", oneTensor(entry("[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,4]", "[0,4]")),
         "'weight' in 'shape'"},
        {"ProductOverflows", oneTensor(entry("[4294967296,4294967296,4]", "[0,4]")), "takes 4 by"},
        {"ProductWrapsToTheSize", oneTensor(entry("[9223372036854775807,2,2]", "[0,4]", "\"F64\"")),
         "'weight' takes 4"},
        {"ProductTooLarge", oneTensor(entry("[5]", "[0,4]")), "'weight' takes 4 bytes"},
        {"ProductTooSmall", oneTensor(entry("[3]", "[0,4]")), "'weight' takes 4 bytes"},
        {"WiderThanItsBytes", oneTensor(entry("[4]", "[0,4]", "\"F32\"")), "takes 4 bytes"},
        {"OffsetsSwapped", oneTensor(entry("[4]", "[4,0]")), "'weight' lies at bytes 4 to 0"},
        {"OffsetsBeyondTheFile", oneTensor(entry("[5]", "[0,5]")), "'weight' lies at bytes 0 to 5"},
        {"OffsetsNearTheLimit",
         oneTensor(entry("[4]", "[18446744073709551611,18446744073709551615]")), "lies at bytes"},
        {"OffsetsNegative", oneTensor(entry("[4]", "[-4,0]")), "holds the negative number -4"},
        {"OffsetsOfOne", oneTensor(entry("[4]", "[0]")), "data_offsets of 1 numbers"},
        {"OffsetsOfThree", oneTensor(entry("[4]", "[0,4,4]")), "'weight' in 'data_offsets'"},
        {"Truncated", oneTensor(kWhole, 3), "'weight' lies at bytes 0 to 4"},
        {"TailBelongsToNone", oneTensor(kWhole, 5), "1 bytes after the last tensor"},
        {"HoleAtTheStart", oneTensor(entry("[3]", "[1,4]")), "'weight' leaves a hole"},
        {"HoleBetween", twoTensors(entry("[3]", "[0,3]"), entry("[4]", "[4,8]")),
         "'second' leaves a hole before it (it begins at byte 4)"},
        {"Overlap", twoTensors(entry("[5]", "[0,5]"), entry("[4]", "[4,8]")),
         "'second' overlaps the one before it"},
        {"SameBytesTwice", twoTensors(entry("[8]", "[0,8]"), entry("[8]", "[0,8]")), "overlaps"},
        {"TensorTwice", safetensorsBytes(R"({"w":)" + kWhole + R"(,"w":)" + kWhole + "}", 4),
         "the header has the key 'w' twice"},
        {"FieldTwice", oneTensor(R"({"dtype":"U8","dtype":"U8","shape":[4],"data_offsets":[0,4]})"),
         "tensor 'weight' has the key 'dtype' twice"},
        {"FieldTwiceApart",
         oneTensor(R"({"shape":[4],"dtype":"U8","shape":[4],"data_offsets":[0,4]})"),
         "tensor 'weight' has the key 'shape' twice"},
        {"MetadataTwice", safetensorsBytes(R"({"__metadata__":{},"__metadata__":{}})", 0),
         "'__metadata__' twice"},
        {"MetadataKeyTwice", safetensorsBytes(R"({"__metadata__":{"a":"1","a":"2"}})", 0),
         "'a' twice"},
        {"MetadataNumber", safetensorsBytes(R"({"__metadata__":{"classes":27}})", 0),
         "its metadata 'classes' is the number 27"},
        {"MetadataNull", safetensorsBytes(R"({"__metadata__":{"classes":null}})", 0),
         "its metadata 'classes' is null"},
        {"MetadataObject", safetensorsBytes(R"({"__metadata__":{"a":{}}})", 0),
         "its metadata 'a' is an object"},
        {"MetadataIsAList", safetensorsBytes(R"({"__metadata__":[]})", 0), "holds a list"},
        {"LongName", safetensorsBytes("{\"" + std::string(4000, 'n') + "\":1}", 0), "n…'"},
        {"NameWithEscapes", safetensorsBytes(R"({"\u001b[2J":1})", 0), "'?[2J'"},
    };
}

class HostileSafetensorsTest : public testing::TestWithParam<HostileFile> {};

TEST_P(HostileSafetensorsTest, IsRefusedByNameBeforeMemoryIsTaken) {
    const HostileFile& file = GetParam();
    const model::MemorySource source("hostile.safetensors", asBytes(file.bytes));
    const AllocationWatch watch;
    const auto refusal = refusalOf([&] { model::readCheckpoint(source); });
    EXPECT_LT(watch.peak(), 200'000U);
    expectThreeParts(refusal, "'hostile.safetensors'", file.refusal);
}

INSTANTIATE_TEST_SUITE_P(Files, HostileSafetensorsTest, testing::ValuesIn(hostileFiles()),
                         [](const auto& tested) { return tested.param.name; });

TEST(SafetensorsLimitsTest, RefusesMoreTensorsThanAnyNetworkHas) {
    std::string header = "{";
    for (std::size_t i = 0; i <= model::kMaximumTensors; ++i) {
        header += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":" + entry("[0]", "[0,0]");
    }
    const std::string bytes = safetensorsBytes(header + "}", 0);
    const model::MemorySource source("many", asBytes(bytes));
    expectThreeParts(refusalOf([&] { model::readSafetensors(source); }),
                     "names more than 100000 tensors");
}

}  // namespace
}  // namespace handscope::test
