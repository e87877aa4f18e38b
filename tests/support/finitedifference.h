#pragma once

#include <functional>

#include "engine/tensor/tensor.h"

namespace support {

/// Central differences of a scalar function of one float64 tensor, entry by entry: the independent reference for gradients.
inline engine::Tensor finiteDifference(const std::function<double(const engine::Tensor&)>& f, const engine::Tensor& x, double h = 1e-5)
{
    engine::Tensor result = engine::Tensor::zeros(engine::DType::Float64, x.shape());
    for (std::int64_t i = 0; i < x.size(); ++i) {
        const auto shifted = [&](double delta) {
            engine::Tensor moved = engine::Tensor::of<double>(x.shape(), {x.data<double>(), static_cast<std::size_t>(x.size())});
            moved.mutableData<double>()[i] += delta;
            return f(moved);
        };
        result.mutableData<double>()[i] = (shifted(h) - shifted(-h)) / (2 * h);
    }
    return result;
}

} // namespace support
