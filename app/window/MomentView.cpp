// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/MomentView.h"

#include <QStringList>
#include <QVariantMap>
#include <optional>

namespace handscope::app {
namespace {

/// In the order of ui::ClipChange.
const QStringList kChanges{"none", "reversed", "mirrored", "frozen", "shuffled"};
constexpr int kMostCuts = 4096;

QString cutText(const ui::CutName& cut) {
    return QStringLiteral("%1/%2/%3").arg(cut.block, cut.point).arg(cut.channel);
}

std::optional<ui::CutName> cutFrom(const QString& text) {
    const QStringList parts = text.split(QLatin1Char('/'));
    bool isNumber = false;
    const int channel = parts.value(2).toInt(&isNumber);
    if (parts.size() != 3 || !isNumber || channel < -1) {
        return std::nullopt;
    }
    return ui::CutName{.block = parts[0], .point = parts[1], .channel = channel};
}

QString textIn(const std::map<std::string, std::string>& view, const char* name) {
    const auto found = view.find(name);
    return found == view.end() ? QString() : QString::fromStdString(found->second);
}

}  // namespace

std::map<std::string, std::string> momentView(const InspectQuestion& question) {
    std::map<std::string, std::string> view;
    const QVariantMap choices = ui::savedChoices(question.choices);
    for (auto choice = choices.cbegin(); choice != choices.cend(); ++choice) {
        view["stage." + choice.key().toStdString()] = choice.value().toString().toStdString();
    }
    view["stage.t"] = std::to_string(question.choices.t);
    view["stage.channel"] = std::to_string(question.choices.channel);
    view["block"] = question.picked.block.toStdString();
    view["tap"] = question.picked.tap.toStdString();
    view["clip"] = kChanges[static_cast<int>(question.change)].toStdString();
    QStringList cuts;
    for (const ui::CutName& cut : question.cuts) {
        cuts.append(cutText(cut));
    }
    view["cuts"] = cuts.join(QLatin1Char(' ')).toStdString();
    return view;
}

InspectQuestion questionFrom(const std::map<std::string, std::string>& view,
                             const InspectQuestion& fallback) {
    InspectQuestion question = fallback;
    QVariantMap choices = ui::savedChoices(fallback.choices);
    for (auto choice = choices.begin(); choice != choices.end(); ++choice) {
        const std::string name = "stage." + choice.key().toStdString();
        if (view.contains(name)) {
            choice.value() = textIn(view, name.c_str());
        }
    }
    question.choices = ui::choicesFromSaved(choices);
    question.choices.t = textIn(view, "stage.t").toInt();
    bool isNumber = false;
    const int channel = textIn(view, "stage.channel").toInt(&isNumber);
    question.choices.channel = isNumber && channel >= -1 ? channel : -1;
    if (view.contains("block") && view.contains("tap")) {
        question.picked = {textIn(view, "block"), textIn(view, "tap")};
    }
    if (const auto change = kChanges.indexOf(textIn(view, "clip")); change >= 0) {
        question.change = static_cast<ui::ClipChange>(change);
    }
    question.cuts.clear();
    for (const QString& text : textIn(view, "cuts").split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const auto cut = cutFrom(text);
        if (cut && question.cuts.size() < kMostCuts) {
            question.cuts.append(*cut);
        }
    }
    return question;
}

}  // namespace handscope::app
