#pragma once

#include "engine/library/runtime.h"

namespace engine::library {

/// Whose words the errors of a wrong index use.
enum class SubscriptErrors { TensorFlow, NumPy };

/// x[key] for integers, slices, ellipsis, newaxis, tuples of them and scalar integer tensors,
/// resolved against `shape`.
SliceAttributes resolveSubscript(Interpreter& interpreter, const Shape& shape, const Value& key,
                                 SubscriptErrors errors);

/// `old` with `given` (broadcast) written where the slice selects. Throws TensorError when it does
/// not fit.
Tensor withSlice(const Tensor& old, const SliceAttributes& slice, const Tensor& given);

} // namespace engine::library
