// How long a shipped lesson takes to follow a number that is dragged: from the number in the code
// to the painted picture, formulas and plots, in processor time.

#include <QApplication>
#include <QEventLoop>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <vector>

#include <sys/resource.h>

#include "engine/lang/numberliteral.h"
#include "engine/recording/recording.h"
#include "figures.h"
#include "ui/live/livevalues.h"
#include "ui/notebook/codecell.h"
#include "ui/notebook/notebookview.h"
#include "ui/runner/runner.h"
#include "ui/stage/stageview.h"
#include "ui/window/mainwindow.h"
#include "ui/window/shippedlessons.h"

namespace {

constexpr int updates = 60;

/// Milliseconds of processor time of this process and of those it waited for (dot): other work on
/// the machine does not count.
double now()
{
    double milliseconds = 0;
    for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        getrusage(who, &usage);
        for (const timeval& time : {usage.ru_utime, usage.ru_stime})
            milliseconds +=
                static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    }
    return milliseconds;
}

struct Place
{
    ui::CodeEditor* editor = nullptr;
    ui::CodeEditor::Number number;
};

/// The first number that a tensor is made of, else the first with a point: everything that follows
/// depends on it.
Place firstNumber(const ui::NotebookView& notebook)
{
    Place any;
    for (int i = 0; i < notebook.cellCount(); ++i) {
        auto* const cell = qobject_cast<ui::CodeCell*>(notebook.cellWidget(i));
        if (!cell || !cell->run())
            continue;
        const QString code = cell->codeEditor()->text();
        for (const ui::CodeEditor::Number& number : cell->codeEditor()->numbers()) {
            const QString text =
                code.mid(number.range.begin, number.range.end - number.range.begin);
            if (!text.contains(u'.'))
                continue;
            if (!any.editor)
                any = {cell->codeEditor(), number};
            const QString before = code.left(number.range.begin);
            if (before.endsWith(QStringLiteral("tf.Variable("))
                || before.endsWith(QStringLiteral("tf.constant(")))
                return {cell->codeEditor(), number};
        }
    }
    return any;
}

std::vector<double> latencies(const QString& path)
{
    ui::Settings settings;
    settings.welcomed = true;
    ui::MainWindow window(settings, engine::Language::English);
    window.resize(1440, 900);
    window.show();
    if (!window.open(path))
        return {};
    QEventLoop loop;
    QObject::connect(window.runner(), &ui::Runner::finished, &loop, &QEventLoop::quit);
    window.runner()->run(window.notebook()->lesson(), -1);
    loop.exec();
    while (window.stage()->isArranging())
        QCoreApplication::processEvents();
    QCoreApplication::processEvents();

    Place place = firstNumber(*window.notebook());
    if (!place.editor)
        return {};
    const auto number = engine::lang::NumberText::of(
        place.editor->text()
            .mid(place.number.range.begin, place.number.range.end - place.number.range.begin)
            .toStdString());
    QEventLoop updated;
    QObject::connect(&window.liveValues(), &ui::LiveValues::updated, &updated, &QEventLoop::quit);
    std::vector<double> times;
    const int finer = engine::lang::dragDigits(*number);
    for (int i = 1; i <= updates; ++i) {
        const double begin = now();
        const QString text = QString::fromStdString(number->moved(i, finer));
        place.number.range = place.editor->setNumber(place.number.range, text, i > 1);
        updated.exec();
        window.repaint();
        QCoreApplication::processEvents(); // whatever else follows
        times.push_back(now() - begin);
    }
    window.setWindowModified(false);
    std::sort(times.begin(), times.end());
    return times;
}

/// Sorted; measured once a lesson.
const std::vector<double>& measured(const QString& path)
{
    static std::map<QString, std::vector<double>> known;
    const auto [entry, isNew] = known.try_emplace(path);
    if (isNew)
        entry->second = latencies(path);
    return entry->second;
}

double share(const QString& path, double part)
{
    const std::vector<double>& times = measured(path);
    return times.empty() ? std::numeric_limits<double>::quiet_NaN()
                         : times[static_cast<std::size_t>(
                             std::lround(part * static_cast<double>(times.size() - 1)))];
}

std::vector<Figure> figures()
{
    std::vector<Figure> all;
    for (const ui::ShippedLesson& lesson : ui::shippedLessons(engine::Language::English)) {
        const QString path = lesson.path;
        const std::string name = "live-" + path.section(u'/', -1).section(u'-', 0, 0).toStdString();
        const std::string title = path.section(u'/', -1).section(u'.', 0, 0).toStdString();
        all.push_back({name, "ms", 33, false,
                       "a dragged number in lesson " + title
                           + ", from the code to the painted picture, the median",
                       [path] { return share(path, 0.5); }});
        all.push_back({name + "-late", "ms", 100, false,
                       "one such update of a hundred takes longer",
                       [path] { return share(path, 0.99); }});
    }
    return all;
}

const FigureFile file(figures);

} // namespace
