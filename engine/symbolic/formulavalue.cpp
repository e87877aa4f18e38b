#include "engine/symbolic/formulavalue.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/tensor/evaluate.h"
#include "engine/tensor/tensorerror.h"

namespace engine {
namespace {

struct NoValue
{
};

Tensor cast(const Tensor& tensor, DType dtype)
{
    if (tensor.dtype() == dtype)
        return tensor;
    const std::array operands = {tensor};
    return evaluate(Op::Cast, operands, CastAttributes{dtype});
}

Tensor binary(Op op, const Tensor& a, const Tensor& b, const Attributes& attributes = {})
{
    const std::array operands = {a, b};
    return evaluate(op, operands, attributes);
}

bool takesBools(Op op)
{
    return op == Op::LogicalAnd || op == Op::LogicalOr || op == Op::LogicalXor
        || op == Op::LogicalNot || op == Op::ReduceAny || op == Op::ReduceAll;
}

/// The operand that counts places, or -1.
int indexOperand(Op op)
{
    switch (op) {
    case Op::Gather:
    case Op::GatherGradient:
    case Op::GatherNd:
    case Op::TensorScatterUpdate:
        return 1;
    case Op::ScatterNd:
    case Op::OneHot:
    case Op::SparseSoftmaxCrossEntropy:
        return 0;
    default: // all others compute with numbers
        return -1;
    }
}

} // namespace

std::optional<Tensor> FormulaValue::of(FormulaId formula)
{
    try {
        return evaluateNode(formula);
    } catch (const NoValue&) {
        return {};
    } catch (const TensorError&) {
        return {};
    }
}

Tensor FormulaValue::evaluateNode(FormulaId id)
{
    if (const auto known = m_known.find(id.index); known != m_known.end())
        return known->second;
    const FormulaNode& node = m_pool.node(id);
    std::vector<Tensor> parts;
    for (const FormulaId part : node.parts)
        parts.push_back(evaluateNode(part));
    Tensor result;
    switch (node.kind) {
    case FormulaKind::Number:
        result = Tensor::full(DType::Float64, node.shape, node.number.value());
        break;
    case FormulaKind::Symbol: {
        const auto value = m_symbols(node.symbol);
        if (!value || value->shape() != node.shape)
            throw NoValue();
        result = cast(*value, DType::Float64);
        break;
    }
    case FormulaKind::Sum:
        result = parts.front();
        for (std::size_t i = 1; i < parts.size(); ++i)
            result = binary(Op::Add, result, parts[i]);
        break;
    case FormulaKind::Product:
        result = parts.front();
        for (std::size_t i = 1; i < parts.size(); ++i) {
            const FormulaNode& part = m_pool.node(node.parts[i]);
            const bool quotient =
                part.kind == FormulaKind::Power && m_pool.isNumber(part.parts[1], -1);
            result = quotient ? binary(Op::Divide, result, evaluateNode(part.parts[0]))
                              : binary(Op::Multiply, result, parts[i]);
        }
        break;
    case FormulaKind::Power:
        result = binary(Op::Power, parts[0], parts[1]);
        break;
    case FormulaKind::Chain:
        // From the end that keeps the intermediate products small.
        if (parts.back().size() < parts.front().size()) {
            result = parts.back();
            for (std::size_t i = parts.size() - 1; i-- > 0;)
                result = binary(Op::Matmul, parts[i], result, MatmulAttributes{});
        } else {
            result = parts.front();
            for (std::size_t i = 1; i < parts.size(); ++i)
                result = binary(Op::Matmul, result, parts[i], MatmulAttributes{});
        }
        break;
    case FormulaKind::Apply: {
        if (takesBools(node.op)) {
            for (Tensor& part : parts)
                part = cast(part, DType::Bool);
        } else if (node.op == Op::Where) {
            parts[0] = cast(parts[0], DType::Bool);
        } else if (node.op == Op::BooleanMask) {
            parts[1] = cast(parts[1], DType::Bool);
        } else if (const int index = indexOperand(node.op); index >= 0) {
            parts[static_cast<std::size_t>(index)] =
                cast(parts[static_cast<std::size_t>(index)], DType::Int64);
        }
        result = evaluate(node.op, parts, node.attributes);
        result = cast(result, DType::Float64);
        break;
    }
    }
    m_known.emplace(id.index, result);
    return result;
}

Tolerance Tolerance::forDType(DType dtype)
{
    return dtype == DType::Float64 ? Tolerance{1e-9, 1e-12} : Tolerance{1e-4, 1e-5};
}

bool agree(const Tensor& a, const Tensor& b, const Tolerance& tolerance)
{
    if (a.shape() != b.shape() && !(a.size() == 1 && b.size() == 1))
        return false;
    double largest = 0;
    for (std::int64_t i = 0; i < b.size(); ++i) {
        if (std::isfinite(b.at(i)))
            largest = std::max(largest, std::abs(b.at(i)));
    }
    for (std::int64_t i = 0; i < a.size(); ++i) {
        const double left = a.at(i);
        const double right = b.at(i);
        if (std::isnan(left) && std::isnan(right))
            continue;
        if (left == right)
            continue;
        const double allowed = tolerance.relative * std::max(std::abs(left), std::abs(right))
            + tolerance.ofLargest * largest;
        if (!(std::abs(left - right) <= allowed))
            return false;
    }
    return true;
}

} // namespace engine
