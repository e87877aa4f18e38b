// Functions that are a few operations each, as they are in TensorFlow.
#include <algorithm>
#include <cmath>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {
namespace {

TracedTensor cast(const Call& call, const TracedTensor& x, DType dtype)
{
    return x.value.dtype() == dtype ? x : call.run(Op::Cast, {x}, CastAttributes{dtype});
}

TracedTensor zerosLike(const Call& call, const TracedTensor& x)
{
    return call.runtime().leaf(Op::Zeros, Tensor::zeros(x.value.dtype(), x.value.shape()));
}

ReduceAttributes lastAxis(const TracedTensor& x, bool kept = false)
{
    return {{x.value.rank() - 1}, kept};
}

void defineArithmetic(Runtime& runtime, TensorflowModules& m)
{
    define(runtime, {m.tf, m.math}, "scalar_mul", "scalar, x, name=None", [](const Call& call) {
        const auto operands = call.pair(0, 1);
        if (operands[0].value.rank() != 0)
            throw RaisedError("ValueError",
                              "Only scalar multiply works, got shape "
                                  + operands[0].value.shape().tupleText());
        return call.result(call.run(Op::Multiply, operands));
    });
    define(runtime, {m.math}, "xlog1py", "x, y, name=None", [](const Call& call) {
        const auto [x, y] = call.pair(0, 1);
        return call.result(
            call.run(Op::Xlogy, {x, call.run(Op::Add, {y, call.scalar(1, y.value.dtype())})}));
    });
    define(runtime, {m.math}, "reciprocal_no_nan", "x, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        return call.result(call.run(Op::DivideNoNan, {call.scalar(1, x.value.dtype()), x}));
    });
    define(runtime, {m.math}, "ndtri", "x, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        const DType dtype = x.value.dtype();
        const TracedTensor moved =
            call.run(Op::Subtract,
                     {call.run(Op::Multiply, {call.scalar(2, dtype), x}), call.scalar(1, dtype)});
        return call.result(call.run(
            Op::Multiply, {call.scalar(std::sqrt(2.0), dtype), call.run(Op::Erfinv, {moved})}));
    });
    define(runtime, {m.math}, "erfcinv", "x, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        return call.result(
            call.run(Op::Erfinv, {call.run(Op::Subtract, {call.scalar(1, x.value.dtype()), x})}));
    });
    define(runtime, {m.math}, "lbeta", "x, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        const TracedTensor sum = call.run(Op::ReduceSum, {call.run(Op::Lgamma, {x})}, lastAxis(x));
        return call.result(
            call.run(Op::Subtract,
                     {sum, call.run(Op::Lgamma, {call.run(Op::ReduceSum, {x}, lastAxis(x))})}));
    });
    // Of real numbers; complex tensors are refused by name.
    for (const char* name : {"real", "conj"})
        define(runtime, {m.math}, name, "input, name=None",
               [](const Call& call) { return call.result(call.tensor(0)); });
    define(runtime, {m.math}, "imag", "input, name=None",
           [](const Call& call) { return call.result(zerosLike(call, call.tensor(0))); });
    define(runtime, {m.math}, "angle", "input, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        const DType dtype = x.value.dtype();
        const TracedTensor negative = call.run(Op::Less, {x, call.scalar(0, dtype)});
        return call.result(call.run(
            Op::Where, {negative, call.scalar(std::acos(-1.0), dtype), zerosLike(call, x)}));
    });
}

void defineSummaries(Runtime& runtime, TensorflowModules& m)
{
    define(runtime, {m.math}, "reduce_euclidean_norm",
           "input_tensor, axis=None, keepdims=False, name=None", [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               return call.result(call.run(Op::Norm, {x}, call.reduction(1, 2, x.value.shape())));
           });
    define(runtime, {m.math, m.nn}, "zero_fraction", "value, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        const TracedTensor zero = call.run(Op::Equal, {x, call.scalar(0, x.value.dtype())});
        return call.result(call.run(Op::ReduceMean, {cast(call, zero, DType::Float32)},
                                    Runtime::translatingErrors([&] {
                                        return resolveReduction(x.value.shape(), {}, false);
                                    })));
    });
    for (const auto& [name, op] :
         {std::pair{"is_non_decreasing", Op::LessEqual}, {"is_strictly_increasing", Op::Less}})
        define(runtime, {m.math}, name, "x, name=None", [op = op](const Call& call) {
            const TracedTensor x = call.tensor(0);
            const TracedTensor flat = call.reshape(x, Shape{x.value.size()});
            const std::int64_t pairs = std::max<std::int64_t>(x.value.size() - 1, 0);
            const TracedTensor holds =
                call.run(op,
                         {partOf(call, flat, 0, 0, pairs),
                          partOf(call, flat, 0, x.value.size() - pairs, pairs)});
            return call.result(call.run(Op::ReduceAll, {holds}, ReduceAttributes{{0}, false}));
        });
    define(runtime, {m.math}, "cumulative_logsumexp",
           "x, axis=0, exclusive=False, reverse=False, name=None", [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const int axis = call.axis(1, x.value.rank(), "CumulativeLogsumexp");
               const TracedTensor most =
                   call.run(Op::StopGradient,
                            {call.run(Op::ReduceMax, {x}, ReduceAttributes{{axis}, true})});
               const TracedTensor sums =
                   call.run(Op::Cumsum, {call.run(Op::Exp, {call.run(Op::Subtract, {x, most})})},
                            CumulateAttributes{axis, call.truth(2), call.truth(3)});
               return call.result(call.run(Op::Add, {call.run(Op::Log, {sums}), most}));
           });
}

/// Counts of whole numbers, and what classification reports.
void defineCounts(Runtime& runtime, TensorflowModules& m)
{
    define(runtime, {m.math}, "bincount",
           "arr, weights=None, minlength=None, maxlength=None, dtype=None, name=None",
           [](const Call& call) {
               const Tensor values = call.tensor(0).value;
               std::int64_t length = call.given(2) ? call.integer(2, "minlength") : 0;
               for (std::int64_t i = 0; i < values.size(); ++i) {
                   if (values.intAt(i) < 0)
                       throw RaisedError("InvalidArgumentError",
                                         "Input arr must be non-negative! [Op:Bincount]");
                   length = std::max(length, values.intAt(i) + 1);
               }
               if (call.given(3))
                   length = std::min(length, call.integer(3, "maxlength"));
               const DType dtype = call.given(1)
                   ? call.tensor(1).value.dtype()
                   : toDType(call.interpreter(), call[4]).value_or(DType::Int32);
               const Tensor weights =
                   call.given(1) ? call.tensor(1).value : Tensor::ones(dtype, values.shape());
               if (weights.size() != values.size())
                   throw RaisedError("InvalidArgumentError",
                                     "weights must have the shape of arr [Op:Bincount]");
               Runtime::translatingErrors([&] {
                   return Tensor::zeros(dtype, Shape{length});
               }); // within the memory of the run
               std::vector<double> counts(static_cast<std::size_t>(length), 0);
               for (std::int64_t i = 0; i < values.size(); ++i) {
                   if (values.intAt(i) < length)
                       counts[static_cast<std::size_t>(values.intAt(i))] += weights.at(i);
               }
               return call.result(call.runtime().leaf(
                   Op::Constant, castTo(Tensor::of<double>(Shape{length}, counts), dtype)));
           });
    define(runtime, {m.math}, "confusion_matrix",
           "labels, predictions, num_classes=None, weights=None, dtype=None, name=None",
           [](const Call& call) {
               const Tensor labels = call.tensor(0).value;
               const Tensor predictions = call.tensor(1).value;
               if (labels.size() != predictions.size())
                   throw RaisedError("ValueError",
                                     "labels and predictions must have the same shape, got "
                                         + labels.shape().tupleText() + " and "
                                         + predictions.shape().tupleText());
               std::int64_t classes = call.given(2) ? call.integer(2, "num_classes") : 0;
               for (std::int64_t i = 0; i < labels.size() && !call.given(2); ++i)
                   classes = std::max({classes, labels.intAt(i) + 1, predictions.intAt(i) + 1});
               const DType dtype = toDType(call.interpreter(), call[4]).value_or(DType::Int32);
               const auto weightOf = [&,
                                      weights = call.given(3) ? std::optional(call.tensor(3).value)
                                                              : std::nullopt](std::int64_t i) {
                   return weights ? weights->at(i) : 1;
               };
               const Shape shape{classes, classes};
               Runtime::translatingErrors([&] { return Tensor::zeros(DType::Float64, shape); });
               std::vector<double> counts(static_cast<std::size_t>(shape.elementCount()), 0);
               for (std::int64_t i = 0; i < labels.size(); ++i) {
                   const std::int64_t row = labels.intAt(i);
                   const std::int64_t column = predictions.intAt(i);
                   if (row < 0 || column < 0 || row >= classes || column >= classes)
                       throw RaisedError("InvalidArgumentError",
                                         "`labels` or `predictions` out of bound of num_classes="
                                             + std::to_string(classes));
                   counts[static_cast<std::size_t>(row * classes + column)] += weightOf(i);
               }
               return call.result(call.runtime().leaf(
                   Op::Constant, castTo(Tensor::of<double>(shape, counts), dtype)));
           });
    define(runtime, {m.math, m.nn}, "in_top_k", "targets, predictions, k, name=None",
           [](const Call& call) {
               const TracedTensor targets = call.indices(0);
               const TracedTensor predictions = call.tensor(1);
               if (predictions.value.rank() != 2 || targets.value.rank() != 1
                   || targets.value.size() != predictions.value.shape()[0])
                   throw RaisedError(
                       "InvalidArgumentError",
                       "First dimension of predictions must match length of targets [Op:InTopKV2]");
               const std::int64_t k = std::min(call.integer(2, "k"), predictions.value.shape()[1]);
               const GatherAttributes along{1, 1, predictions.value.shape()};
               const TracedTensor own = call.run(
                   Op::Gather, {predictions, call.reshape(targets, Shape{targets.value.size(), 1})},
                   along);
               const TracedTensor better =
                   cast(call, call.run(Op::Greater, {predictions, own}), DType::Int32);
               const TracedTensor before =
                   call.run(Op::ReduceSum, {better}, ReduceAttributes{{1}, false});
               return call.result(
                   call.run(Op::Less, {before, call.scalar(static_cast<double>(k), DType::Int32)}));
           });
}

void defineMatrixFunctions(Runtime& runtime, TensorflowModules& m)
{
    define(runtime, {m.linalg}, "set_diag", "input, diagonal, name=None", [](const Call& call) {
        const auto [a, diagonal] = call.pair(0, 1);
        const int rank = a.value.rank();
        if (rank < 2 || a.value.shape()[rank - 1] != a.value.shape()[rank - 2])
            throw RaisedError(
                "NotImplementedError",
                "tf.linalg.set_diag of a matrix that is not square is not available in cells");
        const TracedTensor rest =
            call.run(Op::Subtract, {a, call.run(Op::BandPart, {a}, BandAttributes{0, 0})});
        return call.result(call.run(Op::Add, {rest, call.run(Op::Diag, {diagonal})}));
    });
    define(runtime, {m.linalg}, "triangular_solve",
           "matrix, rhs, lower=True, adjoint=False, name=None", [](const Call& call) {
               const auto [a, b] = call.pair(0, 1);
               const TracedTensor half =
                   call.run(Op::BandPart, {a},
                            call.truth(2) ? BandAttributes{-1, 0} : BandAttributes{0, -1});
               return call.result(
                   call.run(Op::Solve, {half, b}, MatmulAttributes{call.truth(3), false}));
           });
    define(runtime, {m.linalg}, "cholesky_solve", "chol, rhs, name=None", [](const Call& call) {
        const auto [l, b] = call.pair(0, 1);
        const TracedTensor half = call.run(Op::BandPart, {l}, BandAttributes{-1, 0});
        const TracedTensor first = call.run(Op::Solve, {half, b}, MatmulAttributes{});
        return call.result(call.run(Op::Solve, {half, first}, MatmulAttributes{true, false}));
    });
    define(
        runtime, {m.linalg}, "pinv", "a, rcond=None, validate_args=False, name=None",
        [](const Call& call) {
            const TracedTensor a = call.tensor(0);
            const DType dtype = a.value.dtype();
            const TracedTensor s = call.run(Op::SingularValues, {a});
            const Shape& shape = a.value.shape();
            const double epsilon = dtype == DType::Float64 ? 0x1p-52
                : dtype == DType::Float16                  ? 0x1p-10
                                                           : 0x1p-23;
            const auto larger =
                static_cast<double>(std::max(shape[shape.rank() - 1], shape[shape.rank() - 2]));
            const double relative = call.given(1) ? call.number(1, "rcond") : 10 * larger * epsilon;
            const TracedTensor most = call.run(Op::ReduceMax, {s}, lastAxis(s, true));
            const TracedTensor counts = call.run(
                Op::Greater, {s, call.run(Op::Multiply, {most, call.scalar(relative, dtype)})});
            const TracedTensor safe = call.run(
                Op::Where,
                {counts, s, call.runtime().leaf(Op::Ones, Tensor::ones(dtype, s.value.shape()))});
            const TracedTensor inverse =
                call.run(Op::Where, {counts, call.run(Op::Reciprocal, {safe}), zerosLike(call, s)});
            Shape row = s.value.shape();
            row.set(row.rank() - 1, 1);
            row.append(s.value.shape()[s.value.rank() - 1]);
            const TracedTensor v =
                call.run(Op::Multiply,
                         {call.run(Op::SingularVectorsRight, {a}), call.reshape(inverse, row)});
            return call.result(call.run(Op::Matmul, {v, call.run(Op::SingularVectorsLeft, {a})},
                                        MatmulAttributes{false, true}));
        });
    define(runtime, {m.linalg}, "matrix_rank", "a, tol=None, validate_args=False, name=None",
           [](const Call& call) {
               const TracedTensor a = call.tensor(0);
               const TracedTensor s = call.run(Op::SingularValues, {a});
               const DType dtype = a.value.dtype();
               const Shape& shape = a.value.shape();
               const double epsilon = dtype == DType::Float64 ? 0x1p-52
                   : dtype == DType::Float16                  ? 0x1p-10
                                                              : 0x1p-23;
               const auto larger =
                   static_cast<double>(std::max(shape[shape.rank() - 1], shape[shape.rank() - 2]));
               const TracedTensor limit = call.given(1)
                   ? call.tensorLike(1, dtype)
                   : call.run(Op::Multiply,
                              {call.run(Op::ReduceMax, {s}, lastAxis(s, true)),
                               call.scalar(larger * epsilon, dtype)});
               return call.result(call.run(
                   Op::ReduceSum, {cast(call, call.run(Op::Greater, {s, limit}), DType::Int32)},
                   lastAxis(s)));
           });
}

void defineNetworkFunctions(Runtime& runtime, TensorflowModules& m)
{
    define(runtime, {m.nn}, "weighted_cross_entropy_with_logits",
           "labels, logits, pos_weight, name=None", [](const Call& call) {
               const TracedTensor logits = call.tensor(1);
               const DType dtype = logits.value.dtype();
               const TracedTensor labels = call.tensorLike(0, dtype);
               const TracedTensor one = call.scalar(1, dtype);
               // (1 − z)·x + (1 + (q − 1)·z)·log(1 + e⁻ˣ)
               const TracedTensor weight = call.run(
                   Op::Add,
                   {one,
                    call.run(Op::Multiply,
                             {call.run(Op::Subtract, {call.tensorLike(2, dtype), one}), labels})});
               const TracedTensor first =
                   call.run(Op::Multiply, {call.run(Op::Subtract, {one, labels}), logits});
               const TracedTensor second =
                   call.run(Op::Multiply,
                            {weight, call.run(Op::Softplus, {call.run(Op::Negative, {logits})})});
               return call.result(call.run(Op::Add, {first, second}));
           });
    define(runtime, {m.nn}, "batch_normalization",
           "x, mean, variance, offset, scale, variance_epsilon, name=None", [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const DType dtype = x.value.dtype();
               const TracedTensor safe =
                   call.run(Op::Add,
                            {call.tensorLike(2, dtype),
                             call.scalar(call.number(5, "variance_epsilon"), dtype)});
               TracedTensor factor = call.run(Op::Rsqrt, {safe});
               if (call.given(4))
                   factor = call.run(Op::Multiply, {factor, call.tensorLike(4, dtype)});
               const TracedTensor product =
                   call.run(Op::Multiply, {call.tensorLike(1, dtype), factor});
               const TracedTensor shift = call.given(3)
                   ? call.run(Op::Subtract, {call.tensorLike(3, dtype), product})
                   : call.run(Op::Negative, {product});
               return call.result(call.run(Op::Add, {call.run(Op::Multiply, {x, factor}), shift}));
           });
    define(runtime, {m.nn}, "crelu", "features, axis=-1, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        const int axis = call.axis(1, x.value.rank(), "ConcatV2");
        const TracedTensor both =
            call.run(Op::Concat, {x, call.run(Op::Negative, {x})}, AxisAttributes{axis});
        return call.result(call.run(Op::Relu, {both}));
    });
    define(runtime, {m.nn}, "embedding_lookup", "params, ids, max_norm=None, name=None",
           [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               return call.result(call.run(Op::Gather, {x, call.indices(1)},
                                           GatherAttributes{0, 0, x.value.shape()}));
           });
    define(runtime, {m.nn}, "log_poisson_loss",
           "targets, log_input, compute_full_loss=False, name=None", [](const Call& call) {
               const auto [targets, logs] = call.pair(0, 1);
               if (call.truth(2))
                   throw RaisedError("NotImplementedError",
                                     "compute_full_loss=True is not available in cells");
               return call.result(
                   call.run(Op::Subtract,
                            {call.run(Op::Exp, {logs}), call.run(Op::Multiply, {logs, targets})}));
           });
}

} // namespace

void defineDerivedFunctions(Runtime& runtime, TensorflowModules& modules)
{
    defineArithmetic(runtime, modules);
    defineSummaries(runtime, modules);
    defineCounts(runtime, modules);
    defineMatrixFunctions(runtime, modules);
    defineNetworkFunctions(runtime, modules);
}

} // namespace engine::library
