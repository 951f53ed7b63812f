// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/NaturalOrder.h"

namespace handscope::ui {
namespace {

/// Takes the digits from `at` on, without leading zeros, and moves `at` behind them.
QStringView takeNumber(QStringView text, qsizetype& at) {
    const qsizetype begin = at;
    while (at < text.size() && text[at].isDigit()) {
        ++at;
    }
    QStringView number = text.sliced(begin, at - begin);
    while (number.size() > 1 && number.front() == u'0') {
        number = number.sliced(1);
    }
    return number;
}

}  // namespace

int compareNaturally(QStringView left, QStringView right) {
    qsizetype atLeft = 0;
    qsizetype atRight = 0;
    while (atLeft < left.size() && atRight < right.size()) {
        if (left[atLeft].isDigit() && right[atRight].isDigit()) {
            const QStringView first = takeNumber(left, atLeft);
            const QStringView second = takeNumber(right, atRight);
            // Of two numbers the one with more digits is the greater, however long they are.
            const int order = first.size() != second.size()
                                  ? (first.size() < second.size() ? -1 : 1)
                                  : first.compare(second);
            if (order != 0) {
                return order;
            }
            continue;
        }
        const char16_t first = left[atLeft++].toCaseFolded().unicode();
        const char16_t second = right[atRight++].toCaseFolded().unicode();
        if (first != second) {
            return first < second ? -1 : 1;
        }
    }
    const qsizetype restLeft = left.size() - atLeft;
    const qsizetype restRight = right.size() - atRight;
    if (restLeft != restRight) {
        return restLeft < restRight ? -1 : 1;
    }
    return left.compare(right);
}

}  // namespace handscope::ui
