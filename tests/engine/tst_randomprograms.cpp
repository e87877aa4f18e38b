#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <sstream>

#include "engine/tape/eagercontext.h"
#include "engine/tensor/evaluate.h"
#include "engine/tensor/random.h"
#include "engine/tensor/tensorerror.h"

using namespace engine;

namespace {

/// An operation on entries of the list of everything made so far.
struct Step
{
    Op op;
    std::vector<std::size_t> inputs;
    Attributes attributes;
};

/// A program over a few sources: steps in order. Its result weighs every entry of everything it made.
struct Program
{
    std::vector<Tensor> sources;
    std::vector<Tensor> constants; ///< they follow the sources in the list
    std::vector<Step> steps;

    std::string text() const
    {
        std::ostringstream text;
        std::size_t at = 0;
        for (const Tensor& source : sources)
            text << "t" << at++ << " = source " << source.shape().tupleText() << "\n";
        for (const Tensor& constant : constants)
            text << "t" << at++ << " = constant " << constant.shape().tupleText() << "\n";
        for (const Step& step : steps) {
            text << "t" << at++ << " = " << pythonName(step.op) << "(";
            for (const std::size_t input : step.inputs)
                text << " t" << input;
            text << " )\n";
        }
        return text.str();
    }
};

double largest(const Tensor& tensor)
{
    double result = 0;
    for (std::int64_t i = 0; i < tensor.size(); ++i)
        result = std::max(result, std::isfinite(tensor.at(i)) ? std::abs(tensor.at(i)) : HUGE_VAL);
    return result;
}

double smallest(const Tensor& tensor)
{
    double result = HUGE_VAL;
    for (std::int64_t i = 0; i < tensor.size(); ++i)
        result = std::min(result, tensor.at(i));
    return result;
}

/// The smallest distance between two entries: nothing changes places when they move a little.
double closest(const Tensor& tensor)
{
    std::vector<double> numbers;
    for (std::int64_t i = 0; i < tensor.size(); ++i)
        numbers.push_back(tensor.at(i));
    std::sort(numbers.begin(), numbers.end());
    double result = HUGE_VAL;
    for (std::size_t i = 1; i < numbers.size(); ++i)
        result = std::min(result, numbers[i] - numbers[i - 1]);
    return result;
}

/// Writes a program at random, running it as it goes: a step is kept when it is smooth around the numbers at hand.
class Writer
{
public:
    explicit Writer(std::uint64_t seed)
        : m_random(seed)
        , m_numbers(seed)
    {
    }

    Program write()
    {
        // Shapes that broadcast with each other, that multiply as matrices, of one element and of none.
        const std::vector<std::vector<Shape>> families{
            {{}, {3}, {2, 3}},      {{2, 1}, {1, 3}, {2, 3}}, {{1}, {}, {1, 1}},  {{3}, {3, 3}, {3, 1}},
            {{2, 2, 2}, {2}, {2, 1, 1}}, {{0}, {1}, {}},      {{0, 3}, {3}, {1, 3}}, {{2, 1, 1, 2}, {2}, {}}};
        const auto& family = families[below(families.size())];
        for (const Shape& shape : family)
            add(m_program.sources, m_numbers.uniform(DType::Float64, shape, -1.5, 1.5));
        add(m_program.constants, m_numbers.uniform(DType::Float64, family[below(family.size())], -1, 1));
        const std::size_t length = 5 + below(56);
        for (int tries = 0; m_program.steps.size() < length && tries < 5000; ++tries)
            propose();
        return std::move(m_program);
    }

private:
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(m_random() % count); }

    void add(std::vector<Tensor>& to, const Tensor& value)
    {
        to.push_back(value);
        m_values.push_back(value);
    }

    std::size_t any()
    {
        // Rather what was made lately, so that chains grow long.
        const std::size_t count = m_values.size();
        return below(2) == 0 ? below(count) : count - 1 - below(std::min<std::size_t>(count, 4));
    }

    void keep(Op op, std::vector<std::size_t> inputs, Attributes attributes = {})
    {
        std::vector<Tensor> operands;
        for (const std::size_t input : inputs)
            operands.push_back(m_values[input]);
        Tensor result;
        try {
            result = evaluate(op, operands, attributes);
        } catch (const TensorError&) {
            return; // shapes that do not go together: another proposal
        }
        if (largest(result) > 8 || result.size() > 24 || result.rank() > 4)
            return;
        m_values.push_back(result);
        m_program.steps.push_back({op, std::move(inputs), std::move(attributes)});
    }

    void propose()
    {
        switch (below(6)) {
        case 0:
        case 1:
            return proposeUnary();
        case 2:
        case 3:
            return proposeBinary();
        case 4:
            return proposeReduction();
        default:
            return proposeArrangement();
        }
    }

    void proposeUnary()
    {
        constexpr std::array smooth{Op::Negative, Op::Square, Op::Exp,      Op::Sin,     Op::Cos,  Op::Tanh,    Op::Sigmoid,  Op::Softplus,
                                    Op::Erf,      Op::Swish,  Op::Gelu,     Op::Atan,    Op::Sinh, Op::Asinh,   Op::Expm1,    Op::LogSigmoid,
                                    Op::Identity, Op::Cosh,   Op::Softsign, Op::Erfc};
        constexpr std::array bent{Op::Abs, Op::Relu, Op::Elu, Op::Selu, Op::LeakyRelu, Op::Softsign};
        constexpr std::array ofPositive{Op::Sqrt, Op::Log, Op::Rsqrt, Op::Reciprocal, Op::Log1p};
        const std::size_t x = any();
        const Tensor& value = m_values[x];
        const std::size_t kind = below(6);
        if (kind == 0 && value.size() > 0 && smallest(value) > 0.3)
            return keep(ofPositive[below(ofPositive.size())], {x});
        if (kind == 1 && smallest(evaluate(Op::Abs, std::array{value})) > margin) {
            const Op op = bent[below(bent.size())];
            return keep(op, {x}, op == Op::LeakyRelu ? Attributes(NumberAttributes{0.2}) : Attributes());
        }
        const Op op = smooth[below(smooth.size())];
        if (op == Op::Softsign && smallest(evaluate(Op::Abs, std::array{value})) <= margin)
            return;
        keep(op, {x}, op == Op::Gelu ? Attributes(NumberAttributes{static_cast<double>(below(2))}) : Attributes());
    }

    void proposeBinary()
    {
        constexpr std::array ops{Op::Add,     Op::Subtract, Op::Multiply, Op::SquaredDifference, Op::Divide,      Op::Maximum,
                                 Op::Minimum, Op::Power,    Op::Matmul,   Op::Atan2,             Op::DivideNoNan, Op::Xlogy};
        const Op op = ops[below(ops.size())];
        const std::size_t x = any();
        const std::size_t y = any();
        const Tensor& a = m_values[x];
        const Tensor& b = m_values[y];
        if (op == Op::Matmul) {
            if (a.rank() >= 2 && b.rank() >= 2)
                keep(op, {x, y}, MatmulAttributes{below(2) == 0, below(2) == 0});
            return;
        }
        if (!broadcastShape(a.shape(), b.shape()))
            return;
        if ((op == Op::Divide || op == Op::DivideNoNan) && smallest(evaluate(Op::Abs, std::array{b})) < 0.4)
            return;
        if (op == Op::Power && smallest(a) < 0.3)
            return;
        if (op == Op::Xlogy && (smallest(b) < 0.3 || smallest(evaluate(Op::Abs, std::array{a})) < margin))
            return;
        if (op == Op::Atan2 && smallest(b) < 0.3)
            return;
        if (op == Op::Maximum || op == Op::Minimum) {
            const Tensor gap = evaluate(Op::Abs, std::array{evaluate(Op::Subtract, std::array{a, b})});
            if (smallest(gap) < margin)
                return;
        }
        keep(op, {x, y});
    }

    ReduceAttributes someAxes(const Tensor& value)
    {
        ReduceAttributes axes;
        for (int axis = 0; axis < value.rank(); ++axis) {
            if (below(2) == 0)
                axes.axes.push_back(axis);
        }
        axes.keepDims = below(2) == 0;
        return axes;
    }

    void proposeReduction()
    {
        const std::size_t x = any();
        const Tensor& value = m_values[x];
        const ReduceAttributes axes = someAxes(value);
        switch (below(8)) {
        case 0:
            return keep(Op::ReduceSum, {x}, axes);
        case 1:
            return keep(value.size() > 0 ? Op::ReduceMean : Op::ReduceSum, {x}, axes);
        case 2:
            return keep(value.size() > 0 ? Op::ReduceLogSumExp : Op::ReduceSum, {x}, axes);
        case 3:
            if (value.size() > 0 && closest(value) > margin)
                keep(below(2) == 0 ? Op::ReduceMax : Op::ReduceMin, {x}, axes);
            return;
        case 4:
            if (value.size() > 0 && smallest(evaluate(Op::Norm, std::array{value}, axes)) > 0.3)
                keep(Op::Norm, {x}, axes);
            return;
        case 5:
            if (value.size() > 0)
                keep(Op::ReduceVariance, {x}, axes);
            return;
        case 6:
            if (value.rank() > 0)
                keep(below(2) == 0 ? Op::Softmax : Op::LogSoftmax, {x}, AxisAttributes{static_cast<int>(below(static_cast<std::size_t>(value.rank())))});
            return;
        default:
            if (value.rank() > 0)
                keep(Op::Cumsum, {x},
                     CumulateAttributes{static_cast<int>(below(static_cast<std::size_t>(value.rank()))), below(2) == 0, below(2) == 0});
            return;
        }
    }

    void proposeArrangement()
    {
        const std::size_t x = any();
        const Tensor& value = m_values[x];
        const auto rank = static_cast<std::size_t>(value.rank());
        switch (below(8)) {
        case 0: {
            TransposeAttributes turned;
            for (std::size_t axis = 0; axis < rank; ++axis)
                turned.permutation.push_back(static_cast<int>(axis));
            std::shuffle(turned.permutation.begin(), turned.permutation.end(), m_random);
            return keep(Op::Transpose, {x}, turned);
        }
        case 1:
            return keep(Op::Reshape, {x}, ShapeAttributes{below(2) == 0 ? Shape{value.size()} : Shape{value.size(), 1}});
        case 2: {
            Shape wider{2};
            for (const std::int64_t extent : value.shape())
                wider.append(extent);
            return keep(Op::BroadcastTo, {x}, ShapeAttributes{wider});
        }
        case 3: {
            const std::size_t y = any();
            if (value.shape() == m_values[y].shape())
                keep(Op::Stack, {x, y}, AxisAttributes{static_cast<int>(below(rank + 1))});
            return;
        }
        case 4: {
            const std::size_t y = any();
            if (rank > 0 && m_values[y].rank() == value.rank())
                keep(Op::Concat, {x, y}, AxisAttributes{static_cast<int>(below(rank))});
            return;
        }
        case 5: {
            SliceAttributes slice{{}, {}, value.shape()};
            for (const std::int64_t extent : value.shape()) {
                const std::int64_t start = extent > 1 ? static_cast<std::int64_t>(below(2)) : 0;
                const bool drop = extent > 0 && below(3) == 0;
                slice.axes.push_back({start, 1, drop ? 1 : extent - start, drop});
                if (!drop)
                    slice.resultShape.append(extent - start);
            }
            return keep(Op::Slice, {x}, slice);
        }
        case 6: {
            PadAttributes pad;
            for (std::size_t axis = 0; axis < rank; ++axis)
                pad.widths.emplace_back(below(2), below(2));
            pad.value = 0.5;
            return keep(Op::Pad, {x}, pad);
        }
        default: {
            CountsAttributes counts;
            const Op op = below(2) == 0 ? Op::Reverse : Op::Roll;
            for (std::size_t axis = 0; axis < rank; ++axis)
                counts.counts.push_back(static_cast<std::int64_t>(below(2)));
            return keep(op, {x}, counts);
        }
        }
    }

    static constexpr double margin = 0.01;
    std::mt19937_64 m_random;
    RandomSource m_numbers;
    Program m_program;
    std::vector<Tensor> m_values;
};

TracedTensor run(EagerContext& context, Op op, std::vector<TracedTensor> inputs, Attributes attributes = {})
{
    return context.execute(op, inputs, std::move(attributes));
}

/// Σₖ Σ cos(k + i)·tₖ[i] over everything the program made.
TracedTensor result(EagerContext& context, const Program& program, const std::vector<TracedTensor>& sources)
{
    std::vector<TracedTensor> all = sources;
    for (const Tensor& constant : program.constants)
        all.push_back(context.leaf(Op::Constant, constant));
    for (const Step& step : program.steps) {
        std::vector<TracedTensor> inputs;
        for (const std::size_t input : step.inputs)
            inputs.push_back(all[input]);
        all.push_back(run(context, step.op, inputs, step.attributes));
    }
    TracedTensor sum = context.leaf(Op::Constant, Tensor::scalar(0.0));
    for (std::size_t k = 0; k < all.size(); ++k) {
        const Tensor& value = all[k].value;
        Tensor weights = Tensor::zeros(DType::Float64, value.shape());
        for (std::int64_t i = 0; i < value.size(); ++i)
            weights.mutableData<double>()[i] = std::cos(static_cast<double>(k) + static_cast<double>(i));
        ReduceAttributes axes;
        for (int axis = 0; axis < value.rank(); ++axis)
            axes.axes.push_back(axis);
        const TracedTensor weighed = run(context, Op::Multiply, {all[k], context.leaf(Op::Constant, weights)});
        sum = run(context, Op::Add, {sum, run(context, Op::ReduceSum, {weighed}, axes)});
    }
    return sum;
}

std::vector<TracedTensor> leaves(EagerContext& context, const std::vector<Tensor>& values)
{
    std::vector<TracedTensor> result;
    for (const Tensor& value : values)
        result.push_back(context.leaf(Op::Constant, value));
    return result;
}

/// Reverse mode at `sources`; zeros where there is none.
std::vector<TracedTensor> gradients(EagerContext& context, const Program& program, const std::vector<TracedTensor>& sources)
{
    const TapeId tape = context.makeTape(false, true);
    context.enter(tape);
    std::vector<GradientSource> asked;
    for (const TracedTensor& source : sources) {
        context.watch(tape, source.node);
        asked.push_back({source, {}});
    }
    const GradientSource target{result(context, program, sources), {}};
    context.leave(tape);
    std::vector<TracedTensor> found;
    const auto all = context.gradient(tape, std::span(&target, 1), asked);
    for (std::size_t i = 0; i < all.size(); ++i)
        found.push_back(all[i] ? *all[i] : context.leaf(Op::Zeros, Tensor::zeros(DType::Float64, sources[i].value.shape())));
    return found;
}

std::vector<Tensor> moved(const std::vector<Tensor>& from, const std::vector<Tensor>& direction, double amount)
{
    std::vector<Tensor> to;
    for (std::size_t i = 0; i < from.size(); ++i) {
        Tensor sum = Tensor::of<double>(from[i].shape(), {from[i].data<double>(), static_cast<std::size_t>(from[i].size())});
        for (std::int64_t k = 0; k < sum.size(); ++k)
            sum.mutableData<double>()[k] += amount * direction[i].at(k);
        to.push_back(sum);
    }
    return to;
}

double inner(const std::vector<TracedTensor>& a, const std::vector<Tensor>& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::int64_t k = 0; k < b[i].size(); ++k)
            sum += a[i].value.at(k) * b[i].at(k);
    }
    return sum;
}

/// Central differences with one step of Richardson's extrapolation.
template <class Function>
double slopeOf(Function function)
{
    const auto central = [&](double h) { return (function(h) - function(-h)) / (2 * h); };
    constexpr double h = 2e-5;
    return (4 * central(h / 2) - central(h)) / 3;
}

bool near(double a, double b, double tolerance, double scale)
{
    return std::abs(a - b) <= tolerance * std::max({1.0, std::abs(a), std::abs(b), scale});
}

constexpr int programCount = 100;

} // namespace

/// Programs of 5 to 60 operations written at random: reverse mode, forward mode and differences have to agree, and so have the
/// derivative of the gradient and differences of the gradient.
class TestRandomPrograms : public QObject
{
    Q_OBJECT

private slots:
    void modesAgree_data()
    {
        QTest::addColumn<quint64>("seed");
        for (int i = 0; i < programCount; ++i)
            QTest::addRow("seed %d", 1000 + i) << static_cast<quint64>(1000 + i);
    }

    void modesAgree()
    {
        QFETCH(quint64, seed);
        const Program program = Writer(seed).write();
        QVERIFY2(program.steps.size() >= 5 && program.steps.size() <= 60, program.text().c_str());
        std::vector<Tensor> direction;
        RandomSource random(seed + 1);
        for (const Tensor& source : program.sources)
            direction.push_back(random.uniform(DType::Float64, source.shape(), -1, 1));

        // Forward over reverse: the gradient, and its derivative along the direction.
        TapeObserver observer;
        EagerContext context(observer);
        const auto sources = leaves(context, program.sources);
        const AccumulatorId accumulator = context.makeAccumulator();
        for (std::size_t i = 0; i < sources.size(); ++i)
            context.setTangent(accumulator, sources[i].node, context.leaf(Op::Constant, direction[i]));
        context.enter(accumulator);
        const TracedTensor value = result(context, program, sources);
        const std::vector<TracedTensor> gradient = gradients(context, program, sources);
        context.leave(accumulator);

        double scale = 0;
        for (const TracedTensor& part : gradient)
            scale = std::max(scale, largest(part.value));
        const auto says = [&](const char* what, double a, double b) {
            std::ostringstream text;
            text.precision(12);
            text << "seed " << seed << ", " << what << ": " << a << " and " << b << "\n" << program.text();
            return text.str();
        };

        const double backward = inner(gradient, direction);
        const auto tangent = context.tangent(accumulator, value.node);
        const double forward = tangent ? tangent->value.at(0) : 0;
        QVERIFY2(near(forward, backward, 1e-10, scale), says("forward and reverse", forward, backward).c_str());

        const auto valueAt = [&](const std::vector<Tensor>& at) {
            TapeObserver plain;
            EagerContext other(plain);
            return result(other, program, leaves(other, at)).value.at(0);
        };
        const double along = slopeOf([&](double h) { return valueAt(moved(program.sources, direction, h)); });
        QVERIFY2(near(along, backward, 1e-6, scale), says("differences and reverse", along, backward).c_str());

        for (std::size_t i = 0; i < sources.size(); ++i) {
            for (std::int64_t k = 0; k < std::min<std::int64_t>(sources[i].value.size(), 2); ++k) {
                std::vector<Tensor> unit;
                for (const Tensor& source : program.sources)
                    unit.push_back(Tensor::zeros(DType::Float64, source.shape()));
                unit[i].mutableData<double>()[k] = 1;
                const double entry = slopeOf([&](double h) { return valueAt(moved(program.sources, unit, h)); });
                QVERIFY2(near(entry, gradient[i].value.at(k), 1e-6, scale), says("an entry", entry, gradient[i].value.at(k)).c_str());
            }
        }

        // Second order: d/dh Σ cos(i)·gᵢ(x + h·v).
        const auto weighed = [](const std::vector<TracedTensor>& parts) {
            double sum = 0;
            int at = 0;
            for (const TracedTensor& part : parts) {
                for (std::int64_t k = 0; k < part.value.size(); ++k)
                    sum += std::cos(++at) * part.value.at(k);
            }
            return sum;
        };
        std::vector<TracedTensor> turning;
        for (const TracedTensor& part : gradient) {
            const auto turned = context.tangent(accumulator, part.node);
            turning.push_back(turned ? *turned : TracedTensor{Tensor::zeros(DType::Float64, part.value.shape()), {}});
        }
        const double second = slopeOf([&](double h) {
            TapeObserver plain;
            EagerContext other(plain);
            return weighed(gradients(other, program, leaves(other, moved(program.sources, direction, h))));
        });
        double secondScale = scale;
        for (const TracedTensor& part : turning)
            secondScale = std::max(secondScale, largest(part.value));
        QVERIFY2(near(second, weighed(turning), 1e-5, secondScale), says("second order", second, weighed(turning)).c_str());
    }

    /// What the programs are made of: a drift that leaves operations out would make the test weak.
    void programsAreVaried()
    {
        std::set<Op> used;
        std::size_t longest = 0;
        std::size_t shortest = 60;
        for (int i = 0; i < programCount; ++i) {
            const Program program = Writer(static_cast<std::uint64_t>(1000 + i)).write();
            longest = std::max(longest, program.steps.size());
            shortest = std::min(shortest, program.steps.size());
            for (const Step& step : program.steps)
                used.insert(step.op);
        }
        QVERIFY2(used.size() >= 55, std::to_string(used.size()).c_str());
        QVERIFY(longest >= 55 && shortest <= 8);
    }
};

QTEST_APPLESS_MAIN(TestRandomPrograms)
#include "tst_randomprograms.moc"
