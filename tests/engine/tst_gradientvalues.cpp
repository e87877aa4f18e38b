#include <QtTest>

#include <cmath>
#include <fstream>
#include <set>

#include "engine/tape/eagercontext.h"
#include "engine/tensor/numpytext.h"
#include "support/goldenoperations.h"

using namespace engine;
using support::attributesOf;
using support::opCalled;
using support::tensorOf;

// Values and gradients against PyTorch: tests/golden/gradients.json, made by make_gradients.py.

namespace {

const nlohmann::json& cases()
{
    static const nlohmann::json all = [] {
        std::ifstream file(SOURCE_DIR "/tests/golden/gradients.json");
        return nlohmann::json::parse(file);
    }();
    return all;
}

bool agree(const Tensor& actual, const Tensor& expected, double tolerance)
{
    if (actual.dtype() != expected.dtype() || actual.shape() != expected.shape())
        return false;
    double largest = 1;
    for (std::int64_t i = 0; i < actual.size(); ++i)
        largest = std::max(largest, std::abs(expected.at(i)));
    for (std::int64_t i = 0; i < actual.size(); ++i) {
        if (!(std::abs(actual.at(i) - expected.at(i)) <= tolerance * largest))
            return false;
    }
    return true;
}

/// PyTorch's columns of `tensor`, turned where the vectors of `actual` point the other way.
Tensor withSignsOf(const Tensor& actual, const Tensor& expected, const Tensor& tensor)
{
    Tensor turned = Tensor::of<double>(tensor.shape(), {tensor.data<double>(), static_cast<std::size_t>(tensor.size())});
    const std::int64_t columns = actual.shape()[actual.rank() - 1];
    const std::int64_t rows = actual.shape()[actual.rank() - 2];
    for (std::int64_t first = 0; first < actual.size(); first += rows * columns) {
        for (std::int64_t column = 0; column < columns; ++column) {
            double along = 0;
            for (std::int64_t row = 0; row < rows; ++row)
                along += actual.at(first + row * columns + column) * expected.at(first + row * columns + column);
            for (std::int64_t row = 0; row < rows && along < 0; ++row)
                turned.mutableData<double>()[first + row * columns + column] *= -1;
        }
    }
    return turned;
}

QByteArray difference(const Tensor& actual, const Tensor& expected)
{
    return QByteArray::fromStdString(tensorStr(actual) + "\nis not\n" + tensorStr(expected));
}

} // namespace

class TestGradientValues : public QObject
{
    Q_OBJECT

private slots:
    void asPyTorch_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const auto& row : cases()) {
            QTest::addRow("%d %s", index, row["op"].get<std::string>().c_str()) << index;
            ++index;
        }
        QVERIFY(index > 1000);
    }

    void asPyTorch()
    {
        QFETCH(int, index);
        const auto& row = cases()[static_cast<std::size_t>(index)];
        TapeObserver observer;
        EagerContext context(observer);
        const TapeId tape = context.makeTape(false, true);
        context.enter(tape);
        std::vector<TracedTensor> inputs;
        std::vector<GradientSource> sources;
        for (const auto& input : row["inputs"]) {
            inputs.push_back(context.leaf(Op::Constant, tensorOf(input)));
            context.watch(tape, inputs.back().node);
            sources.push_back({inputs.back(), {}});
        }
        Tensor expected = tensorOf(row["result"]);
        Tensor arriving = tensorOf(row["upstream"]);
        const Op op = opCalled(row["op"]);
        const TracedTensor result =
            context.execute(op, inputs, attributesOf(op, row["attributes"], expected, inputs.front().value));
        context.leave(tape);
        const double tolerance = row["tolerance"];
        if (op == Op::Eigenvectors || op == Op::SingularVectorsLeft || op == Op::SingularVectorsRight) {
            arriving = withSignsOf(result.value, expected, arriving);
            expected = withSignsOf(result.value, expected, expected);
        }
        QVERIFY2(agree(result.value, expected, tolerance), difference(result.value, expected));
        const GradientSource target{result, {}};
        const std::optional<TracedTensor> upstream = context.leaf(Op::Constant, arriving);
        const auto gradients = context.gradient(tape, std::span(&target, 1), sources, std::span(&upstream, 1));
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            if (row["gradients"][i].is_null())
                continue;
            const Tensor wanted = tensorOf(row["gradients"][i]);
            QVERIFY(gradients[i].has_value());
            QVERIFY2(agree(gradients[i]->value, wanted, 10 * tolerance), difference(gradients[i]->value, wanted));
        }
    }

    void everyDifferentiableOperationHasCases()
    {
        std::set<std::string> tested;
        for (const auto& row : cases())
            tested.insert(row["op"].get<std::string>());
        for (int i = 0; i < opCount; ++i) {
            const Op op = static_cast<Op>(i);
            if (isDifferentiable(op) && op != Op::CustomGradient)
                QVERIFY2(tested.contains(std::string(pythonName(op))), std::string(pythonName(op)).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestGradientValues)
#include "tst_gradientvalues.moc"
