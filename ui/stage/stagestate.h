#pragma once

#include <QStringList>

#include <optional>

#include "engine/recording/questions.h"
#include "ui/stage/stagemodel.h"

namespace ui {

// What the picture says at step k. Painter, tool tips, screen reader and tests all ask here, so
// they cannot disagree.

struct BoxState
{
    bool isBorn = false;
    QString title; ///< the name at k, else the operation, else "#7"
    bool isNamed = false;
    QString subtitle;
    bool isWatched = false;
    bool isForwardMode = false; ///< a ForwardAccumulator's slope, or an operation it goes through
    bool isDeadEnd = false; ///< recorded, but the pass on display does not go through it
    bool isCurrent = false; ///< the step that led to k is about this node
    std::optional<engine::PassId> pass; ///< on display, and it goes through here
    QString gradientName; ///< "∂y/∂x"
    engine::GradientState gradient;
    bool isResult = false; ///< its gradient is what the program asked for, and it is complete
};

enum class EdgePhase {
    Unborn,
    Forward, ///< the value went along it; no pass on display comes back this way
    Waiting, ///< a pass will come back this way
    Arrived, ///< its contribution arrived
};

struct EdgeState
{
    EdgePhase phase = EdgePhase::Unborn;
    bool isOffPath = false; ///< a pass is on display, but not here
    bool isCurrent = false;
    const EdgeArrival* contribution = nullptr; ///< when arrived: the latest
    bool isNewest = false; ///< the contribution is the one this step brought
};

/// Whether the box is there at k.
bool isBoxBorn(const engine::Recording& recording, const StageBox& box, int k);
BoxState boxState(const engine::Recording& recording, const StageBox& box, int k);
/// The same without its texts.
BoxState plainBoxState(const engine::Recording& recording, const StageBox& box, int k);
/// What can be told of a box from afar.
struct DistantState
{
    bool isBorn = false;
    bool isWatched = false;
    bool isCurrent = false;
    bool hasGradient = false; ///< some has arrived
    bool isWaiting = false; ///< none yet, but the pass on display comes here
};
DistantState distantState(const engine::Recording& recording, const StageBox& box,
                          std::optional<engine::PassId> pass, int k);
EdgeState edgeState(const engine::Recording& recording, const StageModel& model,
                    const StageEdge& edge, int k);

/// "∂y/∂x", with the names at step k.
QString gradientName(const engine::Recording& recording, engine::PassId pass, engine::NodeId node,
                     int k);
/// "1 of 2 arrived", "seed": what stands under a gradient slot.
QString gradientStatus(const BoxState& state, engine::Language language);
/// What the box is: "variable, watched by a tape".
QString kindText(const StageBox& box, const BoxState& state, engine::Language language);
/// Everything about a box in one paragraph: tool tip and screen reader.
QString boxDescription(const engine::Recording& recording, const StageBox& box, int k,
                       engine::Language language);

/// What the picture of a take leaves out, and why; one sentence each, mostly none.
QStringList leftOut(const engine::Recording& recording, int take, engine::Language language);

/// The picture at step k in words, one line a box and an edge: for tests.
QString stageText(const engine::Recording& recording, const StageModel& model, int k);

} // namespace ui
