// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "app/bench/NetworkBenches.h"
#include "model/Runtime.h"

namespace handscope::bench {
namespace {

const char* nameOf(Scale scale) {
    switch (scale) {
        case Scale::Segments:
            return "T";
        case Scale::InputSize:
            return "size";
        case Scale::Batch:
            return "batch";
        case Scale::Threads:
            return "threads";
    }
    return "";
}

/// One point of the table.
struct Point {
    model::StmConfig config;
    int batch = 1;
    int threads = 1;

    int& numberOf(Scale scale) {
        switch (scale) {
            case Scale::Segments:
                return config.input.segments;
            case Scale::InputSize:
                return config.input.inputSize;
            case Scale::Batch:
                return batch;
            case Scale::Threads:
                break;
        }
        return threads;
    }
};

/// Powers of two up to the base's own number, and that number.
std::vector<int> threadCounts(int most) {
    std::set<int> counts{most};
    for (int count = 1; count < most; count *= 2) {
        counts.insert(count);
    }
    return {counts.begin(), counts.end()};
}

std::vector<int> numbersOf(Scale scale, Point base, bool quick) {
    if (scale == Scale::Threads) {
        return threadCounts(base.threads);
    }
    if (quick) {
        const int number = base.numberOf(scale);
        return {number, 2 * number};
    }
    static const std::map<Scale, std::vector<int>> kNumbers{
        {Scale::Segments, {4, 8, 16, 32}},
        {Scale::InputSize, {64, 112, 160, 192, 224, 256}},
        {Scale::Batch, {1, 2, 4, 8, 16}}};
    return kNumbers.at(scale);
}

/// LibTorch's threads for as long as the object lives.
class ThreadCount {
public:
    explicit ThreadCount(int threads) { model::setComputeThreads(threads); }
    ~ThreadCount() { model::setComputeThreads(before_); }
    ThreadCount(const ThreadCount&) = delete;
    ThreadCount& operator=(const ThreadCount&) = delete;

private:
    const int before_ = model::computeThreads();
};

Row measurePoint(Scale scale, Point point, const model::LoadOptions& load, const Meter& meter) {
    const ThreadCount threads(point.threads);
    const auto classifier = openNetwork({.file = {}, .config = point.config, .load = load});
    const auto clips = randomClips(classifier->description().input, point.batch);
    const int number = point.numberOf(scale);
    const std::string name = std::string(nameOf(scale)) + " = " + std::to_string(number);
    const Timing timing =
        meter.measure(name, [&] { classifier->classify(clips, model::ClassifyRequest{}); });
    return {{"varied", "varied", std::string(nameOf(scale))},
            {"number", "", std::int64_t{number}},
            {"engine", "engine", engineName(classifier->description())},
            {"device", "", classifier->description().device},
            {"frames", "T", std::int64_t{point.config.input.segments}},
            {"input_size", "size", std::int64_t{point.config.input.inputSize}},
            {"batch", "batch", std::int64_t{point.batch}},
            {"threads", "threads", std::int64_t{point.threads}},
            {"milliseconds", "", timing.median},
            {"milliseconds_per_clip", "ms a clip", timing.median / point.batch},
            {"milliseconds_p95", "", timing.slowest95()},
            {"repetitions", "", static_cast<std::int64_t>(timing.repetitions.size())},
            {"clips_per_second", "clips/s", timing.perSecond(point.batch), 2}};
}

bool isServed(const model::StmConfig& config) {
    try {
        config.validate({}, {});
        return true;
    } catch (const model::ModelError&) {
        return false;
    }
}

const Cell& cellOf(const Row& row, const std::string& key) {
    return *std::ranges::find(row, key, &Cell::key);
}

}  // namespace

void benchScaling(const ScalingBench& settings, const Meter& meter, Report& report) {
    const Point base{
        .config = settings.base, .batch = settings.batch, .threads = model::computeThreads()};
    for (const Scale scale : settings.scales) {
        for (const int number : numbersOf(scale, base, meter.effort().quick)) {
            Point point = base;
            point.numberOf(scale) = number;
            if (!isServed(point.config)) {
                report.notes.push_back(
                    std::string(nameOf(scale)) + " = " + std::to_string(number) + " is left out: " +
                    (point.config.input.fitsMemory() ? "no network takes such a clip."
                                                     : "such a clip does not fit the memory."));
                continue;
            }
            report.rows.push_back(measurePoint(scale, point, settings.load, meter));
        }
    }
    std::ranges::copy(
        notesOnFrames(std::get<std::string>(cellOf(report.rows.front(), "device").value)),
        std::back_inserter(report.notes));
    report.notes.push_back(settings.base.summary() +
                           ", random weights; one number varies at a time.");
}

std::string scalingCsv(const Report& report) {
    std::vector<std::string> columns;
    std::map<std::int64_t, std::map<std::string, std::string>> lines;
    for (const Row& row : report.rows) {
        const auto& varied = std::get<std::string>(cellOf(row, "varied").value);
        if (std::ranges::find(columns, varied) == columns.end()) {
            columns.push_back(varied);
        }
        lines[std::get<std::int64_t>(cellOf(row, "number").value)][varied] =
            std::to_string(std::get<double>(cellOf(row, "milliseconds_per_clip").value));
    }
    std::string text = "step";
    for (const std::string& column : columns) {
        text += ",milliseconds by " + column;
    }
    text += "\n";
    for (const auto& [number, values] : lines) {
        text += std::to_string(number);
        for (const std::string& column : columns) {
            const auto place = values.find(column);
            text += "," + (place == values.end() ? std::string() : place->second);
        }
        text += "\n";
    }
    return text;
}

}  // namespace handscope::bench
