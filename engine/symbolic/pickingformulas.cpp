// Rules of operations that pick, place, repeat or order entries, and of windows over images.
#include "engine/symbolic/ruleformulas.h"

namespace engine::ruleformulas {
namespace {

/// Each entry is there several times; what reaches its copies is added up, axis by axis.
FormulaId pullBackTile(FormulaPool& pool, const RuleFormulas& operation, FormulaId g)
{
    const auto& counts = std::get<CountsAttributes>(operation.attributes).counts;
    const Shape& shape = pool.shape(operation.inputs[0]);
    for (int axis = 0; axis < shape.rank(); ++axis) {
        const std::int64_t copies = counts[static_cast<std::size_t>(axis)];
        if (copies == 1)
            continue;
        Shape result = pool.shape(g);
        std::int64_t before = 1;
        std::int64_t after = 1;
        for (int i = 0; i < shape.rank(); ++i)
            (i < axis ? before : after) *= i == axis ? 1 : result[i];
        result.set(axis, shape[axis]);
        const FormulaId apart = pool.reshape(g, Shape{before, copies, shape[axis], after});
        g = pool.reshape(pool.reduce(Op::ReduceSum, apart, ReduceAttributes{{1}, false}), result);
    }
    return g;
}

/// What arrives goes back to where the entry came from: `places` says where, along the last axis.
FormulaId backToPlaces(FormulaPool& pool, FormulaId g, Op places, const RuleFormulas& operation)
{
    const FormulaId x = operation.inputs[0];
    const Shape& shape = pool.shape(x);
    const int last = shape.rank() - 1;
    const FormulaId taken = pool.apply(places, {x}, pool.shape(g), operation.attributes);
    return pool.apply(Op::GatherGradient, {g, taken}, shape, GatherAttributes{last, last, shape});
}

FormulaId pullBackMaxPool(FormulaPool& pool, const RuleFormulas& operation, FormulaId g)
{
    const FormulaId x = operation.inputs[0];
    const Shape flat{pool.shape(x).elementCount()};
    const Shape picked{pool.shape(g).elementCount()};
    const FormulaId places = pool.reshape(
        pool.apply(Op::MaxPoolIndices, {x}, pool.shape(g), operation.attributes), picked);
    const FormulaId spread = pool.apply(Op::GatherGradient, {pool.reshape(g, picked), places}, flat,
                                        GatherAttributes{0, 0, flat});
    return pool.reshape(spread, pool.shape(x));
}

} // namespace

std::optional<FormulaId> pullBackPicking(FormulaPool& pool, const RuleFormulas& operation,
                                         FormulaId g, int slot)
{
    const auto in = [&](int i) { return operation.inputs[static_cast<std::size_t>(i)]; };
    const Shape& own = pool.shape(in(slot));
    const auto window = [&](Op op, FormulaId first, FormulaId second) {
        return pool.apply(op, {first, second}, own, operation.attributes);
    };
    switch (operation.op) {
    case Op::Tile:
        return pullBackTile(pool, operation, g);
    case Op::TensorScatterUpdate: // the entries that were replaced get nothing
        if (slot == 2)
            return pool.apply(Op::GatherNd, {g, in(1)}, own);
        return pool.apply(Op::TensorScatterUpdate, {g, in(1), pool.number(0, pool.shape(in(2)))},
                          own);
    case Op::BooleanMask: {
        const FormulaId places =
            pool.apply(Op::NonZero, {in(1)}, Shape{pool.shape(g)[0], pool.shape(in(1)).rank()});
        return pool.apply(Op::ScatterNd, {places, g}, own, ShapeAttributes{own});
    }
    case Op::Sort:
        return backToPlaces(pool, g, Op::ArgSort, operation);
    case Op::TopK:
        return backToPlaces(pool, g, Op::TopKIndices, operation);
    case Op::Conv2D: // to the images from the filter, to the filter from the images
        return slot == 0 ? window(Op::ConvInputGradient, in(1), g)
                         : window(Op::ConvFilterGradient, in(0), g);
    case Op::ConvInputGradient:
        return slot == 0 ? window(Op::ConvFilterGradient, g, in(1)) : window(Op::Conv2D, g, in(0));
    case Op::ConvFilterGradient:
        return slot == 0 ? window(Op::ConvInputGradient, g, in(1)) : window(Op::Conv2D, in(0), g);
    case Op::AvgPool:
        return pool.apply(Op::AvgPoolGradient, {g}, own, operation.attributes);
    case Op::AvgPoolGradient:
        return pool.apply(Op::AvgPool, {g}, own, operation.attributes);
    case Op::MaxPool:
        return pullBackMaxPool(pool, operation, g);
    default: // only the switch of pullBackFormula() comes here, with the cases above
        return {};
    }
}

} // namespace engine::ruleformulas
