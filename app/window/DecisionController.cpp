// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/DecisionController.h"

#include <utility>

#include "app/labelling/ModelSettings.h"
#include "app/window/BackgroundWork.h"
#include "app/window/DecisionConversion.h"
#include "app/window/DisplayValues.h"

namespace handscope::app {
namespace {

constexpr const char* kLastProfile = "decision/profile";

}  // namespace

DecisionController::DecisionController(ui::DecisionView& view, ui::SettingsStore& store,
                                       const std::filesystem::path& folder, NetworkLoader loader,
                                       QObject* parent)
    : QObject(parent),
      view_(view),
      settingsStore_(store),
      store_(std::make_shared<ProfileStore>(folder)),
      changed_(store),
      saved_{{ProfileStore::kDefault, LabelSettings()}},
      trial_(view.trial(), std::move(loader)) {
    connect(&view_.panel(), &ui::DecisionPanel::valuesChanged, this, &DecisionController::edited);
    connectProfiles();
    connect(&trial_, &TrialController::seekRequested, this, &DecisionController::seekRequested);
    connect(&trial_, &TrialController::failed, this, &DecisionController::failed);
    view_.panel().setValues(valuesOf(chosen()));
    showProfiles();
    const std::string last =
        settingsStore_
            .text(QLatin1String(kLastProfile), QString::fromLatin1(ProfileStore::kDefault))
            .toStdString();
    disk_.post([this, store = store_, last] {
        const std::optional<ui::Problem> problem = store->load();
        QMetaObject::invokeMethod(this, [this, profiles = store->profiles(), last, problem] {
            edited(view_.panel().values());
            changed_.restore();
            if (problem) {
                changed_.setUnreadAside(profiles);
            }
            adopt(profiles, last);
            if (problem) {
                Q_EMIT failed(*problem);
            }
        });
    });
}

DecisionController::~DecisionController() {
    take(view_.panel().values());  // what was changed last may not have been said yet
    changed_.remember();
}

LabelSettings DecisionController::chosen() const {
    const LabelSettings* const changed = changed_.find(current_);
    return changed != nullptr ? *changed : saved_.at(current_);
}

LabelSettings DecisionController::asModelRuns(const LabelSettings& settings) const {
    return model_ ? settingsFor(*model_, settings) : settings;
}

LabelSettings DecisionController::settings() const {
    return asModelRuns(chosen());
}

void DecisionController::connectProfiles() {
    ui::ProfileBar& bar = view_.profiles();
    connect(&bar, &ui::ProfileBar::profileChosen, this,
            [this](const QString& name) { use(name.toStdString()); });
    connect(&bar, &ui::ProfileBar::saveRequested, this, [this] { save(current_); });
    connect(&bar, &ui::ProfileBar::saveAsRequested, this,
            [this](const QString& name) { save(name.toStdString()); });
    connect(&bar, &ui::ProfileBar::revertRequested, this, [this] {
        changed_.forget(current_);
        use(current_);
    });
    connect(&bar, &ui::ProfileBar::renameRequested, this, [this](const QString& name) {
        onDisk([from = current_, to = name.toStdString()](ProfileStore& store) {
            store.rename(from, to);
            return Change{.renamed = std::pair(from, to), .use = to};
        });
    });
    connect(&bar, &ui::ProfileBar::deleteRequested, this, [this](const QString& asked) {
        onDisk([name = asked.toStdString()](ProfileStore& store) {
            store.remove(name);
            return Change{.use = ProfileStore::kDefault};
        });
    });
    connect(&bar, &ui::ProfileBar::importRequested, this, [this](const QString& file) {
        onDisk([file = file.toStdString()](ProfileStore& store) {
            return Change{.use = store.import(file)};
        });
    });
    connect(&bar, &ui::ProfileBar::exportRequested, this, [this](const QString& file) {
        const SettingsProfile profile{.name = current_, .settings = chosen()};
        onDisk([file = file.toStdString(), profile](ProfileStore&) {
            writeTextAtomically(file, toJson(profile));
            return Change{};
        });
    });
}

void DecisionController::onDisk(std::function<Change(ProfileStore&)> task) {
    using Outcome = std::pair<Change, std::vector<SettingsProfile>>;
    inBackground(
        disk_, this,
        [store = store_, task = std::move(task)] {
            const Change change = task(*store);
            return Outcome(change, store->profiles());
        },
        [this](const Outcome& outcome) {
            const auto& [change, profiles] = outcome;
            // What a person has just changed may not have been said yet.
            edited(view_.panel().values());
            if (change.renamed) {
                changed_.rename(change.renamed->first, change.renamed->second);
            }
            if (change.saved) {
                changed_.forgetSaved(change.saved->first, change.saved->second);
            }
            adopt(profiles, change.use.value_or(current_));
        },
        [this](const ui::Problem& problem) { Q_EMIT failed(problem); });
}

void DecisionController::save(const std::string& name) {
    onDisk([profile = SettingsProfile{.name = name, .settings = chosen()},
            from = current_](ProfileStore& store) {
        store.save(profile);
        return Change{.saved = std::pair(from, profile.settings), .use = profile.name};
    });
}

void DecisionController::adopt(const std::vector<SettingsProfile>& profiles,
                               const std::string& current) {
    saved_.clear();
    for (const SettingsProfile& profile : profiles) {
        saved_[profile.name] = profile.settings;
    }
    changed_.compareWith(saved_);
    use(current);
}

void DecisionController::use(const std::string& name) {
    current_ = saved_.contains(name) ? name : ProfileStore::kDefault;
    settingsStore_.set(QLatin1String(kLastProfile), profile());
    view_.panel().setValues(valuesOf(chosen()));
    changed_.remember();
    showProfiles();
    announce();
}

void DecisionController::edited(const ui::DecisionValues& values) {
    take(values);
    changed_.remember();
    showProfiles();
    announce();
}

void DecisionController::take(const ui::DecisionValues& values) {
    const LabelSettings settings = settingsOf(values);
    if (settings == saved_.at(current_)) {
        changed_.forget(current_);
    } else {
        changed_.set(current_, settings);
    }
}

void DecisionController::showProfiles() {
    QStringList names{QString::fromLatin1(ProfileStore::kDefault)};
    QStringList changed;
    for (const auto& [name, settings] : saved_) {
        if (name != ProfileStore::kDefault) {
            names.append(QString::fromStdString(name));
        }
    }
    for (const std::string& name : changed_.profiles()) {
        changed.append(QString::fromStdString(name));
    }
    view_.profiles().setProfiles(names, QString::fromLatin1(ProfileStore::kDefault));
    view_.profiles().setChanged(changed);
    view_.profiles().setCurrent(profile());
}

void DecisionController::announce() {
    const LabelSettings now = settings();
    if (now != announced_) {
        announced_ = now;
        Q_EMIT settingsChanged();
    }
    trial_.setValues(
        {.profile = current_, .before = asModelRuns(saved_.at(current_)), .after = now});
}

void DecisionController::useModel(const QString& file, const model::ModelDescription& description) {
    model_ = description;
    const QStringList labels = labelNames(description);
    view_.panel().setLabels(labels);
    view_.panel().setFixedWindows(fixedWindowsOf(description));
    trial_.useModel(file, labels);
    announce();
}

void DecisionController::showScores(const std::vector<float>& smoothed) {
    view_.panel().showScores(smoothed);
}

void DecisionController::clearScores() {
    view_.panel().clearScores();
}

}  // namespace handscope::app
