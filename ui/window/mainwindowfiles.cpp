// MainWindow's files: opening, saving, exporting, and the title that says what is open.

#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QSaveFile>
#include <QUrl>

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
    const auto read = readLessonFile(path, engine::InvalidBlocks::Kept); // shown with what is wrong
    if (const auto* error = std::get_if<engine::FileError>(&read)) {
        complain(this, tr("This file cannot be opened."),
                 QString::fromStdString(error->text(language())));
        return false;
    }
    if (!maySwitch())
        return false;
    present(std::get<engine::Lesson>(read),
            isShipped(path) ? path : QFileInfo(path).absoluteFilePath());
    m_autosave.forget();
    remember(m_path);
    return true;
}

bool MainWindow::beginNew()
{
    if (!maySwitch())
        return false;
    engine::Lesson lesson;
    lesson.title = tr("New notebook").toStdString();
    lesson.cells.resize(1);
    present(lesson, {});
    m_autosave.forget();
    m_notebook->editCell(0);
    return true;
}

void MainWindow::present(const engine::Lesson& lesson, const QString& path)
{
    m_path = path;
    m_live->forget();
    m_actions->pin->setChecked(false);
    m_runner.restart();
    m_player.setRecording(nullptr, 0);
    m_selection.clear();
    m_notebook->setFolder(QFileInfo(m_path).path());
    m_notebook->setLesson(lesson);
    m_tutor->lessonShown(m_path);
    m_runEnd = RunEnd::Well;
    setWindowModified(false);
    showValidity();
    showRunning();
    fillLessonMenu();
    showTitle();
}

/// Puts what is open first among the recent files.
void MainWindow::remember(const QString& path)
{
    constexpr qsizetype most = 10;
    if (isShipped(path) || path.isEmpty())
        return;
    m_settings.recent.removeAll(path);
    m_settings.recent.prepend(path);
    m_settings.recent = m_settings.recent.mid(0, most);
    m_settings.save();
    fillRecentMenu();
}

void MainWindow::fillRecentMenu()
{
    QMenu* const menu = m_actions->recent;
    menu->clear();
    for (const QString& path : m_settings.recent) {
        const QString folder = QFileInfo(path).dir().dirName();
        QString text = QStringLiteral("%1 — %2").arg(QFileInfo(path).fileName(), folder);
        QAction* const action =
            menu->addAction(text.replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setToolTip(QDir::toNativeSeparators(path));
        action->setData(path);
        connect(action, &QAction::triggered, this, [this, path] {
            if (QFileInfo::exists(path)) {
                open(path);
                return;
            }
            complain(this, tr("This file is no longer there."), QDir::toNativeSeparators(path));
            m_settings.recent.removeAll(path);
            m_settings.save();
            fillRecentMenu();
        });
    }
    if (!m_settings.recent.isEmpty()) {
        menu->addSeparator();
        connect(menu->addAction(tr("Forget these")), &QAction::triggered, this, [this] {
            m_settings.recent.clear();
            m_settings.save();
            fillRecentMenu();
        });
    }
    menu->setEnabled(!m_settings.recent.isEmpty());
    menu->setToolTipsVisible(true);
}

Draft MainWindow::draft() const
{
    const engine::Lesson lesson = m_notebook->lesson();
    Draft draft;
    draft.path = m_path;
    draft.title = QString::fromStdString(lesson.title);
    draft.text = engine::writeLesson(lesson);
    return draft;
}

bool MainWindow::offerRecovery()
{
    QStringList unreadable;
    const std::vector<Draft> drafts = m_autosave.findOrphans(&unreadable);
    if (!unreadable.isEmpty())
        complain(this, tr("What was not saved cannot be recovered."),
                 tr("The files of the automatic save are damaged; they were put aside."));
    for (const Draft& draft : drafts) {
        switch (askAboutDraft(this, draft)) {
        case DraftAnswer::Recover:
            return recover(draft);
        case DraftAnswer::Discard:
            m_autosave.remove(draft);
            break;
        case DraftAnswer::Later:
            break;
        }
    }
    return false;
}

bool MainWindow::recover(const Draft& draft)
{
    const auto read =
        engine::parseLesson(draft.text, draft.path.toStdString(), engine::InvalidBlocks::Kept);
    if (const auto* error = std::get_if<engine::FileError>(&read)) {
        complain(this, tr("What was not saved cannot be recovered."),
                 QString::fromStdString(error->text(language())));
        return false;
    }
    present(std::get<engine::Lesson>(read), draft.path);
    setWindowModified(true);
    m_autosave.writeNow(); // under this program's name, before the other is gone
    m_autosave.remove(draft);
    const QString time = QLocale().toString(draft.written.time(), QLocale::ShortFormat);
    m_statusLabel->setText(
        draft.isEarlier
            ? tr("The last automatic save was cut short; this is the one of %1").arg(time)
            : tr("Recovered as it was at %1").arg(time));
    return true;
}

/// A link of the text: to a heading here, or to another lesson and perhaps a heading there.
void MainWindow::follow(const QUrl& link)
{
    if (!link.isRelative() && !link.isLocalFile())
        return; // mailto: and whatever else there is; the web is not reached from here
    const QString written = link.isLocalFile() ? link.toLocalFile() : link.path();
    if (!written.isEmpty()) {
        const QString path = QDir::cleanPath(QFileInfo(m_path).dir().filePath(written));
        if (path != m_path && !open(path))
            return;
    }
    if (link.hasFragment() && !m_notebook->goToAnchor(link.fragment(QUrl::FullyDecoded)))
        m_statusLabel->setText(
            tr("There is no heading “%1” here").arg(link.fragment(QUrl::FullyDecoded)));
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
        askWhereToSave(this,
                       QDir(folderNear(m_path))
                           .filePath(m_path.isEmpty() ? tr("notebook") + QStringLiteral(".ipynb")
                                                      : QFileInfo(m_path).fileName()));
    return !path.isEmpty() && saveTo(path);
}

bool MainWindow::saveTo(const QString& path)
{
    engine::Lesson lesson = m_notebook->lesson();
    if (const auto& recording = m_player.recording()) {
        std::vector<engine::ExecutedCell> executed = engine::executedCells(lesson, *recording);
        for (std::size_t i = 0; i < executed.size(); ++i) {
            if (executed[i].executionCount == 0)
                continue; // not run here: the outputs of the file stay
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
    m_notebook->setFolder(QFileInfo(m_path).absolutePath());
    setWindowModified(false);
    m_autosave.forget();
    remember(QFileInfo(m_path).absoluteFilePath());
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
        m_autosave.forget();
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
    if (m_stage->recording() == m_player.recording()
        && m_stage->model().take == m_player.take()) { // the picture is what the stage shows
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
