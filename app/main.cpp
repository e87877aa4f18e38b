#include <QApplication>
#include <QFile>
#include <QIcon>
#include <QLocalSocket>
#include <QLocale>
#include <QTemporaryDir>

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "app/commandline.h"
#include "app/headless.h"
#include "app/version.h"
#include "ui/math/mathtypesetter.h"
#include "ui/plots/figureexport.h"
#include "ui/window/interfacelanguage.h"
#include "ui/window/mainwindow.h"

namespace app {
namespace {

/// Whether an X server listens where DISPLAY points, as far as that can be seen without asking it:
/// a local display has a socket. A display elsewhere ("host:0") is taken at its word.
bool displayAnswers(const QByteArray& display)
{
    const qsizetype colon = display.lastIndexOf(':');
    if (colon < 0)
        return false;
    const QByteArray host = display.left(colon);
    if (!host.isEmpty() && host != "unix")
        return true;
    const QByteArray number = display.mid(colon + 1).split('.').first();
    QLocalSocket socket;
    socket.connectToServer(QStringLiteral("/tmp/.X11-unix/X") + QString::fromLatin1(number));
    return socket.waitForConnected(500);
}

/// Why there is nothing to open a window on, or empty.
std::string missingDisplay()
{
    if (qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        return {};
    const QByteArray display = qgetenv("DISPLAY");
    if (display.isEmpty())
        return "DISPLAY is not set";
    return displayAnswers(display) ? std::string()
                                   : "nothing answers at DISPLAY=" + display.toStdString();
}

int openWindow(const OpenWindow& command, int& argc, char** argv)
{
    if (const std::string why = missingDisplay(); !why.empty()) {
        std::cerr
            << "tapedeck: there is no display to open a window on (" << why
            << ").\n"
               "Without one: tapedeck run FILE, tapedeck export FILE -o OUT; see tapedeck --help\n";
        return WrongUse;
    }
    const QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("tapedeck"));
    QApplication::setOrganizationName(QStringLiteral("tapedeck"));
    QApplication::setApplicationVersion(QString::fromLatin1(version));
    QApplication::setDesktopFileName(QStringLiteral("tapedeck"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/tapedeck.svg")));

    ui::MainWindow window(ui::Settings::load(), command.language);
    window.show();
    if (window.offerRecovery()) {
        // the lesson that was open last
    } else if (command.file.empty()) {
        window.openFirstLesson();
        window.welcomeNewcomer();
    } else if (!window.open(QString::fromStdString(command.file)))
        window.openFirstLesson();
    return QApplication::exec();
}

/// What Qt needs to typeset and paint when there may be no screen.
class Offscreen
{
public:
    Offscreen(int& argc, char** argv)
    {
        // The same picture everywhere, whatever screen there is.
        if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
        // Qt complains when there is no such folder; an export needs none that lasts.
        if (!qEnvironmentVariableIsSet("XDG_RUNTIME_DIR"))
            qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_runtimeFolder.path()));
        m_application = std::make_unique<QApplication>(argc, argv);
    }

private:
    QTemporaryDir m_runtimeFolder;
    std::unique_ptr<QApplication> m_application;
};

template <class Command>
int withoutDisplay(int (*run)(const Command&), const Command& command, int& argc, char** argv)
{
    const Offscreen offscreen(argc, argv);
    return run(command);
}

int runWithoutDisplay(const RunLesson& command, int& argc, char** argv)
{
    std::optional<Offscreen> offscreen; // most lessons draw nothing
    std::optional<ui::MathTypesetter> typesetter;
    return runLesson(command, [&](std::vector<engine::Output>& outputs) {
        const bool plots =
            std::any_of(outputs.begin(), outputs.end(),
                        [](const engine::Output& output) { return output.figure != nullptr; });
        if (!plots)
            return;
        if (!offscreen) {
            offscreen.emplace(argc, argv);
            typesetter.emplace();
        }
        ui::addPictures(outputs, &*typesetter);
    });
}

} // namespace
} // namespace app

int main(int argc, char* argv[])
{
    const app::Command command = app::parseCommandLine(argc, argv, ui::systemLanguage());
    if (const auto* run = std::get_if<app::RunLesson>(&command))
        return app::runWithoutDisplay(*run, argc, argv);
    if (const auto* picture = std::get_if<app::ExportPicture>(&command))
        return app::withoutDisplay(app::exportPicture, *picture, argc, argv);
    if (const auto* check = std::get_if<app::CheckLessons>(&command))
        return app::withoutDisplay(app::checkLessons, *check, argc, argv);
    if (const auto* lesson = std::get_if<app::NewLesson>(&command))
        return app::newLesson(*lesson);
    if (const auto* window = std::get_if<app::OpenWindow>(&command))
        return app::openWindow(*window, argc, argv);
    return std::get<app::NothingToDo>(command).exitCode;
}
