// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/Report.h"

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/bench/Table.h"

namespace handscope::bench {
namespace {

using Json = nlohmann::ordered_json;

std::string fixed(double value, int decimals) {
    char text[64];
    std::snprintf(text, sizeof(text), "%.*f", decimals, value);
    return text;
}

struct AsField {
    int decimals;
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const { return fixed(value, decimals); }
    std::string operator()(const std::string& value) const { return value; }
};

struct AsValue {
    Json operator()(std::monostate) const { return nullptr; }
    Json operator()(double value) const { return std::isfinite(value) ? Json(value) : Json(); }
    template <typename Value>
    Json operator()(const Value& value) const {
        return value;
    }
};

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) {
        text += (text.empty() ? "" : " ") + part;
    }
    return text;
}

std::string machineText(const Machine& machine) {
    std::string text = machine.processor + ", " + std::to_string(machine.processors) +
                       (machine.processors == 1 ? " processor" : " processors") + ", " +
                       fixed(machine.memoryGiB, 1) + " GiB";
    text += machine.governor.empty() ? "" : ", governor " + machine.governor;
    text += machine.instructions.empty() ? "" : " (" + joined(machine.instructions) + ")";
    return text;
}

std::string librariesText(const Machine& machine) {
    std::string text;
    for (const auto& [name, version] : machine.libraries) {
        // The network's line names its library itself.
        text += (text.empty() ? "" : "; ") + (name == "network" ? version : name + " " + version);
    }
    return text;
}

std::string meanwhileText(const BusyLook& look) {
    return "other processes used " + fixed(100.0 * look.others, 1) +
           " % of the machine, other virtual machines " + fixed(100.0 * look.stolen, 1) + " %";
}

std::string tableOf(const std::vector<Row>& rows) {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> fields;
    for (const Row& row : rows) {
        header.clear();
        fields.emplace_back();
        for (const Cell& cell : row) {
            if (!cell.title.empty()) {
                header.push_back(cell.title);
                fields.back().push_back(std::visit(AsField{cell.decimals}, cell.value));
            }
        }
    }
    return asTable(header, fields);
}

Json machineJson(const Report& report) {
    const Machine& machine = report.machine;
    Json json{{"processor", machine.processor},
              {"processors", machine.processors},
              {"instructions", machine.instructions},
              {"memory_gib", machine.memoryGiB},
              {"governor", machine.governor.empty() ? Json() : Json(machine.governor)},
              {"system", machine.system},
              {"threads", machine.threads},
              {"libraries", Json::object()}};
    for (const auto& [name, version] : machine.libraries) {
        json["libraries"][name] = version;
    }
    if (report.meanwhile) {
        json["load"] = report.meanwhile->load;
        json["others_share"] = report.meanwhile->others;
        json["stolen_share"] = report.meanwhile->stolen;
    }
    return json;
}

}  // namespace

std::string asText(const Report& report) {
    std::string text = "handscope-cli bench " + report.command + "\n";
    text += "machine    " + machineText(report.machine) + "\n";
    text += "system     " + report.machine.system + "\n";
    text += "software   " + librariesText(report.machine) + "\n";
    if (report.meanwhile) {
        text += "meanwhile  " + meanwhileText(*report.meanwhile) + "\n";
    }
    for (const std::string& warning : report.warnings) {
        text += "warning    " + warning + "\n";
    }
    if (!report.rows.empty()) {
        text += "\n" + tableOf(report.rows);
    }
    text += report.notes.empty() && !report.quick ? "" : "\n";
    if (report.quick) {
        text += "Run with --quick: these figures mean nothing.\n";
    }
    for (const std::string& note : report.notes) {
        text += note + "\n";
    }
    return text;
}

std::string asJson(const Report& report) {
    Json json{{"format", "handscope-bench-1"},  {"command", report.command},
              {"quick", report.quick},          {"interrupted", report.interrupted},
              {"machine", machineJson(report)}, {"results", Json::array()}};
    for (const Row& row : report.rows) {
        Json result = Json::object();
        for (const Cell& cell : row) {
            result[cell.key] = std::visit(AsValue{}, cell.value);
        }
        json["results"].push_back(result);
    }
    if (!report.probabilities.empty()) {
        json["probabilities"] = report.probabilities;
    }
    json["notes"] = report.notes;
    json["warnings"] = report.warnings;
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace handscope::bench
