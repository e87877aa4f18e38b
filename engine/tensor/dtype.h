#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace engine {

enum class DType : std::uint8_t { Bool, Int32, Int64, Float32, Float64 };

/// "float32": as in tf.float32 and numpy's dtype names.
std::string_view name(DType dtype);
/// "float", "double", "int32": the words TensorFlow's kernels use in messages.
std::string_view kernelName(DType dtype);
std::optional<DType> dtypeNamed(std::string_view name);

std::size_t byteSize(DType dtype);
bool isFloating(DType dtype);
bool isInteger(DType dtype);

/// Calls function(T{}) with the C++ type that holds elements of `dtype`.
template <class Function>
decltype(auto) withType(DType dtype, Function&& function)
{
    switch (dtype) {
    case DType::Bool:
        return function(bool{});
    case DType::Int32:
        return function(std::int32_t{});
    case DType::Int64:
        return function(std::int64_t{});
    case DType::Float32:
        return function(float{});
    case DType::Float64:
        return function(double{});
    }
    __builtin_unreachable();
}

/// The same for the dtypes arithmetic is done in; `dtype` must not be Bool.
template <class Function>
decltype(auto) withNumberType(DType dtype, Function&& function)
{
    switch (dtype) {
    case DType::Bool:
        break;
    case DType::Int32:
        return function(std::int32_t{});
    case DType::Int64:
        return function(std::int64_t{});
    case DType::Float32:
        return function(float{});
    case DType::Float64:
        return function(double{});
    }
    __builtin_unreachable();
}

template <class T>
constexpr DType dtypeOf();
template <>
constexpr DType dtypeOf<bool>()
{
    return DType::Bool;
}
template <>
constexpr DType dtypeOf<std::int32_t>()
{
    return DType::Int32;
}
template <>
constexpr DType dtypeOf<std::int64_t>()
{
    return DType::Int64;
}
template <>
constexpr DType dtypeOf<float>()
{
    return DType::Float32;
}
template <>
constexpr DType dtypeOf<double>()
{
    return DType::Float64;
}

} // namespace engine
