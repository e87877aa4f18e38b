#include <algorithm>
#include <array>
#include <cmath>

#include "engine/lang/objects.h"
#include "engine/library/numpyarguments.h"
#include "engine/library/numpymethods.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {

namespace {

/// A list of arrays brought to one dtype.
std::vector<Tensor> arraysAt(const Call& call, std::size_t i)
{
    std::vector<Tensor> arrays;
    for (const Value& element : call.interpreter().elements(call[i]))
        arrays.push_back(toPlainTensor(call.interpreter(), element, DType::Int64, DType::Float64));
    if (arrays.empty())
        throw RaisedError("ValueError", "need at least one array to concatenate");
    DType dtype = arrays.front().dtype();
    for (const Tensor& each : arrays)
        dtype = promoted(dtype, each.dtype());
    for (Tensor& each : arrays)
        each = castTo(each, dtype);
    return arrays;
}

int axisAt(const Call& call, std::size_t i, int rank)
{
    const std::int64_t axis = call.integer(i, "axis");
    if (axis < -rank || axis >= rank)
        throw RaisedError("AxisError",
                          "axis " + std::to_string(axis)
                              + " is out of bounds for array of dimension " + std::to_string(rank));
    return static_cast<int>(axis < 0 ? axis + rank : axis);
}

Tensor joined(const std::vector<Tensor>& arrays, int axis)
{
    for (const Tensor& each : arrays) {
        bool fits = each.rank() == arrays.front().rank();
        for (int i = 0; fits && i < each.rank(); ++i)
            fits = i == axis || each.shape()[i] == arrays.front().shape()[i];
        if (!fits)
            throw RaisedError(
                "ValueError",
                "all the input array dimensions for the concatenation axis must match exactly");
    }
    return evaluate(Op::Concat, arrays, AxisAttributes{axis});
}

Tensor withRank(const Tensor& x, int rank, bool front)
{
    Shape shape;
    for (int i = x.rank(); front && i < rank; ++i)
        shape.append(1);
    for (const std::int64_t extent : x.shape())
        shape.append(extent);
    for (int i = shape.rank(); i < rank; ++i)
        shape.append(1);
    return x.withShape(shape);
}

void defineJoining(Runtime& runtime, lang::Module& np)
{
    define(runtime, {&np}, "concatenate", "arrays, axis=0", [](const Call& call) {
        const auto arrays = arraysAt(call, 0);
        if (arrays.front().rank() == 0)
            throw RaisedError("ValueError", "zero-dimensional arrays cannot be concatenated");
        return array(joined(arrays, axisAt(call, 1, arrays.front().rank())));
    });
    define(runtime, {&np}, "stack", "arrays, axis=0", [](const Call& call) {
        const auto arrays = arraysAt(call, 0);
        for (const Tensor& each : arrays) {
            if (each.shape() != arrays.front().shape())
                throw RaisedError("ValueError", "all input arrays must have the same shape");
        }
        return array(evaluate(Op::Stack, arrays,
                              AxisAttributes{axisAt(call, 1, arrays.front().rank() + 1)}));
    });
    define(runtime, {&np}, "vstack", "tup", [](const Call& call) {
        auto arrays = arraysAt(call, 0);
        for (Tensor& each : arrays)
            each = withRank(each, 2, true);
        return array(joined(arrays, 0));
    });
    define(runtime, {&np}, "hstack", "tup", [](const Call& call) {
        auto arrays = arraysAt(call, 0);
        for (Tensor& each : arrays)
            each = withRank(each, 1, true);
        return array(joined(arrays, arrays.front().rank() == 1 ? 0 : 1));
    });
    define(runtime, {&np}, "expand_dims", "a, axis", [](const Call& call) {
        const Tensor a = arrayAt(call, 0);
        const int axis = axisAt(call, 1, a.rank() + 1);
        Shape shape;
        for (int i = 0; i <= a.rank(); ++i) {
            if (i == axis)
                shape.append(1);
            if (i < a.rank())
                shape.append(a.shape()[i]);
        }
        return array(a.withShape(shape));
    });
    define(runtime, {&np}, "squeeze", "a, axis=None", [](const Call& call) {
        const Tensor a = arrayAt(call, 0);
        const int only = call.given(1) ? axisAt(call, 1, a.rank()) : -1;
        Shape shape;
        for (int i = 0; i < a.rank(); ++i) {
            if (a.shape()[i] != 1 || (only >= 0 && i != only))
                shape.append(a.shape()[i]);
        }
        return array(a.withShape(shape));
    });
    define(runtime, {&np}, "tile", "A, reps", [](const Call& call) {
        Tensor a = arrayAt(call, 0);
        auto counts = toExtents(call.interpreter(), call[1]);
        a = withRank(a, std::max(a.rank(), static_cast<int>(counts.size())), true);
        counts.insert(counts.begin(), static_cast<std::size_t>(a.rank()) - counts.size(), 1);
        return guarded([&] { return evaluate(Op::Tile, std::array{a}, CountsAttributes{counts}); });
    });
    define(runtime, {&np}, "repeat", "a, repeats, axis=None", [](const Call& call) {
        Tensor a = arrayAt(call, 0);
        if (!call.given(2))
            a = a.withShape(Shape{a.size()});
        const int axis = call.given(2) ? axisAt(call, 2, a.rank()) : 0;
        const std::int64_t count = call.integer(1, "repeats");
        std::vector<std::int64_t> rows;
        for (std::int64_t i = 0; i < a.shape()[axis]; ++i)
            rows.insert(rows.end(), static_cast<std::size_t>(count), i);
        const Tensor indices =
            Tensor::of<std::int64_t>(Shape{static_cast<std::int64_t>(rows.size())}, rows);
        return guarded([&] {
            return evaluate(Op::Gather, std::array{a, indices},
                            GatherAttributes{axis, 0, a.shape()});
        });
    });
    for (const auto& [name, axis] : {std::pair{"flip", -1}, {"flipud", 0}, {"fliplr", 1}})
        define(runtime, {&np}, name, "m, axis=None", [axis = axis](const Call& call) {
            const Tensor a = arrayAt(call, 0);
            const int only = call.given(1) ? axisAt(call, 1, a.rank()) : axis;
            CountsAttributes turned{
                std::vector<std::int64_t>(static_cast<std::size_t>(a.rank()), only < 0 ? 1 : 0)};
            if (only >= 0)
                turned.counts.at(static_cast<std::size_t>(only)) = 1;
            return array(evaluate(Op::Reverse, std::array{a}, turned));
        });
    np.define(
        "meshgrid",
        lang::makeValue<lang::NativeFunction>(
            "meshgrid",
            [](Interpreter& interpreter, const std::vector<Value>& positional,
               const lang::KeywordArguments& keywords) {
                bool swapped = positional.size() > 1;
                for (const auto& [name, value] : keywords)
                    swapped = swapped && !(name == "indexing" && interpreter.str(value) == "ij");
                std::vector<Tensor> axes;
                for (const Value& value : positional)
                    axes.push_back(toPlainTensor(interpreter, value, DType::Int64, DType::Float64));
                const auto place = [&](std::size_t i) { return swapped && i < 2 ? 1 - i : i; };
                Shape whole;
                for (std::size_t i = 0; i < axes.size(); ++i)
                    whole.append(axes[place(i)].size());
                std::vector<Value> grids;
                for (std::size_t i = 0; i < axes.size(); ++i) {
                    Shape own;
                    for (std::size_t k = 0; k < axes.size(); ++k)
                        own.append(k == place(i) ? axes[i].size() : 1);
                    grids.push_back(
                        array(evaluate(Op::BroadcastTo, std::array{axes[i].withShape(own)},
                                       ShapeAttributes{whole})));
                }
                return lang::makeList(std::move(grids));
            }));
}

void defineSearching(Runtime& runtime, lang::Module& np)
{
    for (const char* name : {"argmax", "argmin"})
        define(runtime, {&np}, name, "a, axis=None", [name](const Call& call) {
            return array(arrayExtremePosition(arrayAt(call, 0),
                                              call.given(1) ? std::optional(call.integer(1, "axis"))
                                                            : std::nullopt,
                                              std::string(name) == "argmax"));
        });
    for (const auto& [name, op] : {std::pair{"sort", Op::Sort}, {"argsort", Op::ArgSort}})
        define(runtime, {&np}, name, "a, axis=-1", [op = op](const Call& call) {
            const Tensor a = arrayAt(call, 0);
            const int axis = axisAt(call, 1, a.rank());
            std::vector<std::int64_t> swapped;
            for (int i = 0; i < a.rank(); ++i)
                swapped.push_back(i == axis ? a.rank() - 1 : i == a.rank() - 1 ? axis : i);
            const auto turn = [&](const Tensor& x) {
                return evaluate(Op::Transpose, std::array{x}, resolveTranspose(x.shape(), swapped));
            };
            const Tensor sorted =
                turn(evaluate(op, std::array{turn(a)}, OrderAttributes{false, 0}));
            return array(op == Op::ArgSort ? castTo(sorted, DType::Int64) : sorted);
        });
    define(runtime, {&np}, "where", "condition, x=None, y=None", [](const Call& call) {
        const Tensor condition = castTo(arrayAt(call, 0), DType::Bool);
        if (call.given(1) && call.given(2)) {
            const Tensor x = arrayAt(call, 1);
            const Tensor y = arrayAt(call, 2);
            const bool scalar = y.rank() == 0 && !isFloating(y.dtype()) && x.rank() > 0;
            const DType dtype = scalar ? x.dtype() : promoted(x.dtype(), y.dtype());
            return guarded([&] {
                return evaluate(Op::Where,
                                std::array{condition, castTo(x, dtype), castTo(y, dtype)});
            });
        }
        const Tensor places = evaluate(Op::NonZero, std::array{condition});
        std::vector<Value> axes;
        for (std::int64_t axis = 0; axis < condition.rank(); ++axis) {
            std::vector<std::int64_t> column;
            for (std::int64_t i = 0; i < places.shape()[0]; ++i)
                column.push_back(places.intAt(i * condition.rank() + axis));
            axes.push_back(array(Tensor::of<std::int64_t>(Shape{places.shape()[0]}, column)));
        }
        return lang::makeTuple(std::move(axes));
    });
    define(runtime, {&np}, "array_equal", "a1, a2", [](const Call& call) {
        const Tensor a = arrayAt(call, 0);
        const Tensor b = arrayAt(call, 1);
        if (a.shape() != b.shape())
            return Value::boolean(false);
        const Tensor same = arrayOperation(Op::Equal, a, b);
        return Value::boolean(arrayHolds(same, true));
    });
    for (const char* name : {"any", "all"})
        define(runtime, {&np}, name, "a, axis=None", [name](const Call& call) {
            const bool all = std::string(name) == "all";
            const Tensor truths = castTo(arrayAt(call, 0), DType::Bool);
            return guarded([&] {
                return evaluate(
                    all ? Op::ReduceAll : Op::ReduceAny, std::array{truths},
                    resolveReduction(truths.shape(), toAxes(call.interpreter(), call[1]), false));
            });
        });
    for (const auto& [name, op] :
         {std::pair{"isnan", Op::IsNan}, {"isinf", Op::IsInf}, {"isfinite", Op::IsFinite}})
        define(runtime, {&np}, name, "x", [op = op](const Call& call) {
            return array(evaluate(op, std::array{floatsAt(call, 0)}));
        });
}

/// function(x) element by element in float64, as an array of the argument's float type.
template <class Function>
void defineFunction(Runtime& runtime, lang::Module& np, const char* name, Function function)
{
    define(runtime, {&np}, name, "x", [function](const Call& call) {
        const Tensor x = floatsAt(call, 0);
        Tensor wide = Tensor::uninitialized(DType::Float64, x.shape());
        for (std::int64_t i = 0; i < x.size(); ++i)
            wide.mutableData<double>()[i] = function(x.at(i));
        return array(castTo(wide, x.dtype()));
    });
}

void defineNumbers(Runtime& runtime, lang::Module& np)
{
    defineFunction(runtime, np, "log2", [](double x) { return std::log2(x); });
    defineFunction(runtime, np, "log10", [](double x) { return std::log10(x); });
    defineFunction(runtime, np, "log1p", [](double x) { return std::log1p(x); });
    defineFunction(runtime, np, "expm1", [](double x) { return std::expm1(x); });
    defineFunction(runtime, np, "tan", [](double x) { return std::tan(x); });
    defineFunction(runtime, np, "arcsin", [](double x) { return std::asin(x); });
    defineFunction(runtime, np, "arccos", [](double x) { return std::acos(x); });
    defineFunction(runtime, np, "arctan", [](double x) { return std::atan(x); });
    defineFunction(runtime, np, "sinh", [](double x) { return std::sinh(x); });
    defineFunction(runtime, np, "cosh", [](double x) { return std::cosh(x); });
    defineFunction(runtime, np, "floor", [](double x) { return std::floor(x); });
    defineFunction(runtime, np, "ceil", [](double x) { return std::ceil(x); });
    defineFunction(runtime, np, "rint", [](double x) { return std::nearbyint(x); });
    defineFunction(runtime, np, "deg2rad",
                   [](double x) { return x / 180 * 3.14159265358979323846; });
    for (const char* name : {"round", "around"})
        define(runtime, {&np}, name, "a, decimals=0", [](const Call& call) {
            return array(arrayRounded(arrayAt(call, 0), call.integer(1, "decimals")));
        });
    const auto binary = [&](const char* name, Op op, bool floats) {
        define(runtime, {&np}, name, "x1, x2", [op, floats](const Call& call) {
            return array(floats ? arrayOperation(op, floatsAt(call, 0), floatsAt(call, 1))
                                : arrayOperation(op, arrayAt(call, 0), arrayAt(call, 1)));
        });
    };
    binary("arctan2", Op::Atan2, true);
    binary("true_divide", Op::Divide, false);
    binary("floor_divide", Op::FloorDivide, false);
    binary("mod", Op::FloorModulo, false);
    binary("remainder", Op::FloorModulo, false);
    binary("greater", Op::Greater, false);
    binary("greater_equal", Op::GreaterEqual, false);
    binary("less", Op::Less, false);
    binary("less_equal", Op::LessEqual, false);
    binary("not_equal", Op::NotEqual, false);
    define(runtime, {&np}, "clip", "a, a_min, a_max", [](const Call& call) {
        Tensor a = arrayAt(call, 0);
        if (call.given(1))
            a = arrayOperation(Op::Maximum, a, arrayAt(call, 1));
        if (call.given(2))
            a = arrayOperation(Op::Minimum, a, arrayAt(call, 2));
        return array(a);
    });
    for (const auto& [name, op] : {std::pair{"cumsum", Op::Cumsum}, {"cumprod", Op::Cumprod}})
        define(runtime, {&np}, name, "a, axis=None", [op = op](const Call& call) {
            Tensor a = arrayAt(call, 0);
            if (a.dtype() == DType::Bool || a.dtype() == DType::Int32)
                a = castTo(a, DType::Int64);
            if (!call.given(1))
                a = a.withShape(Shape{a.size()});
            return array(evaluate(
                op, std::array{a},
                CumulateAttributes{call.given(1) ? axisAt(call, 1, a.rank()) : 0, false, false}));
        });
    for (const auto& [name, op] : {std::pair{"prod", Op::ReduceProd},
                                   {"std", Op::ReduceStd},
                                   {"var", Op::ReduceVariance},
                                   {"amax", Op::ReduceMax},
                                   {"amin", Op::ReduceMin},
                                   {"average", Op::ReduceMean}})
        define(runtime, {&np}, name, "a, axis=None, keepdims=False", [op = op](const Call& call) {
            return array(
                arrayReduction(call.interpreter(), op, arrayAt(call, 0), call[1], call.truth(2)));
        });
}

} // namespace

void defineNumpyArrays(Runtime& runtime, lang::Module& np)
{
    defineJoining(runtime, np);
    defineSearching(runtime, np);
    defineNumbers(runtime, np);
    defineNumpyMatrices(runtime, np);
}

} // namespace engine::library
