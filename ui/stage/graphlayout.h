#pragma once

#include <QObject>
#include <QProcess>
#include <QTimer>

#include <optional>

#include "ui/stage/stagemodel.h"

namespace ui {

/// Arranges a StageModel with Graphviz' `dot` in a process of its own, and falls back to a plain
/// layout (saying why in StageModel::layoutProblem) when dot is missing, fails or takes too long. A
/// new request ends the one before.
class GraphLayout : public QObject
{
    Q_OBJECT
public:
    explicit GraphLayout(QObject* parent = nullptr);
    ~GraphLayout() override;

    /// finished() comes later, from the event loop; for an empty model too.
    void start(StageModel model);
    void cancel();
    bool isRunning() const { return m_isRunning; }

    /// The same, waiting for the answer: for export and tests.
    static StageModel arranged(StageModel model);

signals:
    void finished(const ui::StageModel& model);

private:
    void runDot();
    void processEnded();
    void giveUp(const QString& problem);
    void deliver();

    QProcess m_process;
    QTimer m_deadline;
    StageModel m_model;
    std::optional<StageModel> m_narrow; ///< the layout that hides edges, while a wider one is made
    bool m_isRunning = false;
};

} // namespace ui
