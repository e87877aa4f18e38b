#include <algorithm>
#include <limits>
#include <string>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"

namespace engine::library {

namespace {

/// Of each segment's rows the greatest, least or product, one segment after the other.
Value reducedSegments(const Call& call, Op op, std::int64_t count, double ofNothing)
{
    const TracedTensor x = call.tensor(0);
    const Tensor ids = call.indices(1).value;
    if (ids.rank() != 1 || x.value.rank() == 0 || ids.size() != x.value.shape()[0])
        throw RaisedError(
            "InvalidArgumentError",
            "segment_ids should be the same size as dimension 0 of input. [Op:SegmentMax]");
    Shape rowShape;
    for (int axis = 1; axis < x.value.rank(); ++axis)
        rowShape.append(x.value.shape()[axis]);
    std::vector<TracedTensor> parts;
    for (std::int64_t segment = 0; segment < count; ++segment) {
        std::vector<std::int64_t> rows;
        for (std::int64_t i = 0; i < ids.size(); ++i) {
            if (ids.intAt(i) == segment)
                rows.push_back(i);
        }
        if (rows.empty()) {
            parts.push_back(call.runtime().leaf(
                Op::Constant, Tensor::full(x.value.dtype(), rowShape, ofNothing)));
            continue;
        }
        const TracedTensor index = call.runtime().leaf(
            Op::Constant,
            Tensor::of<std::int64_t>(Shape{static_cast<std::int64_t>(rows.size())}, rows));
        const TracedTensor picked =
            call.run(Op::Gather, {x, index}, GatherAttributes{0, 0, x.value.shape()});
        parts.push_back(call.run(op, {picked}, ReduceAttributes{{0}, false}));
    }
    if (parts.empty()) {
        Shape none{0};
        for (const std::int64_t extent : rowShape)
            none.append(extent);
        return call.result(call.runtime().leaf(Op::Zeros, Tensor::zeros(x.value.dtype(), none)));
    }
    return call.result(call.run(Op::Stack, parts, AxisAttributes{0}));
}

/// How many segments sorted numbers name.
std::int64_t segmentCount(const Call& call)
{
    const Tensor ids = call.indices(1).value;
    for (std::int64_t i = 1; i < ids.size(); ++i) {
        if (ids.intAt(i) < ids.intAt(i - 1))
            throw RaisedError("InvalidArgumentError",
                              "segment ids are not increasing [Op:SegmentSum]");
    }
    return ids.size() == 0 ? 0 : ids.intAt(ids.size() - 1) + 1;
}

void defineReduced(Runtime& runtime, TensorflowModules& m)
{
    struct Entry
    {
        const char* name;
        Op op;
        double ofNothing;
    };
    constexpr double lowest = std::numeric_limits<float>::lowest();
    for (const Entry& entry :
         {Entry{"max", Op::ReduceMax, lowest}, Entry{"min", Op::ReduceMin, -lowest},
          Entry{"prod", Op::ReduceProd, 1}}) {
        define(runtime, {m.math}, ("segment_" + std::string(entry.name)).c_str(),
               "data, segment_ids, name=None", [entry](const Call& call) {
                   const double gap = entry.op == Op::ReduceProd ? 1 : 0;
                   return reducedSegments(call, entry.op, segmentCount(call), gap);
               });
        define(runtime, {m.math}, ("unsorted_segment_" + std::string(entry.name)).c_str(),
               "data, segment_ids, num_segments, name=None", [entry](const Call& call) {
                   return reducedSegments(call, entry.op, call.integer(2, "num_segments"),
                                          entry.ofNothing);
               });
    }
}

} // namespace

/// tf.math.segment_sum, segment_mean and their unsorted relatives: rows added up by number.
void defineSegments(Runtime& runtime, TensorflowModules& m)
{
    const auto sums = [](const Call& call, std::int64_t count, bool mean) {
        const TracedTensor x = call.tensor(0);
        const TracedTensor ids = call.indices(1);
        if (ids.value.rank() != 1 || x.value.rank() == 0 || ids.value.size() != x.value.shape()[0])
            throw RaisedError(
                "InvalidArgumentError",
                "segment_ids should be the same size as dimension 0 of input. [Op:SegmentSum]");
        const TracedTensor places = call.reshape(ids, Shape{ids.value.size(), 1});
        Shape shape = x.value.shape();
        shape.set(0, count);
        const TracedTensor sum = call.run(Op::ScatterNd, {places, x}, ShapeAttributes{shape});
        if (!mean)
            return call.result(sum);
        std::vector<double> sizes(static_cast<std::size_t>(count), 0);
        for (std::int64_t i = 0; i < ids.value.size(); ++i)
            ++sizes[static_cast<std::size_t>(ids.value.intAt(i))];
        Shape column{count};
        for (int axis = 1; axis < shape.rank(); ++axis)
            column.append(1);
        for (double& size : sizes)
            size = std::max(size, 1.0);
        const Tensor divisor = castTo(Tensor::of<double>(column, sizes), x.value.dtype());
        return call.result(call.run(Op::Divide, {sum, call.runtime().leaf(Op::Constant, divisor)}));
    };
    defineReduced(runtime, m);
    for (const bool mean : {false, true}) {
        define(runtime, {m.math}, mean ? "segment_mean" : "segment_sum",
               "data, segment_ids, name=None",
               [sums, mean](const Call& call) { return sums(call, segmentCount(call), mean); });
        define(runtime, {m.math}, mean ? "unsorted_segment_mean" : "unsorted_segment_sum",
               "data, segment_ids, num_segments, name=None", [sums, mean](const Call& call) {
                   return sums(call, call.integer(2, "num_segments"), mean);
               });
    }
}

} // namespace engine::library
