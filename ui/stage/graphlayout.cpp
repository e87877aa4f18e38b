#include "ui/stage/graphlayout.h"

#include <QStandardPaths>

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

QString dotProgram()
{
    return QStandardPaths::findExecutable(QStringLiteral("dot"));
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
    m_process.start(program, dotArguments);
    m_process.write(dotSource(m_model));
    m_process.closeWriteChannel();
}

void GraphLayout::cancel()
{
    m_isRunning = false;
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
        deliver();
    } else {
        giveUp(failedText());
    }
}

void GraphLayout::giveUp(const QString& problem)
{
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
    QProcess process;
    process.start(program, dotArguments);
    process.write(dotSource(model));
    process.closeWriteChannel();
    if (!process.waitForFinished(deadline)) {
        process.kill();
        process.waitForFinished(1000);
        arrangePlainly(model, lateText());
        return model;
    }
    if (const std::optional<Placement> placement =
            readDotJson(process.readAllStandardOutput(), model))
        arrange(model, *placement);
    else
        arrangePlainly(model, failedText());
    return model;
}

} // namespace ui
