// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "model/Checkpoint.h"

namespace handscope::model {

struct PickleTuple;
struct PickleList;
struct PickleDict;
struct PickleTensor;

/// A value that a checkpoint may hold but that no reader of ours looks into.
struct PickleOpaque {};

/// The functions and classes that a pickle may name. They are data: nothing is ever called.
enum class PickleGlobal { OrderedDict, RebuildTensor, RebuildParameter, TorchSize };

/// A storage of torch.save: an entry `data/<key>` of the archive, not yet looked at.
struct PickleStorage {
    ElementType type = ElementType::F32;
    std::string_view key;
    std::int64_t elements = 0;
};

/// Any value; pointers and texts belong to the PickleDocument. ElementType stands for a storage's
/// class, such as torch.FloatStorage.
using PickleValue = std::variant<std::monostate, bool, std::int64_t, double, std::string_view,
                                 PickleOpaque, PickleGlobal, ElementType, const PickleStorage*,
                                 const PickleTuple*, PickleList*, PickleDict*, const PickleTensor*>;

struct PickleTuple {
    std::vector<PickleValue> items;
};

struct PickleList {
    std::vector<PickleValue> items;
};

/// In the order of the file; keys may repeat.
struct PickleDict {
    std::vector<std::pair<PickleValue, PickleValue>> entries;
};

/// What torch._utils._rebuild_tensor_v2 was asked for; offset, sizes and strides are unchecked.
struct PickleTensor {
    PickleStorage storage;
    std::int64_t offset = 0;              ///< elements
    const PickleTuple* shape = nullptr;   ///< of std::int64_t, never null
    const PickleTuple* stride = nullptr;  ///< of std::int64_t, never null
};

/// Owns the values of one pickle, cycles among them included, and the bytes its texts point into.
class PickleDocument {
public:
    /// Reads a pickle of protocol 2 to 5 as torch.save writes it, without calling anything: it
    /// knows dictionaries, lists, tuples, texts, numbers, tensors and storages, and refuses
    /// whatever asks for another function or class, by its name. `file` stands in messages. Memory
    /// is bounded by a fixed multiple of the pickle's length. Throws ModelError.
    PickleDocument(std::string_view file, std::vector<std::byte> pickle);

    PickleDocument(const PickleDocument&) = delete;
    PickleDocument& operator=(const PickleDocument&) = delete;

    const PickleValue& root() const noexcept { return root_; }

private:
    friend class Unpickler;
    std::vector<std::byte> pickle_;
    std::deque<PickleTuple> tuples_;
    std::deque<PickleList> lists_;
    std::deque<PickleDict> dicts_;
    std::deque<PickleStorage> storages_;
    std::deque<PickleTensor> tensors_;
    PickleValue root_;
};

}  // namespace handscope::model
