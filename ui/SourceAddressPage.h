// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QWidget>
#include <optional>

#include "ui/DisplayTypes.h"

namespace handscope::ui {

/// The page of the source dialog for whatever FFmpeg can read by its address.
class SourceAddressPage : public QWidget {
    Q_OBJECT

public:
    explicit SourceAddressPage(QWidget* parent);

    void setChoice(const SourceChoice& choice);
    /// An empty address while none is written, or the options make no sense.
    SourceChoice choice() const;

Q_SIGNALS:
    void choiceChanged();

private:
    QLineEdit* address_;
    QLineEdit* options_;
    QLabel* optionsHint_;
    QCheckBox* opensFurther_;

    /// FFmpeg's options; none where the text is not made of NAME=VALUE.
    std::optional<QMap<QString, QString>> options() const;
    void changed();
};

}  // namespace handscope::ui
