#include <fstream>

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/lang/interpreter.h"
#include "engine/lang/nativefunction.h"
#include "engine/lang/objects.h"

using namespace engine;
using namespace engine::lang;

namespace {

/// Stands for a tensor or an array: an object with this repr.
class Shown : public Object
{
public:
    explicit Shown(std::string text)
        : m_text(std::move(text))
    {
    }
    std::string typeName() const override { return "Shown"; }
    std::string repr(Interpreter& /*interpreter*/) const override { return m_text; }

private:
    std::string m_text;
};

class Results : public EvaluationObserver
{
public:
    std::vector<std::string> texts;
    void outputWritten(const SourceSpan& /*span*/, Output::Kind kind,
                       const std::string& text) override
    {
        if (kind == Output::Kind::Result)
            texts.push_back(text);
    }
};

Value shown(const char* text)
{
    return makeValue<Shown>(text);
}

Value tensors()
{
    Value module = makeValue<Module>("things");
    auto& things = *module.as<Module>();
    things.define("s", shown("<tf.Tensor: shape=(), dtype=float32, numpy=6.0>"));
    things.define("v",
                  shown("<tf.Tensor: shape=(4,), dtype=float32, numpy=array([0., 1., 2., 3.], "
                        "dtype=float32)>"));
    things.define("c",
                  shown("<tf.Tensor: shape=(4, 1), dtype=float32, numpy=\narray([[  0.],\n       [ "
                        " 4.],\n       [ 32.],\n"
                        "       [108.]], dtype=float32)>"));
    things.define("one", shown("1.0"));
    things.define("twoAndAHalf", shown("2.5"));
    things.define("square", shown("array([[1., 0.],\n       [0., 1.]], dtype=float32)"));
    things.define("line", shown("array([0., 1., 2.])"));
    return module;
}

} // namespace

class TestDisplay : public QObject
{
    Q_OBJECT

private slots:
    void asIPython_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("expected");
        const std::map<std::string, std::string> inOurWords = {
            {"a long str list", "['a' * 25] * 4"},
            {"[np.float32(1),np.float32(2.5)]", "[one, twoAndAHalf]"},
            {"(np array 2x2,)", "(square,)"},
            {"[np arr, np arr]", "[square, line]"},
        };
        std::ifstream file(SOURCE_DIR "/tests/golden/ipython_pretty.json");
        const auto cases = nlohmann::json::parse(file);
        QVERIFY(cases.size() > 25);
        for (const auto& entry : cases) {
            std::string cell = entry.at("case");
            if (const auto words = inOurWords.find(cell); words != inOurWords.end())
                cell = words->second;
            QTest::newRow(cell.c_str())
                << QString::fromStdString(cell)
                << QString::fromStdString(entry.at("pretty").get<std::string>());
        }
    }
    void asIPython()
    {
        QFETCH(const QString, cell);
        QFETCH(const QString, expected);
        const StopFlag stop;
        Results results;
        Interpreter interpreter({}, stop, results);
        interpreter.registerModule("things", tensors());
        QVERIFY(!interpreter.run("from things import *", 0, 1));
        QVERIFY(!interpreter.run(cell.toStdString(), 1, 2));
        QCOMPARE(results.texts.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(results.texts[0]), expected);
    }

    void whatACellShows_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QStringList>("shown");
        QTest::newRow("last expression") << "1\n2" << QStringList{"2"};
        QTest::newRow("none") << "None" << QStringList{};
        QTest::newRow("semicolon") << "5;" << QStringList{};
        QTest::newRow("semicolon and comment") << "5;  # quiet" << QStringList{};
        QTest::newRow("two on a line") << "4; 5" << QStringList{"5"};
        QTest::newRow("assignment last") << "3\nx = 4" << QStringList{};
        QTest::newRow("in a block") << "if True:\n    7" << QStringList{};
        QTest::newRow("trailing comment") << "8\n# end\n\n" << QStringList{"8"};
        QTest::newRow("class") << "class A: pass\nA" << QStringList{"__main__.A"};
        QTest::newRow("type") << "type(1)" << QStringList{"int"};
        QTest::newRow("function") << "def f(a, b=2, *c, **d): pass\nf"
                                  << QStringList{"<function __main__.f(a, b=2, *c, **d)>"};
        QTest::newRow("list in itself") << "a = [1]\na.append(a)\na" << QStringList{"[1, [...]]"};
    }
    void whatACellShows()
    {
        QFETCH(const QString, cell);
        QFETCH(const QStringList, shown);
        const StopFlag stop;
        Results results;
        Interpreter interpreter({}, stop, results);
        QVERIFY(!interpreter.run(cell.toStdString(), 0, 1));
        QStringList texts;
        for (const std::string& text : results.texts)
            texts << QString::fromStdString(text);
        QCOMPARE(texts, shown);
    }
};

QTEST_APPLESS_MAIN(TestDisplay)
#include "tst_display.moc"
