#pragma once

#include <QString>

#include <vector>

#include "engine/lesson/bilingualtext.h"
#include "ui/stage/folding.h"
#include "ui/stage/takeindex.h"

namespace ui {

/// One thing that leaves a closed group: the node that leaves it, and the nodes in it that had the
/// same name before. While playing the row shows the latest of them.
struct CardRow
{
    std::vector<engine::NodeId> stages; ///< ascending; the last one leaves
    std::vector<QString> names; ///< one a stage; empty for one without
};

/// What is on the card of a closed group.
struct GroupCard
{
    Folded folded;
    engine::Group::Kind kind = engine::Group::Kind::Loop;
    int laps = 0; ///< of the loop in all
    std::vector<std::pair<int, int>> lapBegins; ///< (lap, first step), of the laps in it
    int firstStep = 0;
    int stepEnd = 0;
    QString code; ///< "while tf.norm(b) < 1000", "f(a)"
    engine::PassId pass;
    std::vector<engine::NodeId> members; ///< the nodes that would be drawn if it were open
    std::vector<engine::NodeId> inputs; ///< what comes from outside
    std::vector<CardRow> rows;
};

/// What a card shows at step k.
struct CardState
{
    struct Row
    {
        QString value; ///< "b = 1433.6"; empty while there is none
        QString gradient; ///< "∂c/∂b = 2."
        bool isComplete = false; ///< all contributions to it have arrived
    };
    QString title; ///< "lap 3 of 10", "f(a)"
    QString subtitle;
    std::vector<Row> rows;
    bool isLive = false; ///< the step plays in it
};

/// Fills in everything but `members`, `inputs` and the outputs given here.
void describeCard(GroupCard& card, const engine::Recording& recording, const engine::Groups& groups,
                  const TakeIndex& index, const std::vector<engine::NodeId>& outputs);
CardState cardState(const engine::Recording& recording, const GroupCard& card, int k,
                    engine::Language language);
/// The node that stands for the card where one is asked for: what leaves it.
engine::NodeId representative(const GroupCard& card);
/// The source under a span, on one line, at most `length` characters.
QString codeText(const engine::Recording& recording, const engine::SourceSpan& span, int cellRun,
                 int length);

} // namespace ui
