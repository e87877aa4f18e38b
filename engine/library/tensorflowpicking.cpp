#include <algorithm>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/library/tensorobject.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {

namespace {

/// boolean_mask from `axis` on: the mask's axes become one, and what holds is gathered along it.
TracedTensor maskedAlong(const Call& call, const TracedTensor& x, const TracedTensor& mask,
                         int axis)
{
    Shape merged;
    for (int i = 0; i < x.value.rank(); ++i) {
        if (i == axis)
            merged.append(mask.value.size());
        else if (i < axis || i >= axis + mask.value.rank())
            merged.append(x.value.shape()[i]);
    }
    const TracedTensor flat = call.reshape(mask, Shape{mask.value.size()});
    const TracedTensor places = call.run(Op::NonZero, {flat});
    const TracedTensor indices = call.reshape(places, Shape{places.value.size()});
    return call.run(Op::Gather, {call.reshape(x, merged), indices},
                    GatherAttributes{axis, 0, merged});
}

void defineGathering(Runtime& runtime, TensorflowModules& m)
{
    define(runtime, {m.tf}, "gather",
           "params, indices, validate_indices=None, axis=None, batch_dims=0, name=None",
           [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const TracedTensor indices = call.indices(1);
               const int batchDims = static_cast<int>(call.integer(4, "batch_dims"));
               const int axis =
                   call.given(3) ? call.axis(3, x.value.rank(), "GatherV2") : batchDims;
               return call.result(call.run(Op::Gather, {x, indices},
                                           GatherAttributes{axis, batchDims, x.value.shape()}));
           });
    define(runtime, {m.tf}, "gather_nd", "params, indices, batch_dims=0, name=None",
           [](const Call& call) {
               return call.result(call.run(Op::GatherNd, {call.tensor(0), call.indices(1)}));
           });
    define(runtime, {m.tf}, "scatter_nd", "indices, updates, shape, name=None",
           [](const Call& call) {
               return call.result(call.run(Op::ScatterNd, {call.indices(0), call.tensor(1)},
                                           ShapeAttributes{toShape(call.interpreter(), call[2])}));
           });
    define(runtime, {m.tf}, "tensor_scatter_nd_update", "tensor, indices, updates, name=None",
           [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               return call.result(
                   call.run(Op::TensorScatterUpdate,
                            {x, call.indices(1), call.tensorLike(2, x.value.dtype())}));
           });
    for (const auto& [name, op] :
         {std::pair{"tensor_scatter_nd_add", Op::Add}, {"tensor_scatter_nd_sub", Op::Subtract}})
        define(runtime, {m.tf}, name, "tensor, indices, updates, name=None",
               [op = op](const Call& call) {
                   const TracedTensor x = call.tensor(0);
                   const TracedTensor placed = call.run(
                       Op::ScatterNd, {call.indices(1), call.tensorLike(2, x.value.dtype())},
                       ShapeAttributes{x.value.shape()});
                   return call.result(call.run(op, {x, placed}));
               });
    define(runtime, {m.tf}, "boolean_mask", "tensor, mask, axis=None, name='boolean_mask'",
           [](const Call& call) {
               TracedTensor mask = call.tensor(1);
               if (mask.value.dtype()
                   != DType::Bool) // one_hot's floats are taken as they are: not 0 keeps
                   mask = call.run(Op::Cast, {mask}, CastAttributes{DType::Bool});
               const TracedTensor x = call.tensor(0);
               const int axis = call.given(2) ? call.axis(2, x.value.rank(), "BooleanMask") : 0;
               checkMaskShape(x.value.shape(), mask.value.shape(), axis);
               return call.result(axis == 0 ? call.run(Op::BooleanMask, {x, mask})
                                            : maskedAlong(call, x, mask, axis));
           });

    define(runtime, {m.tf}, "one_hot",
           "indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None",
           [](const Call& call) {
               const TracedTensor indices = call.indices(0);
               OneHotAttributes attributes;
               attributes.depth = call.integer(1, "depth");
               attributes.on = call.given(2) ? call.number(2, "on_value") : 1;
               attributes.off = call.given(3) ? call.number(3, "off_value") : 0;
               attributes.axis = indices.value.rank();
               if (call.given(4) && call.integer(4, "axis") != -1)
                   attributes.axis = call.axis(4, indices.value.rank() + 1, "OneHot");
               attributes.dtype = toDType(call.interpreter(), call[5]).value_or(DType::Float32);
               return call.result(call.run(Op::OneHot, {indices}, attributes));
           });
}

/// Runs `work` with `axis` brought to the end, and back afterwards.
template <class Work>
TracedTensor alongLast(const Call& call, const TracedTensor& x, int axis, Work work)
{
    const int last = x.value.rank() - 1;
    if (axis == last)
        return work(x);
    TransposeAttributes swapped;
    for (int i = 0; i <= last; ++i)
        swapped.permutation.push_back(i == axis ? last : i == last ? axis : i);
    return call.run(Op::Transpose, {work(call.run(Op::Transpose, {x}, swapped))}, swapped);
}

void defineOrdering(Runtime& runtime, TensorflowModules& m)
{
    for (const auto& [name, op] : {std::pair{"sort", Op::Sort}, {"argsort", Op::ArgSort}})
        define(runtime, {m.tf}, name, "values, axis=-1, direction='ASCENDING', name=None",
               [op = op](const Call& call) {
                   const TracedTensor x = call.tensor(0);
                   const OrderAttributes order{call.text(2) == "DESCENDING", 0};
                   return call.result(alongLast(
                       call, x, call.axis(1, x.value.rank(), "Sort"),
                       [&](const TracedTensor& turned) { return call.run(op, {turned}, order); }));
               });
    define(runtime, {m.math, m.nn}, "top_k", "input, k=1, sorted=True, name=None",
           [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const OrderAttributes order{true, call.integer(1, "k")};
               return lang::makeTuple({call.result(call.run(Op::TopK, {x}, order)),
                                       call.result(call.run(Op::TopKIndices, {x}, order))});
           });
}

/// One number an axis from a list argument.
std::vector<std::int64_t> perAxis(const Call& call, std::size_t i, int rank, const char* kernel)
{
    const auto counts = toExtents(call.interpreter(), call[i]);
    if (static_cast<int>(counts.size()) != rank)
        throw RaisedError("InvalidArgumentError",
                          "Expected multiples argument to be a vector of length "
                              + std::to_string(rank) + " but got length "
                              + std::to_string(counts.size()) + " [Op:" + kernel + "]");
    return counts;
}

/// Padding with the tensor's own entries, turned round: gathered axis by axis. REFLECT leaves the
/// border out, SYMMETRIC repeats it.
TracedTensor mirrored(const Call& call, TracedTensor x, const Tensor& widths, bool reflect)
{
    for (int axis = 0; axis < x.value.rank(); ++axis) {
        const std::int64_t extent = x.value.shape()[axis];
        const std::int64_t before = widths.intAt(2 * axis);
        const std::int64_t after = widths.intAt(2 * axis + 1);
        const std::int64_t most = reflect ? extent - 1 : extent;
        if (std::max(before, after) > most || std::min(before, after) < 0)
            throw RaisedError(
                "InvalidArgumentError",
                std::string("paddings must be ") + (reflect ? "less than" : "no greater than")
                    + " the dimension size: " + std::to_string(before) + ", "
                    + std::to_string(after) + (reflect ? " not less than " : " greater than ")
                    + std::to_string(extent) + " [Op:MirrorPad]");
        if (before + after == 0)
            continue;
        const std::int64_t skip = reflect ? 1 : 0;
        std::vector<std::int64_t> rows;
        for (std::int64_t i = -before; i < extent + after; ++i)
            rows.push_back(i < 0 ? -i - 1 + skip : i < extent ? i : 2 * extent - 1 - i - skip);
        const TracedTensor indices = call.runtime().leaf(
            Op::Constant, Tensor::of<std::int64_t>({static_cast<std::int64_t>(rows.size())}, rows));
        x = call.run(Op::Gather, {x, indices}, GatherAttributes{axis, 0, x.value.shape()});
    }
    return x;
}

void defineRearranging(Runtime& runtime, TensorflowModules& m)
{
    define(runtime, {m.tf}, "tile", "input, multiples, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        return call.result(
            call.run(Op::Tile, {x}, CountsAttributes{perAxis(call, 1, x.value.rank(), "Tile")}));
    });
    define(runtime, {m.tf}, "repeat", "input, repeats, axis=None, name=None", [](const Call& call) {
        TracedTensor x = call.tensor(0);
        if (!call.given(2))
            x = call.reshape(x, Shape{x.value.size()});
        const int axis = call.given(2) ? call.axis(2, x.value.rank(), "Repeat") : 0;
        const auto repeats = toExtents(call.interpreter(), call[1]);
        if (repeats.size() != 1
            && static_cast<std::int64_t>(repeats.size()) != x.value.shape()[axis])
            throw RaisedError("InvalidArgumentError",
                              "Incompatible shapes: [" + std::to_string(repeats.size()) + "] vs. ["
                                  + std::to_string(x.value.shape()[axis]) + "] [Op:Repeat]");
        std::int64_t total = 0;
        for (const std::int64_t count : repeats) {
            if (count < 0 || count > Tensor::maxBytes())
                throw RaisedError("InvalidArgumentError",
                                  "repeats must be between 0 and 2^30 [Op:Repeat]");
            total += repeats.size() == 1 ? count * x.value.shape()[axis] : count;
        }
        Shape result = x.value.shape(); // refused here, before the list of places is made
        result.set(axis, total);
        Runtime::translatingErrorsOf("Repeat", [&] {
            Tensor::uninitialized(DType::Int64, Shape{total});
            Tensor::uninitialized(x.value.dtype(), result);
        });
        std::vector<std::int64_t> rows;
        for (std::int64_t i = 0; i < x.value.shape()[axis]; ++i) {
            const std::size_t which = repeats.size() == 1 ? 0 : static_cast<std::size_t>(i);
            rows.insert(rows.end(), static_cast<std::size_t>(repeats.at(which)), i);
        }
        const TracedTensor indices = call.runtime().leaf(
            Op::Constant, Tensor::of<std::int64_t>({static_cast<std::int64_t>(rows.size())}, rows));
        return call.result(
            call.run(Op::Gather, {x, indices}, GatherAttributes{axis, 0, x.value.shape()}));
    });
    define(runtime, {m.tf}, "pad",
           "tensor, paddings, mode='CONSTANT', constant_values=0, name=None", [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const Tensor widths =
                   toPlainTensor(call.interpreter(), call[1], DType::Int64, DType::Float64);
               if (widths.shape() != Shape{x.value.rank(), 2})
                   throw RaisedError("InvalidArgumentError",
                                     "The first dimension of paddings must be the rank of inputs"
                                         + widths.shape().bracketText() + " "
                                         + x.value.shape().bracketText() + " [Op:Pad]");
               std::string mode = call.text(2);
               std::transform(mode.begin(), mode.end(), mode.begin(), [](char c) {
                   return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
               });
               if (mode == "REFLECT" || mode == "SYMMETRIC")
                   return call.result(mirrored(call, x, widths, mode == "REFLECT"));
               if (mode != "CONSTANT")
                   throw RaisedError("ValueError", "Unknown padding mode: " + call.text(2),
                                     {"The modes are CONSTANT, REFLECT and SYMMETRIC.",
                                      "可用的模式有 CONSTANT、REFLECT 和 SYMMETRIC。"});
               PadAttributes pad{{}, call.number(3, "constant_values")};
               for (int axis = 0; axis < x.value.rank(); ++axis)
                   pad.widths.emplace_back(widths.intAt(2 * axis), widths.intAt(2 * axis + 1));
               return call.result(call.run(Op::Pad, {x}, pad));
           });
    define(runtime, {m.tf}, "roll", "input, shift, axis, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        const auto shifts = toExtents(call.interpreter(), call[1]);
        const auto axes = toExtents(call.interpreter(), call[2]);
        CountsAttributes counts{
            std::vector<std::int64_t>(static_cast<std::size_t>(x.value.rank()), 0)};
        for (std::size_t i = 0; i < axes.size(); ++i) {
            const std::int64_t axis = axes[i] < 0 ? axes[i] + x.value.rank() : axes[i];
            counts.counts.at(static_cast<std::size_t>(axis)) += shifts.at(i);
        }
        return call.result(call.run(Op::Roll, {x}, counts));
    });
    define(runtime, {m.tf}, "reverse", "tensor, axis, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        CountsAttributes turned{
            std::vector<std::int64_t>(static_cast<std::size_t>(x.value.rank()), 0)};
        for (const std::int64_t axis : toExtents(call.interpreter(), call[1]))
            turned.counts.at(static_cast<std::size_t>(axis < 0 ? axis + x.value.rank() : axis)) = 1;
        return call.result(call.run(Op::Reverse, {x}, turned));
    });
}

void defineSplitting(Runtime& runtime, TensorflowModules& m)
{
    define(runtime, {m.tf}, "stack", "values, axis=0, name='stack'", [](const Call& call) {
        const std::vector<TracedTensor> parts = call.list(0);
        if (parts.empty())
            throw RaisedError("ValueError", "tf.stack needs at least one tensor");
        return call.result(
            call.run(Op::Stack, parts,
                     AxisAttributes{call.axis(1, parts.front().value.rank() + 1, "Pack")}));
    });
    define(runtime, {m.tf}, "unstack", "value, num=None, axis=0, name='unstack'",
           [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const int axis = call.axis(2, x.value.rank(), "Unpack");
               std::vector<Value> parts;
               for (std::int64_t i = 0; i < x.value.shape()[axis]; ++i)
                   parts.push_back(call.result(entryOf(call, x, axis, i)));
               return lang::makeList(std::move(parts));
           });
    define(runtime, {m.tf}, "split", "value, num_or_size_splits, axis=0, num=None, name='split'",
           [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               const int axis = call.axis(2, x.value.rank(), "Split");
               const std::int64_t extent = x.value.shape()[axis];
               std::vector<std::int64_t> sizes = toExtents(call.interpreter(), call[1]);
               const bool list = lang::listElements(call[1]) || lang::tupleElements(call[1]);
               if (!list) {
                   const std::int64_t count = sizes.front();
                   if (count <= 0 || extent % count != 0)
                       throw RaisedError("InvalidArgumentError",
                                         "Number of ways to split should evenly divide the split "
                                         "dimension, but got split_dim "
                                             + std::to_string(axis) + " (size = "
                                             + std::to_string(extent) + ") and num_split "
                                             + std::to_string(count) + " [Op:Split]");
                   sizes.assign(static_cast<std::size_t>(count), extent / count);
               }
               std::vector<Value> parts;
               std::int64_t start = 0;
               for (const std::int64_t size : sizes) {
                   const std::int64_t count = size < 0 ? extent - start : size;
                   parts.push_back(call.result(partOf(call, x, axis, start, count)));
                   start += count;
               }
               return lang::makeList(std::move(parts));
           });
    define(runtime, {m.tf}, "slice", "input_, begin, size, name=None", [](const Call& call) {
        const TracedTensor x = call.tensor(0);
        const auto begin = toExtents(call.interpreter(), call[1]);
        const auto size = toExtents(call.interpreter(), call[2]);
        SliceAttributes slice = wholeSlice(x.value.shape());
        for (int axis = 0; axis < x.value.rank(); ++axis) {
            const auto i = static_cast<std::size_t>(axis);
            const std::int64_t count =
                size.at(i) < 0 ? x.value.shape()[axis] - begin.at(i) : size[i];
            if (begin[i] < 0 || begin[i] + count > x.value.shape()[axis])
                throw RaisedError("InvalidArgumentError",
                                  "Expected size[" + std::to_string(axis) + "] in [0, "
                                      + std::to_string(x.value.shape()[axis] - begin[i])
                                      + "], but got " + std::to_string(count) + " [Op:Slice]");
            slice.axes[i] = {begin[i], 1, count, false};
            slice.resultShape.set(axis, count);
        }
        return call.result(call.run(Op::Slice, {x}, slice));
    });
    m.tf->define("meshgrid",
                 lang::makeValue<lang::NativeFunction>(
                     "meshgrid",
                     [&runtime](Interpreter& interpreter, const std::vector<Value>& positional,
                                const lang::KeywordArguments& keywords) {
                         bool swapped = true;
                         for (const auto& [name, value] : keywords)
                             swapped =
                                 swapped && !(name == "indexing" && interpreter.str(value) == "ij");
                         std::vector<TracedTensor> axes;
                         for (const Value& value : positional)
                             axes.push_back(toTensor(runtime, interpreter, value));
                         const auto place = [&](std::size_t i) {
                             return swapped && axes.size() > 1 && i < 2 ? 1 - i : i;
                         };
                         Shape whole;
                         for (std::size_t i = 0; i < axes.size(); ++i)
                             whole.append(axes[place(i)].value.size());
                         std::vector<Value> grids;
                         for (std::size_t i = 0; i < axes.size(); ++i) {
                             Shape own;
                             for (std::size_t k = 0; k < axes.size(); ++k)
                                 own.append(k == place(i) ? axes[i].value.size() : 1);
                             const TracedTensor line =
                                 runtime.execute(Op::Reshape, {axes[i]}, ShapeAttributes{own});
                             grids.push_back(Call(runtime, interpreter, {})
                                                 .result(runtime.execute(Op::BroadcastTo, {line},
                                                                         ShapeAttributes{whole})));
                         }
                         return lang::makeList(std::move(grids));
                     }));
}

} // namespace

void definePicking(Runtime& runtime, TensorflowModules& modules)
{
    defineGathering(runtime, modules);
    defineOrdering(runtime, modules);
    defineRearranging(runtime, modules);
    defineSplitting(runtime, modules);
}

} // namespace engine::library
