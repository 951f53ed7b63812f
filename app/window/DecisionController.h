// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/labelling/LabelDocument.h"
#include "app/window/ChangedValues.h"
#include "app/window/ProfileStore.h"
#include "app/window/TaskThread.h"
#include "app/window/TrialController.h"
#include "model/LoadClassifier.h"
#include "ui/SettingsStore.h"
#include "ui/decision/DecisionView.h"

namespace handscope::app {

/// Connects the panel of decisions with the profiles on the disk, and tells the trial on a
/// recording which values to try.
///
/// Owns the profiles, the values that were changed and not saved, the trial, and a thread for the
/// disk, so that nothing here blocks the window.
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
    void setRecording(const ui::SourceChoice& choice) { trial_.setRecording(choice); }

Q_SIGNALS:
    void settingsChanged();
    /// Seconds from the recording's beginning.
    void seekRequested(double seconds);
    void failed(const handscope::ui::Problem& problem);

private:
    /// What was done on the disk means for what is in use.
    struct Change {
        std::optional<std::pair<std::string, std::string>> renamed{};  ///< from, to
        /// Whose changed values, and which of them, are saved now.
        std::optional<std::pair<std::string, LabelSettings>> saved{};
        std::optional<std::string> use{};  ///< the profile to use from then on
    };

    ui::DecisionView& view_;
    ui::SettingsStore& settingsStore_;
    std::shared_ptr<ProfileStore> store_;         ///< on the disk's thread alone
    ChangedValues changed_;                       ///< those that differ from the saved ones
    std::map<std::string, LabelSettings> saved_;  ///< by name, with "Default"
    std::string current_ = ProfileStore::kDefault;
    LabelSettings announced_;
    std::optional<model::ModelDescription> model_;
    TrialController trial_;
    TaskThread disk_;  ///< last: joined before what its tasks use goes

    void connectProfiles();
    void adopt(const std::vector<SettingsProfile>& profiles, const std::string& current);
    /// Does something with the store in the background, then takes over what it holds.
    void onDisk(std::function<Change(ProfileStore&)> task);
    void use(const std::string& name);
    void edited(const ui::DecisionValues& values);
    void take(const ui::DecisionValues& values);
    void save(const std::string& name);
    void showProfiles();
    void announce();
    LabelSettings chosen() const;
    LabelSettings asModelRuns(const LabelSettings& settings) const;
};

}  // namespace handscope::app
