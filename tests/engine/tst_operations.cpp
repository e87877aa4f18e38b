#include <QtTest>

#include <cmath>
#include <fstream>
#include <set>

#include <nlohmann/json.hpp>

#include "engine/tensor/evaluate.h"
#include "engine/tensor/numpytext.h"

using namespace engine;

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

Shape shapeOf(const nlohmann::json& extents)
{
    return Shape(std::span<const std::int64_t>(extents.get<std::vector<std::int64_t>>()));
}

Tensor tensorOf(const nlohmann::json& stored)
{
    Tensor tensor =
        Tensor::zeros(*dtypeNamed(stored["dtype"].get<std::string>()), shapeOf(stored["shape"]));
    withWideType(tensor.dtype(), [&](auto element) {
        using T = decltype(element);
        T* to = tensor.mutableData<T>();
        for (const auto& value : stored["data"]) {
            if constexpr (std::is_floating_point_v<T>)
                *to++ = value.is_string() ? std::strtof(value.get<std::string>().c_str(), nullptr)
                                          : value.get<T>();
            else
                *to++ = value.get<T>();
        }
    });
    return tensor;
}

Op opCalled(const std::string& name)
{
    for (int i = 0; i < opCount; ++i) {
        if (pythonName(static_cast<Op>(i)) == name)
            return static_cast<Op>(i);
    }
    qFatal("no operation is called %s", name.c_str());
}

Attributes attributesOf(Op op, const nlohmann::json& given, const Tensor& result,
                        const Tensor& first)
{
    if (given.contains("axes") && given["axes"].is_array() && given.contains("input_shape")) {
        SliceAttributes slice;
        for (const auto& axis : given["axes"])
            slice.axes.push_back({axis[0], axis[1], axis[2], axis[3]});
        slice.inputShape = shapeOf(given["input_shape"]);
        slice.resultShape = op == Op::Slice ? result.shape() : first.shape();
        return slice;
    }
    if (given.contains("batch_dims"))
        return GatherAttributes{given["axis"], given["batch_dims"], shapeOf(given["input_shape"])};
    if (given.contains("exclusive"))
        return CumulateAttributes{given["axis"], given["exclusive"], given["reverse"]};
    if (given.contains("depth"))
        return OneHotAttributes{given["depth"], given["axis"],
                                *dtypeNamed(given["dtype"].get<std::string>()), given["on"],
                                given["off"]};
    if (given.contains("counts"))
        return CountsAttributes{given["counts"]};
    if (given.contains("widths"))
        return PadAttributes{given["widths"], given["value"]};
    if (given.contains("descending"))
        return OrderAttributes{given["descending"], given["count"]};
    if (given.contains("number"))
        return NumberAttributes{given["number"]};
    if (given.contains("lower"))
        return BandAttributes{given["lower"], given["upper"]};
    if (given.contains("left"))
        return ContractAttributes{given["left"], given["right"]};
    if (given.contains("equation"))
        return EinsumAttributes{given["equation"]};
    if (given.contains("strides"))
        return WindowAttributes{given["strides"],
                                given["dilations"],
                                given["before"],
                                given["results"],
                                shapeOf(given["input_shape"]),
                                shapeOf(given["window_shape"])};
    if (given.contains("axes"))
        return ReduceAttributes{given["axes"], given["keepdims"]};
    if (given.contains("axis"))
        return AxisAttributes{given["axis"]};
    if (given.contains("permutation"))
        return TransposeAttributes{given["permutation"]};
    if (given.contains("shape"))
        return ShapeAttributes{shapeOf(given["shape"])};
    if (given.contains("dtype"))
        return CastAttributes{*dtypeNamed(given["dtype"].get<std::string>())};
    if (given.contains("transpose_a"))
        return MatmulAttributes{given["transpose_a"], given["transpose_b"]};
    return {};
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
    for (int i = 0; i < opCount; ++i) {
        const Op op = static_cast<Op>(i);
        if (!isLeaf(op) && op != Op::CustomGradient)
            QVERIFY2(tested.contains(std::string(pythonName(op))),
                     std::string(pythonName(op)).c_str());
    }
}

QTEST_APPLESS_MAIN(TestOperations)
#include "tst_operations.moc"
