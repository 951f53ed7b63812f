// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/DisplayValues.h"

#include <algorithm>
#include <numeric>

#include "capture/DeviceList.h"

namespace handscope::app {
namespace {

constexpr std::size_t kTop = 5;

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

QVector<ui::DeviceChoice> deviceChoices() {
    QVector<ui::DeviceChoice> choices;
    for (const capture::Device& device : capture::listDevices()) {
        ui::DeviceChoice choice{QString::fromStdString(device.address),
                                QString::fromStdString(device.name),
                                QString::fromStdString(device.stableId),
                                {}};
        for (const capture::DeviceFormat& format : device.formats) {
            choice.formats.append(
                {QString::fromStdString(format.pixelFormat), format.width, format.height,
                 QVector<double>(format.framesPerSecond.begin(), format.framesPerSecond.end())});
        }
        choices.append(choice);
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
