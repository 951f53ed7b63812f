// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CutOptions.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

#include "model/ModelError.h"

namespace handscope::cli {
namespace {

/// What stands in BLOCK/PART or BLOCK/PART/CHANNEL.
struct NamedCut {
    std::string block;
    std::string part;
    int channel = model::Mute::kAllChannels;
};

std::optional<int> channelIn(std::string_view text) {
    int channel = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, channel);
    return error == std::errc() && stopped == end && channel >= 0 ? std::optional(channel)
                                                                  : std::nullopt;
}

/// nullopt for a text of another form.
std::optional<NamedCut> namedCut(const std::string& text) {
    const auto first = text.find('/');
    if (first == std::string::npos) {
        return std::nullopt;
    }
    const auto second = text.find('/', first + 1);
    NamedCut cut{.block = text.substr(0, first),
                 .part = text.substr(first + 1, second - first - 1)};
    if (second != std::string::npos) {
        const auto channel = channelIn(std::string_view(text).substr(second + 1));
        if (!channel) {
            return std::nullopt;
        }
        cut.channel = *channel;
    }
    return cut.block.empty() || cut.part.empty() ? std::nullopt : std::optional(cut);
}

std::string listedNames(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) {
        list += (list.empty() ? "" : ", ") + name;
    }
    return list;
}

const model::BlockDescription& blockNamed(const std::string& name,
                                          const model::ModelDescription& model) {
    const model::BlockDescription* const block = model.block(name);
    if (block == nullptr) {
        std::vector<std::string> names;
        for (const model::BlockDescription& known : model.blocks) {
            names.push_back(known.name);
        }
        throw model::ModelError("The network has no block '" + name + "' to cut.",
                                "Expected one of " + listedNames(names) + ".",
                                "Name one of these with --cut.");
    }
    return *block;
}

model::MutePoint partNamed(const std::string& name, const model::BlockDescription& block) {
    const auto part = model::mutePointFromName(name);
    if (!part || !block.has(*part)) {
        std::vector<std::string> names;
        for (const auto known :
             {model::MutePoint::Cstm, model::MutePoint::Cmm, model::MutePoint::Branch}) {
            if (block.has(known)) {
                names.emplace_back(model::mutePointName(known));
            }
        }
        throw model::ModelError("Block " + block.name + " has no '" + name + "' to cut.",
                                "Expected one of " + listedNames(names) + ".",
                                "Name one of these with --cut.");
    }
    return *part;
}

}  // namespace

void CutOptions::addTo(CLI::App& command) {
    command
        .add_option("--cut", cuts_,
                    "cut this out of the network, such as layer2.0/cmm, or layer2.0/cmm/3 for one "
                    "channel of it; cstm, cmm or branch; may be given again")
        ->take_all()
        ->allow_extra_args(false)  // what comes behind it is another argument
        ->check([](const std::string& text) {
            return namedCut(text) ? std::string()
                                  : "'" + text +
                                        "': expected BLOCK/PART or BLOCK/PART/CHANNEL, such as "
                                        "layer2.0/cmm";
        });
}

std::vector<model::Mute> CutOptions::cutsOf(const model::ModelDescription& model) const {
    if (any() && model.blocks.empty()) {
        throw model::ModelError("Nothing of the model '" + model.name + "' can be cut.",
                                "Expected a network that can be looked into.",
                                "Load an STM checkpoint, or leave out --cut.");
    }
    std::vector<model::Mute> cuts;
    for (const std::string& text : cuts_) {
        const NamedCut named = *namedCut(text);  // checked when it was parsed
        const model::BlockDescription& block = blockNamed(named.block, model);
        const model::Mute cut{
            .block = block.name, .point = partNamed(named.part, block), .channel = named.channel};
        if (std::ranges::find(cuts, cut) == cuts.end()) {
            cuts.push_back(cut);
        }
    }
    return cuts;
}

std::string CutOptions::text() const {
    return listedNames(cuts_);
}

}  // namespace handscope::cli
