// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/TrustQuestion.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace handscope::ui {
namespace {

/// Where translators find these texts.
class TrustQuestionText {
    Q_DECLARE_TR_FUNCTIONS(handscope::ui::TrustQuestion)
};

}  // namespace

bool askToTrustScript(QWidget* parent, const QString& file, const QString& sha256) {
    QMessageBox box(QMessageBox::Warning, TrustQuestionText::tr("Run this model?"),
                    TrustQuestionText::tr(
                        "This model is a program. It can do whatever you can do on this computer."),
                    QMessageBox::Yes | QMessageBox::No, parent);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(
        TrustQuestionText::tr("%1\n\nSHA-256: %2\n\nRun it only if you know where it comes from. "
                              "Your answer counts for exactly this file.")
            .arg(file, sha256));
    box.setDefaultButton(QMessageBox::No);
    box.setEscapeButton(QMessageBox::No);
    box.button(QMessageBox::Yes)->setText(TrustQuestionText::tr("Run it"));
    box.button(QMessageBox::No)->setText(TrustQuestionText::tr("Do not run"));
    return box.exec() == QMessageBox::Yes;
}

}  // namespace handscope::ui
