// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <utility>
#include <vector>

#include "app/labelling/LabelDocument.h"
#include "app/labelling/ProfileTrial.h"
#include "app/window/ProfileStore.h"
#include "app/window/TaskThread.h"
#include "model/LoadClassifier.h"
#include "ui/SettingsStore.h"
#include "ui/decision/DecisionView.h"

namespace handscope::app {

/// Gives a network of one's own from a model file. Blocks; throws model::ModelError.
using NetworkLoader =
    std::function<std::shared_ptr<model::Classifier>(const std::filesystem::path& file)>;

/// Loads as loadTrusted() does.
NetworkLoader networkLoader(const model::LoadOptions& options);

/// Connects the panel of decisions with the profiles on the disk and with the trial on a recording.
///
/// Owns the profiles, the values that were changed and not saved, which the settings keep from one
/// run to the next, and while a trial runs a network of its own; the disk and the trial have a
/// thread each, so that nothing here blocks the window.
/// Does not apply the settings to anything: it says settingsChanged(). The view and the settings
/// must outlive it. GUI thread.
class DecisionController : public QObject {
    Q_OBJECT

public:
    /// Reads the profiles in the background; the one used last ("decision/profile") is in use once
    /// they are there, and the defaults until then.
    DecisionController(ui::DecisionView& view, ui::SettingsStore& store,
                       const std::filesystem::path& folder, NetworkLoader loader,
                       QObject* parent = nullptr);
    ~DecisionController() override;

    /// What is in use: the values as they stand, on the windows on which the model really runs.
    LabelSettings settings() const;
    QString profile() const { return QString::fromStdString(current_); }

    void useModel(const QString& file, const model::ModelDescription& description);
    /// Smoothed, one a class.
    void showScores(const std::vector<float>& smoothed);
    /// What scores there were belong to a source that has gone.
    void clearScores();
    /// What "this recording" is: a file. Empty: there is none. Of the same one as before, what the
    /// trial has found stays.
    void setRecording(const ui::SourceChoice& choice);

Q_SIGNALS:
    void settingsChanged();
    /// Seconds from the recording's beginning.
    void seekRequested(double seconds);
    void failed(const handscope::ui::Problem& problem);

private:
    using Windows = std::pair<double, double>;  ///< length and stride, seconds
    /// What was done on the disk means for what is in use.
    struct Change {
        std::optional<std::pair<std::string, std::string>> renamed{};  ///< from, to
        /// Whose changed values, and which of them, are saved now.
        std::optional<std::pair<std::string, LabelSettings>> saved{};
        std::optional<std::string> use{};  ///< the profile to use from then on
    };

    ui::DecisionView& view_;
    ui::SettingsStore& settingsStore_;
    NetworkLoader loader_;
    std::shared_ptr<ProfileStore> store_;          ///< on the disk's thread alone
    std::map<std::string, LabelSettings> saved_;   ///< by name, with "Default"
    std::map<std::string, LabelSettings> edited_;  ///< those that differ from the saved ones
    /// Changed values of profiles that could not be read: for the settings alone.
    std::map<std::string, LabelSettings> unread_;
    bool changesRestored_ = false;  ///< until then the settings hold those of earlier runs
    std::string current_ = ProfileStore::kDefault;
    LabelSettings announced_;
    QString modelFile_;
    std::optional<model::ModelDescription> model_;
    ui::SourceChoice recording_;
    std::shared_ptr<ProfileTrial> trial_;  ///< on the trial's thread alone
    std::set<Windows> scored_;             ///< windows whose scores the trial has
    std::stop_source trialStop_;
    int trialRequest_ = 0;
    bool trialRuns_ = false;
    bool trialStale_ = false;  ///< the values changed while it ran
    TaskThread disk_;
    TaskThread trials_{
        pipeline::Background::Network};  ///< last: joined before what its tasks use goes

    void connectProfiles();
    void connectTrial();
    void adopt(const std::vector<SettingsProfile>& profiles, const std::string& current);
    /// Does something with the store in the background, then takes over what it holds.
    void onDisk(std::function<Change(ProfileStore&)> task);
    void use(const std::string& name);
    void edited(const ui::DecisionValues& values);
    void take(const ui::DecisionValues& values);
    void restoreChanges();
    /// The changed values of profiles that are not among these stay in the settings.
    void setUnreadAside(const std::vector<SettingsProfile>& profiles);
    void rememberChanges();
    void save(const std::string& name);
    void showProfiles();
    void announce();
    LabelSettings chosen() const;
    LabelSettings asModelRuns(const LabelSettings& settings) const;
    void showRecording();
    void forgetTrial();
    void startTrial();
    void retryTrial();
    TrialProgress progressOf(int request);
    static Windows windowsOf(const LabelSettings& settings);
    void trialEnded(int request, const std::optional<TrialComparison>& comparison,
                    const std::string& profile, const std::set<Windows>& scored);
};

}  // namespace handscope::app
