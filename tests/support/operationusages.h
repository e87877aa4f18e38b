#pragma once

#include <optional>
#include <vector>

#include "engine/tensor/evaluate.h"
#include "engine/tensor/random.h"

namespace support {

using namespace engine;

/// One way to use an operation: its inputs' shapes, the attributes, and where the inputs are drawn from.
struct Usage
{
    Op op;
    std::vector<Shape> shapes;
    Attributes attributes;
    double low = -2;
    double high = 2;
    std::vector<std::optional<Tensor>> fixed = {}; ///< inputs that are not drawn; parallel to shapes or shorter
    bool differences = true; ///< may be moved entry by entry
};

inline Tensor integers(const Shape& shape, std::vector<std::int64_t> values)
{
    return Tensor::of<std::int64_t>(shape, values);
}

inline SliceAttributes everySecondRow()
{
    return {{{0, 2, 2, false}, {1, 1, 1, true}}, Shape{2}, Shape{4, 3}};
}

/// A symmetric positive definite matrix that is not near singular.
inline Tensor definiteMatrix()
{
    return Tensor::of<double>(Shape{3, 3}, std::vector<double>{4, 1, 0.5, 1, 3, -0.25, 0.5, -0.25, 2});
}

inline void addElementwise(std::vector<Usage>& all)
{
    using Shapes = std::vector<std::vector<Shape>>;
    const Shapes broadcasts{{{}, {}}, {{3}, {}}, {{2, 3}, {3}}, {{2, 1}, {1, 3}}, {{2, 1, 2}, {3, 1}}, {{2, 1, 1, 2}, {3, 2, 1}}, {{0, 2}, {2}}};
    for (const Op op : {Op::Add, Op::Subtract, Op::Multiply, Op::Divide, Op::Maximum, Op::Minimum, Op::Power, Op::SquaredDifference,
                        Op::Atan2, Op::Xlogy, Op::Xdivy, Op::DivideNoNan, Op::MultiplyNoNan}) {
        const bool positive = op == Op::Divide || op == Op::Power || op == Op::Atan2 || op == Op::Xlogy || op == Op::Xdivy || op == Op::DivideNoNan;
        for (const auto& shapes : broadcasts)
            all.push_back({op, shapes, {}, positive ? 0.5 : -2, 2});
    }
    all.push_back({Op::AddN, {{2, 2}, {2, 2}, {2, 2}}, {}});
    all.push_back({Op::ClipByValue, {{2, 3}, {}, {}}, {}, -2, 2, {std::nullopt, Tensor::scalar(-0.7), Tensor::scalar(0.8)}});
    const auto four = [](std::vector<double> values) { return Tensor::of<double>(Shape{4}, values); };
    all.push_back({Op::ClipByValue, {{4}, {4}, {4}}, {}, 0, 1, {four({-1, 0.4, 0.6, 3}), four({0, 0.1, 0.2, 0.3}), four({1, 0.9, 1.8, 0.7})}});
    for (const Op op : {Op::Negative, Op::Abs, Op::Sign, Op::Square, Op::Exp, Op::Expm1, Op::Sin, Op::Cos, Op::Sinh, Op::Cosh, Op::Tanh,
                        Op::Asinh, Op::Atan, Op::Erf, Op::Erfc, Op::Sigmoid, Op::LogSigmoid, Op::Softplus, Op::Softsign, Op::Relu,
                        Op::Relu6, Op::Elu, Op::Selu, Op::Swish, Op::Identity}) {
        for (const Shape& shape : std::vector<Shape>{{}, {1}, {3}, {2, 3}, {2, 1, 2, 2}, {0}})
            all.push_back({op, {shape}, {}});
    }
    for (const Op op : {Op::Sqrt, Op::Rsqrt, Op::Reciprocal, Op::Log, Op::Log1p})
        all.push_back({op, {Shape{2, 2}}, {}, 0.5, 3});
    for (const Op op : {Op::Lgamma, Op::Digamma})
        all.push_back({op, {Shape{2, 3}}, {}, 0.5, 3});
    for (const double n : {1.0, 2.0})
        all.push_back({Op::Polygamma, {Shape{3}}, NumberAttributes{n}, 0.5, 3});
    for (const Op op : {Op::Asin, Op::Acos, Op::Atanh, Op::Tan, Op::Erfinv})
        all.push_back({op, {Shape{2, 2}}, {}, -0.8, 0.8});
    all.push_back({Op::Acosh, {Shape{2, 2}}, {}, 1.5, 3});
    all.push_back({Op::Relu6, {Shape{5}}, {}, 4, 8});
    all.push_back({Op::LeakyRelu, {Shape{2, 3}}, NumberAttributes{0.2}});
    for (const double approximate : {0.0, 1.0})
        all.push_back({Op::Gelu, {Shape{2, 3}}, NumberAttributes{approximate}});
    all.push_back({Op::Cast, {Shape{2}}, CastAttributes{DType::Float64}});
    all.push_back({Op::FloorModulo, {Shape{3}, Shape{}}, {}, 0.6, 0.9});
    all.push_back({Op::Where, {{2, 2}, {2, 2}, {2}}, {}, -2, 2,
                   {Tensor::of<bool>(Shape{2, 2}, std::array{true, false, false, true})}});
}

inline void addSpectra(std::vector<Usage>& all)
{
    // Eigenvalues and singular values far from each other.
    const Tensor tall = Tensor::of<double>(Shape{4, 3}, std::vector<double>{3, 0.5, -1, 0.25, 2, 0.5, 1, -0.5, 0.75, -0.25, 1, 0.5});
    const Tensor batch = Tensor::of<double>(Shape{2, 2, 2}, std::vector<double>{3, 1, 0.5, -1, 2, -1, 0.25, 0.75});
    for (const Op op : {Op::Eigenvalues, Op::Eigenvectors}) {
        all.push_back({op, {{3, 3}}, {}, 0, 1, {definiteMatrix()}});
        all.push_back({op, {{2, 2, 2}}, {}, 0, 1, {batch}});
    }
    for (const Op op : {Op::SingularValues, Op::SingularVectorsLeft, Op::SingularVectorsRight, Op::QrOrthogonal, Op::QrUpper}) {
        all.push_back({op, {{4, 3}}, {}, 0, 1, {tall}});
        all.push_back({op, {{2, 2, 2}}, {}, 0, 1, {batch}});
        all.push_back({op, {{3, 4}}, {}, 0, 1, {evaluate(Op::Transpose, std::array{tall}, TransposeAttributes{{1, 0}})}});
        all.push_back({op, {{2, 2, 4}}, {}, 0, 1, {evaluate(Op::Concat, std::array{batch, batch}, AxisAttributes{2})}});
    }
    for (const Op op : {Op::SingularValues, Op::SingularVectorsLeft, Op::SingularVectorsRight}) { // full_matrices=True
        all.push_back({op, {{4, 3}}, NumberAttributes{1}, 0, 1, {tall}});
        all.push_back({op, {{3, 4}}, NumberAttributes{1}, 0, 1, {evaluate(Op::Transpose, std::array{tall}, TransposeAttributes{{1, 0}})}});
    }
    for (const Op op : {Op::QrOrthogonal, Op::QrUpper})
        all.push_back({op, {{3, 4}}, NumberAttributes{1}, 0, 1, {evaluate(Op::Transpose, std::array{tall}, TransposeAttributes{{1, 0}})}});
}

inline void addMatrices(std::vector<Usage>& all)
{
    for (const bool a : {false, true}) {
        for (const bool b : {false, true})
            all.push_back({Op::Matmul, {a ? Shape{3, 2} : Shape{2, 3}, b ? Shape{4, 3} : Shape{3, 4}}, MatmulAttributes{a, b}});
        all.push_back({Op::Matvec, {a ? Shape{3, 2} : Shape{2, 3}, Shape{3}}, MatmulAttributes{a, false}});
        all.push_back({Op::Matvec, {a ? Shape{3, 2} : Shape{2, 3}, Shape{4, 3}}, MatmulAttributes{a, false}});
        all.push_back({Op::Solve, {{3, 3}, {3, 2}}, MatmulAttributes{a, false}, -1, 1, {definiteMatrix()}});
        all.push_back({Op::Solve, {{2, 1, 1}, {2, 1, 2}}, MatmulAttributes{a, false}, 0.5, 2});
    }
    all.push_back({Op::Matmul, {Shape{2, 2, 3}, Shape{2, 3, 2}}, MatmulAttributes{}});
    all.push_back({Op::Matmul, {Shape{2, 2, 3}, Shape{3, 2}}, MatmulAttributes{}});
    all.push_back({Op::Tensordot, {{2, 3}, {3, 2}}, ContractAttributes{{1}, {0}}});
    all.push_back({Op::Tensordot, {{2, 3, 4}, {4, 2, 5}}, ContractAttributes{{2, 0}, {0, 1}}});
    all.push_back({Op::Tensordot, {{3}, {2}}, ContractAttributes{{}, {}}});
    all.push_back({Op::Tensordot, {{3}, {3}}, ContractAttributes{{0}, {0}}});
    all.push_back({Op::Einsum, {{2, 3}, {3, 4}}, EinsumAttributes{"ij,jk->ik"}});
    all.push_back({Op::Einsum, {{2, 2, 3}, {2, 3, 2}}, EinsumAttributes{"bij,bjk->bki"}});
    all.push_back({Op::Einsum, {{2, 3}}, EinsumAttributes{"ij->j"}});
    all.push_back({Op::Einsum, {{3, 3}}, EinsumAttributes{"ii->"}});
    all.push_back({Op::Einsum, {{3, 3}}, EinsumAttributes{"ii->i"}});
    all.push_back({Op::Einsum, {{2}, {3}, {2, 3}}, EinsumAttributes{"i,j,ij->"}});
    all.push_back({Op::Cross, {{3}, {3}}, {}});
    all.push_back({Op::Cross, {{2, 3}, {2, 3}}, {}});
    all.push_back({Op::Diag, {{3}}, {}});
    all.push_back({Op::Diag, {{2, 2}}, {}});
    for (const Shape& shape : std::vector<Shape>{{3, 3}, {2, 3}, {3, 2}, {2, 2, 3}}) {
        all.push_back({Op::DiagPart, {shape}, {}});
        all.push_back({Op::Trace, {shape}, {}});
        all.push_back({Op::BandPart, {shape}, BandAttributes{-1, 0}});
        all.push_back({Op::BandPart, {shape}, BandAttributes{0, 1}});
    }
    for (const Op op : {Op::Inverse, Op::Determinant}) {
        all.push_back({op, {{3, 3}}, {}, 0, 1, {definiteMatrix()}});
        all.push_back({op, {{2, 1, 1}}, {}, 0.5, 2});
    }
    all.push_back({Op::Cholesky, {{3, 3}}, {}, 0, 1, {definiteMatrix()}, false});
    all.push_back({Op::Cholesky, {{1, 1}}, {}, 1, 2});
    addSpectra(all);
}

inline void addArrangement(std::vector<Usage>& all)
{
    all.push_back({Op::Transpose, {Shape{2, 3}}, TransposeAttributes{{1, 0}}});
    all.push_back({Op::Transpose, {Shape{2, 3, 4}}, TransposeAttributes{{2, 0, 1}}});
    all.push_back({Op::Transpose, {Shape{0, 3}}, TransposeAttributes{{1, 0}}});
    all.push_back({Op::Transpose, {Shape{2, 1, 3, 2}}, TransposeAttributes{{3, 1, 0, 2}}});
    all.push_back({Op::Reshape, {Shape{2, 3}}, ShapeAttributes{Shape{3, 2}}});
    all.push_back({Op::Reshape, {Shape{0, 3}}, ShapeAttributes{Shape{3, 0}}});
    all.push_back({Op::Reshape, {Shape{}}, ShapeAttributes{Shape{1, 1}}});
    all.push_back({Op::BroadcastTo, {Shape{}}, ShapeAttributes{Shape{2, 2}}});
    all.push_back({Op::BroadcastTo, {Shape{1}}, ShapeAttributes{Shape{0}}});
    all.push_back({Op::Concat, {Shape{0, 2}, Shape{1, 2}}, AxisAttributes{0}});
    all.push_back({Op::Concat, {Shape{2, 1, 2, 1}, Shape{2, 3, 2, 1}}, AxisAttributes{1}});
    all.push_back({Op::Tile, {{1}}, CountsAttributes{{3}}});
    all.push_back({Op::Pad, {{0, 2}}, PadAttributes{{{1, 1}, {0, 1}}, 2}});
    all.push_back({Op::Matmul, {Shape{0, 3}, Shape{3, 2}}, MatmulAttributes{}});
    all.push_back({Op::Matmul, {Shape{1, 1}, Shape{1, 1}}, MatmulAttributes{}});
    all.push_back({Op::Matmul, {Shape{2, 1, 2, 3}, Shape{2, 3, 1}}, MatmulAttributes{}});
    all.push_back({Op::BroadcastTo, {Shape{1, 3}}, ShapeAttributes{Shape{2, 2, 3}}});
    all.push_back({Op::Slice, {Shape{4, 3}}, everySecondRow()});
    all.push_back({Op::SliceGradient, {Shape{2}}, everySecondRow()});
    all.push_back({Op::Concat, {Shape{2, 2}, Shape{2, 3}}, AxisAttributes{1}});
    for (const int axis : {0, 1, 2})
        all.push_back({Op::Stack, {{2, 3}, {2, 3}}, AxisAttributes{axis}});
    all.push_back({Op::Stack, {{}, {}, {}}, AxisAttributes{0}});
    all.push_back({Op::Tile, {{2, 3}}, CountsAttributes{{2, 3}}});
    all.push_back({Op::Tile, {{2, 1, 2}}, CountsAttributes{{1, 2, 3}}});
    all.push_back({Op::Pad, {{2, 3}}, PadAttributes{{{1, 0}, {0, 2}}, 7}});
    all.push_back({Op::Roll, {{2, 3}}, CountsAttributes{{1, -1}}});
    all.push_back({Op::Reverse, {{2, 3}}, CountsAttributes{{0, 1}}});
    const Tensor rows = integers(Shape{3}, {1, 0, 1});
    for (const int axis : {0, 1}) {
        const Shape shape{2, 3};
        const Shape picked = axis == 0 ? Shape{3, 3} : Shape{2, 3};
        all.push_back({Op::Gather, {shape, {3}}, GatherAttributes{axis, 0, shape}, -2, 2, {std::nullopt, rows}});
        all.push_back({Op::GatherGradient, {picked, {3}}, GatherAttributes{axis, 0, shape}, -2, 2, {std::nullopt, rows}});
    }
    const Tensor grid = integers(Shape{2, 2}, {2, 0, 1, 1});
    all.push_back({Op::Gather, {{2, 3}, {2, 2}}, GatherAttributes{1, 1, Shape{2, 3}}, -2, 2, {std::nullopt, grid}});
    all.push_back({Op::Gather, {{3, 2}, {2, 2}}, GatherAttributes{0, 0, Shape{3, 2}}, -2, 2, {std::nullopt, grid}});
    all.push_back({Op::GatherNd, {{3, 2}, {2, 2}}, {}, -2, 2, {std::nullopt, grid}});
    all.push_back({Op::GatherNd, {{3, 2}, {2, 1}}, {}, -2, 2, {std::nullopt, integers(Shape{2, 1}, {2, 2})}});
    all.push_back({Op::ScatterNd, {{3, 1}, {3, 2}}, ShapeAttributes{Shape{4, 2}}, -2, 2, {integers(Shape{3, 1}, {1, 3, 1})}});
    all.push_back({Op::TensorScatterUpdate, {{3, 2}, {2, 2}, {2}}, {}, -2, 2, {std::nullopt, grid}});
    all.push_back({Op::BooleanMask, {{3, 2}, {3}}, {}, -2, 2, {std::nullopt, Tensor::of<bool>(Shape{3}, std::array{true, false, true})}});
    all.push_back({Op::BooleanMask, {{2, 2}, {2, 2}}, {}, -2, 2,
                   {std::nullopt, Tensor::of<bool>(Shape{2, 2}, std::array{false, true, true, false})}});
    for (const bool descending : {false, true})
        all.push_back({Op::Sort, {{2, 4}}, OrderAttributes{descending, 0}});
    all.push_back({Op::TopK, {{2, 4}}, OrderAttributes{true, 2}});
}

inline void addReductions(std::vector<Usage>& all)
{
    for (const Op op : {Op::ReduceSum, Op::ReduceMean, Op::ReduceMax, Op::ReduceMin, Op::ReduceProd, Op::ReduceLogSumExp,
                        Op::ReduceVariance, Op::ReduceStd, Op::Norm}) {
        const double low = op == Op::ReduceProd ? 0.5 : -2; // its second derivative divides by the factors
        all.push_back({op, {Shape{2, 3}}, ReduceAttributes{{0, 1}, false}, low});
        all.push_back({op, {Shape{2, 3}}, ReduceAttributes{{1}, false}, low});
        all.push_back({op, {Shape{2, 3}}, ReduceAttributes{{0}, true}, low});
        all.push_back({op, {Shape{2, 3, 2}}, ReduceAttributes{{0, 2}, true}, low});
        all.push_back({op, {Shape{2, 1, 3, 2}}, ReduceAttributes{{1, 2}, false}, low});
        if (op != Op::ReduceVariance && op != Op::ReduceStd) {
            all.push_back({op, {Shape{}}, ReduceAttributes{}, std::max(low, 0.5)});
            all.push_back({op, {Shape{1}}, ReduceAttributes{{0}, false}, std::max(low, 0.5)});
        }
        if (op == Op::ReduceSum || op == Op::ReduceMean || op == Op::ReduceProd) {
            all.push_back({op, {Shape{0, 3}}, ReduceAttributes{{1}, false}, low});
            if (op != Op::ReduceMean) // of nothing: nan
                all.push_back({op, {Shape{0, 3}}, ReduceAttributes{{0}, true}, low});
        }
    }
    for (const bool exclusive : {false, true}) {
        for (const bool reverse : {false, true}) {
            all.push_back({Op::Cumsum, {{2, 3}}, CumulateAttributes{1, exclusive, reverse}});
            all.push_back({Op::Cumprod, {{3, 2}}, CumulateAttributes{0, exclusive, reverse}, 0.5, 1.5});
        }
    }
    for (const int axis : {0, 1}) {
        all.push_back({Op::Softmax, {{2, 3}}, AxisAttributes{axis}});
        all.push_back({Op::LogSoftmax, {{2, 3}}, AxisAttributes{axis}});
    }
    // TensorFlow's rule for the logits takes it that labels add up to 1.
    const Tensor labels = Tensor::of<double>(Shape{2, 3}, std::vector<double>{0.2, 0.3, 0.5, 0, 1, 0});
    all.push_back({Op::SoftmaxCrossEntropy, {{2, 3}, {2, 3}}, {}, -2, 2, {labels}});
    all.push_back({Op::SparseSoftmaxCrossEntropy, {{2}, {2, 3}}, {}, -2, 2, {integers(Shape{2}, {2, 0})}});
    all.push_back({Op::SigmoidCrossEntropy, {{2, 3}, {2, 3}}, {}});
    all.push_back({Op::L2Loss, {{2, 3}}, {}});
    for (const double greatest : {0.5, 50.0}) {
        all.push_back({Op::ClipByNorm, {{2, 3}, {}}, ReduceAttributes{{0, 1}, false}, -2, 2, {std::nullopt, Tensor::scalar(greatest)}});
        all.push_back({Op::ClipByNorm, {{2, 3}, {}}, ReduceAttributes{{1}, false}, -2, 2, {std::nullopt, Tensor::scalar(greatest)}});
    }
}

inline void addImages(std::vector<Usage>& all)
{
    const Shape images{1, 4, 3, 2};
    const Shape filter{2, 2, 2, 3};
    for (const bool same : {false, true}) {
        for (const std::array<int, 2>& strides : {std::array{1, 1}, std::array{2, 1}}) {
            const WindowAttributes window = resolveConvolution(images, filter, strides, {1, 1}, same);
            const Shape result{1, window.results[0], window.results[1], 3};
            all.push_back({Op::Conv2D, {images, filter}, window});
            all.push_back({Op::ConvInputGradient, {filter, result}, window});
            all.push_back({Op::ConvFilterGradient, {images, result}, window});
            const WindowAttributes pool = resolvePooling(images, {2, 2}, strides, same, Op::AvgPool);
            all.push_back({Op::AvgPool, {images}, pool});
            all.push_back({Op::AvgPoolGradient, {Shape{1, pool.results[0], pool.results[1], 2}}, pool});
            all.push_back({Op::MaxPool, {images}, pool});
        }
    }
}

/// What the lists above leave out: nothing at all, one number, four axes.
inline void addExtremeElementwise(std::vector<Usage>& all)
{
    const std::vector<Shape> extremes{{}, {1}, {0}, {2, 0, 3}, {2, 1, 2, 2}};
    for (const Shape& shape : extremes) {
        for (const Op op : {Op::Sqrt, Op::Rsqrt, Op::Reciprocal, Op::Log, Op::Log1p, Op::Lgamma, Op::Digamma})
            all.push_back({op, {shape}, {}, 0.5, 3});
        for (const Op op : {Op::Asin, Op::Acos, Op::Atanh, Op::Tan, Op::Erfinv})
            all.push_back({op, {shape}, {}, -0.8, 0.8});
        all.push_back({Op::Acosh, {shape}, {}, 1.5, 3});
        all.push_back({Op::Polygamma, {shape}, NumberAttributes{1}, 0.5, 3});
        all.push_back({Op::LeakyRelu, {shape}, NumberAttributes{0.2}});
        all.push_back({Op::Gelu, {shape}, NumberAttributes{0}});
        all.push_back({Op::Cast, {shape}, CastAttributes{DType::Float64}});
        all.push_back({Op::AddN, {shape, shape}, {}});
        all.push_back({Op::ClipByValue, {shape, {}, {}}, {}, -2, 2, {std::nullopt, Tensor::scalar(-0.7), Tensor::scalar(0.8)}});
        all.push_back({Op::FloorModulo, {shape, {}}, {}, 0.6, 0.9});
        all.push_back({Op::Where, {shape, shape, {}}, {}, -2, 2, {evaluate(Op::Greater, std::array{Tensor::ones(DType::Float64, shape), Tensor::scalar(0.0)}, {})}});
        all.push_back({Op::SigmoidCrossEntropy, {shape, shape}, {}});
        all.push_back({Op::L2Loss, {shape}, {}});
        all.push_back({Op::Reshape, {shape}, ShapeAttributes{Shape{shape.elementCount(), 1}}});
    }
}

inline void addExtremeMatrices(std::vector<Usage>& all)
{
    for (const Shape& batch : std::vector<Shape>{{0}, {2, 1}}) {
        const auto with = [&](std::initializer_list<std::int64_t> last) {
            Shape shape = batch;
            for (const std::int64_t extent : last)
                shape.append(extent);
            return shape;
        };
        all.push_back({Op::Matmul, {with({2, 3}), with({3, 1})}, MatmulAttributes{}});
        all.push_back({Op::Matvec, {with({2, 3}), with({3})}, MatmulAttributes{}});
        all.push_back({Op::Tensordot, {with({3}), {3, 2}}, ContractAttributes{{with({3}).rank() - 1}, {0}}});
        all.push_back({Op::Einsum, {with({3}), {3, 2}}, EinsumAttributes{batch.rank() == 1 ? "bi,ij->bj" : "abi,ij->jab"}});
        all.push_back({Op::Cross, {with({3}), with({3})}, {}});
        all.push_back({Op::Diag, {with({2})}, {}});
        for (const Op op : {Op::DiagPart, Op::Trace})
            all.push_back({op, {with({2, 3})}, {}});
        all.push_back({Op::BandPart, {with({2, 3})}, BandAttributes{1, 0}});
        all.push_back({Op::Solve, {with({1, 1}), with({1, 2})}, MatmulAttributes{}, 0.5, 2});
        for (const Op op : {Op::Inverse, Op::Determinant, Op::Cholesky, Op::Eigenvalues, Op::Eigenvectors, Op::SingularValues,
                            Op::SingularVectorsLeft, Op::SingularVectorsRight, Op::QrOrthogonal, Op::QrUpper})
            all.push_back({op, {with({1, 1})}, {}, 0.5, 2});
    }
}

inline void addExtremeArrangement(std::vector<Usage>& all)
{
    for (const Shape& shape : std::vector<Shape>{{0, 2}, {1, 1}, {2, 1, 2, 2}}) {
        const auto rank = static_cast<std::size_t>(shape.rank());
        std::vector<int> order;
        for (int axis = shape.rank(); axis-- > 0;)
            order.push_back(axis);
        all.push_back({Op::Transpose, {shape}, TransposeAttributes{order}});
        Shape whole = shape;
        SliceAttributes slice{{}, shape, shape};
        for (const std::int64_t extent : shape)
            slice.axes.push_back({0, 1, extent, false});
        all.push_back({Op::Slice, {shape}, slice});
        all.push_back({Op::SliceGradient, {shape}, slice});
        all.push_back({Op::Concat, {shape, shape}, AxisAttributes{1}});
        all.push_back({Op::Stack, {shape, shape}, AxisAttributes{1}});
        all.push_back({Op::Tile, {shape}, CountsAttributes{std::vector<std::int64_t>(rank, 2)}});
        all.push_back({Op::Pad, {shape}, PadAttributes{std::vector<std::pair<std::int64_t, std::int64_t>>(rank, {1, 0}), 0.5}});
        all.push_back({Op::Roll, {shape}, CountsAttributes{std::vector<std::int64_t>(rank, 1)}});
        all.push_back({Op::Reverse, {shape}, CountsAttributes{std::vector<std::int64_t>(rank, 1)}});
        whole.append(2);
        all.push_back({Op::BroadcastTo, {[&] { Shape thin = shape; thin.append(1); return thin; }()}, ShapeAttributes{whole}});
        for (const int axis : {0, shape.rank() - 1}) {
            all.push_back({Op::Cumsum, {shape}, CumulateAttributes{axis, false, true}});
            all.push_back({Op::Cumprod, {shape}, CumulateAttributes{axis, true, false}, 0.5, 1.5});
            all.push_back({Op::Softmax, {shape}, AxisAttributes{axis}});
            all.push_back({Op::LogSoftmax, {shape}, AxisAttributes{axis}});
        }
        all.push_back({Op::Sort, {shape}, OrderAttributes{false, 0}});
        all.push_back({Op::TopK, {shape}, OrderAttributes{true, 1}});
        if (shape[shape.rank() - 1] != 1) // along one number nothing is left but its rounding
            all.push_back({Op::ClipByNorm, {shape, {}}, ReduceAttributes{{shape.rank() - 1}, false}, -2, 2, {std::nullopt, Tensor::scalar(0.5)}});
        for (const Op op : {Op::ReduceMax, Op::ReduceMin, Op::ReduceLogSumExp, Op::ReduceVariance, Op::ReduceStd, Op::Norm, Op::ReduceMean,
                            Op::ReduceSum, Op::ReduceProd})
            if (shape.elementCount() != 1 || (op != Op::ReduceVariance && op != Op::ReduceStd))
                all.push_back({op, {shape}, ReduceAttributes{{shape.rank() - 1}, true}, 0.5});
    }
    const Tensor none = integers(Shape{0}, {});
    all.push_back({Op::Gather, {{2, 3}, {0}}, GatherAttributes{1, 0, Shape{2, 3}}, -2, 2, {std::nullopt, none}});
    all.push_back({Op::GatherGradient, {{2, 0}, {0}}, GatherAttributes{1, 0, Shape{2, 3}}, -2, 2, {std::nullopt, none}});
    all.push_back({Op::Gather, {{2, 1, 2, 3}, {}}, GatherAttributes{3, 0, Shape{2, 1, 2, 3}}, -2, 2, {std::nullopt, Tensor::scalar<std::int64_t>(1)}});
    all.push_back({Op::GatherGradient, {{2, 1, 2}, {}}, GatherAttributes{3, 0, Shape{2, 1, 2, 3}}, -2, 2, {std::nullopt, Tensor::scalar<std::int64_t>(1)}});
    const Tensor noRows = integers(Shape{0, 1}, {});
    const Tensor deep = integers(Shape{2, 3}, {0, 0, 1, 1, 0, 0});
    all.push_back({Op::GatherNd, {{3, 2}, {0, 1}}, {}, -2, 2, {std::nullopt, noRows}});
    all.push_back({Op::GatherNd, {{2, 1, 2, 3}, {2, 3}}, {}, -2, 2, {std::nullopt, deep}});
    all.push_back({Op::ScatterNd, {{0, 1}, {0, 2}}, ShapeAttributes{Shape{3, 2}}, -2, 2, {noRows}});
    all.push_back({Op::ScatterNd, {{2, 3}, {2, 3}}, ShapeAttributes{Shape{2, 1, 2, 3}}, -2, 2, {deep}});
    all.push_back({Op::ScatterNd, {{2, 1, 1}, {2, 1, 2}}, ShapeAttributes{Shape{3, 2}}, -2, 2, {integers(Shape{2, 1, 1}, {0, 2})}});
    all.push_back({Op::TensorScatterUpdate, {{3, 2}, {0, 1}, {0, 2}}, {}, -2, 2, {std::nullopt, noRows}});
    all.push_back({Op::TensorScatterUpdate, {{2, 1, 2, 3}, {2, 3}, {2, 3}}, {}, -2, 2, {std::nullopt, deep}});
    all.push_back({Op::BooleanMask, {{2, 2}, {2}}, {}, -2, 2, {std::nullopt, Tensor::of<bool>(Shape{2}, std::array{false, false})}});
    all.push_back({Op::BooleanMask, {{2, 1, 2, 3}, {2, 1}}, {}, -2, 2, {std::nullopt, Tensor::of<bool>(Shape{2, 1}, std::array{false, true})}});
    all.push_back({Op::BooleanMask, {{0, 2}, {0}}, {}, -2, 2, {std::nullopt, Tensor::zeros(DType::Bool, Shape{0})}});
    const Tensor shares = Tensor::full(DType::Float64, Shape{2, 1, 2}, 0.5);
    all.push_back({Op::SoftmaxCrossEntropy, {{0, 3}, {0, 3}}, {}});
    all.push_back({Op::SoftmaxCrossEntropy, {{2, 1, 2}, {2, 1, 2}}, {}, -2, 2, {shares}});
    all.push_back({Op::SparseSoftmaxCrossEntropy, {{0}, {0, 3}}, {}, -2, 2, {none}});
    all.push_back({Op::SparseSoftmaxCrossEntropy, {{2, 1}, {2, 1, 3}}, {}, -2, 2, {integers(Shape{2, 1}, {2, 0})}});
    for (const Shape& images : std::vector<Shape>{{0, 3, 3, 1}, {2, 3, 4, 1}}) {
        const WindowAttributes window = resolveConvolution(images, Shape{2, 2, 1, 2}, {1, 1}, {1, 1}, false);
        const Shape result{images[0], window.results[0], window.results[1], 2};
        all.push_back({Op::Conv2D, {images, {2, 2, 1, 2}}, window});
        all.push_back({Op::ConvInputGradient, {{2, 2, 1, 2}, result}, window});
        all.push_back({Op::ConvFilterGradient, {images, result}, window});
        const WindowAttributes pool = resolvePooling(images, {2, 2}, {1, 1}, false, Op::AvgPool);
        all.push_back({Op::AvgPool, {images}, pool});
        all.push_back({Op::AvgPoolGradient, {{images[0], pool.results[0], pool.results[1], 1}}, pool});
        all.push_back({Op::MaxPool, {images}, pool});
    }
}

inline std::vector<Usage> usages()
{
    std::vector<Usage> all;
    addElementwise(all);
    addMatrices(all);
    addArrangement(all);
    addReductions(all);
    addImages(all);
    addExtremeElementwise(all);
    addExtremeMatrices(all);
    addExtremeArrangement(all);
    return all;
}

inline std::vector<Tensor> draw(const Usage& usage, std::uint64_t seed)
{
    RandomSource random(seed);
    std::vector<Tensor> inputs;
    for (std::size_t i = 0; i < usage.shapes.size(); ++i) {
        const Tensor drawn = random.uniform(DType::Float64, usage.shapes[i], usage.low, usage.high);
        inputs.push_back(i < usage.fixed.size() && usage.fixed[i] ? *usage.fixed[i] : drawn);
    }
    return inputs;
}

} // namespace support
