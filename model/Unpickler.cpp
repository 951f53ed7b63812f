// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Unpickler.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>

#include "model/CheckpointFormats.h"
#include "model/PickleInput.h"

namespace handscope::model {
namespace {

// Far above what a network's dictionary needs (about 30 operations a tensor).
constexpr std::size_t kMostOperations = 2'000'000;
constexpr std::size_t kMostOnStack = 1'000'000;
constexpr std::size_t kDeepestNesting = 1'000;

struct AllowedGlobal {
    std::string_view module;
    std::string_view name;
    PickleValue value;
};

const std::array kAllowedGlobals{
    AllowedGlobal{"collections", "OrderedDict", PickleGlobal::OrderedDict},
    AllowedGlobal{"torch._utils", "_rebuild_tensor_v2", PickleGlobal::RebuildTensor},
    AllowedGlobal{"torch._utils", "_rebuild_parameter", PickleGlobal::RebuildParameter},
    AllowedGlobal{"torch", "Size", PickleGlobal::TorchSize},
    AllowedGlobal{"torch", "DoubleStorage", ElementType::F64},
    AllowedGlobal{"torch", "FloatStorage", ElementType::F32},
    AllowedGlobal{"torch", "HalfStorage", ElementType::F16},
    AllowedGlobal{"torch", "BFloat16Storage", ElementType::BF16},
    AllowedGlobal{"torch", "LongStorage", ElementType::I64},
    AllowedGlobal{"torch", "IntStorage", ElementType::I32},
    AllowedGlobal{"torch", "ShortStorage", ElementType::I16},
    AllowedGlobal{"torch", "CharStorage", ElementType::I8},
    AllowedGlobal{"torch", "ByteStorage", ElementType::U8},
    AllowedGlobal{"torch", "BoolStorage", ElementType::Bool},
};

}  // namespace

/// The stack machine. Marks separate frames of the stack: no operation reaches below the newest.
class Unpickler {
public:
    Unpickler(std::string_view file, PickleDocument& document)
        : file_(file), document_(document), input_(file, document.pickle_) {}

    PickleValue run() {
        if (input_.take(1).front() != static_cast<std::byte>(PickleOp::Proto)) {
            refuse("its dictionary is not a pickle of protocol 2 or newer", "protocol 2 to 5");
        }
        if (const int protocol = input_.number<std::uint8_t>(); protocol < 2 || protocol > 5) {
            refuse("its pickle is of protocol " + std::to_string(protocol), "protocol 2 to 5");
        }
        for (std::size_t count = 0; count < kMostOperations; ++count) {
            const PickleOp op{input_.number<std::uint8_t>()};
            if (op == PickleOp::Stop) {
                if (stack_.size() != 1 || !marks_.empty()) {
                    damaged("it stops with unfinished values");
                }
                return stack_.back();
            }
            execute(op);
        }
        refuse("its pickle has more than " + std::to_string(kMostOperations) + " operations",
               "a dictionary of tensors");
    }

private:
    [[noreturn]] void refuse(const std::string& what, const std::string& expected) const {
        refuseCheckpoint(file_, what, expected, kSaveTensorsAlone);
    }

    [[noreturn]] void damaged(const std::string& how) const { input_.damaged(how); }

    /// Two's complement of any length; what does not fit 64 bits is kept as a value of no interest.
    PickleValue takeLong(std::uint64_t length) {
        const auto bytes = input_.take(length);
        if (length > sizeof(std::int64_t)) {
            return PickleOpaque{};
        }
        const bool negative = length > 0 && (bytes.back() & std::byte{0x80}) != std::byte{0};
        std::uint64_t bits = negative ? ~std::uint64_t{0} : 0;
        std::memcpy(&bits, bytes.data(), bytes.size());
        return static_cast<std::int64_t>(bits);
    }

    // The stack -----------------------------------------------------------------------------------

    std::size_t frameBegin() const { return marks_.empty() ? 0 : marks_.back(); }

    void push(PickleValue value) {
        if (stack_.size() >= kMostOnStack) {
            refuse("its pickle stacks more than " + std::to_string(kMostOnStack) + " values",
                   "a dictionary of tensors");
        }
        stack_.push_back(value);
    }

    PickleValue& top() {
        if (stack_.size() <= frameBegin()) {
            damaged("a value is missing");
        }
        return stack_.back();
    }

    PickleValue pop() {
        const PickleValue value = top();
        stack_.pop_back();
        return value;
    }

    std::vector<PickleValue> popMany(std::size_t count) {
        if (stack_.size() - frameBegin() < count) {
            damaged("a value is missing");
        }
        const auto begin = stack_.end() - static_cast<std::ptrdiff_t>(count);
        std::vector<PickleValue> values(begin, stack_.end());
        stack_.erase(begin, stack_.end());
        return values;
    }

    void pushMark() {
        if (marks_.size() >= kDeepestNesting) {
            refuse("its pickle nests deeper than " + std::to_string(kDeepestNesting) + " levels",
                   "a dictionary of tensors");
        }
        marks_.push_back(stack_.size());
    }

    std::vector<PickleValue> popToMark() {
        if (marks_.empty()) {
            damaged("a mark is missing");
        }
        auto values = popMany(stack_.size() - marks_.back());
        marks_.pop_back();
        return values;
    }

    void pushTuple(std::vector<PickleValue> items) {
        push(&document_.tuples_.emplace_back(PickleTuple{std::move(items)}));
    }

    // The memo ------------------------------------------------------------------------------------

    void memoize(std::uint32_t index) { memo_.insert_or_assign(index, top()); }

    void pushMemo(std::uint32_t index) {
        const auto found = memo_.find(index);
        if (found == memo_.end()) {
            damaged("memo " + std::to_string(index) + " is empty");
        }
        push(found->second);
    }

    // Operations ----------------------------------------------------------------------------------

    void execute(PickleOp op) {
        switch (op) {
            case PickleOp::Mark:
                return pushMark();
            case PickleOp::None:
                return push(std::monostate{});
            case PickleOp::NewTrue:
                return push(true);
            case PickleOp::NewFalse:
                return push(false);
            case PickleOp::BinInt:
                return push(std::int64_t{input_.number<std::int32_t>()});
            case PickleOp::BinInt1:
                return push(std::int64_t{input_.number<std::uint8_t>()});
            case PickleOp::BinInt2:
                return push(std::int64_t{input_.number<std::uint16_t>()});
            case PickleOp::Long1:
                return push(takeLong(input_.number<std::uint8_t>()));
            case PickleOp::Long4:
                return push(takeLong(input_.number<std::uint32_t>()));
            case PickleOp::BinFloat:
                return push(input_.bigEndianDouble());
            case PickleOp::ShortBinUnicode:
                return push(input_.text(input_.number<std::uint8_t>()));
            case PickleOp::BinUnicode:
                return push(input_.text(input_.number<std::uint32_t>()));
            case PickleOp::BinUnicode8:
                return push(input_.text(input_.number<std::uint64_t>()));
            case PickleOp::ShortBinBytes:
                return pushBytes(input_.number<std::uint8_t>());
            case PickleOp::BinBytes:
                return pushBytes(input_.number<std::uint32_t>());
            case PickleOp::BinBytes8:
                return pushBytes(input_.number<std::uint64_t>());
            case PickleOp::EmptyDict:
                return push(&document_.dicts_.emplace_back());
            case PickleOp::EmptyList:
                return push(&document_.lists_.emplace_back());
            case PickleOp::EmptyTuple:
                return pushTuple({});
            case PickleOp::Tuple1:
                return pushTuple(popMany(1));
            case PickleOp::Tuple2:
                return pushTuple(popMany(2));
            case PickleOp::Tuple3:
                return pushTuple(popMany(3));
            case PickleOp::Tuple:
                return pushTuple(popToMark());
            case PickleOp::Append:
                return append(popMany(1));
            case PickleOp::Appends:
                return append(popToMark());
            case PickleOp::SetItem:
                return setItems(popMany(2));
            case PickleOp::SetItems:
                return setItems(popToMark());
            case PickleOp::BinPut:
                return memoize(input_.number<std::uint8_t>());
            case PickleOp::LongBinPut:
                return memoize(input_.number<std::uint32_t>());
            case PickleOp::Memoize:
                return memoize(static_cast<std::uint32_t>(memo_.size()));
            case PickleOp::BinGet:
                return pushMemo(input_.number<std::uint8_t>());
            case PickleOp::LongBinGet:
                return pushMemo(input_.number<std::uint32_t>());
            case PickleOp::Global: {
                const auto module = input_.line();
                return pushGlobal(module, input_.line());
            }
            case PickleOp::StackGlobal: {
                const auto name = popText();
                return pushGlobal(popText(), name);
            }
            case PickleOp::BinPersId:
                return pushStorage(pop());
            case PickleOp::Reduce: {
                const auto arguments = pop();
                return reduce(pop(), arguments);
            }
            case PickleOp::Build:
                return build();
            case PickleOp::Frame:
                if (input_.number<std::uint64_t>() > input_.left()) {
                    damaged("it is truncated");
                }
                return;
            case PickleOp::Proto:
            case PickleOp::Stop:
                break;
        }
        refuse("its pickle holds the operation " + std::to_string(static_cast<int>(op)) +
                   ", which no dictionary of tensors needs",
               "what torch.save writes for a state_dict");
    }

    void pushBytes(std::uint64_t length) {
        input_.take(length);
        push(PickleOpaque{});
    }

    std::string_view popText() {
        const PickleValue value = pop();
        const auto* text = std::get_if<std::string_view>(&value);
        if (text == nullptr) {
            damaged("a text is missing");
        }
        return *text;
    }

    void append(const std::vector<PickleValue>& values) {
        auto* const* list = std::get_if<PickleList*>(&top());
        if (list == nullptr) {
            damaged("items are added to what is no list");
        }
        (*list)->items.insert((*list)->items.end(), values.begin(), values.end());
    }

    void setItems(const std::vector<PickleValue>& values) {
        auto* const* dict = std::get_if<PickleDict*>(&top());
        if (dict == nullptr || values.size() % 2 != 0) {
            damaged("items are added to what is no dictionary");
        }
        for (std::size_t i = 0; i < values.size(); i += 2) {
            (*dict)->entries.emplace_back(values[i], values[i + 1]);
        }
    }

    void pushGlobal(std::string_view module, std::string_view name) {
        const auto allowed =
            std::ranges::find_if(kAllowedGlobals, [&](const AllowedGlobal& global) {
                return global.module == module && global.name == name;
            });
        if (allowed == kAllowedGlobals.end()) {
            refuse("it asks to call or create " +
                       inQuotes(std::string(module) + "." + std::string(name)) +
                       ", which was not done",
                   "tensors in plain dictionaries");
        }
        push(allowed->value);
    }

    /// torch.save names a storage as ('storage', class, key, device, elements).
    void pushStorage(const PickleValue& id) {
        const auto* const* tuple = std::get_if<const PickleTuple*>(&id);
        if (tuple == nullptr || (*tuple)->items.size() != 5) {
            damaged("a storage is not named as torch.save does");
        }
        const auto& items = (*tuple)->items;
        const auto* kind = std::get_if<std::string_view>(&items[0]);
        const auto* type = std::get_if<ElementType>(&items[1]);
        const auto* key = std::get_if<std::string_view>(&items[2]);
        const auto* elements = std::get_if<std::int64_t>(&items[4]);
        if (kind == nullptr || *kind != "storage" || type == nullptr || key == nullptr ||
            elements == nullptr) {
            damaged("a storage is not named as torch.save does");
        }
        push(&document_.storages_.emplace_back(PickleStorage{*type, *key, *elements}));
    }

    void reduce(const PickleValue& callable, const PickleValue& arguments) {
        const auto* global = std::get_if<PickleGlobal>(&callable);
        const auto* const* tuple = std::get_if<const PickleTuple*>(&arguments);
        if (global == nullptr || tuple == nullptr) {
            refuse("its pickle asks to call what is no function of PyTorch, which was not done",
                   "tensors in plain dictionaries");
        }
        const auto& items = (*tuple)->items;
        switch (*global) {
            case PickleGlobal::OrderedDict:
                if (!items.empty()) {
                    damaged("an OrderedDict is made from arguments");
                }
                return push(&document_.dicts_.emplace_back());
            case PickleGlobal::RebuildTensor:
                return pushTensor(items);
            case PickleGlobal::RebuildParameter:
                // (tensor, requires_grad, hooks): the tensor is all that a checkpoint keeps
                if (items.size() != 3 || !std::holds_alternative<const PickleTensor*>(items[0])) {
                    damaged("a parameter is made from other than a tensor");
                }
                return push(items[0]);
            case PickleGlobal::TorchSize:
                if (items.size() != 1 || !std::holds_alternative<const PickleTuple*>(items[0])) {
                    damaged("a torch.Size is made from other than a tuple");
                }
                return push(items[0]);
        }
    }

    /// (storage, offset, size, stride, requires_grad, hooks[, metadata])
    void pushTensor(const std::vector<PickleValue>& items) {
        const bool rightCount = items.size() == 6 || items.size() == 7;
        const auto* const* storage =
            rightCount ? std::get_if<const PickleStorage*>(&items[0]) : nullptr;
        const auto* offset = rightCount ? std::get_if<std::int64_t>(&items[1]) : nullptr;
        const PickleTuple* shape = rightCount ? wholeNumbers(items[2]) : nullptr;
        const PickleTuple* stride = rightCount ? wholeNumbers(items[3]) : nullptr;
        if (storage == nullptr || offset == nullptr || shape == nullptr || stride == nullptr) {
            damaged("a tensor is not described as torch.save does");
        }
        push(&document_.tensors_.emplace_back(PickleTensor{**storage, *offset, shape, stride}));
    }

    static const PickleTuple* wholeNumbers(const PickleValue& value) {
        const auto* const* tuple = std::get_if<const PickleTuple*>(&value);
        const bool fits = tuple != nullptr && (*tuple)->items.size() <= kMaximumDimensions &&
                          std::ranges::all_of((*tuple)->items, [](const PickleValue& item) {
                              return std::holds_alternative<std::int64_t>(item);
                          });
        return fits ? *tuple : nullptr;
    }

    /// A state_dict carries its modules' versions as an attribute, which nothing here needs.
    void build() {
        pop();
        if (!std::holds_alternative<PickleDict*>(top())) {
            refuse("its pickle sets attributes of what is no dictionary, which was not done",
                   "tensors in plain dictionaries");
        }
    }

    std::string_view file_;
    PickleDocument& document_;
    PickleInput input_;
    std::vector<PickleValue> stack_;
    std::vector<std::size_t> marks_;
    std::unordered_map<std::uint32_t, PickleValue> memo_;
};

PickleDocument::PickleDocument(std::string_view file, std::vector<std::byte> pickle)
    : pickle_(std::move(pickle)) {
    root_ = Unpickler(file, *this).run();
}

}  // namespace handscope::model
