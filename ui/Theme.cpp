// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Theme.h"

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

namespace handscope::ui {
namespace {

struct Colours {
    QRgb window;
    QRgb base;
    QRgb alternate;
    QRgb button;
    QRgb text;
    QRgb disabled;
    QRgb placeholder;
    QRgb highlight;
    QRgb link;
    QRgb toolTip;
};

constexpr Colours kLight{0xfff3f4f6, 0xffffffff, 0xfff0f2f5, 0xffe9ebef, 0xff1c1f24,
                         0xff9096a0, 0xff666d78, 0xff2f6fde, 0xff1f5fc9, 0xffffffff};
constexpr Colours kDark{0xff2a2d33, 0xff191b1f, 0xff1f2227, 0xff3a3e46, 0xffe6e8eb,
                        0xff747a84, 0xff939aa5, 0xff2f6fde, 0xff7fb0ff, 0xff32363d};

QPalette paletteOf(const Colours& colours) {
    // The rest (mid, shadow, …) is derived by Qt from these two.
    QPalette palette{QColor(colours.button), QColor(colours.window)};
    palette.setColor(QPalette::WindowText, QColor(colours.text));
    palette.setColor(QPalette::Base, QColor(colours.base));
    palette.setColor(QPalette::AlternateBase, QColor(colours.alternate));
    palette.setColor(QPalette::Text, QColor(colours.text));
    palette.setColor(QPalette::ButtonText, QColor(colours.text));
    palette.setColor(QPalette::PlaceholderText, QColor(colours.placeholder));
    palette.setColor(QPalette::Highlight, QColor(colours.highlight));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(colours.link));
    palette.setColor(QPalette::ToolTipBase, QColor(colours.toolTip));
    palette.setColor(QPalette::ToolTipText, QColor(colours.text));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, QColor(colours.disabled));
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(colours.disabled));
    return palette;
}

}  // namespace

QString themeName(ThemeChoice choice) {
    switch (choice) {
        case ThemeChoice::Light:
            return QStringLiteral("light");
        case ThemeChoice::Dark:
            return QStringLiteral("dark");
        case ThemeChoice::System:
            break;
    }
    return QStringLiteral("system");
}

ThemeChoice themeFromName(const QString& name) {
    for (const auto choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        if (name == themeName(choice)) {
            return choice;
        }
    }
    return ThemeChoice::System;
}

Theme::Theme() : systemStyle_(QApplication::style()->name()) {}

void Theme::apply(ThemeChoice choice) {
    if (choice == choice_) {
        return;
    }
    choice_ = choice;
    if (choice == ThemeChoice::System) {
        QApplication::setStyle(QStyleFactory::create(systemStyle_));
        QApplication::setPalette(QPalette());
        QToolTip::setPalette(QApplication::palette());
        return;
    }
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const QPalette palette = paletteOf(choice == ThemeChoice::Dark ? kDark : kLight);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::WindowText).lightnessF() >
           palette.color(QPalette::Window).lightnessF();
}

QColor quietText(const QPalette& palette) {
    const QColor text = palette.color(QPalette::WindowText);
    const QColor background = palette.color(QPalette::Window);
    const auto mix = [](float first, float second) { return first * 0.68F + second * 0.32F; };
    return QColor::fromRgbF(mix(text.redF(), background.redF()),
                            mix(text.greenF(), background.greenF()),
                            mix(text.blueF(), background.blueF()));
}

}  // namespace handscope::ui
