// MainWindow's files: opening, saving, exporting, and the title that says what is open.

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include "engine/lesson/lessonfile.h"
#include "engine/recording/lessonstate.h"
#include "engine/recording/recording.h"
#include "ui/export/pictureexport.h"
#include "ui/learning/tutor.h"
#include "ui/live/livevalues.h"
#include "ui/notebook/notebookview.h"
#include "ui/plots/figureexport.h"
#include "ui/stage/stageview.h"
#include "ui/window/actions.h"
#include "ui/window/lessonreader.h"
#include "ui/window/mainwindow.h"
#include "ui/window/shippedlessons.h"
#include "ui/window/windowdialogs.h"

namespace ui {
namespace {

/// Where a dialog begins: beside the open file, or at home for a lesson that came with the program.
QString folderNear(const QString& path)
{
    return path.isEmpty() || isShipped(path) ? QDir::homePath() : QFileInfo(path).path();
}

} // namespace

void MainWindow::openFirstLesson()
{
    const std::vector<ShippedLesson> lessons = shippedLessons(language());
    if (!lessons.empty())
        open(lessons.front().path);
}

bool MainWindow::open(const QString& path)
{
    const auto read = readLessonFile(path);
    if (const auto* error = std::get_if<engine::FileError>(&read)) {
        complain(this, tr("This file cannot be opened."),
                 QString::fromStdString(error->text(language())));
        return false;
    }
    if (!maySwitch())
        return false;
    m_path = isShipped(path) ? path : QFileInfo(path).absoluteFilePath();
    m_live->forget();
    m_actions->pin->setChecked(false);
    m_runner.restart();
    m_player.setRecording(nullptr, 0);
    m_selection.clear();
    m_notebook->setLesson(std::get<engine::Lesson>(read));
    m_tutor->lessonShown(m_path);
    m_runEnd = RunEnd::Well;
    setWindowModified(false);
    showValidity();
    showRunning();
    fillLessonMenu();
    showTitle();
    return true;
}

void MainWindow::askForFile()
{
    const QString path = askForLesson(this, folderNear(m_path));
    if (!path.isEmpty())
        open(path);
}

bool MainWindow::save()
{
    return m_path.isEmpty() || isShipped(m_path) ? saveAs() : saveTo(m_path);
}

bool MainWindow::saveAs()
{
    const QString path =
        askWhereToSave(this, QDir(folderNear(m_path)).filePath(QFileInfo(m_path).fileName()));
    return !path.isEmpty() && saveTo(path);
}

bool MainWindow::saveTo(const QString& path)
{
    engine::Lesson lesson = m_notebook->lesson();
    if (const auto& recording = m_player.recording()) {
        std::vector<engine::ExecutedCell> executed = engine::executedCells(lesson, *recording);
        for (std::size_t i = 0; i < executed.size(); ++i) {
            addPictures(executed[i].outputs, &m_typesetter);
            lesson.cells[i].storedOutputs = executed[i].outputs;
            lesson.cells[i].storedExecutionCount = executed[i].executionCount;
        }
    }
    if (const auto error = engine::saveLesson(lesson, path.toStdString())) {
        complain(this, tr("The lesson was not saved."),
                 QString::fromStdString(error->text(language())));
        return false;
    }
    m_path = path;
    setWindowModified(false);
    fillLessonMenu();
    showTitle();
    return true;
}

bool MainWindow::maySwitch()
{
    if (!isWindowModified())
        return true;
    switch (askAboutUnsaved(this, QString::fromStdString(m_notebook->lesson().title))) {
    case UnsavedAnswer::Save:
        return save();
    case UnsavedAnswer::Discard:
        return true;
    case UnsavedAnswer::Cancel:
        return false;
    }
    return false;
}

void MainWindow::askForPicture()
{
    const QString name =
        QStringLiteral("%1-%2.png").arg(QFileInfo(m_path).completeBaseName()).arg(m_player.step());
    const QString path = askWhereToExport(this, QDir(folderNear(m_path)).filePath(name));
    if (!path.isEmpty())
        exportPictureTo(path);
}

bool MainWindow::exportPictureTo(const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    PictureOptions options;
    options.typesetter = &m_typesetter;
    options.format = suffix == QLatin1String("svg") ? PictureFormat::Svg
        : suffix == QLatin1String("pdf")            ? PictureFormat::Pdf
                                                    : PictureFormat::Png;
    options.theme = theme();
    options.language = language();
    options.scale = 2;
    if (m_stage->recording() == m_player.recording() && m_stage->model().take == m_player.take()) { // the picture is what the stage shows
        options.folding = m_stage->model().folding;
        options.direction = m_stage->model().direction;
    }
    options.isIsolated = m_stage->isIsolated();
    options.isTinted = m_stage->isTinted();
    options.title = QString::fromStdString(m_notebook->lesson().title);
    QSaveFile file(path);
    QString trouble;
    if (file.open(QIODevice::WriteOnly))
        trouble = exportPicture(*m_player.recording(), m_player.step(), options, file);
    if (trouble.isEmpty() && file.commit())
        return true;
    complain(this, tr("The picture was not saved."),
             trouble.isEmpty() ? file.errorString() : trouble);
    return false;
}

void MainWindow::fillLessonMenu()
{
    m_actions->lessons->clear();
    for (const ShippedLesson& lesson : shippedLessons(language())) {
        QAction* action = m_actions->lessons->addAction(
            QString(lesson.title).replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setData(lesson.path);
        action->setCheckable(true);
        action->setChecked(lesson.path == m_path);
    }
    m_actions->lessons->setEnabled(!m_actions->lessons->isEmpty());
}

void MainWindow::showTitle()
{
    const QString lesson = QString::fromStdString(m_notebook->lesson().title);
    setWindowTitle((lesson.isEmpty() ? QString() : lesson + QStringLiteral("[*] — "))
                   + QStringLiteral("Tapedeck"));
}

} // namespace ui
