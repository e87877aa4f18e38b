#pragma once

#include "engine/library/arrayobject.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"

namespace engine::library {

// Arguments and results of NumPy's functions.

/// An array-like argument as NumPy reads it: Python floats are float64.
inline Tensor arrayAt(const Call& call, std::size_t i)
{
    return toPlainTensor(call.interpreter(), call[i], DType::Int64, DType::Float64);
}

/// The same, integers turned into float64.
inline Tensor floatsAt(const Call& call, std::size_t i)
{
    const Tensor x = arrayAt(call, i);
    return isFloating(x.dtype()) ? x : castTo(x, DType::Float64);
}

inline Value array(Tensor tensor)
{
    return makeArray(std::move(tensor));
}

/// Work on tensors whose errors become the program's.
template <class Work>
Value guarded(Work work)
{
    return Runtime::translatingErrors([&] { return array(work()); });
}

} // namespace engine::library
