// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/MomentView.h"

#include <QStringList>
#include <QVariantMap>
#include <optional>

namespace handscope::app {
namespace {

/// In the order of ui::ClipChange.
const QStringList kChanges{"none", "reversed", "mirrored", "frozen", "shuffled"};
constexpr int kMostCuts = 1024;
// Of one entry; see Moment::kLongestText. The names of blocks are short.
constexpr int kCutsAnEntry = 64;

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

std::string cutsEntry(int number) {
    return number == 0 ? "cuts" : "cuts." + std::to_string(number);
}

QString textIn(const std::map<std::string, std::string>& view, const std::string& name) {
    const auto found = view.find(name);
    return found == view.end() ? QString() : QString::fromStdString(found->second);
}

QVector<ui::CutName> cutsIn(const std::map<std::string, std::string>& view) {
    QVector<ui::CutName> cuts;
    for (int number = 0; view.contains(cutsEntry(number)); ++number) {
        const QString all = textIn(view, cutsEntry(number));
        for (const QString& text : all.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
            const auto cut = cutFrom(text);
            if (cut && cuts.size() < kMostCuts && !cuts.contains(*cut)) {
                cuts.append(*cut);
            }
        }
    }
    return cuts;
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
    for (int first = 0; first < question.cuts.size(); first += kCutsAnEntry) {
        QStringList cuts;
        for (const ui::CutName& cut : question.cuts.mid(first, kCutsAnEntry)) {
            cuts.append(cutText(cut));
        }
        view[cutsEntry(first / kCutsAnEntry)] = cuts.join(QLatin1Char(' ')).toStdString();
    }
    return view;
}

InspectQuestion questionFrom(const std::map<std::string, std::string>& view,
                             const InspectQuestion& fallback) {
    InspectQuestion question = fallback;
    QVariantMap choices = ui::savedChoices(fallback.choices);
    for (auto choice = choices.begin(); choice != choices.end(); ++choice) {
        const std::string name = "stage." + choice.key().toStdString();
        if (view.contains(name)) {
            choice.value() = textIn(view, name);
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
    question.cuts = cutsIn(view);
    return question;
}

}  // namespace handscope::app
