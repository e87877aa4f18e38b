#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/lesson/bilingualtext.h"

namespace engine {

// What an author writes into the fenced blocks `predict`, `exercise` and `claim`. The block itself
// stays in Cell::source as it was written; these are read from it.

/// A text and the line of the block (from 1) in which it stands.
struct Stated
{
    std::string text;
    int line = 0;

    bool empty() const { return text.empty(); }
    bool operator==(const Stated&) const = default;
};

/// One answer to choose, or (where the learner types) a wrong answer that is expected.
struct Option
{
    Stated text; ///< Markdown
    bool right = false;
    std::string why; ///< what to say to somebody who chose it
    std::string mistake; ///< "forgot to add", "dropped factor", "transposed", "wrong operand",
                         ///< "forward value", or the author's own words
    bool operator==(const Option&) const = default;
};

enum class PredictionKind { Choice, Number, Shape, Formula, Text };

/// A question that is asked before a code cell shows the answer.
struct Prediction
{
    PredictionKind kind = PredictionKind::Choice;
    std::string ask; ///< Markdown
    std::vector<Option> options;
    Stated key; ///< an expression of the cell language that gives the answer after cell `after`
    Stated answer; ///< what the learner types
    double tolerance = 0; ///< of a number; 0: what rounding to the digits given allows
    Stated of; ///< for formulas: "grad(y, x)"
    int after = 0; ///< the code cell (from 1) that shows the answer; 0: the next one
    int afterLine = 0;
    std::string why;
    std::string hint;
    std::string step; ///< in words, where in the recording to look

    /// Index of the right option; -1 when there is none.
    int rightOption() const;
    bool operator==(const Prediction&) const = default;
};

/// Code the learner completes.
struct Exercise
{
    std::string ask; ///< Markdown
    Stated start;
    Stated solution;
    std::vector<Stated> checks; ///< expressions that are all True once it is solved
    std::string hint;
    std::string why;
    bool operator==(const Exercise&) const = default;
};

/// What must be true after the cells above.
struct Claim
{
    std::vector<Stated> lines;
    bool operator==(const Claim&) const = default;
};

/// What is wrong with a block, and in which of its lines (from 1).
struct BlockError
{
    int line = 1;
    BilingualText message;
};

std::variant<Prediction, BlockError> readPrediction(const std::string& block);
std::variant<Exercise, BlockError> readExercise(const std::string& block);
std::variant<Claim, BlockError> readClaim(const std::string& block);

/// "grad(y, x)": the gradient of a target of a tape's pass with respect to a source.
struct GradientName
{
    std::string target;
    std::string source;
};

/// Empty lists when `text` is not of this form.
bool readGradientName(const std::string& text, GradientName& name);

/// A claim `grad(y, x) == 4*x` taken apart; false for every other line.
bool readGradientClaim(const std::string& text, GradientName& name, std::string& formula);

} // namespace engine
