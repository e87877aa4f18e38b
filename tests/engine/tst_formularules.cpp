#include <QTest>

#include <array>
#include <cmath>
#include <map>

#include "engine/symbolic/formularules.h"
#include "engine/symbolic/formulatext.h"
#include "engine/symbolic/formulavalue.h"
#include "engine/symbolic/simplifier.h"
#include "engine/tape/eagercontext.h"
#include "engine/tape/pullback.h"
#include "support/operationusages.h"

using namespace engine;
using support::draw;
using support::Usage;
using support::usages;

namespace {

constexpr Tolerance nearly{1e-9, 1e-11};

/// The operation's formulas, with a symbol for each input, the result and what arrives at it.
struct Formulas
{
    FormulaPool pool;
    std::map<int, Tensor> values;
    std::vector<FormulaId> inputs;

    FormulaId symbol(const std::string& name, const Tensor& value)
    {
        SymbolName symbolName;
        symbolName.name = name;
        const FormulaId id = pool.symbol(symbolName, value.shape());
        values.insert_or_assign(pool.node(id).symbol, value);
        return id;
    }

    std::optional<Tensor> of(FormulaId id)
    {
        FormulaValue evaluator(pool,
                               [this](int symbol) { return std::optional(values.at(symbol)); });
        return evaluator.of(id);
    }
};

/// What reaches input `slot` when `upstream` arrives at the result, by the tape; empty for none.
std::optional<Tensor> byTape(const Usage& usage, const std::vector<Tensor>& values,
                             const Tensor& upstream, std::size_t slot)
{
    TapeObserver observer;
    EagerContext context(observer);
    std::vector<TracedTensor> inputs;
    for (const Tensor& value : values)
        inputs.push_back(context.leaf(Op::Constant, value));
    const TapeId tape = context.makeTape(false, true);
    context.enter(tape);
    context.watch(tape, inputs[slot].node);
    const TracedTensor y = context.execute(usage.op, inputs, usage.attributes);
    const std::array factors = {context.leaf(Op::Constant, upstream), y};
    const TracedTensor weighed = context.execute(Op::Multiply, factors, {});
    ReduceAttributes all;
    for (int axis = 0; axis < y.value.rank(); ++axis)
        all.axes.push_back(axis);
    const TracedTensor total = context.execute(Op::ReduceSum, std::span(&weighed, 1), all);
    context.leave(tape);
    const GradientSource target{total, {}};
    const GradientSource source{inputs[slot], {}};
    const auto result = context.gradient(tape, std::span(&target, 1), std::span(&source, 1));
    return result[0] ? std::optional(result[0]->value) : std::nullopt;
}

} // namespace

/// The formula of each operation of the list, against what the operation and its rule compute.
class TestFormulaRules : public QObject
{
    Q_OBJECT

private:
    void rows()
    {
        QTest::addColumn<int>("index");
        const auto all = usages();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::addRow("%d %s", static_cast<int>(i), std::string(pythonName(all[i].op)).c_str())
                << static_cast<int>(i);
    }

private slots:
    void values_data() { rows(); }
    void values()
    {
        QFETCH(int, index);
        const Usage usage = usages()[static_cast<std::size_t>(index)];
        const std::vector<Tensor> inputs = draw(usage, 5);
        const Tensor expected = evaluate(usage.op, inputs, usage.attributes);
        Formulas formulas;
        for (std::size_t i = 0; i < inputs.size(); ++i)
            formulas.inputs.push_back(formulas.symbol("x" + std::to_string(i), inputs[i]));
        const auto formula = valueFormula(
            formulas.pool, {usage.op, usage.attributes, formulas.inputs, expected.shape()});
        QVERIFY(formula);
        const auto value = formulas.of(*formula);
        QVERIFY(value);
        QVERIFY(value->shape() == expected.shape());
        QVERIFY2(agree(*value, expected, nearly), plainText(formulas.pool, *formula).c_str());
    }

    void pullBacks_data() { rows(); }
    void pullBacks()
    {
        QFETCH(int, index);
        const Usage usage = usages()[static_cast<std::size_t>(index)];
        const std::vector<Tensor> inputs = draw(usage, 5);
        const Tensor output = evaluate(usage.op, inputs, usage.attributes);
        if (!isDifferentiable(usage.op) || !isFloating(output.dtype()))
            return;
        RandomSource random(17);
        const Tensor upstream = random.uniform(DType::Float64, output.shape(), 0.5, 1.5);
        for (std::size_t slot = 0; slot < inputs.size(); ++slot) {
            if (!isFloating(inputs[slot].dtype())
                || !passesGradient(usage.op, static_cast<int>(slot)))
                continue;
            const auto expected = byTape(usage, inputs, upstream, slot);
            if (!expected)
                continue;
            if (usage.op == Op::ClipByValue && slot > 0)
                continue; // bounds are numbers in every program that people write
            Formulas formulas;
            for (std::size_t i = 0; i < inputs.size(); ++i)
                formulas.inputs.push_back(formulas.symbol("x" + std::to_string(i), inputs[i]));
            const FormulaId y = formulas.symbol("y", output);
            const FormulaId g = formulas.symbol("g", upstream);
            const auto formula = pullBackFormula(
                formulas.pool, {usage.op, usage.attributes, formulas.inputs, output.shape()}, y, g,
                static_cast<int>(slot));
            QVERIFY2(formula, "no formula");
            const QByteArray text = QByteArray::fromStdString(plainText(formulas.pool, *formula));
            QVERIFY2(!text.isEmpty(), "no text");
            QVERIFY2(!formulaText(formulas.pool, *formula).latex.empty(), text);
            const auto value = formulas.of(*formula);
            QVERIFY2(value, text);
            QVERIFY2(value->shape() == expected->shape(), text);
            QVERIFY2(agree(*value, *expected, nearly), text);
            Simplifier simplifier(formulas.pool);
            const FormulaId simple = simplifier.normalForm(*formula);
            const auto again = formulas.of(simple);
            QVERIFY2(again && agree(*again, *expected, nearly),
                     plainText(formulas.pool, simple).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestFormulaRules)
#include "tst_formularules.moc"
