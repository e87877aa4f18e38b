#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>

#include "engine/tensor/random.h"
#include "engine/tensor/vectorkernels.h"

using namespace engine;
using namespace engine::kernels;

namespace {

struct Function
{
    const char* name;
    ElementKernels::Unary ElementKernels::*loop;
    float (*exact)(float);
    double low; ///< where the numbers of the test lie
    double high;
};

const Function functions[]{
    {"exp", &ElementKernels::exp, [](float v) { return std::exp(v); }, -90, 90},
    {"log", &ElementKernels::log, [](float v) { return std::log(v); }, 0, 50},
    {"sin", &ElementKernels::sin, [](float v) { return std::sin(v); }, -30, 30},
    {"cos", &ElementKernels::cos, [](float v) { return std::cos(v); }, -30, 30},
    {"tanh", &ElementKernels::tanh, [](float v) { return std::tanh(v); }, -12, 12}};

std::vector<float> numbers(std::int64_t count, double low, double high)
{
    RandomSource random(5);
    const Tensor drawn = random.uniform(DType::Float32, {count}, low, high);
    return {drawn.data<float>(), drawn.data<float>() + count};
}

std::vector<float> through(ElementKernels::Unary loop, const std::vector<float>& x)
{
    std::vector<float> y(x.size());
    loop(x.data(), y.data(), static_cast<std::int64_t>(x.size()));
    return y;
}

bool sameBits(const std::vector<float>& a, const std::vector<float>& b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

/// What this processor can run beside the plain ones.
bool hasAvx2()
{
    return &elementKernels() == &avx2Elements;
}

} // namespace

class TestVectorKernels : public QObject
{
    Q_OBJECT

private slots:
    void elementsAreRight_data() { rows(); }
    void elementsAreRight()
    {
        QFETCH(int, index);
        const Function& function = functions[index];
        const std::vector<float> x = numbers(100'003, function.low, function.high);
        const std::vector<float> y = through(plainElements.*function.loop, x);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const float exact = function.exact(x[i]);
            const float allowed =
                8 * std::max(std::abs(exact) * std::numeric_limits<float>::epsilon(), 1e-8F);
            QVERIFY2(y[i] == exact || std::abs(y[i] - exact) <= allowed,
                     qPrintable(QStringLiteral("%1: %2, not %3")
                                    .arg(double(x[i]))
                                    .arg(double(y[i]))
                                    .arg(double(exact))));
        }
    }

    /// Infinities, NaN and what is out of range are the C library's.
    void edges_data() { rows(); }
    void edges()
    {
        QFETCH(int, index);
        const Function& function = functions[index];
        constexpr float infinity = std::numeric_limits<float>::infinity();
        const std::vector<float> x{0,    1,     infinity, -infinity, std::nanf(""), 100,
                                   -100, 1e30F, -1e30F,   1e-40F,    -0.0F};
        const std::vector<float> y = through(plainElements.*function.loop, x);
        for (std::size_t i = 0; i < 11; ++i) {
            const float exact = function.exact(x[i]);
            QVERIFY2(std::isnan(exact) ? std::isnan(y[i])
                                       : std::abs(y[i] - exact) <= 1e-6F || y[i] == exact,
                     qPrintable(QStringLiteral("%1: %2").arg(double(x[i])).arg(double(y[i]))));
        }
    }

    /// A number's result does not depend on where it stands.
    void placesDoNotMatter_data() { rows(); }
    void placesDoNotMatter()
    {
        QFETCH(int, index);
        const Function& function = functions[index];
        const std::vector<float> x = numbers(64, 0.1, 5); // where all five have a vector loop
        const std::vector<float> all = through(plainElements.*function.loop, x);
        for (std::size_t from = 0; from < 20; ++from) {
            const auto skipped = static_cast<long>(from);
            QVERIFY(sameBits(through(plainElements.*function.loop, {x.begin() + skipped, x.end()}),
                             {all.begin() + skipped, all.end()}));
        }
    }

    /// The same bits on every processor.
    void bothFlavoursAgree_data() { rows(); }
    void bothFlavoursAgree()
    {
        if (!hasAvx2())
            QSKIP("this processor has no AVX2");
        QFETCH(int, index);
        const Function& function = functions[index];
        const std::vector<float> x = numbers(100'003, function.low, function.high);
        QVERIFY(sameBits(through(plainElements.*function.loop, x),
                         through(avx2Elements.*function.loop, x)));
    }

    void arithmeticAgrees()
    {
        const std::vector<float> x = numbers(1001, -3, 3);
        const std::vector<float> y = numbers(1001, 1, 2);
        const ElementKernels& best = elementKernels();
        for (const auto loop : {&ElementKernels::add, &ElementKernels::subtract,
                                &ElementKernels::multiply, &ElementKernels::divide}) {
            std::vector<float> plain(x.size());
            std::vector<float> other(x.size());
            (plainElements.*loop)(x.data(), y.data(), plain.data(), 1001);
            (best.*loop)(x.data(), y.data(), other.data(), 1001);
            QVERIFY(sameBits(plain, other));
        }
        std::vector<float> sum(x.size());
        best.add(x.data(), y.data(), sum.data(), 1001);
        QCOMPARE(sum[1000], x[1000] + y[1000]);
    }

    void productsAreRight_data()
    {
        QTest::addColumn<bool>("turnLeft");
        QTest::addColumn<bool>("turnRight");
        for (const bool left : {false, true})
            for (const bool right : {false, true})
                QTest::addRow("%d%d", left, right) << left << right;
    }
    void productsAreRight()
    {
        QFETCH(bool, turnLeft);
        QFETCH(bool, turnRight);
        constexpr std::int64_t rows = 37, inner = 53, columns = 41;
        const std::vector<float> a = numbers(rows * inner, -1, 1);
        const std::vector<float> b = numbers(inner * columns, -2, 1);
        const Factor left = turnLeft ? Factor{inner, rows, true} : Factor{rows, inner, false};
        const Factor right =
            turnRight ? Factor{columns, inner, true} : Factor{inner, columns, false};
        for (const ProductKernels* kernels : {&plainProducts, &productKernels()}) {
            std::vector<float> c(rows * columns);
            kernels->ofFloats(a.data(), left, b.data(), right, c.data());
            for (std::int64_t i = 0; i < rows; ++i) {
                for (std::int64_t j = 0; j < columns; ++j) {
                    double exact = 0;
                    for (std::int64_t k = 0; k < inner; ++k)
                        exact += static_cast<double>(a[static_cast<std::size_t>(
                                     turnLeft ? k * rows + i : i * inner + k)])
                            * static_cast<double>(b[static_cast<std::size_t>(
                                turnRight ? j * inner + k : k * columns + j)]);
                    QVERIFY(
                        std::abs(static_cast<double>(c[static_cast<std::size_t>(i * columns + j)])
                                 - exact)
                        < 1e-4);
                }
            }
        }
    }

private:
    static void rows()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < 5; ++i)
            QTest::newRow(functions[i].name) << i;
    }
};

QTEST_APPLESS_MAIN(TestVectorKernels)
#include "tst_vectorkernels.moc"
