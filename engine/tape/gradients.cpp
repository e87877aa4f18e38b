#include <utility>

#include "engine/tape/backwardsweep.h"
#include "engine/tensor/tensorerror.h"

namespace engine {

/// A non-persistent tape gives one set of gradients; within its own block the rest is not recorded.
void EagerContext::beginGradient(TapeId id)
{
    GradientTape& tape = m_tapes[static_cast<std::size_t>(id.index)];
    if (tape.usedUp)
        throw TensorError("RuntimeError",
                          "A non-persistent GradientTape can only be used to compute one set of "
                          "gradients (or jacobians)");
    if (!tape.isPersistent()) {
        tape.recording = false;
        tape.usedUp = true;
    }
}

void EagerContext::endGradient(TapeId id)
{
    GradientTape& tape = m_tapes[static_cast<std::size_t>(id.index)];
    if (!tape.isPersistent())
        tape.clear({m_graph.size()});
}

EagerContext::Gradients
EagerContext::sweep(TapeId id, std::span<const GradientSource> targets,
                    std::span<const GradientSource> sources,
                    std::span<const std::optional<TracedTensor>> outputGradients)
{
    const PassId passId{m_passCount++};
    if (playsBack())
        m_passes.emplace_back().tape = id;
    m_gradientRows.clear();
    return BackwardSweep(*this, id, passId, targets, sources).run(outputGradients);
}

EagerContext::Gradients
EagerContext::gradient(TapeId id, std::span<const GradientSource> targets,
                       std::span<const GradientSource> sources,
                       std::span<const std::optional<TracedTensor>> outputGradients)
{
    beginGradient(id);
    auto results = sweep(id, targets, sources, outputGradients);
    endGradient(id);
    return results;
}

namespace {

Tensor oneHotOf(const Tensor& like, std::int64_t first, std::int64_t step)
{
    Tensor seed = Tensor::zeros(like.dtype(), like.shape());
    withType(like.dtype(), [&](auto element) {
        using T = decltype(element);
        for (std::int64_t i = first; i < seed.size(); i += step)
            seed.mutableData<T>()[i] = T(1);
    });
    return seed;
}

} // namespace

/// One pass an entry of the target (of one row of it, when `rowWise`: the rows then share passes).
EagerContext::Gradients EagerContext::jacobianRows(TapeId id, const GradientSource& target,
                                                   std::span<const GradientSource> sources,
                                                   bool rowWise)
{
    const Tensor y = target.tensor.value;
    const std::int64_t rows = rowWise ? y.shape()[0] : 1;
    const std::int64_t entries = rows == 0 ? 0 : y.size() / rows;
    beginGradient(id);
    std::vector<std::vector<TracedTensor>> parts(sources.size());
    for (std::int64_t i = 0; i < entries; ++i) {
        const std::optional<TracedTensor> seed =
            leaf(Op::Constant, oneHotOf(y, i, rowWise ? entries : y.size()));
        const auto gradients = sweep(id, std::span(&target, 1), sources, std::span(&seed, 1));
        for (std::size_t k = 0; k < sources.size(); ++k) {
            if (gradients[k])
                parts[k].push_back(*gradients[k]);
        }
    }
    endGradient(id);
    RuleOperations operations(*this, anyoneFollows());
    Gradients results;
    for (std::size_t k = 0; k < sources.size(); ++k) {
        const Tensor& x = sources[k].tensor.value;
        if (parts[k].empty() && entries > 0) {
            results.emplace_back();
            continue;
        }
        Shape shape = y.shape();
        for (int axis = rowWise ? 1 : 0; axis < x.rank(); ++axis)
            shape.append(x.shape()[axis]);
        TracedTensor whole = parts[k].empty()
            ? operations.constant(Tensor::zeros(x.dtype(), shape))
            : operations.reshape(
                operations.run(Op::Stack, parts[k], AxisAttributes{rowWise ? 1 : 0}), shape);
        if (!whole.node.isValid())
            whole = gradientLeaf(std::move(whole.value), {m_passCount - 1});
        results.emplace_back(std::move(whole));
    }
    return results;
}

EagerContext::Gradients EagerContext::jacobian(TapeId id, const GradientSource& target,
                                               std::span<const GradientSource> sources)
{
    return jacobianRows(id, target, sources, false);
}

std::optional<TracedTensor> EagerContext::batchJacobian(TapeId id, const GradientSource& target,
                                                        const GradientSource& source)
{
    return jacobianRows(id, target, std::span(&source, 1), true).front();
}

} // namespace engine
