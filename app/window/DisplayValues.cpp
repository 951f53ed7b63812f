// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/DisplayValues.h"

#include <algorithm>
#include <numeric>

namespace handscope::app {
namespace {

constexpr std::size_t kTop = 5;

ui::DeviceRefusal refusalOf(const capture::Device& device) {
    switch (device.refusal) {
        case capture::DeviceRefusal::None:
            break;
        case capture::DeviceRefusal::Forbidden:
            return ui::DeviceRefusal::Forbidden;
        case capture::DeviceRefusal::Busy:
            return ui::DeviceRefusal::Busy;
        case capture::DeviceRefusal::Failed:
            return ui::DeviceRefusal::Failed;
    }
    return ui::DeviceRefusal::None;
}

}  // namespace

QVector<ui::ScoredLabel> topScores(const std::vector<float>& scores,
                                   const std::vector<std::string>& labels) {
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    const auto count = std::min(kTop, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count),
                      order.end(),
                      [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    QVector<ui::ScoredLabel> top;
    for (std::size_t i = 0; i < count; ++i) {
        top.append({QString::fromStdString(labels[order[i]]), scores[order[i]]});
    }
    return top;
}

QStringList labelNames(const model::ModelDescription& description) {
    QStringList names;
    for (const std::string& label : description.labels) {
        names.append(QString::fromStdString(label));
    }
    return names;
}

QVector<ui::BlockChoice> blockChoices(const model::ModelDescription& description) {
    QVector<ui::BlockChoice> choices;
    for (const model::BlockDescription& block : description.blocks) {
        ui::BlockChoice choice{QString::fromStdString(block.name), {}};
        for (const model::Tap tap : block.taps) {
            choice.taps.append(QString::fromUtf8(model::tapName(tap).data()));
        }
        choices.append(choice);
    }
    return choices;
}

ui::DeviceChoice deviceChoice(const capture::Device& device) {
    ui::DeviceChoice choice{.address = QString::fromStdString(device.address),
                            .name = QString::fromStdString(device.name),
                            .stableId = QString::fromStdString(device.stableId),
                            .formats = {},
                            .refusal = refusalOf(device),
                            .refusalText = QString::fromStdString(device.refusalText)};
    for (const capture::DeviceFormat& format : device.formats) {
        choice.formats.append(
            {QString::fromStdString(format.pixelFormat), format.width, format.height,
             QVector<double>(format.framesPerSecond.begin(), format.framesPerSecond.end()),
             QString::fromStdString(format.inputFormat)});
    }
    return choice;
}

QVector<ui::DeviceChoice> deviceChoices() {
    QVector<ui::DeviceChoice> choices;
    for (const capture::Device& device : capture::listDevices()) {
        choices.append(deviceChoice(device));
    }
    return choices;
}

ui::EventRow eventRow(const pipeline::GestureEvent& event, double origin) {
    return {.id = event.id,
            .label = QString::fromStdString(event.label),
            .start = event.start - origin,
            .end = event.end - origin,
            .score = event.meanScore,
            .open = !event.closed,
            .runnerUp = QString::fromStdString(event.runnerUp)};
}

}  // namespace handscope::app
