// What the stage costs, on an offscreen raster, in processor time.

#include <QApplication>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

#include <sys/resource.h>

#include "engine/recording/session.h"
#include "figures.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/stage/edgerouting.h"
#include "ui/stage/graphlayout.h"
#include "ui/stage/layeredlayout.h"
#include "ui/stage/stagechanges.h"
#include "ui/stage/stagepainter.h"
#include "ui/stage/stagestate.h"
#include "ui/stage/stageview.h"

namespace {

/// Milliseconds of processor time of this process and of those it waited for (dot): other work on
/// the machine does not count.
double now()
{
    const auto spent = [](int who) {
        rusage usage{};
        getrusage(who, &usage);
        const auto milliseconds = [](const timeval& time) {
            return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
        };
        return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
    };
    return spent(RUSAGE_SELF) + spent(RUSAGE_CHILDREN);
}

std::shared_ptr<const engine::Recording> recordingOf(const std::string& source)
{
    engine::Lesson lesson;
    engine::Cell cell;
    cell.source = source;
    lesson.cells.push_back(cell);
    const engine::lang::StopFlag stop;
    engine::Session session(stop);
    return session.run(lesson, {});
}

/// A chain through a loop, `operations` long, with its gradient.
std::shared_ptr<const engine::Recording> loopOf(int operations)
{
    return recordingOf(
        "import tensorflow as tf\nw = tf.Variable(1.0001)\nwith tf.GradientTape() as "
        "t:\n    y = tf.constant(1.)\n    for i in range("
        + std::to_string(operations) + "):\n        y = y * w\ng = t.gradient(y, w)");
}

/// A hundred chains side by side, together `operations` long, and the gradient of their sum: all
/// of it is in view at once, and no loop can be closed.
std::shared_ptr<const engine::Recording> chainsOf(int operations)
{
    constexpr int chains = 100;
    std::string source = "import tensorflow as tf\nw = tf.Variable(1.0001)\n"
                         "with tf.GradientTape() as t:\n";
    std::string ends;
    for (int chain = 0; chain < chains; ++chain) {
        const std::string name = "y" + std::to_string(chain);
        source += "    " + name + " = w + 1.\n";
        for (int i = 1; i < operations / chains; ++i)
            source += "    " + name + " = tf.sin(" + name + ")\n";
        ends += name + ", ";
    }
    source += "    y = tf.add_n([" + ends + "])\ng = t.gradient(y, w)";
    return recordingOf(source);
}

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

double median(std::vector<double> values)
{
    return percentile(std::move(values), 0.5);
}

/// A stage that shows a recording of so many nodes as a whole.
class Stage
{
public:
    explicit Stage(int nodes)
        : m_view(&m_player, &m_selection)
    {
        m_view.resize(1280, 720);
        m_view.setReducedMotion(false);
        m_view.show();
        m_player.setSpeed(32);
        const auto recording = chainsOf(nodes);
        m_player.setRecording(recording, recording->stepCount());
        while (m_view.recording() != recording)
            QCoreApplication::processEvents();
        m_view.fit();
        m_view.repaint();
    }

    /// One frame after another, timed.
    std::vector<double> frames()
    {
        std::vector<double> times;
        constexpr int count = 800;
        constexpr int framesAStep = 4;
        const int begin = m_player.stepCount() / 2; // in the forward part, then in the sweep
        for (int i = 0; i < count; ++i) {
            if (i == 0 || i == count / 2)
                m_player.seek(i == 0 ? begin : m_player.stepCount() - count);
            const auto start = now();
            if (i % framesAStep == 0)
                m_player.seek(m_player.step() + 1);
            m_view.repaint();
            times.push_back((now() - start));
            QCoreApplication::processEvents();
        }
        return times;
    }

    double jump()
    {
        std::vector<double> times;
        for (int i = 1; i < 12; ++i) {
            const auto start = now();
            m_player.seek(m_player.stepCount() * (i % 2 == 0 ? i : 12 - i) / 12);
            m_view.repaint();
            times.push_back((now() - start));
        }
        return median(times);
    }

private:
    ui::Player m_player;
    ui::Selection m_selection;
    ui::StageView m_view;
};

struct Measured
{
    std::vector<double> frames;
    double jump = 0;
};

const Measured& measured(int nodes)
{
    static std::map<int, Measured> known;
    const auto [entry, isNew] = known.try_emplace(nodes);
    if (isNew) {
        Stage stage(nodes);
        entry->second.frames = stage.frames();
        entry->second.jump = stage.jump();
    }
    return entry->second;
}

double stageFrame(int nodes)
{
    return median(measured(nodes).frames);
}

double stageFrameLate(int nodes)
{
    return percentile(measured(nodes).frames, 0.99);
}

double stageStep(int nodes)
{
    return measured(nodes).jump;
}

double stateAtStep()
{
    static const std::shared_ptr<const engine::Recording> recording = loopOf(17'000);
    static const ui::StageModel model = ui::buildStageModel(*recording, 0);
    const int end = recording->stepCount();
    std::size_t characters = 0;
    const auto begin = now();
    constexpr int places = 50;
    for (int i = 1; i <= places; ++i) {
        const int k = static_cast<int>(static_cast<long>(end) * i / places);
        for (const ui::StageBox& box : model.boxes)
            characters += static_cast<std::size_t>(ui::boxState(*recording, box, k).title.size());
        for (const ui::StageEdge& edge : model.edges)
            characters += ui::edgeState(*recording, model, edge, k).isCurrent ? 1 : 0;
    }
    return characters > 0 ? (now() - begin) * 1000 / places : 0;
}

double openLargeRecording()
{
    const std::shared_ptr<const engine::Recording> recording = loopOf(10'000);
    const auto begin = now();
    const ui::StageModel model = ui::GraphLayout::arranged(ui::buildStageModel(*recording, 0));
    return model.isArranged ? (now() - begin) : 1e9;
}

double buildFirstPicture()
{
    const auto recording = recordingOf(
        "import tensorflow as tf\nx = tf.reshape(tf.range(4, dtype=tf.float32), (4, 1))\nwith "
        "tf.GradientTape() as t:\n    t.watch(x)\n    y = 2 * tf.matmul(tf.transpose(x), x)\ng = "
        "t.gradient(y, x)");
    std::vector<double> times;
    for (int i = 0; i < 9; ++i) {
        const auto begin = now();
        ui::StageModel model = ui::buildStageModel(*recording, 0);
        ui::arrange(model, ui::layeredPlacement(model)); // as with dot's answer
        const ui::StageChanges changes(*recording, model);
        QImage image(1280, 720, QImage::Format_RGB32);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        ui::StagePainter(*recording, model, ui::Theme::light(), engine::Language::English)
            .paint(painter, recording->stepCount(), {});
        times.push_back((now() - begin) + (model.boxes.empty() ? 1e9 : 0));
    }
    return median(times);
}

std::vector<Figure> figures()
{
    return {
        {"stage-frame-1000", "ms", 4, false, "a frame while 1,000 visible nodes play, the median",
         [] { return stageFrame(1000); }},
        {"stage-frame-10000", "ms", 8, false, "the same with 10,000 nodes",
         [] { return stageFrame(10'000); }},
        {"stage-frame-1000-late", "ms", 16, false, "one such frame of a hundred takes longer",
         [] { return stageFrameLate(1000); }},
        {"stage-frame-10000-late", "ms", 25, false, "the same with 10,000 nodes",
         [] { return stageFrameLate(10'000); }},
        {"stage-step-1000", "ms", 16, false, "a frame after a jump: 1,000 nodes painted anew",
         [] { return stageStep(1000); }},
        {"stage-step-10000", "ms", 33, false, "the same with 10,000 nodes",
         [] { return stageStep(10'000); }},
        {"stage-state-at-step", "us", 1000, false,
         "the state of every box at a step of a recording of 100,000 steps", stateAtStep},
        {"stage-open-10000", "ms", 1000, false,
         "from a recording of 10,000 operations to its arranged picture, dot included",
         openLargeRecording},
        {"stage-first-picture", "ms", 50, false,
         "from the first lesson's recording to its painted picture, dot's process left out",
         buildFirstPicture},
    };
}

const FigureFile file(figures);

} // namespace
