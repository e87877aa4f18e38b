#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/lang/nativefunction.h"
#include "engine/library/runtime.h"

namespace engine::library {

/// x.sum(), x.reshape(...), x.astype(...), ...: the bound method of an array, or empty.
std::optional<Value> arrayMethod(Interpreter& interpreter, const Tensor& tensor,
                                 const std::string& name);
std::vector<std::string> arrayMethodNames();

/// np.sum and its like on any array-like: reduces with NumPy's result dtypes.
Tensor arrayReduction(Interpreter& interpreter, Op op, const Tensor& tensor, const Value& axis,
                      bool keepDims);

/// np.dot of two arrays.
Tensor arrayDot(const Tensor& a, const Tensor& b);
/// Index of the greatest (least) element: in the flat array, or along an axis.
Tensor arrayExtremePosition(const Tensor& tensor, std::optional<std::int64_t> axis, bool greatest);
/// Rounded to so many decimals, halves to even.
Tensor arrayRounded(const Tensor& tensor, std::int64_t decimals);
/// Whether all (any) elements are not 0.
bool arrayHolds(const Tensor& tensor, bool all);

void defineNumpyMatrices(Runtime& runtime, lang::Module& np);
void defineNumpyArrays(Runtime& runtime, lang::Module& np);
void defineNumpyRandom(Runtime& runtime, lang::Module& random);

} // namespace engine::library
