// Functions whose result depends on which values occur: no gradient goes through them.
#include <cmath>
#include <map>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"

namespace engine::library {
namespace {

TracedTensor cast(const Call& call, const TracedTensor& x, DType dtype)
{
    return x.value.dtype() == dtype ? x : call.run(Op::Cast, {x}, CastAttributes{dtype});
}

/// A new axis of extent 1 before `axis`.
TracedTensor expanded(const Call& call, const TracedTensor& x, int axis)
{
    Shape shape;
    for (int i = 0; i <= x.value.rank(); ++i) {
        if (i == axis)
            shape.append(1);
        if (i < x.value.rank())
            shape.append(x.value.shape()[i]);
    }
    return call.reshape(x, shape);
}

/// The different values of a vector in the order they first occur.
struct Occurrences
{
    explicit Occurrences(const Tensor& vector)
    {
        std::map<double, std::int64_t> floats;
        std::map<std::int64_t, std::int64_t> whole;
        const bool isFloat = isFloating(vector.dtype());
        for (std::int64_t i = 0; i < vector.size(); ++i) {
            const auto next = static_cast<std::int64_t>(first.size());
            const bool isNan = isFloat && std::isnan(vector.at(i)); // differs also from itself
            const std::int64_t number = isNan ? next
                : isFloat                     ? floats.emplace(vector.at(i), next).first->second
                                              : whole.emplace(vector.intAt(i), next).first->second;
            if (number == next) {
                first.push_back(i);
                counts.push_back(0);
            }
            numbers.push_back(number);
            ++counts[static_cast<std::size_t>(number)];
        }
    }
    std::vector<std::int64_t> first; ///< of each value: where it stands first
    std::vector<std::int64_t> numbers; ///< of each entry: which value it is
    std::vector<std::int64_t> counts; ///< of each value: how often it occurs
};

TracedTensor wholeNumbers(const Call& call, const std::vector<std::int64_t>& numbers, DType dtype)
{
    const Shape shape{static_cast<std::int64_t>(numbers.size())};
    return call.runtime().leaf(Op::Constant,
                               castTo(Tensor::of<std::int64_t>(shape, numbers), dtype));
}

Value unique(const Call& call, bool counted)
{
    const TracedTensor x = call.tensor(0);
    if (x.value.rank() != 1)
        throw RaisedError("InvalidArgumentError",
                          "unique expects a 1D vector. [Op:Unique"
                              + std::string(counted ? "WithCounts" : "V2") + "]",
                          {"Flatten it first: tf.unique(tf.reshape(x, [-1])).",
                           "请先展平：tf.unique(tf.reshape(x, [-1]))。"});
    const DType dtype = toDType(call.interpreter(), call[1]).value_or(DType::Int32);
    const Occurrences found(x.value);
    const TracedTensor y = call.run(Op::Gather, {x, wholeNumbers(call, found.first, DType::Int32)},
                                    GatherAttributes{0, 0, x.value.shape()});
    std::vector<Value> results{call.result(call.run(Op::StopGradient, {y})),
                               call.result(wholeNumbers(call, found.numbers, dtype))};
    if (counted)
        results.push_back(call.result(wholeNumbers(call, found.counts, dtype)));
    return lang::makeTuple(std::move(results));
}

/// How many entries of the sorted row stand before each value.
Value searchSorted(const Call& call)
{
    const auto [sorted, values] = call.pair(0, 1);
    const int rank = sorted.value.rank();
    bool fit = rank > 0 && rank == values.value.rank();
    for (int axis = 0; fit && axis + 1 < rank; ++axis)
        fit = sorted.value.shape()[axis] == values.value.shape()[axis];
    if (!fit)
        throw RaisedError(
            "InvalidArgumentError", "Leading dim_size of both tensors must match. [Op:LowerBound]",
            {"Both have the same axes but the last; a single value is a vector too: "
             "tf.searchsorted(x, [3.0]).",
             "除最后一轴外两者形状相同；单个值也要写成向量：tf.searchsorted(x, [3.0])。"});
    const std::string side = call.text(2);
    if (side != "left" && side != "right")
        throw RaisedError("ValueError",
                          "side must be either 'right' or 'left'.  Saw: " + side + ".");
    const TracedTensor before =
        call.run(side == "left" ? Op::Less : Op::LessEqual,
                 {expanded(call, sorted, rank - 1), expanded(call, values, rank)});
    const DType dtype = toDType(call.interpreter(), call[3]).value_or(DType::Int32);
    return call.result(
        call.run(Op::ReduceSum, {cast(call, before, dtype)}, ReduceAttributes{{rank}, false}));
}

Value sequenceMask(const Call& call)
{
    const TracedTensor lengths = call.tensor(0);
    std::int64_t most = 0;
    for (std::int64_t i = 0; i < lengths.value.size(); ++i)
        most = std::max(most, lengths.value.intAt(i));
    most = call.given(1) ? call.integer(1, "maxlen") : most;
    std::vector<std::int64_t> places(static_cast<std::size_t>(std::max<std::int64_t>(most, 0)));
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = static_cast<std::int64_t>(i);
    const TracedTensor mask = call.run(Op::Less,
                                       {wholeNumbers(call, places, lengths.value.dtype()),
                                        expanded(call, lengths, lengths.value.rank())});
    return call.result(
        cast(call, mask, toDType(call.interpreter(), call[2]).value_or(DType::Bool)));
}

/// The rows of each part, by boolean masks.
Value dynamicPartition(const Call& call)
{
    const TracedTensor x = call.tensor(0);
    const TracedTensor parts = call.tensor(1);
    std::vector<Value> results;
    for (std::int64_t part = 0; part < call.integer(2, "num_partitions"); ++part) {
        const TracedTensor mask = call.run(
            Op::Equal, {parts, call.scalar(static_cast<double>(part), parts.value.dtype())});
        results.push_back(call.result(call.run(Op::BooleanMask, {x, mask})));
    }
    return lang::makeList(std::move(results));
}

Value ensureShape(const Call& call)
{
    const TracedTensor x = call.tensor(0);
    const std::vector<Value> wanted = call.interpreter().elements(call[1]);
    bool fits = static_cast<int>(wanted.size()) == x.value.rank();
    for (std::size_t i = 0; fits && i < wanted.size(); ++i)
        fits = wanted[i].isNone()
            || toInteger(call.interpreter(), wanted[i], "shape")
                == x.value.shape()[static_cast<int>(i)];
    if (fits)
        return call.result(call.run(Op::Identity, {x}));
    std::string text;
    for (const Value& extent : wanted)
        text +=
            (text.empty() ? "" : ",") + (extent.isNone() ? "?" : call.interpreter().str(extent));
    throw RaisedError("InvalidArgumentError",
                      "Shape of tensor x " + x.value.shape().bracketText()
                          + " is not compatible with expected shape [" + text
                          + "]. [Op:EnsureShape]");
}

} // namespace

void defineValueFunctions(Runtime& runtime, TensorflowModules& m)
{
    define(runtime, {m.tf}, "unique", "x, out_idx=None, name=None",
           [](const Call& call) { return unique(call, false); });
    define(runtime, {m.tf}, "unique_with_counts", "x, out_idx=None, name=None",
           [](const Call& call) { return unique(call, true); });
    define(runtime, {m.tf}, "searchsorted",
           "sorted_sequence, values, side='left', out_type=None, name=None", searchSorted);
    define(runtime, {m.tf}, "sequence_mask", "lengths, maxlen=None, dtype=None, name=None",
           sequenceMask);
    define(runtime, {m.tf}, "dynamic_partition", "data, partitions, num_partitions, name=None",
           dynamicPartition);
    define(runtime, {m.tf}, "ensure_shape", "x, shape, name=None", ensureShape);
}

} // namespace engine::library
