// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QLabel>
#include <QWidget>
#include <array>

namespace handscope::ui {

class SeenSquare;

/// How the source delivers, and what the network gets to see of it.
struct CameraCheckView {
    double askedRate = 0.0;      ///< frames a second; 0: not known
    double deliveredRate = 0.0;  ///< frames a second
    double brightness = 0.0;     ///< mean of the picture, 0 … 1
    double brightShare = 0.0;    ///< of the picture that is white, 0 … 1
    bool slow = false;           ///< the rate is well below the one that was asked for
    bool dark = false;
    bool clipped = false;
    QImage seen;  ///< exactly what the network is given, at its size; null: no picture yet
};

/// Whether a camera sees hands well: its rate, the light, and the very square that the network is
/// given. Says what to do where something is wrong; measures nothing itself. GUI thread.
class CameraCheckPanel : public QWidget {
    Q_OBJECT

public:
    explicit CameraCheckPanel(QWidget* parent = nullptr);

    void setCheck(const CameraCheckView& check);
    void clear();

private:
    struct Line {
        QLabel* sign = nullptr;
        QLabel* text = nullptr;
    };
    std::array<Line, 3> lines_;  ///< rate, light, white
    SeenSquare* seen_;

    void setLine(Line& line, bool wrong, const QString& text);
};

}  // namespace handscope::ui
