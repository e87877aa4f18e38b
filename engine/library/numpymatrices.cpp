#include <algorithm>
#include <array>

#include "engine/lang/objects.h"
#include "engine/library/numpyarguments.h"
#include "engine/library/numpymethods.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {

namespace {

/// The matrix, or a stack of them, that NumPy's linalg takes.
Tensor squareAt(const Call& call, std::size_t i)
{
    Tensor a = floatsAt(call, i);
    if (a.rank() < 2)
        throw RaisedError("LinAlgError",
                          std::to_string(a.rank())
                              + "-dimensional array given. Array must be at least two-dimensional");
    if (a.shape()[a.rank() - 1] != a.shape()[a.rank() - 2])
        throw RaisedError("LinAlgError", "Last 2 dimensions of the array must be square");
    return a;
}

} // namespace

void defineNumpyMatrices(Runtime& runtime, lang::Module& np)
{
    auto* linalg = new lang::Module("numpy.linalg");
    np.define("linalg", Value::object(linalg));
    for (const char* name : {"eig", "eigvals"})
        linalg->refuse(name, complexRefusal());
    define(runtime, {linalg}, "norm", "x, ord=None, axis=None, keepdims=False",
           [](const Call& call) {
               const Tensor x = floatsAt(call, 0);
               const auto reduction = Runtime::translatingErrors([&] {
                   return resolveReduction(x.shape(), toAxes(call.interpreter(), call[2]),
                                           call.truth(3));
               });
               const std::string order = call.given(1) ? call.text(1) : "2";
               const Tensor size = evaluate(Op::Abs, std::array{x});
               if (order == "1")
                   return array(evaluate(Op::ReduceSum, std::array{size}, reduction));
               if (order == "inf")
                   return array(evaluate(Op::ReduceMax, std::array{size}, reduction));
               if (order != "2" && order != "fro")
                   throw RaisedError("ValueError", "Invalid norm order for vectors.");
               return array(evaluate(Op::Norm, std::array{x}, reduction));
           });
    for (const auto& [name, op] :
         {std::pair{"inv", Op::Inverse}, {"det", Op::Determinant}, {"cholesky", Op::Cholesky}})
        define(runtime, {linalg}, name, "a", [op = op](const Call& call) {
            const Tensor a = squareAt(call, 0);
            try {
                return array(evaluate(op, std::array{a}));
            } catch (const TensorError& error) {
                if (error.kind != "InvalidArgumentError")
                    throw;
                throw RaisedError("LinAlgError",
                                  op == Op::Inverse ? "Singular matrix"
                                                    : "Matrix is not positive definite");
            }
        });
    define(runtime, {linalg}, "solve", "a, b", [](const Call& call) {
        const Tensor a = squareAt(call, 0);
        const Tensor b = floatsAt(call, 1);
        const std::int64_t rows = b.rank() == 0 ? 0 : b.shape()[std::max(b.rank() - 2, 0)];
        if (rows != a.shape()[a.rank() - 1])
            throw RaisedError("ValueError",
                              "solve: Input operand 1 has a mismatch in its core dimension 0, with "
                              "gufunc signature (m,m),(m,n)->(m,n) (size "
                                  + std::to_string(rows) + " is different from "
                                  + std::to_string(a.shape()[a.rank() - 1]) + ")");
        const Tensor columns = b.rank() == 1 ? b.withShape(Shape{b.size(), 1}) : b;
        try {
            return array(evaluate(Op::Solve, std::array{a, columns}, MatmulAttributes{})
                             .withShape(b.shape()));
        } catch (const TensorError& error) {
            if (error.kind != "InvalidArgumentError")
                throw;
            throw RaisedError("LinAlgError", "Singular matrix");
        }
    });
    define(runtime, {&np}, "eye", "N, M=None, dtype=None", [](const Call& call) {
        const std::int64_t rows = call.integer(0, "N");
        const std::int64_t columns = call.given(1) ? call.integer(1, "M") : rows;
        return guarded([&] {
            Tensor eye = Tensor::zeros(DType::Float64, Shape{rows, columns});
            for (std::int64_t i = 0; i < std::min(rows, columns); ++i)
                eye.mutableData<double>()[i * columns + i] = 1;
            return castTo(eye, toDType(call.interpreter(), call[2]).value_or(DType::Float64));
        });
    });
    for (const char* name : {"full", "full_like"})
        define(runtime, {&np}, name, "shape, fill_value, dtype=None", [name](const Call& call) {
            const Shape shape = std::string(name) == "full" ? toShape(call.interpreter(), call[0])
                                                            : arrayAt(call, 0).shape();
            const Tensor value = arrayAt(call, 1);
            const DType dtype =
                std::string(name) == "full" ? value.dtype() : arrayAt(call, 0).dtype();
            return guarded([&] {
                return evaluate(
                    Op::BroadcastTo,
                    std::array{castTo(value, toDType(call.interpreter(), call[2]).value_or(dtype))},
                    ShapeAttributes{shape});
            });
        });
    define(runtime, {&np}, "outer", "a, b", [](const Call& call) {
        const Tensor a = arrayAt(call, 0);
        const Tensor b = arrayAt(call, 1);
        return array(arrayOperation(Op::Multiply, a.withShape(Shape{a.size(), 1}),
                                    b.withShape(Shape{1, b.size()})));
    });
    define(runtime, {&np}, "diag", "v", [](const Call& call) {
        const Tensor v = arrayAt(call, 0);
        return guarded(
            [&] { return evaluate(v.rank() == 1 ? Op::Diag : Op::DiagPart, std::array{v}); });
    });
    define(runtime, {&np}, "trace", "a", [](const Call& call) {
        return guarded([&] { return evaluate(Op::Trace, std::array{arrayAt(call, 0)}); });
    });
}

} // namespace engine::library
