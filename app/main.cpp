#include <QApplication>
#include <QIcon>
#include <QLocale>

#include <iostream>

#include "app/commandline.h"
#include "app/headless.h"
#include "app/version.h"
#include "ui/window/interfacelanguage.h"
#include "ui/window/mainwindow.h"

namespace app {
namespace {

bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

int openWindow(const OpenWindow& command, int& argc, char** argv)
{
    if (!hasDisplay()) {
        std::cerr
            << "tapedeck: there is no display to open a window on (DISPLAY is not set).\n"
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
    if (command.file.empty())
        window.openFirstLesson();
    else if (!window.open(QString::fromStdString(command.file)))
        window.openFirstLesson();
    return QApplication::exec();
}

int exportWithoutDisplay(const ExportPicture& command, int& argc, char** argv)
{
    // The same picture everywhere, whatever screen there is.
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    return exportPicture(command);
}

} // namespace
} // namespace app

int main(int argc, char* argv[])
{
    const app::Command command = app::parseCommandLine(argc, argv, ui::systemLanguage());
    if (const auto* run = std::get_if<app::RunLesson>(&command))
        return app::runLesson(*run);
    if (const auto* picture = std::get_if<app::ExportPicture>(&command))
        return app::exportWithoutDisplay(*picture, argc, argv);
    if (const auto* window = std::get_if<app::OpenWindow>(&command))
        return app::openWindow(*window, argc, argv);
    return std::get<app::NothingToDo>(command).exitCode;
}
