// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/CameraCheckPanel.h"

#include <QGridLayout>
#include <QLocale>
#include <QStyle>
#include <QVBoxLayout>
#include <cmath>

#include "ui/SeenSquare.h"

namespace handscope::ui {

CameraCheckPanel::CameraCheckPanel(QWidget* parent) : QWidget(parent), seen_(new SeenSquare(this)) {
    auto* grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    const std::array<const char*, 3> names{"camera.rate", "camera.light", "camera.white"};
    const std::array<QString, 3> spoken{tr("Rate"), tr("Light"), tr("White parts")};
    const std::array<QString, 3> tips{
        tr("Frames a second that come, beside those that were asked for. Many cameras halve their "
           "rate in bad light."),
        tr("Mean brightness of the picture. In the dark hands are noise."),
        tr("Share of the picture that is white: what is there cannot be seen.")};
    for (std::size_t row = 0; row < lines_.size(); ++row) {
        Line& line = lines_[row];
        line.sign = new QLabel(this);
        line.text = new QLabel(this);
        line.text->setObjectName(QString::fromLatin1(names[row]));
        line.text->setAccessibleName(spoken[row]);
        line.text->setToolTip(tips[row]);
        line.text->setWordWrap(true);
        grid->addWidget(line.sign, static_cast<int>(row), 0, Qt::AlignTop);
        grid->addWidget(line.text, static_cast<int>(row), 1);
    }
    auto* caption = new QLabel(tr("What the network sees:"), this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->addLayout(grid);
    layout->addWidget(caption);
    layout->addWidget(seen_, 1);
    clear();
}

void CameraCheckPanel::setLine(Line& line, bool wrong, const QString& text) {
    const auto icon =
        style()->standardIcon(wrong ? QStyle::SP_MessageBoxWarning : QStyle::SP_DialogApplyButton);
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    line.sign->setPixmap(icon.pixmap(side, side));
    line.text->setText(text);
}

void CameraCheckPanel::setCheck(const CameraCheckView& check) {
    const QLocale locale;
    QString rate = tr("%1 frames a second").arg(locale.toString(check.deliveredRate, 'f', 1));
    if (check.askedRate > 0.0) {
        rate = tr("%1 of %2 frames a second")
                   .arg(locale.toString(check.deliveredRate, 'f', 1),
                        locale.toString(check.askedRate, 'f', 1));
    }
    setLine(
        lines_[0], check.slow,
        check.slow
            ? tr("%1: slow. More light, another format (MJPG) or a smaller size helps.").arg(rate)
            : rate);
    const QString light = tr("brightness %1 %").arg(std::lround(check.brightness * 100.0));
    setLine(lines_[1], check.dark,
            check.dark ? tr("%1: dark. Switch on a light in front of you.").arg(light) : light);
    const QString white = tr("%1 % white").arg(std::lround(check.brightShare * 100.0));
    setLine(lines_[2], check.clipped,
            check.clipped
                ? tr("%1: overexposed. Turn away from the window or lower the exposure.").arg(white)
                : white);
    seen_->setPicture(check.seen);
}

void CameraCheckPanel::clear() {
    for (Line& line : lines_) {
        line.sign->clear();
        line.text->setText(QStringLiteral("–"));
    }
    seen_->setPicture({});
}

}  // namespace handscope::ui
