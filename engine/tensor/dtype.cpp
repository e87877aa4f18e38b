#include "engine/tensor/dtype.h"

namespace engine {

std::string_view name(DType dtype)
{
    switch (dtype) {
    case DType::Bool:
        return "bool";
    case DType::Int32:
        return "int32";
    case DType::Int64:
        return "int64";
    case DType::Float32:
        return "float32";
    case DType::Float64:
        return "float64";
    case DType::Int8:
        return "int8";
    case DType::Int16:
        return "int16";
    case DType::UInt8:
        return "uint8";
    case DType::UInt16:
        return "uint16";
    case DType::UInt32:
        return "uint32";
    case DType::UInt64:
        return "uint64";
    case DType::Float16:
        return "float16";
    }
    __builtin_unreachable();
}

std::string_view kernelName(DType dtype)
{
    switch (dtype) {
    case DType::Float32:
        return "float";
    case DType::Float64:
        return "double";
    case DType::Float16:
        return "half";
    case DType::Bool:
    case DType::Int32:
    case DType::Int64:
    case DType::Int8:
    case DType::Int16:
    case DType::UInt8:
    case DType::UInt16:
    case DType::UInt32:
    case DType::UInt64:
        return name(dtype);
    }
    __builtin_unreachable();
}

std::optional<DType> dtypeNamed(std::string_view wanted)
{
    for (const DType dtype : allDTypes) {
        if (name(dtype) == wanted)
            return dtype;
    }
    return std::nullopt;
}

DType widened(DType dtype)
{
    switch (dtype) {
    case DType::Bool:
    case DType::Int32:
    case DType::Int64:
    case DType::Float32:
    case DType::Float64:
        return dtype;
    case DType::Int8:
    case DType::Int16:
    case DType::UInt8:
    case DType::UInt16:
        return DType::Int32;
    case DType::UInt32:
    case DType::UInt64:
        return DType::Int64;
    case DType::Float16:
        return DType::Float32;
    }
    __builtin_unreachable();
}

} // namespace engine
