// What the whole window costs: from the start of the process to its first frame, and from the key
// that runs a cell to the picture.

#include "firstframe.h"

#include <QApplication>
#include <QMainWindow>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <sys/resource.h>

#include "engine/recording/recording.h"
#include "figures.h"
#include "ui/player/player.h"
#include "ui/runner/runner.h"
#include "ui/stage/stageview.h"
#include "ui/window/actions.h"
#include "ui/window/mainwindow.h"

namespace {

double threadMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Of all threads of this process, not of those it starts.
double processMilliseconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto milliseconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

/// Ends the program after the first frame of what it watches.
class FirstFrame : public QObject
{
public:
    bool eventFilter(QObject* /*object*/, QEvent* event) override
    {
        if (event->type() == QEvent::UpdateRequest)
            m_wasAsked = true;
        if (m_wasAsked || event->type() == QEvent::Expose)
            QMetaObject::invokeMethod(this, &FirstFrame::end, Qt::QueuedConnection);
        return false;
    }

private:
    void end()
    {
        if (std::exchange(m_isOver, true))
            return;
        std::printf("%.3f\n", threadMilliseconds());
        std::fflush(stdout);
        QApplication::quit();
    }

    bool m_wasAsked = false;
    bool m_isOver = false;
};

double firstFrame(const QString& which)
{
    std::vector<double> times;
    constexpr int rounds = 7;
    for (int i = 0; i < rounds; ++i) {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("--first-frame"), which});
        if (!process.waitForFinished(60'000))
            return std::nan("");
        times.push_back(process.readAllStandardOutput().trimmed().toDouble());
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2] > 0 ? times[times.size() / 2] : std::nan("");
}

double startToEmptyWindow()
{
    return firstFrame(QStringLiteral("tapedeck")) / firstFrame(QStringLiteral("empty"));
}

/// The seed's first part, whose last two cells are run with the menu's "run" each time.
double keyToPicture()
{
    QStandardPaths::setTestModeEnabled(true);
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("first.md")).toStdString();
    std::ofstream(path) << "```python\nimport tensorflow as tf\n"
                           "x = tf.reshape(tf.range(0, 4, dtype=tf.float32), (4, 1))\n"
                           "with tf.GradientTape() as t:\n    t.watch(x)\n"
                           "    y = 2 * tf.matmul(tf.transpose(x), x)\ng = t.gradient(y, x)\n```\n";
    ui::MainWindow window{ui::Settings()};
    window.resize(1440, 900);
    window.show();
    window.open(QString::fromStdString(path));
    std::vector<double> times;
    constexpr int rounds = 9;
    for (int i = 0; i < rounds; ++i) {
        if (window.player()->recording())
            window.actions().restart->trigger();
        for (int event = 0; event < 200; ++event)
            QCoreApplication::processEvents();
        const double begin = processMilliseconds();
        window.actions().runCell->trigger();
        const auto isDone = [&] {
            const auto& recording = window.player()->recording();
            return !window.runner()->isRunning() && recording
                && window.stage()->recording() == recording && window.stage()->model().isArranged;
        };
        while (!isDone())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        window.stage()->repaint();
        times.push_back(processMilliseconds() - begin);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

const FigureFile file([] {
    return std::vector<Figure>{
        {"start-to-empty-window", "ratio", 2, false,
         "from the start of the process to the first frame, divided by the same of an empty window",
         startToEmptyWindow},
        {"key-to-picture", "ms", 50, false,
         "from the key that runs the cell of the first lesson to its finished picture, dot's "
         "process left out",
         keyToPicture},
    };
});

} // namespace

int printFirstFrame(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const std::string which = argv[2];
    QStandardPaths::setTestModeEnabled(true);
    const QApplication application(argc, argv);
    std::unique_ptr<QWidget> window;
    if (which == "empty") {
        window = std::make_unique<QMainWindow>();
        window->resize(1440, 860);
    } else {
        window = std::make_unique<ui::MainWindow>(ui::Settings());
    }
    FirstFrame frame;
    window->show();
    if (auto* const whole = qobject_cast<ui::MainWindow*>(window.get()))
        whole->openFirstLesson();
    window->installEventFilter(&frame);
    window->update();
    return QApplication::exec();
}
