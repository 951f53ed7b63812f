// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>
#include <QTableView>
#include <QWidget>

#include "ui/DisplayTypes.h"
#include "ui/EventModel.h"

namespace handscope::ui {

/// The event list. Activating a row (Enter, double click) asks to go there. GUI thread.
class EventPanel : public QWidget {
    Q_OBJECT

public:
    explicit EventPanel(QWidget* parent = nullptr);

    void upsertEvent(const EventRow& event) { model_.upsert(event); }
    void clear() { model_.clear(); }

Q_SIGNALS:
    void eventActivated(const handscope::ui::EventRow& event);

private:
    EventModel model_;
    QTableView* table_;
    QStackedWidget* pages_;

    void showPage();
};

}  // namespace handscope::ui
