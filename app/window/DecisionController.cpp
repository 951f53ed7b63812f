// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/DecisionController.h"

#include <spdlog/spdlog.h>

#include <QFileInfo>
#include <QVariantMap>
#include <algorithm>
#include <atomic>
#include <iterator>
#include <utility>

#include "app/labelling/ModelSettings.h"
#include "app/window/BackgroundWork.h"
#include "app/window/DecisionConversion.h"
#include "app/window/DisplayValues.h"
#include "app/window/ModelLoader.h"
#include "app/window/SourceOpening.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

constexpr const char* kLastProfile = "decision/profile";
constexpr const char* kChangedValues = "decision/changed";

}  // namespace

NetworkLoader networkLoader(const model::LoadOptions& options) {
    return [options](const std::filesystem::path& file) { return loadTrusted(file, options); };
}

DecisionController::DecisionController(ui::DecisionView& view, ui::SettingsStore& store,
                                       const std::filesystem::path& folder, NetworkLoader loader,
                                       QObject* parent)
    : QObject(parent),
      view_(view),
      settingsStore_(store),
      loader_(std::move(loader)),
      store_(std::make_shared<ProfileStore>(folder)),
      saved_{{ProfileStore::kDefault, LabelSettings()}} {
    connect(&view_.panel(), &ui::DecisionPanel::valuesChanged, this, &DecisionController::edited);
    connectProfiles();
    connectTrial();
    view_.panel().setValues(valuesOf(chosen()));
    showProfiles();
    showRecording();
    const std::string last =
        settingsStore_
            .text(QLatin1String(kLastProfile), QString::fromLatin1(ProfileStore::kDefault))
            .toStdString();
    disk_.post([this, store = store_, last] {
        const std::optional<ui::Problem> problem = store->load();
        QMetaObject::invokeMethod(this, [this, profiles = store->profiles(), last, problem] {
            edited(view_.panel().values());
            restoreChanges();
            if (problem) {
                setUnreadAside(profiles);
            }
            adopt(profiles, last);
            if (problem) {
                Q_EMIT failed(*problem);
            }
        });
    });
}

DecisionController::~DecisionController() {
    trialStop_.request_stop();
    take(view_.panel().values());  // what was changed last may not have been said yet
    rememberChanges();
}

LabelSettings DecisionController::chosen() const {
    const auto edited = edited_.find(current_);
    return edited != edited_.end() ? edited->second : saved_.at(current_);
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
        edited_.erase(current_);
        use(current_);
    });
    connect(&bar, &ui::ProfileBar::renameRequested, this, [this](const QString& name) {
        onDisk([from = current_, to = name.toStdString()](ProfileStore& store) {
            store.rename(from, to);
            return Change{.renamed = std::pair(from, to), .use = to};
        });
    });
    connect(&bar, &ui::ProfileBar::deleteRequested, this, [this] {
        onDisk([name = current_](ProfileStore& store) {
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
                if (auto values = edited_.extract(change.renamed->first)) {
                    values.key() = change.renamed->second;
                    edited_.insert(std::move(values));
                }
            }
            if (change.saved) {
                const auto values = edited_.find(change.saved->first);
                if (values != edited_.end() && values->second == change.saved->second) {
                    edited_.erase(values);
                }
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
    std::erase_if(edited_, [this](const auto& entry) {
        const auto saved = saved_.find(entry.first);
        return saved == saved_.end() || saved->second == entry.second;
    });
    // A profile made since has nothing to do with one of its name that could not be read.
    std::erase_if(unread_, [this](const auto& entry) { return saved_.contains(entry.first); });
    use(current);
}

void DecisionController::use(const std::string& name) {
    current_ = saved_.contains(name) ? name : ProfileStore::kDefault;
    settingsStore_.set(QLatin1String(kLastProfile), profile());
    view_.panel().setValues(valuesOf(chosen()));
    rememberChanges();
    showProfiles();
    announce();
}

void DecisionController::edited(const ui::DecisionValues& values) {
    take(values);
    rememberChanges();
    showProfiles();
    announce();
}

void DecisionController::take(const ui::DecisionValues& values) {
    const LabelSettings settings = settingsOf(values);
    if (settings == saved_.at(current_)) {
        edited_.erase(current_);
    } else {
        edited_[current_] = settings;
    }
}

/// What a person has changed since this run began counts more. Rubbish is passed over.
void DecisionController::restoreChanges() {
    const QVariantMap changes = settingsStore_.map(QLatin1String(kChangedValues));
    for (const QVariant& change : changes) {
        try {
            const SettingsProfile profile =
                profileFrom(change.toString().toStdString(), "A changed profile");
            if (ProfileStore::canRun(profile.settings)) {
                edited_.try_emplace(profile.name, profile.settings);
            }
        } catch (const model::ModelError& error) {
            spdlog::warn("{}", error.what());
        }
    }
    changesRestored_ = true;
}

void DecisionController::setUnreadAside(const std::vector<SettingsProfile>& profiles) {
    for (auto entry = edited_.begin(); entry != edited_.end();) {
        const auto next = std::next(entry);
        if (std::ranges::find(profiles, entry->first, &SettingsProfile::name) == profiles.end()) {
            unread_.insert(edited_.extract(entry));
        }
        entry = next;
    }
}

void DecisionController::rememberChanges() {
    if (!changesRestored_) {
        return;
    }
    std::map<std::string, LabelSettings> all = edited_;
    all.insert(unread_.begin(), unread_.end());
    QVariantMap changes;
    for (const auto& [name, settings] : all) {
        const SettingsProfile profile{.name = name, .settings = settings};
        changes.insert(QString::fromStdString(name), QString::fromStdString(toJson(profile)));
    }
    settingsStore_.set(QLatin1String(kChangedValues), changes);
}

void DecisionController::showProfiles() {
    QStringList names{QString::fromLatin1(ProfileStore::kDefault)};
    QStringList changed;
    for (const auto& [name, settings] : saved_) {
        if (name != ProfileStore::kDefault) {
            names.append(QString::fromStdString(name));
        }
    }
    for (const auto& [name, settings] : edited_) {
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
    retryTrial();
}

void DecisionController::useModel(const QString& file, const model::ModelDescription& description) {
    modelFile_ = file;
    model_ = description;
    const QStringList labels = labelNames(description);
    view_.panel().setLabels(labels);
    view_.panel().setFixedWindows(fixedWindowsOf(description));
    view_.trial().setLabels(labels);
    showRecording();
    announce();
}

void DecisionController::showScores(const std::vector<float>& smoothed) {
    view_.panel().showScores(smoothed);
}

void DecisionController::clearScores() {
    view_.panel().clearScores();
}

void DecisionController::setRecording(const ui::SourceChoice& choice) {
    if (choice != recording_) {
        recording_ = choice;
        showRecording();
    }
}

/// With nothing tried on it yet.
void DecisionController::showRecording() {
    forgetTrial();
    if (recording_.address.isEmpty()) {
        view_.trial().setRecording(
            {}, tr("Open a video file on the live page to try the values on it. Cameras, screens "
                   "and streams cannot be watched twice."));
    } else if (!model_) {
        view_.trial().setRecording({}, tr("Open a model first."));
    } else {
        view_.trial().setRecording(QFileInfo(recording_.address).fileName());
    }
}

void DecisionController::connectTrial() {
    connect(&view_.trial(), &ui::TrialView::trialRequested, this, &DecisionController::startTrial);
    connect(&view_.trial(), &ui::TrialView::cancelRequested, this, [this] {
        trialStop_.request_stop();
        trialRuns_ = false;
        ++trialRequest_;
        view_.trial().showIdle(tr("Cancelled."));
    });
    connect(&view_.trial(), &ui::TrialView::seekRequested, this,
            &DecisionController::seekRequested);
}

void DecisionController::forgetTrial() {
    trialStop_.request_stop();
    trialRuns_ = false;
    ++trialRequest_;
    trial_.reset();
    scored_.clear();
}

void DecisionController::startTrial() {
    if (recording_.address.isEmpty() || !model_ || trialRuns_) {
        return;
    }
    if (!trial_) {
        trial_ = std::make_shared<ProfileTrial>(
            recording_.address.toStdString(),
            [loader = loader_, file = std::filesystem::path(modelFile_.toStdString())] {
                return loader(file);
            },
            optionsOf(recording_));
    }
    trialRuns_ = true;
    trialStale_ = false;
    trialStop_ = std::stop_source();
    const int request = ++trialRequest_;
    const LabelSettings before = asModelRuns(saved_.at(current_));
    const LabelSettings after = settings();
    const std::set<Windows> windows{windowsOf(before), windowsOf(after)};
    if (!std::ranges::includes(scored_, windows)) {
        view_.trial().showProgress(0.0);
    }
    using Outcome = std::pair<std::optional<TrialComparison>, std::set<Windows>>;
    inBackground(
        trials_, this,
        [trial = trial_, before, after, stop = trialStop_.get_token(),
         progress = progressOf(request)] {
            auto comparison = trial->compare(before, after, stop, progress);
            return Outcome(std::move(comparison), trial->scored());
        },
        [this, request, name = current_](const Outcome& outcome) {
            trialEnded(request, outcome.first, name, outcome.second);
        },
        [this, request](const ui::Problem& problem) {
            if (request == trialRequest_) {
                trialRuns_ = false;
                view_.trial().showIdle(problem.whatHappened);
                Q_EMIT failed(problem);
            }
        });
}

/// At most one update waits for the window, however fast the network is.
TrialProgress DecisionController::progressOf(int request) {
    const auto waiting = std::make_shared<std::atomic<bool>>(false);
    const auto latest = std::make_shared<std::atomic<double>>(0.0);
    return [this, request, waiting, latest](double share) {
        *latest = share;
        if (waiting->exchange(true)) {
            return;
        }
        QMetaObject::invokeMethod(this, [this, request, waiting, latest] {
            *waiting = false;
            if (request == trialRequest_ && trialRuns_) {
                view_.trial().showProgress(*latest);
            }
        });
    };
}

void DecisionController::trialEnded(int request, const std::optional<TrialComparison>& comparison,
                                    const std::string& name, const std::set<Windows>& scored) {
    if (request != trialRequest_) {
        return;
    }
    trialRuns_ = false;
    scored_ = scored;
    if (!comparison) {
        view_.trial().showIdle(tr("Cancelled."));
        return;
    }
    view_.trial().showResult(trialResult(*comparison, QString::fromStdString(name)));
    if (trialStale_) {
        retryTrial();
    }
}

/// What the network said is kept, so that a change shows at once; with other windows it would have
/// to run again, and that is for a person to ask for.
void DecisionController::retryTrial() {
    if (trialRuns_) {
        trialStale_ = true;
        return;
    }
    if (scored_.empty()) {
        return;
    }
    const std::set<Windows> windows{windowsOf(asModelRuns(saved_.at(current_))),
                                    windowsOf(settings())};
    if (std::ranges::includes(scored_, windows)) {
        startTrial();
    } else {
        view_.trial().showIdle(
            tr("The windows were changed: try again to see what comes of it. What is shown is of "
               "the values before."));
    }
}

DecisionController::Windows DecisionController::windowsOf(const LabelSettings& settings) {
    return {settings.windowLength, settings.windowStride};
}

}  // namespace handscope::app
