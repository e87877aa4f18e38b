#include <map>
#include <random>

#include <QTest>

#include "engine/symbolic/formulaparser.h"
#include "engine/symbolic/formularules.h"
#include "engine/symbolic/formulatext.h"
#include "engine/symbolic/formulavalue.h"
#include "engine/symbolic/simplifier.h"

using namespace engine;

namespace {

/// Random formulas of a few symbols, scalars, columns and square matrices of extent 3.
class RandomFormulas
{
public:
    RandomFormulas(FormulaPool& pool, unsigned seed)
        : m_pool(pool)
        , m_random(seed)
    {
    }

    FormulaId formula(const Shape& shape, int depth)
    {
        const int choice = depth == 0 ? 0 : pick(shape.rank() == 2 ? 14 : 9);
        const auto same = [&] { return formula(shape, depth - 1); };
        switch (choice) {
        case 0:
        case 1:
            return leaf(shape);
        case 2:
            return m_pool.sum({same(), same(), same()});
        case 3:
            return m_pool.sum({same(), m_pool.negative(same())});
        case 4:
            return m_pool.product({same(), same()});
        case 5:
            return m_pool.product({formula(Shape{}, depth - 1), same()});
        case 6:
            return m_pool.power(same(), Number::integer(pick(4) - 1));
        case 7: {
            static constexpr std::array ops = {Op::Sin, Op::Tanh, Op::Relu, Op::Abs, Op::Exp};
            return m_pool.apply(ops[static_cast<std::size_t>(pick(5))], {same()}, shape);
        }
        case 8:
            if (shape.rank() == 0)
                return m_pool.reduce(Op::ReduceSum, formula(Shape{3, 1}, depth - 1),
                                     ReduceAttributes{{0, 1}, false});
            return m_pool.product(
                {m_pool.apply(Op::Greater, {same(), m_pool.number(0)}, shape), same()});
        case 9:
        case 10:
            return m_pool.chain(
                {formula(Shape{shape[0], 3}, depth - 1), formula(Shape{3, shape[1]}, depth - 1)});
        case 11:
        case 12:
            return m_pool.transpose(formula(Shape{shape[1], shape[0]}, depth - 1));
        default:
            return m_pool.broadcast(formula(Shape{}, depth - 1), shape);
        }
    }

    Tensor value(const Shape& shape)
    {
        Tensor tensor = Tensor::zeros(DType::Float64, shape);
        std::uniform_real_distribution<double> draw(-1.2, 1.2);
        for (std::int64_t i = 0; i < tensor.size(); ++i)
            tensor.mutableData<double>()[i] = draw(m_random);
        return tensor;
    }

private:
    int pick(int count) { return static_cast<int>(m_random() % static_cast<unsigned>(count)); }

    FormulaId leaf(const Shape& shape)
    {
        if (pick(3) == 0)
            return m_pool.number(pick(6) - 2, shape);
        const std::string kind = shape.rank() == 0 ? "s"
            : shape[0] == shape[1]                 ? "A"
            : shape[0] == 1                        ? "r"
                                                   : "x";
        SymbolName name;
        name.name = kind + std::to_string(pick(2) + 1);
        return m_pool.symbol(name, shape);
    }

    FormulaPool& m_pool;
    std::mt19937 m_random;
};

} // namespace

class TestSymbolic : public QObject
{
    Q_OBJECT

private slots:
    /// Never another value, never heavier, never another shape, and once is enough.
    void simplifierKeepsItsPromises_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 60; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }

    void simplifierKeepsItsPromises()
    {
        QFETCH(int, seed);
        constexpr int formulas = 40;
        for (int i = 0; i < formulas; ++i) {
            FormulaPool pool;
            Simplifier simplifier(pool);
            RandomFormulas random(pool, static_cast<unsigned>(seed * formulas + i));
            const Shape shape = i % 3 == 0 ? Shape{} : i % 3 == 1 ? Shape{3, 1} : Shape{3, 3};
            const FormulaId raw = random.formula(shape, 1 + i % 5);
            const FormulaId normal = simplifier.normalForm(raw);
            const QByteArray what =
                QByteArray::fromStdString(plainText(pool, raw) + "  →  " + plainText(pool, normal));
            QVERIFY2(pool.shape(normal) == pool.shape(raw), what);
            QVERIFY2(pool.node(normal).weight <= pool.node(raw).weight, what);
            Simplifier again(pool);
            const FormulaId twice = again.normalForm(normal);
            QVERIFY2(twice == normal, what + "  →  " + plainText(pool, twice).c_str());

            std::map<int, Tensor> values;
            std::map<int, Shape> shapes;
            const auto collect = [&](const auto& self, FormulaId id) -> void {
                const FormulaNode& node = pool.node(id);
                if (node.kind == FormulaKind::Symbol)
                    shapes.emplace(node.symbol, node.shape);
                for (const FormulaId part : node.parts)
                    self(self, part);
            };
            collect(collect, raw);
            for (const auto& [symbol, symbolShape] : shapes)
                values.emplace(symbol, random.value(symbolShape));
            FormulaValue evaluator(
                pool, [&](int symbol) { return std::optional<Tensor>(values.at(symbol)); });
            const auto before = evaluator.of(raw);
            const auto after = evaluator.of(normal);
            QVERIFY2(before && after, what);
            for (std::int64_t entry = 0; entry < before->size(); ++entry) {
                const double left = before->at(entry);
                const double right = after->at(entry);
                // 0/0 and ∞·0 have no value to keep.
                if (!std::isfinite(left) || std::abs(left) > 1e8)
                    continue;
                QVERIFY2(std::abs(left - right) <= 1e-7 * (1 + std::abs(left)), what);
            }
        }
    }

    void derivationNamesItsLaws()
    {
        FormulaPool pool;
        Simplifier simplifier(pool);
        SymbolName name;
        name.name = "x";
        const FormulaId x = pool.symbol(name, Shape{4, 1});
        const FormulaId twice = pool.product({pool.number(2), x});
        const auto steps = simplifier.derive(pool.sum({twice, twice}));
        QVERIFY(!steps.empty());
        QCOMPARE(engine::name(steps.front().rewrite).english, std::string("collect like terms"));
        QCOMPARE(plainText(pool, simplifier.settled(steps.back().after)), std::string("4x"));
    }

    void lawsHaveNamesInBothLanguages()
    {
        for (int i = 0; i <= static_cast<int>(Rewrite::SumOfSums); ++i) {
            const BilingualText text = engine::name(static_cast<Rewrite>(i));
            QVERIFY(!text.english.empty());
            QVERIFY(!text.chinese.empty());
        }
    }

    void numbersAreExact()
    {
        const Number tenth = Number::written(static_cast<double>(0.1F), DType::Float32);
        QCOMPARE(tenth.spelling().whole, std::string("0.1"));
        QCOMPARE((tenth * Number::integer(10)).value(), 1.0);
        Number doubled = Number::integer(100);
        for (int i = 0; i < 200; ++i)
            doubled = doubled * Number::integer(2);
        QCOMPARE(doubled.spelling().whole, std::string("100"));
        QCOMPARE(doubled.spelling().base, std::string("2"));
        QCOMPARE(doubled.spelling().exponent, 200);
        const Number sum = Number::fraction(1, 3) + Number::fraction(1, 6);
        QCOMPARE(sum.value(), 0.5);
        QCOMPARE(Number::fraction(2, -4).spelling().denominator, std::string("2"));
    }
};

QTEST_APPLESS_MAIN(TestSymbolic)
#include "tst_symbolic.moc"
