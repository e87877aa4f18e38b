#pragma once

#include <cstdint>

#include "engine/tensor/op.h"

namespace engine {

/// Which numbers of an operation its pull-back rule reads; dtypes and shapes it may always ask for.
enum class Residuals : std::uint8_t { None, Inputs, Output, Both };
Residuals residualsOf(Op op);

inline bool readsInputs(Residuals residuals)
{
    return residuals == Residuals::Inputs || residuals == Residuals::Both;
}
inline bool readsOutput(Residuals residuals)
{
    return residuals == Residuals::Output || residuals == Residuals::Both;
}

} // namespace engine
