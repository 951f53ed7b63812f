// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Checkpoint.h"

#include <c10/util/BFloat16.h>
#include <c10/util/Half.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <optional>
#include <span>

#include "model/CheckpointFormats.h"
#include "model/CheckpointRefusal.h"

namespace handscope::model {
namespace {

constexpr const char* kScaleSuffix = ".scale";
constexpr std::int64_t kSmallestInt8Tensor = 4096;  ///< elements
constexpr float kLargestInt8 = 127.0F;

[[noreturn]] void refuseTensor(const std::string& name, const std::string& what,
                               const std::string& expected) {
    throw ModelError("Tensor " + inQuotes(name) + " " + what + ".", "Expected " + expected + ".",
                     "Use a checkpoint that Handscope or PyTorch wrote.");
}

bool isFloating(ElementType type) {
    return type == ElementType::F64 || type == ElementType::F32 || type == ElementType::F16 ||
           type == ElementType::BF16;
}

void checkLength(const std::string& name, const StoredTensor& tensor) {
    const auto needed = bytesOfShape(tensor.shape, tensor.type);
    if (!needed || *needed != tensor.bytes.size()) {
        refuseTensor(name, "has " + std::to_string(tensor.bytes.size()) + " bytes",
                     needed ? std::to_string(*needed) + " bytes, as its shape and type say"
                            : "a shape whose product can be counted");
    }
}

/// Every element through `convert`, from one plain type to another.
template <typename From, typename To, typename Convert>
std::vector<std::byte> converted(const std::vector<std::byte>& bytes, Convert convert) {
    const std::size_t count = bytes.size() / sizeof(From);
    std::vector<std::byte> result(count * sizeof(To));
    for (std::size_t i = 0; i < count; ++i) {
        const To value = convert(loadNumber<From>(bytes, i * sizeof(From)));
        std::memcpy(result.data() + i * sizeof(To), &value, sizeof(To));
    }
    return result;
}

StoredTensor floatingAsFloat32(const std::string& name, const StoredTensor& tensor) {
    checkLength(name, tensor);
    StoredTensor result{ElementType::F32, tensor.shape, {}};
    switch (tensor.type) {
        case ElementType::F64:
            result.bytes = converted<double, float>(tensor.bytes, [&](double value) {
                if (std::isfinite(value) && std::abs(value) > std::numeric_limits<float>::max()) {
                    refuseTensor(name, "holds " + std::to_string(value),
                                 "values within the range of 32-bit floats");
                }
                return static_cast<float>(value);
            });
            break;
        case ElementType::F16:
            result.bytes = converted<std::uint16_t, float>(tensor.bytes, [](std::uint16_t bits) {
                return static_cast<float>(c10::Half(bits, c10::Half::from_bits()));
            });
            break;
        case ElementType::BF16:
            result.bytes = converted<std::uint16_t, float>(tensor.bytes, [](std::uint16_t bits) {
                return static_cast<float>(c10::BFloat16(bits, c10::BFloat16::from_bits()));
            });
            break;
        default:
            result.bytes = tensor.bytes;
    }
    return result;
}

/// The scale that belongs to an I8 tensor, or nullptr.
const StoredTensor* scaleOf(const Checkpoint& checkpoint, const std::string& name,
                            const StoredTensor& tensor) {
    if (tensor.type != ElementType::I8) {
        return nullptr;
    }
    const auto found = checkpoint.tensors.find(name + kScaleSuffix);
    return found == checkpoint.tensors.end() ? nullptr : &found->second;
}

StoredTensor scaledAsFloat32(const std::string& name, const StoredTensor& tensor,
                             const StoredTensor& scale) {
    checkLength(name, tensor);
    checkLength(name + kScaleSuffix, scale);
    if (tensor.shape.empty() || scale.type != ElementType::F32 || scale.shape.size() != 1 ||
        scale.shape.front() != tensor.shape.front()) {
        refuseTensor(name + kScaleSuffix,
                     "does not fit the I8 tensor it scales (type " +
                         std::string(elementTypeName(scale.type)) + ", " +
                         std::to_string(scale.elements()) + " values)",
                     "F32 and one value for each entry of that tensor's first dimension");
    }
    StoredTensor result{ElementType::F32, tensor.shape, {}};
    result.bytes.resize(tensor.bytes.size() * sizeof(float));
    const auto rows = static_cast<std::size_t>(tensor.shape.front());
    const std::size_t rowLength = rows == 0 ? 0 : tensor.bytes.size() / rows;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto factor = loadNumber<float>(scale.bytes, row * sizeof(float));
        for (std::size_t i = row * rowLength; i < (row + 1) * rowLength; ++i) {
            const float value =
                factor * static_cast<float>(loadNumber<std::int8_t>(tensor.bytes, i));
            std::memcpy(result.bytes.data() + i * sizeof(float), &value, sizeof(float));
        }
    }
    return result;
}

/// nullopt where a finite value would become infinite in the narrower type.
template <typename Narrow>
std::optional<StoredTensor> narrowed(const StoredTensor& tensor, ElementType type) {
    bool fits = true;
    StoredTensor result{type, tensor.shape, {}};
    result.bytes = converted<float, std::uint16_t>(tensor.bytes, [&](float value) {
        const Narrow narrow(value);
        fits = fits && (std::isfinite(static_cast<float>(narrow)) || !std::isfinite(value));
        return narrow.x;
    });
    return fits ? std::optional(std::move(result)) : std::nullopt;
}

StoredTensor asFloat16(const StoredTensor& tensor) {
    return narrowed<c10::Half>(tensor, ElementType::F16).value_or(tensor);
}

/// BN's vectors are short of a second dimension; a depthwise kernel has one input channel a filter.
bool isWorthInt8(const StoredTensor& tensor) {
    const auto& shape = tensor.shape;
    const bool depthwise = shape.size() >= 3 && shape[1] == 1;
    return shape.size() >= 2 && !depthwise && tensor.elements() >= kSmallestInt8Tensor;
}

struct Int8Weights {
    StoredTensor values;
    StoredTensor scale;
};

/// Symmetric, one scale a row: largest magnitude / 127. nullopt for values that are not finite.
std::optional<Int8Weights> asInt8(const StoredTensor& tensor) {
    const auto rows = static_cast<std::size_t>(tensor.shape.front());
    const std::size_t count = tensor.bytes.size() / sizeof(float);
    const std::size_t rowLength = count / rows;
    Int8Weights result{{ElementType::I8, tensor.shape, std::vector<std::byte>(count)},
                       {ElementType::F32, {tensor.shape.front()}, {}}};
    result.scale.bytes.resize(rows * sizeof(float));
    const auto valueAt = [&](std::size_t i) {
        return loadNumber<float>(tensor.bytes, i * sizeof(float));
    };
    for (std::size_t row = 0; row < rows; ++row) {
        float largest = 0.0F;
        for (std::size_t i = row * rowLength; i < (row + 1) * rowLength; ++i) {
            if (!std::isfinite(valueAt(i))) {
                return std::nullopt;
            }
            largest = std::max(largest, std::abs(valueAt(i)));
        }
        float scale = largest / kLargestInt8;
        if (scale == 0.0F) {
            scale = 1.0F;  // a row of zeros, or of numbers too small to have a scale
        }
        std::memcpy(result.scale.bytes.data() + row * sizeof(float), &scale, sizeof(float));
        for (std::size_t i = row * rowLength; i < (row + 1) * rowLength; ++i) {
            const float steps = std::nearbyint(valueAt(i) / scale);
            result.values.bytes[i] = static_cast<std::byte>(
                static_cast<std::int8_t>(std::clamp(steps, -kLargestInt8, kLargestInt8)));
        }
    }
    return result;
}

}  // namespace

std::size_t elementSize(ElementType type) noexcept {
    switch (type) {
        case ElementType::F64:
        case ElementType::I64:
            return 8;
        case ElementType::F32:
        case ElementType::I32:
            return 4;
        case ElementType::F16:
        case ElementType::BF16:
        case ElementType::I16:
            return 2;
        case ElementType::I8:
        case ElementType::U8:
        case ElementType::Bool:
            return 1;
    }
    std::abort();
}

std::string_view elementTypeName(ElementType type) noexcept {
    switch (type) {
        case ElementType::F64:
            return "F64";
        case ElementType::F32:
            return "F32";
        case ElementType::F16:
            return "F16";
        case ElementType::BF16:
            return "BF16";
        case ElementType::I64:
            return "I64";
        case ElementType::I32:
            return "I32";
        case ElementType::I16:
            return "I16";
        case ElementType::I8:
            return "I8";
        case ElementType::U8:
            return "U8";
        case ElementType::Bool:
            return "BOOL";
    }
    std::abort();
}

std::optional<std::uint64_t> bytesOfShape(std::span<const std::int64_t> shape,
                                          ElementType type) noexcept {
    std::uint64_t product = elementSize(type);
    bool overflows = false;
    bool empty = false;
    for (const std::int64_t size : shape) {
        if (size < 0) {
            return std::nullopt;
        }
        empty = empty || size == 0;
        overflows = overflows ||
                    __builtin_mul_overflow(product, static_cast<std::uint64_t>(size), &product);
    }
    if (empty) {
        return 0;
    }
    const bool countable = !overflows && product <= std::numeric_limits<std::int64_t>::max();
    return countable ? std::optional(product) : std::nullopt;
}

std::int64_t StoredTensor::elements() const noexcept {
    const auto count = bytesOfShape(shape, type);
    return count ? static_cast<std::int64_t>(*count / elementSize(type)) : 0;
}

bool isScale(const Checkpoint& checkpoint, const std::string& name) {
    if (!name.ends_with(kScaleSuffix)) {
        return false;
    }
    const auto base =
        checkpoint.tensors.find(name.substr(0, name.size() - std::strlen(kScaleSuffix)));
    return base != checkpoint.tensors.end() && base->second.type == ElementType::I8;
}

bool becomesFloat32(const Checkpoint& checkpoint, const std::string& name) {
    const auto found = checkpoint.tensors.find(name);
    return found != checkpoint.tensors.end() &&
           (isFloating(found->second.type) || scaleOf(checkpoint, name, found->second) != nullptr);
}

StoredTensor expandedTensor(const Checkpoint& checkpoint, const std::string& name) {
    const StoredTensor& tensor = checkpoint.tensors.at(name);
    if (const StoredTensor* scale = scaleOf(checkpoint, name, tensor)) {
        return scaledAsFloat32(name, tensor, *scale);
    }
    return isFloating(tensor.type) ? floatingAsFloat32(name, tensor) : tensor;
}

Checkpoint expandToFloat32(const Checkpoint& checkpoint) {
    Checkpoint expanded{checkpoint.metadata, {}};
    for (const auto& [name, tensor] : checkpoint.tensors) {
        if (!isScale(checkpoint, name)) {
            expanded.tensors.emplace(name, expandedTensor(checkpoint, name));
        }
    }
    return expanded;
}

Checkpoint storeAs(const Checkpoint& checkpoint, Storage storage) {
    const Checkpoint expanded = expandToFloat32(checkpoint);
    Checkpoint stored{checkpoint.metadata, {}};
    for (const auto& [name, tensor] : expanded.tensors) {
        if (tensor.type != ElementType::F32 || storage == Storage::Float32) {
            stored.tensors.emplace(name, tensor);
        } else if (storage == Storage::Float16) {
            stored.tensors.emplace(name, asFloat16(tensor));
        } else if (storage == Storage::BFloat16) {
            stored.tensors.emplace(
                name, narrowed<c10::BFloat16>(tensor, ElementType::BF16).value_or(tensor));
        } else {
            const std::string scaleName = name + kScaleSuffix;
            const bool scaleIsFree = !expanded.tensors.contains(scaleName);
            if (!isWorthInt8(tensor) || !scaleIsFree) {
                stored.tensors.emplace(name, asFloat16(tensor));
            } else if (const auto& before = checkpoint.tensors.at(name);
                       before.type == ElementType::I8) {
                // Kept as it is: quantising again would only add rounding.
                stored.tensors.emplace(name, before);
                stored.tensors.emplace(scaleName, checkpoint.tensors.at(scaleName));
            } else if (auto weights = asInt8(tensor)) {
                stored.tensors.emplace(name, std::move(weights->values));
                stored.tensors.emplace(scaleName, std::move(weights->scale));
            } else {
                stored.tensors.emplace(name, asFloat16(tensor));
            }
        }
    }
    return stored;
}

Checkpoint readCheckpoint(const ByteSource& source) {
    return looksLikePth(source) ? readPth(source) : readSafetensors(source);
}

Checkpoint readCheckpoint(const std::filesystem::path& file) {
    return readCheckpoint(FileSource(file));
}

}  // namespace handscope::model
