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
    case DType::Bool:
    case DType::Int32:
    case DType::Int64:
        return name(dtype);
    }
    __builtin_unreachable();
}

std::optional<DType> dtypeNamed(std::string_view wanted)
{
    for (const DType dtype :
         {DType::Bool, DType::Int32, DType::Int64, DType::Float32, DType::Float64}) {
        if (name(dtype) == wanted)
            return dtype;
    }
    return std::nullopt;
}

std::size_t byteSize(DType dtype)
{
    return withType(dtype, [](auto element) { return sizeof(element); });
}

bool isFloating(DType dtype)
{
    return dtype == DType::Float32 || dtype == DType::Float64;
}

bool isInteger(DType dtype)
{
    return dtype == DType::Int32 || dtype == DType::Int64;
}

} // namespace engine
