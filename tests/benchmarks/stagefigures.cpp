// What the stage costs, on an offscreen raster.

#include <QApplication>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>

#include "engine/recording/session.h"
#include "figures.h"
#include "ui/stage/camera.h"
#include "ui/stage/edgerouting.h"
#include "ui/stage/graphlayout.h"
#include "ui/stage/layeredlayout.h"
#include "ui/stage/stagepainter.h"

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
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

struct Scene
{
    std::shared_ptr<const engine::Recording> recording;
    ui::StageModel model;
};

const Scene& openScene(int nodes)
{
    static std::map<int, Scene> scenes;
    Scene& scene = scenes[nodes];
    if (!scene.recording) {
        scene.recording = loopOf(nodes);
        scene.model = ui::buildStageModel(
            *scene.recording, 0, ui::everythingOpen(engine::groupsOf(*scene.recording, 0)));
        ui::arrange(scene.model, ui::layeredPlacement(scene.model));
    }
    return scene;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double stageFrame(int nodes)
{
    const Scene& scene = openScene(nodes);
    ui::Camera camera;
    camera.fit(scene.model.bounds, QRectF(0, 0, 1280, 720), 1.6);
    QImage still(1280, 720, QImage::Format_RGB32);
    QImage frame(1280, 720, QImage::Format_RGB32);
    still.fill(ui::Theme::light().window);
    std::vector<double> times;
    for (int i = 0; i < 60; ++i) { // as StageView does: the still picture, and what moves on it
        const auto begin = Clock::now();
        QPainter painter(&frame);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.drawImage(0, 0, still);
        painter.setTransform(camera.transform());
        for (const ui::StageEdge& edge : scene.model.edges) {
            if (&edge - scene.model.edges.data() < 4)
                painter.drawEllipse(edge.path.pointAtPercent(i / 60.0), 7, 7);
        }
        painter.end();
        times.push_back(millisecondsSince(begin));
    }
    return median(times);
}

double stageStep(int nodes)
{
    const Scene& scene = openScene(nodes);
    ui::Camera camera;
    camera.fit(scene.model.bounds, QRectF(0, 0, 1280, 720), 1.6);
    QImage frame(1280, 720, QImage::Format_RGB32);
    const ui::StagePainter stage(*scene.recording, scene.model, ui::Theme::light(),
                                 engine::Language::English);
    std::vector<double> times;
    const int end = scene.recording->stepCount();
    for (int i = 0; i < 7; ++i) {
        const auto begin = Clock::now();
        frame.fill(ui::Theme::light().window);
        QPainter painter(&frame);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setTransform(camera.transform());
        ui::StagePainter::Options options;
        options.exposed = scene.model.bounds;
        options.detail = camera.scale();
        stage.paint(painter, end * (i + 1) / 8, options);
        painter.end();
        times.push_back(millisecondsSince(begin));
    }
    return median(times);
}

double stateAtStep()
{
    static const std::shared_ptr<const engine::Recording> recording = loopOf(17'000);
    static const ui::StageModel model = ui::buildStageModel(*recording, 0);
    const int end = recording->stepCount();
    std::size_t characters = 0;
    const auto begin = Clock::now();
    constexpr int places = 50;
    for (int i = 1; i <= places; ++i) {
        const int k = static_cast<int>(static_cast<long>(end) * i / places);
        for (const ui::StageBox& box : model.boxes)
            characters += static_cast<std::size_t>(ui::boxState(*recording, box, k).title.size());
        for (const ui::StageEdge& edge : model.edges)
            characters += ui::edgeState(*recording, model, edge, k).isCurrent ? 1 : 0;
    }
    return characters > 0 ? millisecondsSince(begin) * 1000 / places : 0;
}

double openLargeRecording()
{
    const std::shared_ptr<const engine::Recording> recording = loopOf(10'000);
    const auto begin = Clock::now();
    const ui::StageModel model = ui::GraphLayout::arranged(ui::buildStageModel(*recording, 0));
    return model.isArranged ? millisecondsSince(begin) : 1e9;
}

double buildFirstPicture()
{
    const auto recording = recordingOf(
        "import tensorflow as tf\nx = tf.reshape(tf.range(4, dtype=tf.float32), (4, 1))\nwith "
        "tf.GradientTape() as t:\n    t.watch(x)\n    y = 2 * tf.matmul(tf.transpose(x), x)\ng = "
        "t.gradient(y, x)");
    std::vector<double> times;
    for (int i = 0; i < 9; ++i) {
        const auto begin = Clock::now();
        const ui::StageModel model = ui::buildStageModel(*recording, 0);
        times.push_back(millisecondsSince(begin) + (model.boxes.empty() ? 1e9 : 0));
    }
    return median(times);
}

std::vector<Figure> figures()
{
    return {
        {"stage-frame-1000", "ms", 4, false, "a frame of 1,000 visible nodes in which only numbers move", [] { return stageFrame(1000); }},
        {"stage-frame-10000", "ms", 8, false, "the same with 10,000 nodes", [] { return stageFrame(10'000); }},
        {"stage-step-1000", "ms", 16, false, "a frame after a step: 1,000 nodes painted anew", [] { return stageStep(1000); }},
        {"stage-step-10000", "ms", 33, false, "the same with 10,000 nodes", [] { return stageStep(10'000); }},
        {"stage-state-at-step", "us", 1000, false, "the state of every box at a step of a recording of 100,000 steps", stateAtStep},
        {"stage-open-10000", "ms", 1000, false, "from a recording of 10,000 operations to its arranged picture", openLargeRecording},
        {"stage-first-picture", "ms", 50, false, "building the picture of the first lesson", buildFirstPicture},
    };
}

const FigureFile file(figures);

} // namespace
