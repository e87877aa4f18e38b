#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/tensor/tensor.h"

namespace engine {

/// Numbers that were typed or printed, in row-major order whatever their brackets; or None.
struct AnswerValue
{
    bool isNone = false;
    std::vector<double> numbers;
    double rounding = 0; ///< half a unit of the last decimal written; 0 without decimals

    static AnswerValue of(const Tensor& tensor);
};

/// Reads "12", "-0.5", "1/3", "[0, 4, 8]", "None", and what the cell language prints for numbers,
/// lists, arrays and tensors. Empty when it is none of these, or not printed whole.
std::optional<AnswerValue> readAnswerValue(const std::string& text);

/// Reads "(4, 1)", "[4, 1]", "4 x 1", "()", "TensorShape([4, 1])".
std::optional<std::vector<std::int64_t>> readShapeAnswer(const std::string& text);

/// Within `tolerance`, or when that is 0, within the rounding of what was written and of float32.
bool sameAnswer(const AnswerValue& right, const AnswerValue& given, double tolerance);

/// Whether two texts say the same but for case, spaces and Markdown's marks.
bool sameWords(const std::string& a, const std::string& b);

/// A text without Markdown's marks of code, formulas and emphasis at its ends: "`4x`" is "4x".
std::string withoutMarks(const std::string& markdown);

} // namespace engine
