// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/inspect/maps/StageTypes.h"

namespace handscope::ui {

class HistogramView;
class MapRow;

/// One map as large as fits, and the histogram of its values below, as high as a person likes. GUI
/// thread.
class SingleMapPage : public QWidget {
    Q_OBJECT

public:
    explicit SingleMapPage(QWidget* parent = nullptr);

    void showMap(const MapImage& map, const HistogramData& histogram);
    bool isEmpty() const noexcept { return empty_; }

    MapRow* row() noexcept { return row_; }
    HistogramView* histogram() noexcept { return histogram_; }

private:
    MapRow* row_;
    HistogramView* histogram_;
    bool empty_ = true;
};

}  // namespace handscope::ui
