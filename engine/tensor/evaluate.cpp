#include "engine/tensor/evaluate.h"

#include <cassert>

#include "engine/tensor/kernels.h"

namespace engine {

Tensor evaluate(Op op, std::span<const Tensor> inputs, const Attributes& attributes)
{
    const auto in = [&](std::size_t index) -> const Tensor& {
        assert(index < inputs.size());
        return inputs[index];
    };
    switch (op) {
    case Op::Constant:
    case Op::Variable:
    case Op::Gradient:
    case Op::Zeros:
    case Op::Ones:
    case Op::Range:
    case Op::RandomNormal:
    case Op::RandomUniform:
        break; // leaves are values already
    case Op::Identity:
    case Op::StopGradient:
        return in(0);
    case Op::Cast:
        return kernels::cast(in(0), std::get<CastAttributes>(attributes).dtype);
    case Op::Add:
        return kernels::add(in(0), in(1));
    case Op::Subtract:
        return kernels::subtract(in(0), in(1));
    case Op::Multiply:
        return kernels::multiply(in(0), in(1));
    case Op::Divide:
        return kernels::divide(in(0), in(1));
    case Op::FloorDivide:
        return kernels::floorDivide(in(0), in(1));
    case Op::FloorModulo:
        return kernels::floorModulo(in(0), in(1));
    case Op::Power:
        return kernels::power(in(0), in(1));
    case Op::Maximum:
        return kernels::maximum(in(0), in(1));
    case Op::Minimum:
        return kernels::minimum(in(0), in(1));
    case Op::Negative:
        return kernels::negative(in(0));
    case Op::Abs:
        return kernels::abs(in(0));
    case Op::Sign:
        return kernels::sign(in(0));
    case Op::Square:
        return kernels::square(in(0));
    case Op::Sqrt:
        return kernels::sqrt(in(0));
    case Op::Exp:
        return kernels::exp(in(0));
    case Op::Log:
        return kernels::log(in(0));
    case Op::Sin:
        return kernels::sin(in(0));
    case Op::Cos:
        return kernels::cos(in(0));
    case Op::Tanh:
        return kernels::tanh(in(0));
    case Op::Sigmoid:
        return kernels::sigmoid(in(0));
    case Op::Relu:
        return kernels::relu(in(0));
    case Op::Less:
        return kernels::less(in(0), in(1));
    case Op::LessEqual:
        return kernels::lessEqual(in(0), in(1));
    case Op::Equal:
        return kernels::equal(in(0), in(1));
    case Op::NotEqual:
        return kernels::notEqual(in(0), in(1));
    case Op::Greater:
        return kernels::greater(in(0), in(1));
    case Op::GreaterEqual:
        return kernels::greaterEqual(in(0), in(1));
    case Op::LogicalAnd:
        return kernels::logicalAnd(in(0), in(1));
    case Op::LogicalOr:
        return kernels::logicalOr(in(0), in(1));
    case Op::LogicalNot:
        return kernels::logicalNot(in(0));
    case Op::Where:
        return kernels::where(in(0), in(1), in(2));
    case Op::Matmul:
        return kernels::matmul(in(0), in(1), std::get<MatmulAttributes>(attributes));
    case Op::Transpose:
        return kernels::transpose(in(0), std::get<TransposeAttributes>(attributes));
    case Op::Reshape:
        return kernels::reshape(in(0), std::get<ShapeAttributes>(attributes).shape);
    case Op::BroadcastTo:
        return kernels::broadcastTo(in(0), std::get<ShapeAttributes>(attributes).shape);
    case Op::Slice:
        return kernels::slice(in(0), std::get<SliceAttributes>(attributes));
    case Op::SliceGradient:
        return kernels::sliceGradient(in(0), std::get<SliceAttributes>(attributes));
    case Op::Concat:
        return kernels::concat(inputs, std::get<AxisAttributes>(attributes).axis);
    case Op::ReduceSum:
        return kernels::reduceSum(in(0), std::get<ReduceAttributes>(attributes));
    case Op::ReduceMean:
        return kernels::reduceMean(in(0), std::get<ReduceAttributes>(attributes));
    case Op::ReduceMax:
        return kernels::reduceMax(in(0), std::get<ReduceAttributes>(attributes));
    case Op::ReduceMin:
        return kernels::reduceMin(in(0), std::get<ReduceAttributes>(attributes));
    case Op::Norm:
        return kernels::norm(in(0), std::get<ReduceAttributes>(attributes));
    case Op::ArgMax:
        return kernels::argMax(in(0), std::get<AxisAttributes>(attributes).axis);
    }
    assert(false && "evaluate() of a leaf");
    __builtin_unreachable();
}

} // namespace engine
