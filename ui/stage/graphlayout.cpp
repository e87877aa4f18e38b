#include "ui/stage/graphlayout.h"

#include <QStandardPaths>

#include <utility>

#include "ui/stage/dotformat.h"
#include "ui/stage/edgerouting.h"
#include "ui/stage/layeredlayout.h"

namespace ui {
namespace {

constexpr int deadline = 6000; // ms
const QStringList dotArguments = {QStringLiteral("-Tjson0")};

QString missingText()
{
    return GraphLayout::tr("Graphviz' dot was not found, so the graph is laid out plainly. Install "
                           "the package graphviz.");
}

QString failedText()
{
    return GraphLayout::tr("Graphviz' dot gave no layout, so the graph is laid out plainly.");
}

QString lateText()
{
    return GraphLayout::tr("Graphviz' dot took too long, so the graph is laid out plainly.");
}

QString largeText()
{
    return GraphLayout::tr("This graph is too large for Graphviz' dot, so it is laid out plainly. "
                           "Closed groups make it smaller.");
}

/// Past this dot needs seconds.
constexpr std::size_t mostBoxes = 1600;

/// Where edges would run behind boxes, dot is asked again with more room between them.
constexpr double wideSpacing = 1.7;
constexpr std::size_t mostBoxesTwice = 150;

bool deservesRoom(const StageModel& model)
{
    return model.boxes.size() <= mostBoxesTwice && hiddenEdges(model) > 0;
}

QString dotProgram()
{
    return QStandardPaths::findExecutable(QStringLiteral("dot"));
}

/// Waits for dot's layout; what went wrong is the answer.
QString arrangeByDot(StageModel& model, const QString& program, double spacing)
{
    QProcess process;
    process.start(program, dotArguments);
    process.write(dotSource(model, spacing));
    process.closeWriteChannel();
    if (!process.waitForFinished(deadline)) {
        process.kill();
        process.waitForFinished(1000);
        return lateText();
    }
    const auto placement = readDotJson(process.readAllStandardOutput(), model);
    if (!placement)
        return failedText();
    arrange(model, *placement);
    return {};
}

void arrangePlainly(StageModel& model, const QString& problem)
{
    arrange(model, layeredPlacement(model));
    model.layoutProblem = problem;
}

} // namespace

GraphLayout::GraphLayout(QObject* parent)
    : QObject(parent)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { giveUp(lateText()); });
    connect(&m_process, &QProcess::finished, this, &GraphLayout::processEnded);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            giveUp(missingText());
    });
}

GraphLayout::~GraphLayout()
{
    cancel();
}

void GraphLayout::start(StageModel model)
{
    cancel();
    m_model = std::move(model);
    m_isRunning = true;
    const QString program = dotProgram();
    const bool isLarge = m_model.boxes.size() > mostBoxes;
    if (m_model.boxes.empty() || program.isEmpty() || isLarge) {
        QMetaObject::invokeMethod(
            this,
            [this, isMissing = program.isEmpty(), isLarge] {
                if (m_isRunning)
                    giveUp(isLarge ? largeText() : isMissing ? missingText() : QString());
            },
            Qt::QueuedConnection);
        return;
    }
    m_deadline.start(deadline);
    runDot();
}

void GraphLayout::runDot()
{
    m_process.start(dotProgram(), dotArguments);
    m_process.write(dotSource(m_model, m_narrow ? wideSpacing : 1));
    m_process.closeWriteChannel();
}

void GraphLayout::cancel()
{
    m_isRunning = false;
    m_narrow.reset();
    m_deadline.stop();
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(1000);
    }
}

void GraphLayout::processEnded()
{
    if (!m_isRunning)
        return;
    if (const std::optional<Placement> placement =
            readDotJson(m_process.readAllStandardOutput(), m_model)) {
        arrange(m_model, *placement);
        if (m_narrow && hiddenEdges(m_model) >= hiddenEdges(*m_narrow))
            m_model = *std::exchange(m_narrow, std::nullopt);
        else if (!m_narrow && deservesRoom(m_model)) {
            m_narrow = m_model;
            const auto runAgain = [this] {
                if (m_isRunning && m_narrow)
                    runDot();
            };
            QMetaObject::invokeMethod(this, runAgain, Qt::QueuedConnection);
            return;
        }
        deliver();
    } else {
        giveUp(failedText());
    }
}

void GraphLayout::giveUp(const QString& problem)
{
    if (m_narrow)
        m_model = *std::exchange(m_narrow, std::nullopt);
    else
        arrangePlainly(m_model, problem);
    deliver();
}

void GraphLayout::deliver()
{
    cancel();
    emit finished(m_model);
}

StageModel GraphLayout::arranged(StageModel model)
{
    if (model.boxes.empty()) {
        arrangePlainly(model, {});
        return model;
    }
    if (model.boxes.size() > mostBoxes) {
        arrangePlainly(model, largeText());
        return model;
    }
    const QString program = dotProgram();
    if (program.isEmpty()) {
        arrangePlainly(model, missingText());
        return model;
    }
    const auto problem = arrangeByDot(model, program, 1);
    if (!problem.isEmpty()) {
        arrangePlainly(model, problem);
    } else if (deservesRoom(model)) {
        StageModel wide = model;
        if (arrangeByDot(wide, program, wideSpacing).isEmpty()
            && hiddenEdges(wide) < hiddenEdges(model))
            return wide;
    }
    return model;
}

} // namespace ui
