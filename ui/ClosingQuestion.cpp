// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ClosingQuestion.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace handscope::ui {
namespace {

/// Where translators find these texts.
class ClosingQuestionText {
    Q_DECLARE_TR_FUNCTIONS(handscope::ui::ClosingQuestion)
};

}  // namespace

void askToStopAndClose(QWidget* window, const std::function<void()>& stopAndClose) {
    const QString name = QStringLiteral("closing.question");
    if (auto* asked = window->findChild<QMessageBox*>(name)) {
        asked->raise();
        return;
    }
    auto* box = new QMessageBox(
        QMessageBox::Question, ClosingQuestionText::tr("Stop labelling?"),
        ClosingQuestionText::tr("Recordings are being labelled. Stop that and close?"),
        QMessageBox::Yes | QMessageBox::No, window);
    box->setObjectName(name);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(ClosingQuestionText::tr(
        "What is done stays done. What is left is in the queue again at the next start."));
    box->setDefaultButton(QMessageBox::No);
    box->setEscapeButton(QMessageBox::No);
    box->button(QMessageBox::Yes)->setText(ClosingQuestionText::tr("Stop and close"));
    box->button(QMessageBox::No)->setText(ClosingQuestionText::tr("Keep labelling"));
    QObject::connect(box, &QMessageBox::finished, window, [stopAndClose](int answer) {
        if (answer == QMessageBox::Yes) {
            stopAndClose();
        }
    });
    box->open();
}

}  // namespace handscope::ui
