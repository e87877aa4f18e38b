#include <QtTest>

#include <cstdlib>
#include <fstream>

#include <nlohmann/json.hpp>

#include "engine/tensor/numpytext.h"

using namespace engine;

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
    if (dtypeName == "uint8" || dtypeName == "float16")
        QSKIP("a dtype we do not have");
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

QTEST_APPLESS_MAIN(TestNumpyText)
#include "tst_numpytext.moc"
