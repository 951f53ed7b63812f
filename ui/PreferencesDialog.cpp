// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/PreferencesDialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace handscope::ui {

PreferencesDialog::PreferencesDialog(const Preferences& current, QWidget* parent)
    : QDialog(parent),
      language_(addChoice("preferences.language", tr("Language"), tr("Language of the window"))),
      device_(addChoice("preferences.device", tr("Network runs on"),
                        tr("The processor that computes the network"))),
      precision_(addChoice("preferences.precision", tr("Precision"),
                           tr("Of the network's numbers; fewer bits are faster"))),
      threads_(new QSpinBox(this)),
      flipTest_(new QCheckBox(tr("Ask about the mirror image too (flip test)"), this)) {
    setObjectName(QStringLiteral("preferences"));
    setWindowTitle(tr("Preferences"));
    language_->addItem(tr("As the system"), QStringLiteral("system"));
    language_->addItem(QStringLiteral("English"), QStringLiteral("en"));
    language_->addItem(QStringLiteral("한국어"), QStringLiteral("ko"));
    device_->addItem(tr("A GPU where there is one"), QStringLiteral("auto"));
    device_->addItem(tr("The CPU"), QStringLiteral("cpu"));
    device_->addItem(tr("The GPU (CUDA)"), QStringLiteral("cuda"));
    precision_->addItem(tr("The fastest"), QStringLiteral("auto"));
    for (const char* const name : {"fp32", "bf16", "fp16"}) {
        precision_->addItem(QString::fromLatin1(name), QString::fromLatin1(name));
    }
    language_->setCurrentIndex(language_->findData(current.language));
    device_->setCurrentIndex(device_->findData(current.device));
    precision_->setCurrentIndex(precision_->findData(current.precision));

    threads_->setObjectName(QStringLiteral("preferences.threads"));
    threads_->setAccessibleName(tr("Threads of the network"));
    threads_->setToolTip(tr("How many processors the network may use at once"));
    threads_->setRange(0, Preferences::kMostThreads);
    threads_->setSpecialValueText(tr("All processors"));
    threads_->setValue(current.threads);

    flipTest_->setObjectName(QStringLiteral("preferences.flipTest"));
    flipTest_->setAccessibleName(flipTest_->text());
    flipTest_->setToolTip(
        tr("Of models whose files say so. Left and right are swapped back and the mean is taken: "
           "better answers, in twice the time"));
    flipTest_->setChecked(current.flipTest);

    auto* form = new QFormLayout;
    for (QComboBox* choice : {language_, device_, precision_}) {
        form->addRow(choice->accessibleName(), choice);
    }
    form->addRow(threads_->accessibleName(), threads_);
    form->addRow(QString(), flipTest_);

    auto* note =
        new QLabel(tr("These hold from the next start on. What an option of the command line "
                      "says goes before them."),
                   this);
    note->setWordWrap(true);
    note->setForegroundRole(QPalette::PlaceholderText);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    QPushButton* ok = buttons->button(QDialogButtonBox::Ok);
    ok->setObjectName(QStringLiteral("preferences.ok"));
    ok->setText(tr("Save"));
    ok->setAccessibleName(tr("Save"));
    ok->setToolTip(tr("Keep these for the next start"));
    QPushButton* cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setAccessibleName(tr("Cancel"));
    cancel->setToolTip(tr("Close without a change"));
    for (QPushButton* button : {ok, cancel}) {
        button->setIcon({});
    }
    connect(buttons, &QDialogButtonBox::accepted, this, &PreferencesDialog::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(note);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
}

QComboBox* PreferencesDialog::addChoice(const char* name, const QString& title,
                                        const QString& toolTip) {
    auto* choice = new QComboBox(this);
    choice->setObjectName(QString::fromLatin1(name));
    choice->setAccessibleName(title);
    choice->setToolTip(toolTip);
    return choice;
}

void PreferencesDialog::finish() {
    Q_EMIT chosen({.language = language_->currentData().toString(),
                   .device = device_->currentData().toString(),
                   .precision = precision_->currentData().toString(),
                   .threads = threads_->value(),
                   .flipTest = flipTest_->isChecked()});
    accept();
}

}  // namespace handscope::ui
