// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMenu>
#include <utility>

#include "ui/recordings/RecordingTypes.h"

namespace handscope::ui {

/// What labelling writes beside each recording's JSON and the table over all, to be ticked. GUI
/// thread.
class OutputFilesMenu : public QMenu {
    Q_OBJECT

public:
    explicit OutputFilesMenu(QWidget* parent);

    OutputFiles chosen() const;
    /// Without a signal.
    void setChosen(OutputFiles files);

Q_SIGNALS:
    void chosenChanged(handscope::ui::OutputFiles files);

private:
    QList<std::pair<OutputFile, QAction*>> entries_;

    void add(OutputFile file, const char* name, const QString& text, const QString& explanation);
};

}  // namespace handscope::ui
