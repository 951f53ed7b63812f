// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handscope::model {

static_assert(std::endian::native == std::endian::little,
              "checkpoints are little-endian and are read without swapping bytes");

/// A number at `offset` of `bytes`, which the caller has checked to be long enough; any alignment.
template <typename Number>
Number loadNumber(std::span<const std::byte> bytes, std::size_t offset = 0) {
    Number number;
    std::memcpy(&number, bytes.data() + offset, sizeof(Number));
    return number;
}

/// A text in UTF-8 without the byte-order mark that it may begin with.
inline std::string_view withoutByteOrderMark(std::string_view text) noexcept {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

/// A network of ours has a fortieth of this; what is larger is not read, so that a file of holes
/// cannot take all memory.
constexpr std::uint64_t kLargestFile = std::uint64_t{4} << 30U;  ///< bytes

/// Bytes of known length that can be read at any place: a file, or memory in tests and fuzzers.
/// One thread at a time.
class ByteSource {
public:
    explicit ByteSource(std::string name) : name_(std::move(name)) {}
    virtual ~ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    const std::string& name() const noexcept { return name_; }  ///< for messages
    virtual std::uint64_t size() const noexcept = 0;            ///< bytes

    /// Throws ModelError, before memory is taken, where [offset, offset + count) leaves the source.
    std::vector<std::byte> read(std::uint64_t offset, std::uint64_t count) const;

protected:
    virtual void readInto(std::uint64_t offset, std::span<std::byte> destination) const = 0;

private:
    std::string name_;
};

/// A regular file, open for reading. Folders, pipes and devices are refused without blocking.
class FileSource final : public ByteSource {
public:
    /// Throws ModelError for a file that cannot be opened, is no regular one, or is too large.
    explicit FileSource(const std::filesystem::path& file);
    ~FileSource() override;

    std::uint64_t size() const noexcept override { return size_; }

protected:
    void readInto(std::uint64_t offset, std::span<std::byte> destination) const override;

private:
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

/// Bytes in memory, which must outlive the source.
class MemorySource final : public ByteSource {
public:
    MemorySource(std::string name, std::span<const std::byte> bytes)
        : ByteSource(std::move(name)), bytes_(bytes) {}

    std::uint64_t size() const noexcept override { return bytes_.size(); }

protected:
    void readInto(std::uint64_t offset, std::span<std::byte> destination) const override;

private:
    std::span<const std::byte> bytes_;
};

}  // namespace handscope::model
