#pragma once

#include <QtGlobal>

#include <cstdlib>
#include <string>

#include <nlohmann/json.hpp>

#include "engine/tensor/evaluate.h"

namespace support {

using namespace engine;

// Operations as tests/golden keeps them: operands, attributes and results as JSON.

inline Shape shapeOf(const nlohmann::json& extents)
{
    return Shape(std::span<const std::int64_t>(extents.get<std::vector<std::int64_t>>()));
}

inline Tensor tensorOf(const nlohmann::json& stored)
{
    Tensor tensor =
        Tensor::zeros(*dtypeNamed(stored["dtype"].get<std::string>()), shapeOf(stored["shape"]));
    withWideType(tensor.dtype(), [&](auto element) {
        using T = decltype(element);
        T* to = tensor.mutableData<T>();
        for (const auto& value : stored["data"]) {
            if constexpr (std::is_floating_point_v<T>)
                *to++ = value.is_string() ? std::strtof(value.get<std::string>().c_str(), nullptr)
                                          : value.get<T>();
            else
                *to++ = value.get<T>();
        }
    });
    return tensor;
}

inline Op opCalled(const std::string& name)
{
    for (int i = 0; i < opCount; ++i) {
        if (pythonName(static_cast<Op>(i)) == name)
            return static_cast<Op>(i);
    }
    qFatal("no operation is called %s", name.c_str());
}

inline Attributes attributesOf(Op op, const nlohmann::json& given, const Tensor& result,
                               const Tensor& first)
{
    if (given.contains("axes") && given["axes"].is_array() && given.contains("input_shape")) {
        SliceAttributes slice;
        for (const auto& axis : given["axes"])
            slice.axes.push_back({axis[0], axis[1], axis[2], axis[3]});
        slice.inputShape = shapeOf(given["input_shape"]);
        slice.resultShape = op == Op::Slice ? result.shape() : first.shape();
        return slice;
    }
    if (given.contains("batch_dims"))
        return GatherAttributes{given["axis"], given["batch_dims"], shapeOf(given["input_shape"])};
    if (given.contains("exclusive"))
        return CumulateAttributes{given["axis"], given["exclusive"], given["reverse"]};
    if (given.contains("depth"))
        return OneHotAttributes{given["depth"], given["axis"],
                                *dtypeNamed(given["dtype"].get<std::string>()), given["on"],
                                given["off"]};
    if (given.contains("counts"))
        return CountsAttributes{given["counts"]};
    if (given.contains("widths"))
        return PadAttributes{given["widths"], given["value"]};
    if (given.contains("descending"))
        return OrderAttributes{given["descending"], given["count"]};
    if (given.contains("number"))
        return NumberAttributes{given["number"]};
    if (given.contains("lower"))
        return BandAttributes{given["lower"], given["upper"]};
    if (given.contains("left"))
        return ContractAttributes{given["left"], given["right"]};
    if (given.contains("equation"))
        return EinsumAttributes{given["equation"]};
    if (given.contains("strides"))
        return WindowAttributes{given["strides"],
                                given["dilations"],
                                given["before"],
                                given["results"],
                                shapeOf(given["input_shape"]),
                                shapeOf(given["window_shape"])};
    if (given.contains("axes"))
        return ReduceAttributes{given["axes"].get<std::vector<int>>(), given["keepdims"]};
    if (given.contains("axis"))
        return AxisAttributes{given["axis"]};
    if (given.contains("permutation"))
        return TransposeAttributes{given["permutation"].get<std::vector<int>>()};
    if (given.contains("shape"))
        return ShapeAttributes{shapeOf(given["shape"])};
    if (given.contains("dtype"))
        return CastAttributes{*dtypeNamed(given["dtype"].get<std::string>())};
    if (given.contains("transpose_a"))
        return MatmulAttributes{given["transpose_a"], given["transpose_b"]};
    return {};
}

} // namespace support
