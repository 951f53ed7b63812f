// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/WidgetKeys.h"

#include <QCoreApplication>
#include <QKeyCombination>
#include <QKeySequence>
#include <initializer_list>

namespace handscope::ui {
namespace {

/// Where translators find these texts.
class WidgetKeysText {
    Q_DECLARE_TR_FUNCTIONS(handscope::ui::WidgetKeys)
};

QString keys(std::initializer_list<QKeyCombination> codes) {
    QStringList names;
    for (const QKeyCombination code : codes) {
        names << QKeySequence(code).toString(QKeySequence::NativeText);
    }
    return names.join(WidgetKeysText::tr(" or "));
}

}  // namespace

QList<WidgetKey> networkKeys() {
    return {
        {WidgetKeysText::tr("To the node beside it"), keys({Qt::Key_Left, Qt::Key_Right})},
        {WidgetKeysText::tr("To the node above or below"), keys({Qt::Key_Up, Qt::Key_Down})},
        {WidgetKeysText::tr("To the block before or after"),
         keys({Qt::Key_PageUp, Qt::Key_PageDown})},
        {WidgetKeysText::tr("To the first or the last node"), keys({Qt::Key_Home, Qt::Key_End})},
        {WidgetKeysText::tr("Pick the node"), keys({Qt::Key_Return})},
        {WidgetKeysText::tr("Cut the node, or restore it"), keys({Qt::Key_C})},
    };
}

QList<WidgetKey> timeStripKeys() {
    return {
        {WidgetKeysText::tr("One frame back or on"), keys({Qt::Key_Left, Qt::Key_Right})},
        {WidgetKeysText::tr("One window back or on"),
         keys({Qt::CTRL | Qt::Key_Left, Qt::CTRL | Qt::Key_Right})},
        {WidgetKeysText::tr("To the beginning or the end"), keys({Qt::Key_Home, Qt::Key_End})},
        {WidgetKeysText::tr("To the event before or after"),
         keys({Qt::Key_BracketLeft, Qt::Key_BracketRight})},
        {WidgetKeysText::tr("Scroll"), keys({Qt::Key_PageUp, Qt::Key_PageDown})},
        {WidgetKeysText::tr("Enlarge or reduce"), keys({Qt::Key_Plus, Qt::Key_Minus})},
        {WidgetKeysText::tr("Show all"), keys({Qt::Key_0})},
    };
}

QList<WidgetKey> mapKeys() {
    return {
        {WidgetKeysText::tr("Enlarge or reduce"), keys({Qt::Key_Plus, Qt::Key_Minus})},
        {WidgetKeysText::tr("Show all"), keys({Qt::Key_0})},
        {WidgetKeysText::tr("Move what is enlarged"),
         keys({Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down})},
        {WidgetKeysText::tr("Read the value of the cell beside it"),
         keys({Qt::SHIFT | Qt::Key_Left, Qt::SHIFT | Qt::Key_Right, Qt::SHIFT | Qt::Key_Up,
               Qt::SHIFT | Qt::Key_Down})},
        {WidgetKeysText::tr("Stop reading values"), keys({Qt::Key_Escape})},
    };
}

QList<WidgetKey> channelKeys() {
    return {
        {WidgetKeysText::tr("To the channel beside it"),
         keys({Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down})},
        {WidgetKeysText::tr("Show the channel alone"), keys({Qt::Key_Return})},
        {WidgetKeysText::tr("Read the value of the cell beside it"),
         keys({Qt::SHIFT | Qt::Key_Left, Qt::SHIFT | Qt::Key_Right, Qt::SHIFT | Qt::Key_Up,
               Qt::SHIFT | Qt::Key_Down})},
        {WidgetKeysText::tr("Stop reading values"), keys({Qt::Key_Escape})},
    };
}

QList<WidgetKey> segmentKeys() {
    return {
        {WidgetKeysText::tr("To the segment before or after"), keys({Qt::Key_Up, Qt::Key_Down})},
        {WidgetKeysText::tr("To the beginning or the end"), keys({Qt::Key_Home, Qt::Key_End})},
        {WidgetKeysText::tr("A tenth of the view back or on"),
         keys({Qt::Key_PageUp, Qt::Key_PageDown})},
        {WidgetKeysText::tr("Give up what is being dragged"), keys({Qt::Key_Escape})},
    };
}

QList<WidgetKey> classRuleKeys() {
    return {
        {WidgetKeysText::tr("Let the gesture fire, or not"), keys({Qt::Key_Space})},
        {WidgetKeysText::tr("Type a threshold of its own"), keys({Qt::Key_F2, Qt::Key_Return})},
        {WidgetKeysText::tr("Take its own threshold away"), keys({Qt::Key_Delete})},
    };
}

QList<WidgetKey> listKeys() {
    return {{WidgetKeysText::tr("Go there, or open it"), keys({Qt::Key_Return})}};
}

}  // namespace handscope::ui
