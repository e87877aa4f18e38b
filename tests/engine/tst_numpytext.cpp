#include <QtTest>

#include <cstdlib>
#include <fstream>
#include <limits>

#include <nlohmann/json.hpp>

#include "engine/tensor/numpytext.h"
#include "support/vectors.h"

using namespace engine;
using namespace support;

namespace {

nlohmann::json goldenCases()
{
    std::ifstream file(SOURCE_DIR "/tests/golden/numpy.json");
    return nlohmann::json::parse(file);
}

Shape shapeOf(const nlohmann::json& extents)
{
    return Shape(std::span<const std::int64_t>(extents.get<std::vector<std::int64_t>>()));
}

/// Floats are kept as hexadecimal text, integers and truths as numbers or text.
Tensor tensorOf(const nlohmann::json& row, DType dtype)
{
    Tensor tensor = Tensor::zeros(dtype, shapeOf(row["shape"]));
    if (static_cast<std::int64_t>(row["data_hex"].size()) != tensor.size())
        qFatal("a golden case without its elements");
    withType(dtype, [&](auto element) {
        using T = decltype(element);
        std::int64_t index = 0;
        for (const auto& value : row["data_hex"]) {
            T parsed{};
            if (value.is_string()) {
                const auto text = value.get<std::string>();
                if constexpr (std::is_same_v<T, bool>)
                    parsed = text == "True" || text == "1";
                else if constexpr (std::is_integral_v<T>)
                    parsed = static_cast<T>(std::stoll(text));
                else
                    parsed = static_cast<T>(std::strtod(text.c_str(), nullptr));
            } else {
                if constexpr (std::is_same_v<T, Half>)
                    parsed = Half(value.get<double>());
                else
                    parsed = value.get<T>();
            }
            tensor.mutableData<T>()[index] = parsed;
            ++index;
        }
    });
    return tensor;
}

} // namespace

class TestNumpyText : public QObject
{
    Q_OBJECT

private slots:
    void golden_data();
    void golden();
    void tensorTexts_data();
    void tensorTexts();
    void elements();
};

void TestNumpyText::golden_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const auto& row : goldenCases()) {
        QTest::newRow(row["expr"].get<std::string>().c_str()) << index;
        ++index;
    }
    QCOMPARE(index, 275);
}

void TestNumpyText::golden()
{
    QFETCH(int, index);
    static const nlohmann::json cases = goldenCases();
    const auto& row = cases[static_cast<std::size_t>(index)];
    const auto dtypeName = row["dtype"].get<std::string>();
    const auto dtype = dtypeNamed(dtypeName);
    QVERIFY(dtype.has_value());
    const Tensor tensor = tensorOf(row, *dtype);
    QCOMPARE(QString::fromStdString(numpyStr(tensor)),
             QString::fromStdString(row["str"].get<std::string>()));
    // A tensor cannot tell np.array(5.) from np.float32(5.): who prints it knows.
    const bool isArray = row["repr"].get<std::string>().starts_with("array(");
    QCOMPARE(QString::fromStdString(isArray ? numpyArrayRepr(tensor) : numpyRepr(tensor)),
             QString::fromStdString(row["repr"].get<std::string>()));
}

void TestNumpyText::tensorTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const std::string& text, const char* expected) {
        QTest::newRow(name) << QString::fromStdString(text) << QString(expected);
    };
    const Tensor six = Tensor::scalar(6.0F);
    const Tensor column = floats({0, 1, 2, 3}).withShape({4, 1});
    row("repr of a scalar", tensorRepr(six), "<tf.Tensor: shape=(), dtype=float32, numpy=6.0>");
    row("str of a scalar", tensorStr(six), "tf.Tensor(6.0, shape=(), dtype=float32)");
    row("repr of a vector", tensorRepr(ints({1, 20})),
        "<tf.Tensor: shape=(2,), dtype=int32, numpy=array([ 1, 20], dtype=int32)>");
    row("repr of bools", tensorRepr(bools({true, false})),
        "<tf.Tensor: shape=(2,), dtype=bool, numpy=array([ True, False])>");
    row("repr of a column", tensorRepr(column),
        "<tf.Tensor: shape=(4, 1), dtype=float32, numpy=\narray([[0.],\n       [1.],\n       "
        "[2.],\n       [3.]], dtype=float32)>");
    row("str of a column", tensorStr(column),
        "tf.Tensor(\n[[0.]\n [1.]\n [2.]\n [3.]], shape=(4, 1), dtype=float32)");
    row("str of a vector", tensorStr(floats({3, -4})),
        "tf.Tensor([ 3. -4.], shape=(2,), dtype=float32)");
    row("variable", variableRepr(Tensor::scalar(3.0F), "Variable:0"),
        "<tf.Variable 'Variable:0' shape=() dtype=float32, numpy=3.0>");
    row("variable of several lines", variableRepr(column.withShape({2, 2}), "w:0"),
        "<tf.Variable 'w:0' shape=(2, 2) dtype=float32, numpy=\narray([[0., 1.],\n       [2., "
        "3.]], dtype=float32)>");
    row("nothing", tensorRepr(Tensor::zeros(DType::Float32, {0, 3})),
        "<tf.Tensor: shape=(0, 3), dtype=float32, numpy=array([], shape=(0, 3), dtype=float32)>");
}

void TestNumpyText::tensorTexts()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(text, expected);
}

void TestNumpyText::elements()
{
    using Texts = std::vector<std::string>;
    QCOMPARE(numpyElements(floats({2.5F, -1, 0.25F})), (Texts{"2.5", "-1.", "0.25"}));
    QCOMPARE(numpyElements(floats({1, 1001})), (Texts{"1.000e+00", "1.001e+03"}));
    QCOMPARE(numpyElements(doubles({notANumber, 1, -infinite})), (Texts{"nan", "1.", "-inf"}));
    QCOMPARE(numpyElements(ints({1, -20}).withShape({2, 1})), (Texts{"1", "-20"}));
    QCOMPARE(numpyElements(bools({true, false})), (Texts{"True", "False"}));
    QCOMPARE(numpyElements(Tensor::scalar(1.0F)), Texts{"1.0"});
    QCOMPARE(numpyElements(doubles({})), Texts{});
    QCOMPARE(numpyElements(Tensor::ones(DType::Float32, {2000})).size(), std::size_t{2000});
}

QTEST_APPLESS_MAIN(TestNumpyText)
#include "tst_numpytext.moc"
