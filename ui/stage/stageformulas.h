#pragma once

#include <QRectF>
#include <QString>

#include <map>
#include <utility>
#include <vector>

#include "engine/recording/formulas.h"
#include "ui/window/theme.h"

class QPainter;

namespace ui {

class MathTypesetter;
struct BoxState;
struct EdgeState;
struct StageBox;
struct StageEdge;

/// What formulas in the picture are drawn with.
struct FormulaInk
{
    const Theme& theme;
    MathTypesetter* typesetter = nullptr; ///< without one, in plain characters
    bool waits = false; ///< for formulas that are not typeset yet, as exports must
    bool isText = false; ///< the plain text lies invisible under the shapes, to be read and copied
};

/// The short formulas of a take's gradients, "4x" beside x: made with the model, so that cards and
/// edges have room for them. A take with very many gradients has none; the inspector has them all.
class StageFormulas
{
public:
    StageFormulas(const engine::Recording& recording, const engine::Take& take);

    /// Of what has reached the node with its arrived-th contribution; null when there is none to
    /// show.
    const engine::FormulaText* gradient(engine::PassId pass, engine::NodeId node,
                                        int arrived) const;
    const engine::FormulaText* contribution(engine::PassId pass, int index) const;

    /// Expect a box, an edge label that has its size.
    void makeRoom(StageBox& box) const;
    void makeRoom(StageEdge& edge) const;

    void paint(QPainter& painter, const StageBox& box, const BoxState& state,
               const FormulaInk& ink) const;
    void paint(QPainter& painter, const StageEdge& edge, const EdgeState& state,
               const FormulaInk& ink) const;

    /// How much of the edge's label the formula takes at this state; 0 without one.
    double width(const StageEdge& edge, const EdgeState& state) const;

    /// All of them, for typesetting them beforehand.
    std::vector<QString> tex() const;

private:
    const engine::FormulaText* onEdge(const StageEdge& edge, const EdgeState& state) const;

    using Key = std::pair<engine::PassId, int>;
    std::map<Key, std::map<int, engine::FormulaText>> m_gradients; ///< by node; by arrived
    std::map<Key, engine::FormulaText> m_contributions; ///< by index
};

} // namespace ui
