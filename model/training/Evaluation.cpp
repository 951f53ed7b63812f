// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Evaluation.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace handscope::training {
namespace {

constexpr double kNormalQuantile = 1.959963984540054;  // of 0.975
constexpr std::size_t kTopClasses = 5;

/// The interval's centre and half its width (Wilson 1927).
std::pair<double, double> wilson(const Proportion& proportion) {
    const auto n = static_cast<double>(proportion.of);
    const double z2 = kNormalQuantile * kNormalQuantile;
    const double p = proportion.value();
    const double centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    const double half =
        kNormalQuantile * std::sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n)) / (1.0 + z2 / n);
    return {centre, half};
}

nlohmann::ordered_json asJsonValue(const Proportion& proportion) {
    return {{"right", proportion.right},
            {"of", proportion.of},
            {"value", proportion.value()},
            {"low", proportion.low()},
            {"high", proportion.high()}};
}

/// A cell as RFC 4180 wants it.
std::string cell(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        return std::string(text);
    }
    std::string quoted = "\"";
    for (const char character : text) {
        quoted += character;
        if (character == '"') {
            quoted += '"';
        }
    }
    return quoted + '"';
}

std::string cell(double value) {
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                      std::chars_format::fixed, 4);
    return {buffer.data(), result.ptr};
}

}  // namespace

double Proportion::low() const noexcept {
    if (right == 0) {
        return 0.0;  // exact: the formula leaves rounding behind
    }
    const auto [centre, half] = wilson(*this);
    return centre - half;
}

double Proportion::high() const noexcept {
    if (right == of) {
        return 1.0;
    }
    const auto [centre, half] = wilson(*this);
    return centre + half;
}

Evaluation::Evaluation(std::vector<std::string> labels)
    : labels_(std::move(labels)), confusion_(labels_.size() * labels_.size()), bins_(kBins) {}

std::size_t Evaluation::index(int label) const {
    if (label < 0 || static_cast<std::size_t>(label) >= labels_.size()) {
        throw std::invalid_argument("no such label: " + std::to_string(label));
    }
    return static_cast<std::size_t>(label);
}

void Evaluation::add(int label, std::span<const float> probabilities) {
    const std::size_t truth = index(label);
    if (probabilities.size() != labels_.size() ||
        !std::all_of(probabilities.begin(), probabilities.end(),
                     [](float value) { return std::isfinite(value); })) {
        throw std::invalid_argument("expected a finite probability for each label");
    }
    const auto best = std::max_element(probabilities.begin(), probabilities.end());
    const auto said = static_cast<std::size_t>(best - probabilities.begin());
    const bool right = said == truth;

    // Of equal scores the first counts as the higher one, here as in `said`.
    std::size_t rank = 0;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        const bool before = probabilities[i] > probabilities[truth] ||
                            (probabilities[i] == probabilities[truth] && i < truth);
        rank += before ? 1 : 0;
    }
    ++confusion_[truth * labels_.size() + said];
    ++top1_.of;
    ++top5_.of;
    top1_.right += right ? 1 : 0;
    top5_.right += rank < kTopClasses ? 1 : 0;

    const double confidence = *best;
    const int bin = std::clamp(static_cast<int>(std::ceil(confidence * kBins)) - 1, 0, kBins - 1);
    Bin& counts = bins_[static_cast<std::size_t>(bin)];
    ++counts.count;
    counts.right += right ? 1 : 0;
    counts.confidence += confidence;
}

double Evaluation::balancedTop1() const {
    double sum = 0.0;
    int occurring = 0;
    for (int label = 0; label < static_cast<int>(labels_.size()); ++label) {
        if (const Proportion one = recall(label); one.of > 0) {
            sum += one.value();
            ++occurring;
        }
    }
    return occurring == 0 ? 0.0 : sum / occurring;
}

Proportion Evaluation::recall(int label) const {
    const std::size_t row = index(label);
    Proportion result{.right = confusion(label, label)};
    for (std::size_t column = 0; column < labels_.size(); ++column) {
        result.of += confusion_[row * labels_.size() + column];
    }
    return result;
}

Proportion Evaluation::precision(int label) const {
    const std::size_t column = index(label);
    Proportion result{.right = confusion(label, label)};
    for (std::size_t row = 0; row < labels_.size(); ++row) {
        result.of += confusion_[row * labels_.size() + column];
    }
    return result;
}

std::int64_t Evaluation::confusion(int label, int said) const {
    return confusion_[index(label) * labels_.size() + index(said)];
}

std::vector<CalibrationBin> Evaluation::calibration() const {
    std::vector<CalibrationBin> result;
    for (const Bin& bin : bins_) {
        const auto index = static_cast<double>(result.size());
        result.push_back(
            {.low = index / kBins,
             .high = (index + 1.0) / kBins,
             .right = {.right = bin.right, .of = bin.count},
             .confidence = bin.count == 0 ? 0.0 : bin.confidence / static_cast<double>(bin.count)});
    }
    return result;
}

double Evaluation::calibrationError() const {
    double error = 0.0;
    for (const Bin& bin : bins_) {
        error += std::abs(static_cast<double>(bin.right) - bin.confidence);
    }
    return clips() == 0 ? 0.0 : error / static_cast<double>(clips());
}

double Evaluation::meanConfidence() const {
    double sum = 0.0;
    for (const Bin& bin : bins_) {
        sum += bin.confidence;
    }
    return clips() == 0 ? 0.0 : sum / static_cast<double>(clips());
}

std::string Evaluation::asJson() const {
    nlohmann::ordered_json json{{"clips", clips()},
                                {"top1", asJsonValue(top1_)},
                                {"top5", asJsonValue(top5_)},
                                {"balanced_top1", balancedTop1()},
                                {"calibration_error", calibrationError()},
                                {"mean_confidence", meanConfidence()},
                                {"calibration", nlohmann::ordered_json::array()},
                                {"classes", nlohmann::ordered_json::array()},
                                {"confusion", nlohmann::ordered_json::array()}};
    for (const CalibrationBin& bin : calibration()) {
        nlohmann::ordered_json entry{{"low", bin.low}, {"high", bin.high}, {"count", bin.right.of}};
        entry["mean_confidence"] = nullptr;
        entry["accuracy"] = nullptr;
        if (bin.right.of > 0) {
            entry["mean_confidence"] = bin.confidence;
            entry["accuracy"] = bin.right.value();
        }
        json["calibration"].push_back(std::move(entry));
    }
    for (int label = 0; label < static_cast<int>(labels_.size()); ++label) {
        json["classes"].push_back({{"label", labels_[static_cast<std::size_t>(label)]},
                                   {"recall", asJsonValue(recall(label))},
                                   {"precision", asJsonValue(precision(label))}});
        nlohmann::ordered_json row = nlohmann::ordered_json::array();
        for (int said = 0; said < static_cast<int>(labels_.size()); ++said) {
            row.push_back(confusion(label, said));
        }
        json["confusion"].push_back(std::move(row));
    }
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

std::string Evaluation::perClassCsv() const {
    std::string text = "label,clips,recall,recall_low,recall_high,precision\n";
    for (int label = 0; label < static_cast<int>(labels_.size()); ++label) {
        const Proportion found = recall(label);
        const Proportion meant = precision(label);
        text += cell(labels_[static_cast<std::size_t>(label)]) + ',' + std::to_string(found.of);
        text += found.of == 0 ? std::string(",,,")
                              : ',' + cell(found.value()) + ',' + cell(found.low()) + ',' +
                                    cell(found.high());
        text += ',' + (meant.of == 0 ? std::string() : cell(meant.value())) + '\n';
    }
    return text;
}

std::string Evaluation::confusionCsv() const {
    std::string text = "label";
    for (const std::string& label : labels_) {
        text += ',' + cell(label);
    }
    text += '\n';
    for (std::size_t row = 0; row < labels_.size(); ++row) {
        text += cell(labels_[row]);
        for (std::size_t column = 0; column < labels_.size(); ++column) {
            text += ',' + std::to_string(confusion_[row * labels_.size() + column]);
        }
        text += '\n';
    }
    return text;
}

std::string Evaluation::calibrationCsv() const {
    std::string text = "low,high,count,mean_confidence,accuracy\n";
    for (const CalibrationBin& bin : calibration()) {
        text += cell(bin.low) + ',' + cell(bin.high) + ',' + std::to_string(bin.right.of) + ',';
        text += bin.right.of == 0 ? std::string(",")
                                  : cell(bin.confidence) + ',' + cell(bin.right.value());
        text += '\n';
    }
    return text;
}

}  // namespace handscope::training
