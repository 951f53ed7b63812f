// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string_view>

#include "model/CheckpointFormats.h"
#include "model/CheckpointRefusal.h"
#include "model/PickleInput.h"
#include "model/Unpickler.h"
#include "model/ZipArchive.h"

namespace handscope::model {
namespace {

constexpr std::uint64_t kLongestPickle = 16U << 20U;  ///< bytes; a state_dict's has some 10 kB
constexpr std::uint64_t kOutputFloor = 64U << 20U;    ///< bytes that any file may expand to
constexpr std::uint64_t kOutputFactor = 16;           ///< times the file's size beyond the floor

/// Where training scripts put the state_dict beside the epoch and the optimiser.
constexpr std::array<std::string_view, 6> kNestedNames{
    "state_dict", "model_state_dict", "model_state", "model", "net", "network"};
constexpr std::string_view kDataParallelPrefix = "module.";

constexpr std::string_view kZipSignature = "PK\x03\x04";
constexpr std::string_view kEmptyZipSignature = "PK\x05\x06";
/// torch.save before 1.6: a pickle of the number 0x1950a86a20f9469cfc6c, after its protocol.
constexpr std::string_view kLegacyMagic = "\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19";
constexpr std::string_view kTarMagic = "ustar";
constexpr std::uint64_t kTarMagicOffset = 257;

struct NamedTensor {
    std::string name;
    const PickleTensor* tensor = nullptr;
};

[[noreturn]] void refusePickle(const ByteSource& source, const std::string& what,
                               const std::string& expected,
                               const char* whatToDo = kSaveTensorsAlone) {
    refuseCheckpoint(source.name(), what, expected, whatToDo);
}

bool holdsAt(const ByteSource& source, std::uint64_t offset, std::string_view text) {
    if (source.size() < offset || source.size() - offset < text.size()) {
        return false;
    }
    const auto bytes = source.read(offset, text.size());
    return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()) == text;
}

bool isZip(const ByteSource& source) {
    // A safetensors header of just 0x04034B50 bytes would begin alike, and go on with this.
    constexpr std::string_view kLengthThenBrace{"\0\0\0\0{", 5};
    return (holdsAt(source, 0, kZipSignature) && !holdsAt(source, 4, kLengthThenBrace)) ||
           holdsAt(source, 0, kEmptyZipSignature);
}

bool isLegacy(const ByteSource& source) {
    return (holdsAt(source, 0, "\x80") && holdsAt(source, 2, kLegacyMagic)) ||
           holdsAt(source, kTarMagicOffset, kTarMagic);
}

const ZipArchive::Entries::value_type* find(const ZipArchive& archive, const std::string& name) {
    const auto found = archive.entries().find(name);
    return found == archive.entries().end() ? nullptr : &*found;
}

/// The one folder that torch.save puts everything into, with its slash.
std::string findFolder(const ByteSource& source, const ZipArchive& archive) {
    constexpr std::string_view kPickleName = "data.pkl";
    std::optional<std::string> folder;
    for (const auto& [name, entry] : archive.entries()) {
        const auto slash = name.find('/');
        if (slash != std::string::npos && name.substr(slash + 1) == kPickleName) {
            if (folder) {
                refusePickle(source, "it holds more than one data.pkl",
                             "the archive of one torch.save");
            }
            folder = name.substr(0, slash + 1);
        }
    }
    if (!folder) {
        refusePickle(source, "it is a ZIP archive without a data.pkl",
                     "an archive that torch.save wrote");
    }
    return *folder;
}

void refuseProgramsAndBigEndian(const ByteSource& source, const ZipArchive& archive,
                                const std::string& folder) {
    const auto code = archive.entries().lower_bound(folder + "code/");
    if (find(archive, folder + "constants.pkl") != nullptr ||
        (code != archive.entries().end() && code->first.starts_with(folder + "code/"))) {
        refusePickle(source, "it is a TorchScript program, not a checkpoint", "tensors alone",
                     "Load it as a TorchScript model with its JSON description beside it, or save "
                     "model.state_dict().");
    }
    const auto* byteOrder = find(archive, folder + "byteorder");
    if (byteOrder != nullptr) {
        const bool plausible = byteOrder->second.size <= 16;
        const auto bytes = plausible ? archive.read(*byteOrder) : std::vector<std::byte>{};
        const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        if (text != "little") {
            refusePickle(source, "its numbers are in the byte order " + inQuotes(text),
                         "little-endian");
        }
    }
}

/// The dictionary of tensors: the top one, or one that a training script nested in it.
const PickleDict& findStateDict(const ByteSource& source, const PickleValue& root) {
    const auto* const* top = std::get_if<PickleDict*>(&root);
    if (top == nullptr) {
        refusePickle(source, "it does not hold a dictionary", "a dictionary of tensors by name");
    }
    for (const std::string_view wanted : kNestedNames) {
        for (const auto& [key, value] : (*top)->entries) {
            const auto* name = std::get_if<std::string_view>(&key);
            const auto* const* nested = std::get_if<PickleDict*>(&value);
            if (name != nullptr && *name == wanted && nested != nullptr) {
                return **nested;
            }
        }
    }
    return **top;
}

std::vector<NamedTensor> listTensors(const ByteSource& source, const PickleDict& dict) {
    if (dict.entries.size() > kMaximumTensors) {
        refusePickle(source, "it holds " + std::to_string(dict.entries.size()) + " tensors",
                     std::to_string(kMaximumTensors) + " at most");
    }
    std::vector<NamedTensor> tensors;
    tensors.reserve(dict.entries.size());
    for (const auto& [key, value] : dict.entries) {
        const auto* name = std::get_if<std::string_view>(&key);
        const auto* const* tensor = std::get_if<const PickleTensor*>(&value);
        if (name == nullptr) {
            refusePickle(source, "a key of its dictionary is no text", "a name for every tensor");
        }
        if (tensor == nullptr) {
            refusePickle(source, "entry " + inQuotes(*name) + " of its dictionary is no tensor",
                         "tensors alone, at the top or in 'state_dict' or 'model'");
        }
        tensors.push_back({std::string(*name), *tensor});
    }
    const bool parallel = std::ranges::all_of(tensors, [](const NamedTensor& named) {
        return named.name.starts_with(kDataParallelPrefix);
    });
    if (parallel) {
        for (NamedTensor& named : tensors) {
            named.name.erase(0, kDataParallelPrefix.size());
        }
    }
    return tensors;
}

std::vector<std::int64_t> numbersOf(const PickleTuple& tuple) {
    std::vector<std::int64_t> numbers;
    for (const PickleValue& item : tuple.items) {
        numbers.push_back(std::get<std::int64_t>(item));
    }
    return numbers;
}

/// A tensor's place in its storage, known to lie within it.
struct View {
    ElementType type = ElementType::F32;
    std::uint64_t offset = 0;  ///< elements
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> stride;  ///< elements, one a dimension, none negative
    std::uint64_t bytes = 0;           ///< of the tensor when written out row by row
};

View checkedView(const ByteSource& source, const NamedTensor& named, std::uint64_t storageBytes) {
    const PickleTensor& tensor = *named.tensor;
    const std::string who = "tensor " + inQuotes(named.name);
    View view{tensor.storage.type, 0, numbersOf(*tensor.shape), numbersOf(*tensor.stride), 0};
    const auto bytes = bytesOfShape(view.shape, view.type);
    const bool negativeStride =
        std::ranges::any_of(view.stride, [](auto step) { return step < 0; });
    if (!bytes || view.shape.size() != view.stride.size() || negativeStride || tensor.offset < 0) {
        refusePickle(source, who + " has a shape, stride or offset that cannot be",
                     "sizes and steps from 0, as many of one as of the other", kCopyAgain);
    }
    const std::uint64_t room = storageBytes / elementSize(view.type);
    if (tensor.storage.elements < 0 || static_cast<std::uint64_t>(tensor.storage.elements) > room) {
        refusePickle(source,
                     who + " says that its storage has " + std::to_string(tensor.storage.elements) +
                         " elements",
                     std::to_string(room) + ", as the archive holds", kCopyAgain);
    }
    view.offset = static_cast<std::uint64_t>(tensor.offset);
    view.bytes = *bytes;
    if (view.bytes == 0) {
        return view;
    }
    std::uint64_t last = view.offset;  // the element farthest into the storage
    bool overflows = false;
    for (std::size_t i = 0; i < view.shape.size(); ++i) {
        std::uint64_t reach = 0;
        overflows = overflows ||
                    __builtin_mul_overflow(static_cast<std::uint64_t>(view.shape[i] - 1),
                                           static_cast<std::uint64_t>(view.stride[i]), &reach) ||
                    __builtin_add_overflow(last, reach, &last);
    }
    if (overflows || last >= static_cast<std::uint64_t>(tensor.storage.elements)) {
        refusePickle(source,
                     who + " reaches outside its storage of " +
                         std::to_string(tensor.storage.elements) + " elements",
                     "sizes, steps and an offset that stay within it", kCopyAgain);
    }
    return view;
}

/// Copies a view out row by row, whatever its strides.
std::vector<std::byte> rowMajor(const View& view, std::span<const std::byte> storage) {
    std::vector<std::byte> result(view.bytes);
    const std::size_t width = elementSize(view.type);
    const std::size_t dimensions = view.shape.size();
    std::vector<std::int64_t> index(dimensions, 0);
    std::uint64_t element = view.offset;
    for (std::size_t written = 0; written < result.size(); written += width) {
        std::memcpy(result.data() + written, storage.data() + element * width, width);
        for (std::size_t i = dimensions; i-- > 0;) {
            const auto step = static_cast<std::uint64_t>(view.stride[i]);
            if (++index[i] < view.shape[i]) {
                element += step;
                break;
            }
            element -= step * static_cast<std::uint64_t>(view.shape[i] - 1);
            index[i] = 0;
        }
    }
    return result;
}

/// Reads storage by storage, so that one at a time is in memory beside the result.
Checkpoint readTensors(const ByteSource& source, const ZipArchive& archive,
                       const std::string& folder, std::vector<NamedTensor> tensors) {
    std::ranges::stable_sort(tensors, {},
                             [](const NamedTensor& named) { return named.tensor->storage.key; });
    const std::uint64_t limit =
        std::clamp(source.size() * kOutputFactor, kOutputFloor, kLargestFile);
    std::uint64_t total = 0;
    Checkpoint checkpoint;
    const ZipArchive::Entries::value_type* current = nullptr;
    std::vector<std::byte> storage;
    for (const NamedTensor& named : tensors) {
        const std::string entryName = folder + "data/" + std::string(named.tensor->storage.key);
        const auto* entry = find(archive, entryName);
        if (entry == nullptr) {
            refusePickle(source,
                         "tensor " + inQuotes(named.name) + " names a storage " +
                             inQuotes(entryName) + " that is not there",
                         "a whole archive of torch.save", kCopyAgain);
        }
        View view = checkedView(source, named, entry->second.size);
        if (view.bytes > limit - total) {
            refusePickle(source,
                         "tensor " + inQuotes(named.name) + " makes the file expand to more than " +
                             std::to_string(limit) + " bytes",
                         "tensors about as large as the file");
        }
        total += view.bytes;
        if (entry != current) {
            storage = {};  // before the next one is read
            storage = archive.read(*entry);
            current = entry;
        }
        auto bytes = rowMajor(view, storage);
        const auto [place, fresh] = checkpoint.tensors.try_emplace(
            named.name, StoredTensor{view.type, std::move(view.shape), std::move(bytes)});
        if (!fresh) {
            refusePickle(source, "its dictionary names " + inQuotes(named.name) + " twice",
                         "every name once");
        }
    }
    return checkpoint;
}

}  // namespace

bool looksLikePth(const ByteSource& source) {
    return isZip(source) || isLegacy(source);
}

Checkpoint readPth(const ByteSource& source) {
    if (isLegacy(source)) {
        refusePickle(source, "it is in PyTorch's format from before version 1.6",
                     "the ZIP format of torch.save",
                     "Load it in PyTorch and save it again: torch.save(torch.load(\"old.pth\", "
                     "map_location=\"cpu\"), \"new.pth\").");
    }
    if (!isZip(source)) {
        refusePickle(source, "it is not a .pth file of torch.save", "the ZIP format of torch.save");
    }
    const ZipArchive archive(source);
    const std::string folder = findFolder(source, archive);
    refuseProgramsAndBigEndian(source, archive, folder);
    const auto& pickle = *find(archive, folder + "data.pkl");
    if (pickle.second.size > kLongestPickle) {
        refusePickle(source, "its data.pkl has " + std::to_string(pickle.second.size) + " bytes",
                     "at most " + std::to_string(kLongestPickle) + ", as names and shapes need");
    }
    const PickleDocument document(source.name(), archive.read(pickle));
    return readTensors(source, archive, folder,
                       listTensors(source, findStateDict(source, document.root())));
}

Checkpoint readPth(const std::filesystem::path& file) {
    return readPth(FileSource(file));
}

}  // namespace handscope::model
