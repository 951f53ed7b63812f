// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/recording/RecordingList.h"

namespace handscope::app {

/// Which part of a list one process labels.
struct Shard {
    int index = 1;  ///< 1 … count
    int count = 1;
    bool operator==(const Shard&) const = default;

    bool isWhole() const noexcept { return count == 1; }

    /// "2/8". nullopt for anything else.
    static std::optional<Shard> parse(const std::string& text);
};

/// What one shard says once it has ended.
struct ShardRecord {
    Shard shard;
    std::vector<std::string> labelled;  ///< names
    std::vector<UnusableFile> failed;
};

/// What the shards of one run say in the folder that they share, until it is merged.
///
/// Holds nothing; each shard writes its own record. All functions block on the disk and throw
/// model::ModelError. Any thread.
class ShardRecords {
public:
    /// In a folder of results that is there.
    explicit ShardRecords(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Takes away what an earlier run of this shard said: it counts as not ended from now on.
    void begin(const Shard& shard) const;
    void write(const ShardRecord& record) const;

    /// The records of all shards, by index. Throws where some are missing, or shards of another
    /// count lie beside them.
    std::vector<ShardRecord> read() const;
    void remove() const;

private:
    std::filesystem::path folder_;
};

/// Whether a path in a folder of results, relative to it, is of what shards say, no recording's.
bool isOfShards(const std::string& name);

}  // namespace handscope::app
