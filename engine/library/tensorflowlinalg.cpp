#include <algorithm>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {

namespace {

/// For full_matrices=True of a matrix that is not square: the factors' attribute.
Attributes fullMatrices(const Call& call, std::size_t full, const TracedTensor& a)
{
    const Shape& shape = a.value.shape();
    const bool square = shape.rank() < 2 || shape[shape.rank() - 1] == shape[shape.rank() - 2];
    return call.truth(full) && !square ? Attributes(NumberAttributes{1}) : Attributes();
}

TracedTensor matrixTranspose(const Call& call, const TracedTensor& a)
{
    std::vector<std::int64_t> axes;
    for (int i = 0; i < a.value.rank(); ++i)
        axes.push_back(i);
    if (axes.size() < 2)
        throw RaisedError(
            "ValueError",
            "Argument `a` should be a (batch) matrix with rank >= 2.  Received: a of rank "
                + std::to_string(axes.size()));
    std::swap(axes[axes.size() - 1], axes[axes.size() - 2]);
    return call.run(Op::Transpose, {a}, resolveTranspose(a.value.shape(), axes));
}

void defineMatrices(Runtime& runtime, TensorflowModules& m)
{
    const auto unary = [&](const char* name, const char* parameters, Op op, bool onTop = false) {
        const auto body = [op](const Call& call) {
            return call.result(call.run(op, {call.tensor(0)}));
        };
        define(runtime, {m.linalg}, name, parameters, body);
        if (onTop)
            define(runtime, {m.tf}, name, parameters, body);
    };
    define(runtime, {m.linalg}, "inv", "input, adjoint=False, name=None", [](const Call& call) {
        const TracedTensor a = call.tensor(0);
        return call.result(call.run(Op::Inverse, {call.truth(1) ? matrixTranspose(call, a) : a}));
    });
    unary("det", "input, name=None", Op::Determinant);
    unary("cholesky", "input, name=None", Op::Cholesky);
    unary("diag_part", "input, name=None", Op::DiagPart);
    unary("tensor_diag_part", "input, name=None", Op::DiagPart);
    unary("diag", "diagonal, name=None", Op::Diag);
    unary("tensor_diag", "diagonal, name=None", Op::Diag);
    unary("trace", "x, name=None", Op::Trace);
    unary("trace", "x, name=None", Op::Trace, true);
    unary("eigvalsh", "tensor, name=None", Op::Eigenvalues);
    define(runtime, {m.linalg}, "eigh", "tensor, name=None", [](const Call& call) {
        const TracedTensor a = call.tensor(0);
        return lang::makeTuple({call.result(call.run(Op::Eigenvalues, {a})),
                                call.result(call.run(Op::Eigenvectors, {a}))});
    });
    define(runtime, {m.linalg}, "svd", "tensor, full_matrices=False, compute_uv=True, name=None",
           [](const Call& call) {
               const TracedTensor a = call.tensor(0);
               if (!call.truth(2))
                   return call.result(call.run(Op::SingularValues, {a}));
               const Attributes full = fullMatrices(call, 1, a);
               return lang::makeTuple({call.result(call.run(Op::SingularValues, {a}, full)),
                                       call.result(call.run(Op::SingularVectorsLeft, {a}, full)),
                                       call.result(call.run(Op::SingularVectorsRight, {a}, full))});
           });
    define(runtime, {m.linalg}, "qr", "input, full_matrices=False, name=None",
           [](const Call& call) {
               const TracedTensor a = call.tensor(0);
               const Attributes full = fullMatrices(call, 1, a);
               return lang::makeTuple({call.result(call.run(Op::QrOrthogonal, {a}, full)),
                                       call.result(call.run(Op::QrUpper, {a}, full))});
           });
    define(runtime, {m.linalg}, "slogdet", "input, name=None", [](const Call& call) {
        const TracedTensor determinant = call.run(Op::Determinant, {call.tensor(0)});
        return lang::makeTuple(
            {call.result(call.run(Op::Sign, {determinant})),
             call.result(call.run(Op::Log, {call.run(Op::Abs, {determinant})}))});
    });
    define(runtime, {m.linalg}, "logdet", "matrix, name=None", [](const Call& call) {
        return call.result(call.run(Op::Log, {call.run(Op::Determinant, {call.tensor(0)})}));
    });
    define(runtime, {m.linalg}, "solve", "matrix, rhs, adjoint=False, name=None",
           [](const Call& call) {
               const auto operands = call.pair(0, 1);
               return call.result(
                   call.run(Op::Solve, operands, MatmulAttributes{call.truth(2), false}));
           });
    define(runtime, {m.linalg}, "lstsq", "matrix, rhs, l2_regularizer=0.0, fast=True, name=None",
           [](const Call& call) {
               const auto [a, b] =
                   call.pair(0, 1); // the normal equations, as TensorFlow's fast path
               TracedTensor square = call.run(Op::Matmul, {a, a}, MatmulAttributes{true, false});
               if (const double weight = call.number(2, "l2_regularizer"); weight != 0) {
                   const Tensor ones = Tensor::full(
                       a.value.dtype(), Shape{a.value.shape()[a.value.rank() - 1]}, weight);
                   square = call.run(
                       Op::Add,
                       {square, call.run(Op::Diag, {call.runtime().leaf(Op::Constant, ones)})});
               }
               return call.result(call.run(
                   Op::Solve, {square, call.run(Op::Matmul, {a, b}, MatmulAttributes{true, false})},
                   MatmulAttributes{}));
           });
    define(runtime, {m.linalg}, "band_part", "input, num_lower, num_upper, name=None",
           [](const Call& call) {
               return call.result(call.run(
                   Op::BandPart, {call.tensor(0)},
                   BandAttributes{call.integer(1, "num_lower"), call.integer(2, "num_upper")}));
           });
    define(runtime, {m.linalg}, "cross", "a, b, name=None",
           [](const Call& call) { return call.result(call.run(Op::Cross, call.pair(0, 1))); });
    for (const auto& [name, parameters] :
         {std::pair{"matrix_transpose", "a, name=None, conjugate=False"},
          {"adjoint", "matrix, name=None"}})
        define(runtime, {m.linalg}, name, parameters,
               [](const Call& call) { return call.result(matrixTranspose(call, call.tensor(0))); });
    define(runtime, {m.linalg}, "matvec", "a, b, transpose_a=False, adjoint_a=False, name=None",
           [](const Call& call) {
               return call.result(
                   call.run(Op::Matvec, call.pair(0, 1),
                            MatmulAttributes{call.truth(2) || call.truth(3), false}));
           });
}

std::vector<int> axesOf(const Call& call, const Value& value, int rank)
{
    std::vector<int> axes;
    for (const std::int64_t axis : toExtents(call.interpreter(), value)) {
        if (axis < -rank || axis >= rank)
            throw RaisedError("ValueError",
                              "axes must be smaller than the rank of the tensor, got "
                                  + std::to_string(axis));
        axes.push_back(static_cast<int>(axis < 0 ? axis + rank : axis));
    }
    return axes;
}

Value tensordot(const Call& call)
{
    const auto operands = call.pair(0, 1);
    const int left = operands[0].value.rank();
    const int right = operands[1].value.rank();
    ContractAttributes attributes;
    const auto* axes =
        lang::listElements(call[2]) ? lang::listElements(call[2]) : lang::tupleElements(call[2]);
    const Tensor* given = tensorBehind(call[2]);
    if (axes && axes->size() == 2) {
        attributes.left = axesOf(call, axes->front(), left);
        attributes.right = axesOf(call, axes->back(), right);
    } else if (given && given->rank() > 0) {
        attributes.left = axesOf(call, call.interpreter().item(call[2], Value::integer(0)), left);
        attributes.right = axesOf(call, call.interpreter().item(call[2], Value::integer(1)), right);
    } else {
        const std::int64_t count = call.integer(2, "axes");
        if (count < 0 || count > std::min(left, right))
            throw RaisedError("ValueError",
                              "`axes` must not be larger than the number of dimensions of tensor "
                                  + operands[0].value.shape().tupleText()
                                  + ".  Received: axes=" + std::to_string(count));
        for (int i = 0; i < static_cast<int>(count); ++i) {
            attributes.left.push_back(left - static_cast<int>(count) + i);
            attributes.right.push_back(i);
        }
    }
    if (attributes.left.size() != attributes.right.size())
        throw RaisedError("ValueError",
                          "Different number of contraction axes 'a' and 'b', "
                              + std::to_string(attributes.left.size())
                              + " != " + std::to_string(attributes.right.size()) + ".");
    return call.result(call.run(Op::Tensordot, operands, attributes));
}

/// The operands' subscripts of "ij,jk->ik", and the result's.
std::vector<std::string> subscriptsOf(const std::string& equation)
{
    std::vector<std::string> parts{""};
    for (const char c : equation.substr(0, equation.find("->"))) {
        if (c == ',')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

/// Without blanks, an ellipsis written out in letters of its own (axes counted from the last), and
/// the result too: "ij,jk" becomes "ij,jk->ik".
std::string completed(std::string equation, const std::vector<TracedTensor>& operands)
{
    equation.erase(std::remove(equation.begin(), equation.end(), ' '), equation.end());
    std::string spare;
    for (const char label : std::string("ZYXWVUTSRQPONMLKJIHGFEDCBA")) {
        if (equation.find(label) == std::string::npos)
            spare.insert(spare.begin(), label);
    }
    const bool given = equation.find("->") != std::string::npos;
    std::string result = given ? equation.substr(equation.find("->") + 2) : std::string();
    std::vector<std::string> parts = subscriptsOf(equation);
    std::string letters;
    std::string left;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (const auto dots = parts[i].find("...");
            dots != std::string::npos && i < operands.size()) {
            const int count = operands[i].value.rank() - static_cast<int>(parts[i].size()) + 3;
            if (count < 0 || count > static_cast<int>(spare.size()))
                throw RaisedError("InvalidArgumentError",
                                  "Expected input " + std::to_string(i) + " to have rank at least "
                                      + std::to_string(parts[i].size() - 3) + " but got: "
                                      + std::to_string(operands[i].value.rank()) + " [Op:Einsum]");
            const std::string own = spare.substr(spare.size() - static_cast<std::size_t>(count));
            parts[i].replace(dots, 3, own);
            letters = own.size() > letters.size() ? own : letters;
        }
        left += (i == 0 ? "" : ",") + parts[i];
    }
    if (given) {
        if (const auto dots = result.find("..."); dots != std::string::npos)
            result.replace(dots, 3, letters);
        return left + "->" + result;
    }
    result = letters;
    for (char label = 'A'; label <= 'z'; ++label) {
        if (std::count(left.begin(), left.end(), label) == 1
            && letters.find(label) == std::string::npos)
            result += label;
    }
    return left + "->" + result;
}

Value einsum(Runtime& runtime, Interpreter& interpreter, const std::vector<Value>& positional)
{
    if (positional.size() < 2 || !lang::stringText(positional.front()))
        throw RaisedError("TypeError", "einsum() needs an equation and at least one tensor");
    std::vector<TracedTensor> operands;
    Wanted wanted;
    for (std::size_t i = 1; i < positional.size(); ++i) {
        operands.push_back(toTensor(runtime, interpreter, positional[i], wanted));
        wanted.hint = operands.front().value.dtype();
    }
    const std::string equation = completed(*lang::stringText(positional.front()), operands);
    return Call(runtime, interpreter, {})
        .result(runtime.execute(Op::Einsum, operands, EinsumAttributes{equation}));
}

} // namespace

void defineLinearAlgebra(Runtime& runtime, TensorflowModules& m)
{
    defineMatrices(runtime, m);
    define(runtime, {m.tf, m.linalg}, "tensordot", "a, b, axes, name=None", tensordot);
    for (lang::Module* module : {m.tf, m.linalg})
        module->define(
            "einsum",
            lang::makeValue<lang::NativeFunction>(
                "einsum",
                [&runtime](Interpreter& interpreter, const std::vector<Value>& positional,
                           const lang::KeywordArguments&) {
                    return einsum(runtime, interpreter, positional);
                }));
    define(runtime, {m.linalg}, "normalize", "tensor, ord='euclidean', axis=None, name=None",
           [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const auto axes = toAxes(call.interpreter(), call[2]);
               const TracedTensor length =
                   call.run(Op::Norm, {x}, resolveReduction(x.value.shape(), axes, true));
               return lang::makeTuple(
                   {call.result(call.run(Op::Divide, {x, length})), call.result(length)});
           });
    const auto globalNorm = [](const Call& call, const std::vector<TracedTensor>& tensors) {
        std::vector<TracedTensor> squares;
        for (const TracedTensor& tensor : tensors)
            squares.push_back(call.run(Op::L2Loss, {tensor}));
        const TracedTensor sum =
            squares.size() == 1 ? squares.front() : call.run(Op::AddN, squares);
        return call.run(Op::Sqrt,
                        {call.run(Op::Multiply, {sum, call.scalar(2, sum.value.dtype())})});
    };
    define(runtime, {m.linalg}, "global_norm", "t_list, name=None",
           [globalNorm](const Call& call) { return call.result(globalNorm(call, call.list(0))); });
    define(runtime, {m.tf}, "clip_by_global_norm", "t_list, clip_norm, use_norm=None, name=None",
           [globalNorm](const Call& call) {
               const std::vector<TracedTensor> tensors = call.list(0);
               const TracedTensor norm = call.given(2) ? call.tensor(2) : globalNorm(call, tensors);
               const TracedTensor limit = call.tensorLike(1, norm.value.dtype());
               const TracedTensor scale =
                   call.run(Op::Divide, {limit, call.run(Op::Maximum, {norm, limit})});
               std::vector<Value> clipped;
               for (const TracedTensor& tensor : tensors)
                   clipped.push_back(call.result(call.run(Op::Multiply, {tensor, scale})));
               return lang::makeTuple({lang::makeList(std::move(clipped)), call.result(norm)});
           });
}

} // namespace engine::library
