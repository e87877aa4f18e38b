#include "ui/window/windowdialogs.h"

#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "ui/window/autosave.h"
#include "ui/window/shortcutsheet.h"

namespace ui {
namespace {

/// Only for its translations.
struct Dialogs
{
    Q_DECLARE_TR_FUNCTIONS(ui::Dialogs)
};

QString askForNewFile(QWidget* parent, const QString& title, const QString& suggested,
                      const QStringList& filters)
{
    QFileDialog dialog(parent, title, suggested, filters.join(QStringLiteral(";;")));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    // A name without an ending gets the one of the chosen filter: "Image (*.png)" -> png.
    const auto useSuffix = [&dialog](const QString& filter) {
        dialog.setDefaultSuffix(
            filter.section(QStringLiteral("*."), 1).section(QLatin1Char(')'), 0, 0));
    };
    const QString suffix = QStringLiteral("*.") + QFileInfo(suggested).suffix();
    for (const QString& filter : filters)
        if (filter.contains(suffix))
            dialog.selectNameFilter(filter);
    useSuffix(dialog.selectedNameFilter());
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, useSuffix);
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

void showText(QWidget* parent, const QString& title, const QString& html, QSize size)
{
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto* text = new QTextBrowser(dialog);
    text->setOpenExternalLinks(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setHtml(html);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(text);
    layout->addWidget(buttons);
    dialog->resize(size);
    dialog->show();
}

} // namespace

QString askForLesson(QWidget* parent, const QString& near)
{
    const QString filter = Dialogs::tr("Lessons and notebooks (*.md *.ipynb *.py);;All files (*)");
    return QFileDialog::getOpenFileName(parent, Dialogs::tr("Open a lesson or notebook"), near,
                                        filter);
}

QString askWhereToSave(QWidget* parent, const QString& suggested)
{
    return askForNewFile(parent, Dialogs::tr("Save lesson"), suggested,
                         {Dialogs::tr("Lesson text (*.md)"),
                          Dialogs::tr("Jupyter notebook (*.ipynb)"),
                          Dialogs::tr("Python script with cells (*.py)")});
}

QString askWhereToExport(QWidget* parent, const QString& suggested)
{
    return askForNewFile(parent, Dialogs::tr("Export picture"), suggested,
                         {Dialogs::tr("Image (*.png)"), Dialogs::tr("Scalable drawing (*.svg)"),
                          Dialogs::tr("Page (*.pdf)")});
}

UnsavedAnswer askAboutUnsaved(QWidget* parent, const QString& title)
{
    QMessageBox box(QMessageBox::Warning, QApplication::applicationDisplayName(),
                    Dialogs::tr("“%1” was changed.").arg(title),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, parent);
    box.setInformativeText(Dialogs::tr("Without saving, the changes are lost."));
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
    case QMessageBox::Save:
        return UnsavedAnswer::Save;
    case QMessageBox::Discard:
        return UnsavedAnswer::Discard;
    default:
        return UnsavedAnswer::Cancel;
    }
}

DraftAnswer askAboutDraft(QWidget* parent, const Draft& draft)
{
    QMessageBox box(
        QMessageBox::Question, QApplication::applicationDisplayName(),
        Dialogs::tr("“%1” was not saved when the program ended.")
            .arg(draft.title.isEmpty() ? QFileInfo(draft.path).fileName() : draft.title),
        QMessageBox::NoButton, parent);
    const QString time = QLocale().toString(draft.written, QLocale::ShortFormat);
    box.setInformativeText(
        (draft.isEarlier
             ? Dialogs::tr("The last automatic save was cut short. The one before it is of %1.")
             : Dialogs::tr("It was saved automatically at %1."))
            .arg(time));
    const QPushButton* const recover =
        box.addButton(Dialogs::tr("Recover"), QMessageBox::AcceptRole);
    const QPushButton* const discard =
        box.addButton(Dialogs::tr("Discard"), QMessageBox::DestructiveRole);
    box.addButton(Dialogs::tr("Later"), QMessageBox::RejectRole);
    box.exec();
    return box.clickedButton() == recover ? DraftAnswer::Recover
        : box.clickedButton() == discard  ? DraftAnswer::Discard
                                          : DraftAnswer::Later;
}

void complain(QWidget* parent, const QString& text, const QString& detail)
{
    QMessageBox box(QMessageBox::Warning, QApplication::applicationDisplayName(), text,
                    QMessageBox::Ok, parent);
    box.setInformativeText(detail);
    box.exec();
}

void showShortcuts(QWidget* parent, const Actions& actions)
{
    showText(parent, Dialogs::tr("Keyboard shortcuts"), shortcutSheet(actions), {560, 680});
}

void showAbout(QWidget* parent)
{
    const QString html =
        QStringLiteral("<table cellpadding='8'><tr><td><img src=':/icons/tapedeck.svg' width='72' "
                       "height='72'></td><td><h2>Tapedeck %1</h2><p>%2</p></td></tr></table>")
            .arg(QApplication::applicationVersion(),
                 Dialogs::tr("Run the cells of a GradientTape lesson, then play the tape: forward "
                             "through the "
                             "recorded computation, and back through the gradient."))
        + QStringLiteral("<p>%1</p>")
              .arg(Dialogs::tr("Tapedeck is free software: you may share and change it under the "
                               "GNU General Public License, "
                               "version 3 or later. It comes without any warranty."))
        + QStringLiteral("<p>%1</p><ul><li>Qt %2 (LGPL-3.0)</li><li>Eigen (MPL-2.0)</li><li>JSON "
                         "for Modern C++ (MIT)</li><li>yaml-cpp (MIT)</li>"
                         "<li>CLI11 (BSD-3-Clause)</li><li>MathJax (Apache-2.0)</li><li>Graphviz "
                         "dot, %3 (EPL-1.0)</li></ul>")
              .arg(Dialogs::tr("It is built with:"), QString::fromLatin1(qVersion()),
                   Dialogs::tr("started as a program of its own"));
    showText(parent, Dialogs::tr("About Tapedeck"), html, {520, 440});
}

} // namespace ui
