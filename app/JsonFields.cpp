// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/JsonFields.h"

#include <cmath>
#include <utility>

namespace handscope::app {

JsonFields::JsonFields(const nlohmann::json& object, std::string path)
    : object_(object), path_(std::move(path)) {
    if (!object.is_object()) {
        throw JsonFault((path_.empty() ? "the whole" : path_) + " is not an object");
    }
}

void JsonFields::refuse(const char* name, const std::string& wrong) const {
    throw JsonFault(path_ + (path_.empty() ? "" : ".") + name + " " + wrong);
}

bool JsonFields::has(const char* name) const {
    return object_.contains(name);
}

const nlohmann::json& JsonFields::value(const char* name) const {
    const auto found = object_.find(name);
    if (found == object_.end()) {
        refuse(name, "is missing");
    }
    return *found;
}

JsonFields JsonFields::object(const char* name) const {
    return JsonFields(value(name), path_ + (path_.empty() ? "" : ".") + name);
}

const nlohmann::json& JsonFields::array(const char* name) const {
    const auto& found = value(name);
    if (!found.is_array()) {
        refuse(name, "is not an array");
    }
    return found;
}

std::string JsonFields::text(const char* name) const {
    const auto& found = value(name);
    if (!found.is_string()) {
        refuse(name, "is not a text");
    }
    return found.get<std::string>();
}

double JsonFields::number(const char* name) const {
    const auto& found = value(name);
    if (!found.is_number() || !std::isfinite(found.get<double>())) {
        refuse(name, "is not a number");
    }
    return found.get<double>();
}

std::int64_t JsonFields::count(const char* name) const {
    const auto& found = value(name);
    const bool tooLarge = found.is_number_unsigned() &&
                          found.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX);
    if (!found.is_number_integer() || tooLarge || found.get<std::int64_t>() < 0) {
        refuse(name, "is not a count");
    }
    return found.get<std::int64_t>();
}

bool JsonFields::flag(const char* name) const {
    const auto& found = value(name);
    if (!found.is_boolean()) {
        refuse(name, "is neither true nor false");
    }
    return found.get<bool>();
}

}  // namespace handscope::app
