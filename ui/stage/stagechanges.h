#pragma once

#include <QRectF>

#include <vector>

#include "ui/stage/stagemodel.h"

namespace ui {

/// When each part of a picture changes its look, so that a step repaints only what it touched.
/// Every fact of a recording carries its step, so this is a sorted list and two look-ups.
class StageChanges
{
public:
    StageChanges() = default;
    StageChanges(const engine::Recording& recording, const StageModel& model);

    struct Touched
    {
        bool everything = false; ///< more than is worth telling apart
        std::vector<int> boxes; ///< ascending, each once
        std::vector<int> edges;
        std::vector<int> frames;
    };
    /// What may look different at `after` from what it looked like at `before`.
    Touched between(const engine::Recording& recording, const StageModel& model, int before,
                    int after) const;

private:
    struct Event
    {
        enum class What { Box, Edge, Frame, Name };
        int at = 0;
        What what = What::Box;
        int index = -1; ///< of the box, edge or frame
    };
    void add(int at, Event::What what, int index);
    void addArrivals(const engine::Recording& recording, const StageModel& model);

    std::vector<Event> m_events; ///< by step
    std::vector<int> m_always; ///< boxes that may change at any step: closed groups
};

/// What a part covers in the picture, halo and marks included.
QRectF extentOf(const StageBox& box);
QRectF extentOf(const StageFrame& frame);

} // namespace ui
