// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace handscope::app {

/// What a JSON text from outside has against its format: the field and what is wrong with it.
class JsonFault : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Reads the fields of one JSON object, each checked. Keeps a reference: the object must outlive
/// it. Every function throws JsonFault, which names the field by its path.
class JsonFields {
public:
    /// `path`: of the object, such as "source"; empty for the whole text.
    explicit JsonFields(const nlohmann::json& object, std::string path = {});

    bool has(const char* name) const;
    const nlohmann::json& value(const char* name) const;
    JsonFields object(const char* name) const;
    const nlohmann::json& array(const char* name) const;
    std::string text(const char* name) const;
    double number(const char* name) const;       ///< finite
    std::int64_t count(const char* name) const;  ///< an integer of 0 or more
    bool flag(const char* name) const;

    /// Says what is wrong with a field.
    [[noreturn]] void refuse(const char* name, const std::string& wrong) const;

private:
    const nlohmann::json& object_;
    std::string path_;
};

}  // namespace handscope::app
