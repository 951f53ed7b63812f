// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <optional>

namespace handscope::ui {

/// What one class has of its own.
struct ClassRule {
    std::optional<double> onThreshold;  ///< 0 … 1; empty: the one for all
    bool muted = false;                 ///< it never fires
    bool operator==(const ClassRule&) const = default;

    bool isEmpty() const noexcept { return !onThreshold && !muted; }
};

/// When smoothed scores become an event, and on which windows they are taken. Times in seconds of
/// video, thresholds 0 … 1. A default one holds the defaults.
struct DecisionValues {
    double windowLength = 2.0;
    double windowGrid = 0.25;  ///< a window ends this often
    double averaging = 1.0;
    double onThreshold = 0.6;
    double offThreshold = 0.3;
    double margin = 0.15;
    double onDuration = 0.25;
    double hold = 1.0;
    /// By label, also of classes that this model does not have; no empty ones.
    QMap<QString, ClassRule> rules{{QStringLiteral("No gesture"), {{}, true}},
                                   {QStringLiteral("Doing other things"), {{}, true}}};
    bool operator==(const DecisionValues&) const = default;

    void setRule(const QString& label, const ClassRule& rule) {
        if (rule.isEmpty()) {
            rules.remove(label);
        } else {
            rules.insert(label, rule);
        }
    }
};

/// The windows that a model brings with it, so that nobody can choose them.
struct FixedWindows {
    double length = 0.0;  ///< seconds
    double grid = 0.0;    ///< seconds
    QString reason;       ///< a sentence
    bool operator==(const FixedWindows&) const = default;
};

}  // namespace handscope::ui
