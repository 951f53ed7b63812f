// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/labelling/ShardRecords.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>

#include "app/CsvTable.h"
#include "app/JsonFields.h"
#include "app/labelling/LabelDocument.h"
#include "model/AtomicFile.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kShardFolder = ".shards";
constexpr const char* kMergedFolder = ".shards-merged";
constexpr const char* kShardFormat = "handscope-shard-1";

ShardRecord shardRecordFrom(const JsonFields& fields) {
    if (fields.text("format") != kShardFormat) {
        fields.refuse("format", std::string("is not ") + kShardFormat);
    }
    constexpr std::int64_t kMost = 1'000'000;
    ShardRecord record;
    record.shard.index = static_cast<int>(std::min(fields.count("shard"), kMost));
    record.shard.count = static_cast<int>(std::min(fields.count("of"), kMost));
    if (record.shard.index < 1 || record.shard.index > record.shard.count) {
        fields.refuse("shard", "is not within 1 to of");
    }
    for (const auto& name : fields.array("labelled")) {
        record.labelled.push_back(name.get<std::string>());
    }
    for (const auto& failure : fields.array("failed")) {
        const JsonFields entry(failure, "failed[]");
        record.failed.push_back({.name = entry.text("file"), .reason = entry.text("reason")});
    }
    return record;
}

fs::path shardRecordFile(const fs::path& folder, const Shard& shard) {
    return folder / kShardFolder / (std::to_string(shard.index) + ".json");
}

ShardRecord readShardRecord(const fs::path& file) {
    try {
        const auto json = nlohmann::json::parse(readSmallText(file));
        return shardRecordFrom(JsonFields(json));
    } catch (const nlohmann::json::exception& error) {
        throw model::ModelError(file.string() + " is no shard's record (" + error.what() + ").",
                                "Expected what a shard wrote at its end.", "Run that shard again.");
    } catch (const JsonFault& fault) {
        throw model::ModelError(file.string() + " is no shard's record: " + fault.what() + ".",
                                "Expected what a shard wrote at its end.", "Run that shard again.");
    }
}

}  // namespace

std::optional<Shard> Shard::parse(const std::string& text) {
    constexpr int kMost = 100'000;
    Shard shard;
    const char* const end = text.data() + text.size();
    const auto index = std::from_chars(text.data(), end, shard.index);
    if (index.ec != std::errc() || index.ptr == end || *index.ptr != '/') {
        return std::nullopt;
    }
    const auto count = std::from_chars(index.ptr + 1, end, shard.count);
    const bool sound = count.ec == std::errc() && count.ptr == end && shard.index >= 1 &&
                       shard.index <= shard.count && shard.count <= kMost;
    return sound ? std::optional(shard) : std::nullopt;
}

bool isOfShards(const std::string& name) {
    return name.starts_with(std::string(kShardFolder) + "/") ||
           name.starts_with(std::string(kMergedFolder) + "/");
}

void ShardRecords::begin(const Shard& shard) const {
    std::error_code ignored;
    fs::remove(shardRecordFile(folder_, shard), ignored);
}

void ShardRecords::write(const ShardRecord& record) const {
    nlohmann::ordered_json json{{"format", kShardFormat},
                                {"shard", record.shard.index},
                                {"of", record.shard.count},
                                {"labelled", record.labelled},
                                {"failed", nlohmann::ordered_json::array()}};
    for (const UnusableFile& file : record.failed) {
        json["failed"].push_back({{"file", file.name}, {"reason", file.reason}});
    }
    model::makeFolder(folder_ / kShardFolder);
    writeTextAtomically(shardRecordFile(folder_, record.shard),
                        json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

std::vector<ShardRecord> ShardRecords::read() const {
    std::map<int, ShardRecord> records;
    std::error_code error;
    for (fs::directory_iterator entries(folder_ / kShardFolder, error);
         !error && entries != fs::directory_iterator(); entries.increment(error)) {
        if (!model::isPartFile(entries->path())) {
            ShardRecord record = readShardRecord(entries->path());
            records.insert_or_assign(record.shard.index, std::move(record));
        }
    }
    std::vector<ShardRecord> all;
    std::string missing;
    const int count = records.empty() ? 0 : records.begin()->second.shard.count;
    for (const auto& [index, record] : records) {
        if (record.shard.count != count) {
            throw model::ModelError(folder_.string() + " holds shards of " + std::to_string(count) +
                                        " and of " + std::to_string(record.shard.count) + ".",
                                    "Expected the shards of one run.",
                                    "Remove the folder .shards in it and run the shards again.");
        }
    }
    for (int index = 1; index <= count; ++index) {
        const auto found = records.find(index);
        if (found == records.end()) {
            missing += (missing.empty() ? "" : ", ") + std::to_string(index);
        } else {
            all.push_back(std::move(found->second));
        }
    }
    if (count == 0 || !missing.empty()) {
        throw model::ModelError(
            count == 0 ? "No shard has ended in " + folder_.string() + "."
                       : "Shards " + missing + " of " + std::to_string(count) + " have not ended.",
            "Expected the record of every shard.", "Run what is missing with --shard i/n.");
    }
    return all;
}

void ShardRecords::remove() const {
    // By one rename: a kill must not leave some of them.
    std::error_code ignored;
    fs::remove_all(folder_ / kMergedFolder, ignored);
    fs::rename(folder_ / kShardFolder, folder_ / kMergedFolder, ignored);
    fs::remove_all(folder_ / kMergedFolder, ignored);
}

}  // namespace handscope::app
