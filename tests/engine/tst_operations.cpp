#include <QtTest>

#include <cmath>
#include <fstream>
#include <set>

#include <nlohmann/json.hpp>

#include "engine/tensor/evaluate.h"
#include "engine/tensor/numpytext.h"
#include "engine/tensor/random.h"
#include "support/goldenoperations.h"

using namespace engine;
using support::attributesOf;
using support::opCalled;
using support::tensorOf;

// evaluate() against NumPy: tests/golden/operations.json, made by make_operations.py.

namespace {

const nlohmann::json& cases()
{
    static const nlohmann::json all = [] {
        std::ifstream file(SOURCE_DIR "/tests/golden/operations.json");
        return nlohmann::json::parse(file);
    }();
    return all;
}

/// Equal bits but for the sign of zero, or, where functions are not correctly rounded, a few units
/// in the last place: of the element itself, or with a tolerance above 4 (sums in another order) of
/// the largest.
bool agree(const Tensor& actual, const Tensor& expected, bool exact, double tolerance)
{
    if (actual.dtype() != expected.dtype() || actual.shape() != expected.shape())
        return false;
    const double unit = actual.dtype() == DType::Float32 ? 0x1p-23 : 0x1p-52;
    double largest = 0;
    for (std::int64_t i = 0; i < actual.size(); ++i)
        largest = std::max(largest, std::abs(expected.at(i)));
    for (std::int64_t i = 0; i < actual.size(); ++i) {
        const double a = actual.at(i);
        const double b = expected.at(i);
        if (a == b || (std::isnan(a) && std::isnan(b)))
            continue;
        if (exact
            || !(std::abs(a - b) <= tolerance * unit * (tolerance > 4 ? largest : std::abs(b))))
            return false;
    }
    return true;
}

QByteArray described(const Tensor& tensor)
{
    return QByteArray::fromStdString(tensorStr(tensor));
}

} // namespace

class TestOperations : public QObject
{
    Q_OBJECT

private slots:
    void asNumPy_data();
    void asNumPy();
    void everyOperationHasCases();
    void factorsGiveTheMatrixBack_data();
    void factorsGiveTheMatrixBack();
};

void TestOperations::asNumPy_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const auto& row : cases()) {
        QTest::addRow("%d %s", index, row["op"].get<std::string>().c_str()) << index;
        ++index;
    }
    QVERIFY(index > 1000);
}

void TestOperations::asNumPy()
{
    QFETCH(int, index);
    const auto& row = cases()[static_cast<std::size_t>(index)];
    std::vector<Tensor> inputs;
    for (const auto& input : row["inputs"])
        inputs.push_back(tensorOf(input));
    const Tensor expected = tensorOf(row["result"]);
    const Op op = opCalled(row["op"]);
    const Tensor actual =
        evaluate(op, inputs, attributesOf(op, row["attributes"], expected, inputs.front()));
    QVERIFY2(agree(actual, expected, row["exact"], row.value("tolerance", 4.0)),
             described(actual) + "\nis not\n" + described(expected));
}

void TestOperations::everyOperationHasCases()
{
    std::set<std::string> tested;
    for (const auto& row : cases())
        tested.insert(row["op"].get<std::string>());
    std::ifstream file(SOURCE_DIR "/tests/golden/gradients.json"); // tst_gradientvalues compares those
    for (const auto& row : nlohmann::json::parse(file))
        tested.insert(row["op"].get<std::string>());
    for (const Op op : {Op::Eigenvectors, Op::SingularVectorsLeft, Op::SingularVectorsRight, Op::QrOrthogonal, Op::QrUpper})
        tested.insert(std::string(pythonName(op))); // their signs are free: factorsGiveTheMatrixBack()
    for (int i = 0; i < opCount; ++i) {
        const Op op = static_cast<Op>(i);
        if (!isLeaf(op) && op != Op::CustomGradient)
            QVERIFY2(tested.contains(std::string(pythonName(op))),
                     std::string(pythonName(op)).c_str());
    }
}

void TestOperations::factorsGiveTheMatrixBack_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    for (const auto& [rows, columns] : {std::pair{1, 1}, {3, 3}, {5, 2}, {2, 4}})
        QTest::addRow("%d x %d", rows, columns) << rows << columns;
}

void TestOperations::factorsGiveTheMatrixBack()
{
    QFETCH(int, rows);
    QFETCH(int, columns);
    for (const DType dtype : {DType::Float32, DType::Float64}) {
        const Tensor a = RandomSource(5).uniform(dtype, Shape{2, rows, columns}, -1, 1);
        const auto run = [](Op op, std::vector<Tensor> inputs, Attributes attributes = {}) { return evaluate(op, inputs, attributes); };
        const auto matmul = [&](const Tensor& x, const Tensor& y, bool tx = false, bool ty = false) { return run(Op::Matmul, {x, y}, MatmulAttributes{tx, ty}); };
        const auto near = [&](const Tensor& actual, const Tensor& expected) {
            const Tensor gap = run(Op::Norm, {run(Op::Subtract, {actual, expected})}, ReduceAttributes{{0, 1, 2}, false});
            return gap.at(0) < (dtype == DType::Float32 ? 1e-5 : 1e-13);
        };
        const int k = std::min(rows, columns);
        const Tensor ones = run(Op::Diag, {Tensor::ones(dtype, Shape{2, k})});
        const Tensor s = run(Op::SingularValues, {a});
        const Tensor u = run(Op::SingularVectorsLeft, {a});
        const Tensor v = run(Op::SingularVectorsRight, {a});
        QVERIFY(near(matmul(matmul(u, run(Op::Diag, {s})), v, false, true), a));
        QVERIFY(near(matmul(u, u, true), ones) && near(matmul(v, v, true), ones));
        const Tensor q = run(Op::QrOrthogonal, {a});
        const Tensor r = run(Op::QrUpper, {a});
        QVERIFY(near(matmul(q, r), a) && near(matmul(q, q, true), ones));
        QVERIFY(near(run(Op::BandPart, {r}, BandAttributes{0, -1}), r));
        // full_matrices=True: square orthogonal factors, which begin with the others' columns but for their sign.
        const NumberAttributes full{1};
        const auto eye = [&](int n) { return run(Op::Diag, {Tensor::ones(dtype, Shape{2, n})}); };
        const Tensor wholeU = run(Op::SingularVectorsLeft, {a}, full);
        const Tensor wholeV = run(Op::SingularVectorsRight, {a}, full);
        QVERIFY(wholeU.shape() == (Shape{2, rows, rows}) && wholeV.shape() == (Shape{2, columns, columns}));
        QVERIFY(near(matmul(wholeU, wholeU, true), eye(rows)) && near(matmul(wholeV, wholeV, true), eye(columns)));
        const Tensor middle = run(Op::Pad, {run(Op::Diag, {s})}, PadAttributes{{{0, 0}, {0, rows - k}, {0, columns - k}}, 0});
        QVERIFY(near(matmul(matmul(wholeU, middle), wholeV, false, true), a));
        const Tensor wholeQ = run(Op::QrOrthogonal, {a}, full);
        const Tensor wholeR = run(Op::QrUpper, {a}, full);
        QVERIFY(wholeQ.shape() == (Shape{2, rows, rows}) && wholeR.shape() == a.shape());
        QVERIFY(near(matmul(wholeQ, wholeR), a) && near(matmul(wholeQ, wholeQ, true), eye(rows)));
        QVERIFY(near(run(Op::BandPart, {wholeR}, BandAttributes{0, -1}), wholeR));
        const Tensor square = matmul(a, a, true);
        const Tensor vectors = run(Op::Eigenvectors, {square});
        const Tensor values = run(Op::Diag, {run(Op::Eigenvalues, {square})});
        QVERIFY(near(matmul(square, vectors), matmul(vectors, values)));
    }
}

QTEST_APPLESS_MAIN(TestOperations)
#include "tst_operations.moc"
