#include <algorithm>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"

namespace engine::library {

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
    for (const bool mean : {false, true}) {
        define(runtime, {m.math}, mean ? "segment_mean" : "segment_sum",
               "data, segment_ids, name=None", [sums, mean](const Call& call) {
                   const Tensor ids = call.indices(1).value;
                   for (std::int64_t i = 1; i < ids.size(); ++i) {
                       if (ids.intAt(i) < ids.intAt(i - 1))
                           throw RaisedError("InvalidArgumentError",
                                             "segment ids are not increasing [Op:SegmentSum]");
                   }
                   return sums(call, ids.size() == 0 ? 0 : ids.intAt(ids.size() - 1) + 1, mean);
               });
        define(runtime, {m.math}, mean ? "unsorted_segment_mean" : "unsorted_segment_sum",
               "data, segment_ids, num_segments, name=None", [sums, mean](const Call& call) {
                   return sums(call, call.integer(2, "num_segments"), mean);
               });
    }
}

} // namespace engine::library
