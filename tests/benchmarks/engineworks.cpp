#include <memory>
#include <optional>

#include "engine/lang/interpreter.h"
#include "engine/lang/limits.h"
#include "engine/recording/recorder.h"
#include "engine/tape/eagercontext.h"
#include "engine/tensor/evaluate.h"
#include "workload.h"

using namespace engine;

namespace {

using namespace workload;

/// One run of the engine: a context, and who listens to it. What the program holds outside of it
/// are Tensors.
class Run
{
public:
    Run(const std::shared_ptr<const lang::Interpreter>& interpreter, bool forwardOnly)
        : m_forwardOnly(forwardOnly)
        , m_recorder(interpreter ? std::make_unique<Recorder>() : nullptr)
        , m_context(interpreter ? static_cast<TapeObserver&>(*m_recorder) : m_nobody,
                    interpreter ? EagerContext::Keep::EverythingForPlayback
                                : EagerContext::Keep::WhatGradientsNeed)
    {
        if (m_recorder) {
            m_recorder->attach(*interpreter, m_context);
            m_recorder->beginCell(0, 1, {});
        }
    }

    EagerContext& context() { return m_context; }
    TracedTensor constant(Tensor value) { return m_context.leaf(Op::Constant, std::move(value)); }
    TracedTensor number(float value) { return constant(Tensor::scalar(value)); }
    TracedTensor execute(Op op, std::initializer_list<TracedTensor> inputs,
                         const Attributes& attributes = noAttributes)
    {
        return m_context.execute(op, std::span(inputs.begin(), inputs.size()), attributes);
    }
    TracedTensor sum(const TracedTensor& x)
    {
        return execute(Op::ReduceSum, {x}, resolveReduction(x.value.shape(), {}, false));
    }
    TracedTensor times(const TracedTensor& a, const TracedTensor& b)
    {
        return execute(Op::Multiply, {a, b});
    }

    TapeId watching(std::initializer_list<TracedTensor> tensors)
    {
        const TapeId tape = m_context.makeTape(false, true);
        m_context.enter(tape);
        for (const TracedTensor& tensor : tensors)
            m_context.watch(tape, tensor.node);
        return tape;
    }
    /// After the block of the tape.
    std::vector<Tensor> gradients(TapeId tape, const TracedTensor& target,
                                  std::initializer_list<TracedTensor> sources)
    {
        m_context.leave(tape);
        if (m_forwardOnly)
            return {};
        std::vector<GradientSource> asked;
        asked.reserve(sources.size());
        for (const TracedTensor& source : sources)
            asked.push_back({source, {}});
        const GradientSource of{target, {}};
        std::vector<Tensor> all;
        all.reserve(sources.size());
        for (auto& gradient : m_context.gradient(tape, std::span(&of, 1), asked)) {
            m_last = std::move(*gradient);
            all.push_back(m_last.value);
        }
        return all;
    }
    /// The last of the last gradients, as a tensor the program can go on with.
    const TracedTensor& last() const { return m_last; }

private:
    bool m_forwardOnly;
    TapeObserver m_nobody;
    std::unique_ptr<Recorder> m_recorder;
    EagerContext m_context;
    TracedTensor m_last;
};

Tensor tensor(const Shape& shape, std::uint32_t seed, double scale)
{
    const auto all = numbers(shape.elementCount(), seed, scale);
    return Tensor::of<float>(shape, all);
}

double total(const Tensor& x)
{
    double sum = 0;
    for (std::int64_t i = 0; i < x.size(); ++i)
        sum += x.at(i);
    return sum;
}

} // namespace

Works engineWorks(bool recorded)
{
    struct Attached
    {
        lang::StopFlag stop;
        lang::EvaluationObserver nobody;
        lang::Interpreter interpreter{{}, stop, nobody};
    };
    std::shared_ptr<const lang::Interpreter> interpreter;
    if (recorded) {
        const auto attached = std::make_shared<Attached>();
        interpreter = {attached, &attached->interpreter};
    }
    Works all;
    using Results = std::vector<Tensor>;
    const auto add = [&](const std::string& name, const std::function<Results(Run&)>& program,
                         const std::function<double(const Results&)>& check, int calls,
                         double parts = 1) {
        const auto results = std::make_shared<Results>();
        for (const bool forwardOnly : {false, true}) {
            all[forwardOnly ? name + "-forward" : name] = {
                [=] {
                    Run run(interpreter, forwardOnly);
                    for (int call = 0; call < calls; ++call)
                        *results = program(run);
                },
                [=] { return check(*results); }, parts, calls};
        }
    };
    constexpr int manyCalls = 10;
    const auto sum = [](const Results& g) { return total(g[0]); };
    const auto at = [](const Tensor& x, std::int64_t i, std::int64_t j) {
        return x.at(i * x.shape()[1] + j);
    };

    const std::vector<float> upToThree{0, 1, 2, 3};
    const Tensor column = Tensor::of<float>({4, 1}, upToThree);
    add(
        "W1",
        [column](Run& run) {
            const TracedTensor x = run.constant(column);
            const TapeId tape = run.watching({x});
            const TracedTensor turned =
                run.execute(Op::Transpose, {x}, resolveTranspose(x.value.shape(), {}));
            const TracedTensor y =
                run.times(run.number(2), run.execute(Op::Matmul, {turned, x}, MatmulAttributes{}));
            return run.gradients(tape, y, {x});
        },
        sum, manyCalls);

    for (const int operations : {1000, 100'000}) {
        add(
            "W2-" + std::to_string(operations),
            [operations](Run& run) {
                const TracedTensor start = run.number(chainStart);
                const TapeId tape = run.watching({start});
                TracedTensor s = start;
                for (int i = 0; i < operations / 4; ++i) {
                    const TracedTensor scaled = run.times(s, run.number(1.0001F));
                    const TracedTensor sine = run.execute(Op::Sin, {s});
                    s = run.execute(Op::Add, {scaled, run.times(run.number(0.5F), sine)});
                }
                return run.gradients(tape, s, {start});
            },
            sum, 1, operations);
    }

    const Tensor one = Tensor::full(DType::Float32, {1, 1}, static_cast<double>(loopStart));
    add(
        "W3",
        [one](Run& run) {
            const TracedTensor a = run.constant(one);
            const TapeId tape = run.watching({a});
            const auto norm = [&](const TracedTensor& x) {
                return run.execute(Op::Norm, {x}, resolveReduction(x.value.shape(), {}, false))
                    .value.at(0);
            };
            TracedTensor b = run.times(run.number(2), a);
            while (norm(b) < 1000)
                b = run.times(run.number(2), b);
            const TracedTensor c = run.sum(b).value.at(0) > 0 ? b : run.times(run.number(100), b);
            return run.gradients(tape, c, {a});
        },
        sum, manyCalls);

    const std::vector<std::int32_t> classNumbers = labels();
    const Tensor wanted = Tensor::of<std::int32_t>({batch}, classNumbers);
    const std::vector<Tensor> layers{tensor({batch, inputs}, 1, 2),
                                     tensor({inputs, hidden}, 2, 0.1), tensor({hidden}, 3, 0.1),
                                     tensor({hidden, classes}, 4, 0.3), tensor({classes}, 5, 0.1)};
    add(
        "W4",
        [wanted, layers](Run& run) {
            const TracedTensor x = run.constant(layers[0]), w1 = run.constant(layers[1]),
                               b1 = run.constant(layers[2]), w2 = run.constant(layers[3]),
                               b2 = run.constant(layers[4]), y = run.constant(wanted);
            const TapeId tape = run.watching({w1, b1, w2, b2});
            const auto dense = [&](const TracedTensor& in, const TracedTensor& w,
                                   const TracedTensor& b) {
                return run.execute(Op::Add,
                                   {run.execute(Op::Matmul, {in, w}, MatmulAttributes{}), b});
            };
            const TracedTensor h = run.execute(Op::Relu, {dense(x, w1, b1)});
            const TracedTensor losses =
                run.execute(Op::SparseSoftmaxCrossEntropy, {y, dense(h, w2, b2)});
            const TracedTensor loss = run.execute(
                Op::ReduceMean, {losses}, resolveReduction(losses.value.shape(), {}, false));
            return run.gradients(tape, loss, {w1, b1, w2, b2});
        },
        [at](const Results& g) { return at(g[0], 5, 7) + at(g[2], 3, 4); }, 1);

    std::vector<Tensor> matrices;
    for (std::uint32_t k = 0; k < 4; ++k)
        matrices.push_back(tensor({edge, edge}, 11 + k, 0.1));
    add(
        "W5",
        [matrices](Run& run) {
            const TracedTensor a = run.constant(matrices[0]), b = run.constant(matrices[1]),
                               c = run.constant(matrices[2]), d = run.constant(matrices[3]);
            const TapeId tape = run.watching({a, b, c, d});
            const auto product = [&](const TracedTensor& left, const TracedTensor& right) {
                return run.execute(Op::Matmul, {left, right}, MatmulAttributes{});
            };
            return run.gradients(tape, run.sum(product(product(product(a, b), c), d)),
                                 {a, b, c, d});
        },
        [at](const Results& g) { return at(g[0], 3, 4) + at(g[1], 5, 6) + at(g[3], 7, 8); }, 1);

    const Tensor big = tensor({many}, 21, 4);
    add(
        "W6",
        [big](Run& run) {
            const TracedTensor x = run.constant(big);
            const TapeId tape = run.watching({x});
            const TracedTensor powers = run.execute(Op::Exp, {run.execute(Op::Sin, {x})});
            const TracedTensor z =
                run.sum(run.execute(Op::Add, {run.times(powers, x), run.execute(Op::Square, {x})}));
            return run.gradients(tape, z, {x});
        },
        [](const Results& g) { return g[0].at(12345); }, 1);

    const std::vector<float> halves{0.5F, 1, 1.5F, 2};
    const Tensor four = Tensor::of<float>({4}, halves);
    add(
        "W7",
        [four](Run& run) {
            const TracedTensor x = run.constant(four);
            const TapeId outer = run.watching({x});
            const TapeId inner = run.watching({x});
            const TracedTensor y = run.times(run.times(run.times(x, x), x), x);
            run.gradients(inner, y, {x});
            const TracedTensor first = run.last();
            return run.gradients(outer, first, {x});
        },
        sum, manyCalls);
    return all;
}
