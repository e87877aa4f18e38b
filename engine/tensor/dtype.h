#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/tensor/half.h"

namespace engine {

/// The first five are what kernels work with; tensors of the others are widened for an operation
/// and its result is narrowed again (see evaluate()).
enum class DType : std::uint8_t {
    Bool,
    Int32,
    Int64,
    Float32,
    Float64,
    Int8,
    Int16,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Float16
};

inline constexpr std::array allDTypes{DType::Bool,    DType::Int32,  DType::Int64,  DType::Float32,
                                      DType::Float64, DType::Int8,   DType::Int16,  DType::UInt8,
                                      DType::UInt16,  DType::UInt32, DType::UInt64, DType::Float16};

/// Whether kernels work with it as it is.
constexpr bool isWide(DType dtype)
{
    return dtype <= DType::Float64;
}
/// The dtype an operation on such tensors is done in: float16 in float32, small integers in int32,
/// uint32 and uint64 in int64.
DType widened(DType dtype);

/// "float32": as in tf.float32 and numpy's dtype names.
std::string_view name(DType dtype);
/// "float", "double", "int32": the words TensorFlow's kernels use in messages.
std::string_view kernelName(DType dtype);
std::optional<DType> dtypeNamed(std::string_view name);

constexpr bool isFloating(DType dtype)
{
    return dtype == DType::Float32 || dtype == DType::Float64 || dtype == DType::Float16;
}
constexpr bool isInteger(DType dtype)
{
    return dtype != DType::Bool && !isFloating(dtype);
}

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
    case DType::Int8:
        return function(std::int8_t{});
    case DType::Int16:
        return function(std::int16_t{});
    case DType::UInt8:
        return function(std::uint8_t{});
    case DType::UInt16:
        return function(std::uint16_t{});
    case DType::UInt32:
        return function(std::uint32_t{});
    case DType::UInt64:
        return function(std::uint64_t{});
    case DType::Float16:
        return function(Half{});
    }
    __builtin_unreachable();
}

/// The same for the dtypes kernels work with; `dtype` must be wide.
template <class Function>
decltype(auto) withWideType(DType dtype, Function&& function)
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
    case DType::Int8:
    case DType::Int16:
    case DType::UInt8:
    case DType::UInt16:
    case DType::UInt32:
    case DType::UInt64:
    case DType::Float16:
        break;
    }
    __builtin_unreachable();
}

/// The same for the dtypes arithmetic is done in; `dtype` must be wide and not Bool.
template <class Function>
decltype(auto) withNumberType(DType dtype, Function&& function)
{
    switch (dtype) {
    case DType::Bool:
    case DType::Int8:
    case DType::Int16:
    case DType::UInt8:
    case DType::UInt16:
    case DType::UInt32:
    case DType::UInt64:
    case DType::Float16:
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

inline std::size_t byteSize(DType dtype)
{
    return withType(dtype, [](auto element) { return sizeof(element); });
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

template <>
constexpr DType dtypeOf<std::int8_t>()
{
    return DType::Int8;
}
template <>
constexpr DType dtypeOf<std::int16_t>()
{
    return DType::Int16;
}
template <>
constexpr DType dtypeOf<std::uint8_t>()
{
    return DType::UInt8;
}
template <>
constexpr DType dtypeOf<std::uint16_t>()
{
    return DType::UInt16;
}
template <>
constexpr DType dtypeOf<std::uint32_t>()
{
    return DType::UInt32;
}
template <>
constexpr DType dtypeOf<std::uint64_t>()
{
    return DType::UInt64;
}
template <>
constexpr DType dtypeOf<Half>()
{
    return DType::Float16;
}

} // namespace engine
