// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QWidget>

#include "ui/inspect/InspectActions.h"
#include "ui/inspect/InspectStatus.h"
#include "ui/inspect/maps/MapStage.h"
#include "ui/inspect/network/CutPanel.h"
#include "ui/inspect/network/NetworkView.h"
#include "ui/inspect/network/ProbePanel.h"
#include "ui/inspect/network/ScoreComparison.h"
#include "ui/inspect/strip/StripBar.h"
#include "ui/inspect/strip/TimeStrip.h"
#include "ui/recordings/TypingGuard.h"

namespace handscope::ui {

/// The page of the window that looks into the network: the network as a drawing on top, the large
/// view of its maps with scores, probes and cuts beside it, and below the strip of time.
///
/// Owns its widgets and keeps their buttons in step with them. Knows no video, no network and no
/// thread: whoever does connects to the parts and to the page's own signals. Its keys act only
/// while the focus is on it. All of it on the GUI thread.
class InspectPage : public QWidget {
    Q_OBJECT

public:
    explicit InspectPage(QWidget* parent = nullptr);

    NetworkView& network() const { return *network_; }
    MapStage& stage() const { return *stage_; }
    ScoreComparison& scores() const { return *scores_; }
    ProbePanel& probes() const { return *probes_; }
    CutPanel& cuts() const { return *cuts_; }
    TimeStrip& strip() const { return *strip_; }
    StripBar& bar() const { return *bar_; }

    /// Words instead of the page, for a model without maps. Both empty: the page itself.
    void setUnavailable(const QString& why, const QString& whatToDo);
    /// Whether a moment from a file is looked at: it can be exported without a source.
    void setMomentOpened(bool opened);
    /// A few words above the strip, such as what an export has written.
    void setRemark(const QString& remark);

    /// Something long goes on, which cancelRequested() stops; until it is hidden no other can be
    /// begun. `fraction`: 0 … 1; below 0: not known.
    void showProgress(const QString& text, double fraction);
    void hideProgress();

    /// Everything that can be done here, for a menu; null where a separator stands.
    QList<QAction*> menu() const;
    /// How the page is divided, for settings; rubbish is passed over.
    QByteArray layoutState() const;
    void restoreLayout(const QByteArray& state);

Q_SIGNALS:
    /// By an action, or because a person moved the cursor of the strip.
    void freezeRequested(bool freeze);
    /// By an action or in the strip: so many on, back where below 0.
    void frameStepRequested(int frames);
    void windowStepRequested(int windows);
    /// A file that a person has chosen to write.
    void exportPictureRequested(const QString& file);
    void exportTapRequested(const QString& file);
    void exportEvidenceRequested(const QString& file);
    void exportVideoRequested(const QString& file, const handscope::ui::TimeStretch& stretch);
    void exportMomentRequested(const QString& file);
    void openMomentRequested(const QString& file);
    /// Of what showProgress() tells.
    void cancelRequested();

private:
    InspectActions actions_;
    TypingGuard typingGuard_;
    QStackedWidget* pages_;
    QSplitter* rows_;     ///< network, maps, time
    QSplitter* columns_;  ///< maps, and what is beside them
    NetworkView* network_;
    MapStage* stage_;
    ScoreComparison* scores_;
    ProbePanel* probes_;
    CutPanel* cuts_;
    StripBar* bar_;
    TimeStrip* strip_;
    InspectStatus* status_;
    QLabel* unavailable_;
    InspectSituation situation_;
    QWidget* side_ = nullptr;  ///< beside the maps
    QByteArray divided_;       ///< how, before the maps became large

    void buildSide();
    void buildTime();
    void buildLayout();
    void connectTime();
    void connectFiles();
    void askForStretch();
    void showSituation();
    void showLarge(bool large);
};

}  // namespace handscope::ui
