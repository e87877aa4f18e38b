#include <map>
#include <random>

#include "engine/symbolic/formulaparser.h"
#include "engine/symbolic/formulavalue.h"

namespace engine {
namespace {

void collectSymbols(const FormulaPool& pool, FormulaId id, std::map<int, Shape>& symbols)
{
    const FormulaNode& node = pool.node(id);
    if (node.kind == FormulaKind::Symbol)
        symbols.emplace(node.symbol, node.shape);
    for (const FormulaId part : node.parts)
        collectSymbols(pool, part, symbols);
}

bool hasNumber(const Tensor& tensor)
{
    for (std::int64_t i = 0; i < tensor.size(); ++i) {
        const double value = tensor.at(i);
        if (value - value == 0)
            return true;
    }
    return false;
}

} // namespace

bool meanTheSame(FormulaPool& pool, Simplifier& simplifier, FormulaId a, FormulaId b)
{
    // A scalar stands for a tensor filled with it, a list for a column.
    if (pool.isSingle(b) && pool.shape(b).rank() <= pool.shape(a).rank())
        b = pool.broadcast(b, pool.shape(a));
    else if (pool.shape(a).elementCount() == pool.shape(b).elementCount())
        b = pool.reshape(b, pool.shape(a));
    if (pool.shape(a) != pool.shape(b))
        return false;
    if (simplifier.normalForm(a) == simplifier.normalForm(b))
        return true;
    std::map<int, Shape> symbols;
    collectSymbols(pool, a, symbols);
    collectSymbols(pool, b, symbols);
    std::mt19937 random(20240229);
    constexpr int points = 12;
    int compared = 0;
    for (int point = 0; point < points; ++point) {
        // Half of the points are positive, where roots and logarithms live.
        std::uniform_real_distribution<double> draw(point % 2 ? -1.5 : 0.2, 1.5);
        std::map<int, Tensor> values;
        for (const auto& [symbol, shape] : symbols) {
            Tensor value = Tensor::zeros(DType::Float64, shape);
            for (std::int64_t i = 0; i < value.size(); ++i)
                value.mutableData<double>()[i] = draw(random);
            values.emplace(symbol, std::move(value));
        }
        FormulaValue evaluator(pool, [&](int symbol) {
            const auto found = values.find(symbol);
            return found == values.end() ? std::nullopt : std::optional<Tensor>(found->second);
        });
        const auto left = evaluator.of(a);
        const auto right = evaluator.of(b);
        if (!left || !right || !agree(*left, *right, {1e-8, 1e-10}))
            return false;
        compared += hasNumber(*left) ? 1 : 0;
    }
    return compared > 0;
}

} // namespace engine
