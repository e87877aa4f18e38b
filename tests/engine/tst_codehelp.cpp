#include <QTest>

#include <algorithm>
#include <set>

#include "engine/learning/codehelp.h"
#include "engine/learning/namedocs.h"
#include "engine/recording/session.h"

using namespace engine;

namespace {

/// "|" marks the caret.
std::pair<std::string, int> withCaret(const QByteArray& text)
{
    const auto at = text.indexOf('|');
    return {QByteArray(text).remove(at, 1).toStdString(), static_cast<int>(at)};
}

QStringList namesOf(const Completions& completions)
{
    QStringList names;
    for (const NameHelp& name : completions.names)
        names << QString::fromStdString(name.name);
    return names;
}

const std::string imports = "import tensorflow as tf\nimport numpy as np\n";

} // namespace

class CodeHelpTest : public QObject
{
    Q_OBJECT

private slots:
    void completes_data();
    void completes();
    void saysWhatWouldBeReplaced();
    void namesHaveSignatureAndLine();
    void callsShowTheArgumentAtHand_data();
    void callsShowTheArgumentAtHand();
    void everyTensorflowFunctionIsExplained();
    void everyExampleRuns_data();
    void everyExampleRuns();
    void gradientRuleOfASingleOperation();

private:
    const CodeHelp m_help;
};

void CodeHelpTest::completes_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("wanted"); ///< among them
    QTest::addColumn<QByteArray>("unwanted");

    QTest::newRow("module") << QByteArray("tf.red|") << QByteArray("reduce_sum")
                            << QByteArray("exp");
    QTest::newRow("submodule") << QByteArray("tf.math.lo|") << QByteArray("log1p")
                               << QByteArray("exp");
    QTest::newRow("all of it") << QByteArray("np.|") << QByteArray("zeros")
                               << QByteArray("__version__");
    QTest::newRow("alias") << QByteArray("import tensorflow.math as m\nm.ex|")
                           << QByteArray("expm1") << QByteArray("log");
    QTest::newRow("from") << QByteArray("from tensorflow import exp\nex|") << QByteArray("exp")
                          << QByteArray("expm1");
    QTest::newRow("variable") << QByteArray("v = tf.Variable(1.)\nv.as|")
                              << QByteArray("assign_add") << QByteArray("numpy");
    QTest::newRow("tensor") << QByteArray("x = tf.exp(1.)\nx.|") << QByteArray("numpy")
                            << QByteArray("assign");
    QTest::newRow("tensor of arithmetic") << QByteArray("x = tf.exp(1.)\ny = 2 * x + 1\ny.n|")
                                          << QByteArray("numpy") << QByteArray("name");
    QTest::newRow("array") << QByteArray("a = np.zeros(3)\na.s|") << QByteArray("sum")
                           << QByteArray("numpy");
    QTest::newRow("numpy()") << QByteArray("a = tf.exp(1.).numpy()\na.me|") << QByteArray("mean")
                             << QByteArray("numpy");
    QTest::newRow("tape") << QByteArray("with tf.GradientTape(persistent=True) as t:\n    t.|")
                          << QByteArray("watch") << QByteArray("numpy");
    QTest::newRow("two tapes") << QByteArray(
        "with tf.GradientTape() as a, tf.GradientTape() as b:\n    b.gr|")
                               << QByteArray("gradient") << QByteArray("watch");
    QTest::newRow("text") << QByteArray("s = 'a'\ns.up|") << QByteArray("upper")
                          << QByteArray("lower");
    QTest::newRow("list") << QByteArray("l = [1, 2]\nl.|") << QByteArray("append")
                          << QByteArray("keys");
    QTest::newRow("dict") << QByteArray("d = {'a': 1}\nd.|") << QByteArray("keys")
                          << QByteArray("append");
    QTest::newRow("own names") << QByteArray("learning_rate = 0.1\nle|")
                               << QByteArray("learning_rate") << QByteArray("else");
    QTest::newRow("own function") << QByteArray("def model(x, w):\n    return x\nmo|")
                                  << QByteArray("model") << QByteArray("map");
    QTest::newRow("parameter") << QByteArray("def f(weights):\n    we|") << QByteArray("weights")
                               << QByteArray("f");
    QTest::newRow("loop") << QByteArray("for step in range(3):\n    st|") << QByteArray("step")
                          << QByteArray("while");
    QTest::newRow("built in") << QByteArray("enu|") << QByteArray("enumerate") << QByteArray("len");
    QTest::newRow("keyword") << QByteArray("whi|") << QByteArray("while") << QByteArray("with");
    QTest::newRow("argument") << QByteArray("tf.reduce_sum(1., ax|") << QByteArray("axis=")
                              << QByteArray("keepdims=");
    QTest::newRow("argument of a class")
        << QByteArray("tf.GradientTape(pers|") << QByteArray("persistent=") << QByteArray("watch=");
    QTest::newRow("argument of a method")
        << QByteArray("with tf.GradientTape() as t:\n    pass\nt.gradient(1, 2, un|")
        << QByteArray("unconnected_gradients=") << QByteArray("target=");
    QTest::newRow("unfinished code above") << QByteArray("x = tf.constant([1.,\ny = (\nx.nu|")
                                           << QByteArray("numpy") << QByteArray("dtype");
    QTest::newRow("not in a text")
        << QByteArray("s = 'tf.ex|'") << QByteArray() << QByteArray("exp");
    QTest::newRow("not in a comment")
        << QByteArray("# tf.ex|") << QByteArray() << QByteArray("exp");
    QTest::newRow("after a text") << QByteArray("print('a', tf.ex|") << QByteArray("exp")
                                  << QByteArray("log");
    QTest::newRow("nothing known") << QByteArray("q.a|") << QByteArray() << QByteArray("append");
    QTest::newRow("itself") << QByteArray("x = x + 1\nx.|") << QByteArray() << QByteArray("numpy");
}

void CodeHelpTest::completes()
{
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, wanted);
    QFETCH(QByteArray, unwanted);
    const auto [source, caret] = withCaret(code);
    const QStringList names = namesOf(m_help.complete(imports, source, caret));
    if (!wanted.isEmpty())
        QVERIFY2(names.contains(QString::fromUtf8(wanted)), qPrintable(names.join(' ')));
    QVERIFY2(!names.contains(QString::fromUtf8(unwanted)), qPrintable(names.join(' ')));
    QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), names.size());
}

void CodeHelpTest::saysWhatWouldBeReplaced()
{
    const auto [source, caret] = withCaret("y = '梯度', tf.math.ex|");
    const Completions completions = m_help.complete(imports, source, caret);
    QCOMPARE(source.substr(std::size_t(completions.begin),
                           std::size_t(completions.end - completions.begin)),
             std::string("ex"));
}

void CodeHelpTest::namesHaveSignatureAndLine()
{
    const auto [source, caret] = withCaret("tf.reduce_su|");
    const Completions completions = m_help.complete(imports, source, caret);
    QCOMPARE(completions.names.size(), std::size_t{1});
    const NameHelp& name = completions.names[0];
    QCOMPARE(name.path, std::string("tf.reduce_sum"));
    QVERIFY2(name.signature.starts_with("(input_tensor, axis=None, keepdims=False"),
             name.signature.c_str());
    QVERIFY(!name.summary.english.empty() && !name.summary.chinese.empty());

    const auto own = m_help.nameAt(imports, "def model(x, w=2.):\n    return x\nmodel(1)", 36);
    QVERIFY(own.has_value());
    QCOMPARE(own->signature, std::string("(x, w=2.)"));
}

void CodeHelpTest::callsShowTheArgumentAtHand_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("function"); ///< empty: none
    QTest::addColumn<int>("argument");

    QTest::newRow("first") << QByteArray("tf.matmul(|") << QByteArray("matmul") << 0;
    QTest::newRow("second") << QByteArray("tf.matmul(x, |") << QByteArray("matmul") << 1;
    QTest::newRow("lists do not count")
        << QByteArray("tf.constant([1, 2, |") << QByteArray("constant") << 0;
    QTest::newRow("after a list") << QByteArray("tf.constant([1, 2], |") << QByteArray("constant")
                                  << 1;
    QTest::newRow("by name") << QByteArray("tf.reduce_sum(x, keepdims=|")
                             << QByteArray("reduce_sum") << 2;
    QTest::newRow("inner") << QByteArray("tf.exp(tf.add(1., |") << QByteArray("add") << 1;
    QTest::newRow("outer") << QByteArray("tf.add(tf.exp(1.), |") << QByteArray("add") << 1;
    QTest::newRow("closed") << QByteArray("tf.exp(1.)|") << QByteArray() << -1;
    QTest::newRow("brackets of arithmetic")
        << QByteArray("tf.exp((1. + |") << QByteArray("exp") << 0;
    QTest::newRow("next statement") << QByteArray("tf.exp(\nx|") << QByteArray() << -1;
}

void CodeHelpTest::callsShowTheArgumentAtHand()
{
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, function);
    QFETCH(int, argument);
    const auto [source, caret] = withCaret(code);
    const auto call = m_help.callAt(imports, source, caret);
    QCOMPARE(call ? QByteArray::fromStdString(call->function.name) : QByteArray(), function);
    QCOMPARE(call ? call->argument : -1, argument);
}

void CodeHelpTest::everyTensorflowFunctionIsExplained()
{
    std::set<std::string> seen;
    for (const std::string& path : m_help.tensorflowPaths()) {
        const NameDoc* const doc = nameDoc(path);
        QVERIFY2(doc, path.c_str());
        QVERIFY2(!doc->english.empty() && !doc->chinese.empty(), path.c_str());
        QVERIFY2(doc->english.back() == '.' && doc->chinese.ends_with("。"), path.c_str());
        seen.insert(std::string(doc->name));
    }
    QVERIFY(seen.size() > 150);
    for (const NameDoc& doc : kerasDocs())
        QVERIFY2(seen.count(std::string(doc.name)) == 1 || doc.name == "data.Dataset",
                 doc.name.data());
    for (const NameDoc& doc : tensorflowDocs()) // and nothing that is not there
        QVERIFY2(seen.count(std::string(doc.name)) == 1 || doc.name == "UnconnectedGradients"
                     || doc.name == "Tensor",
                 doc.name.data());
}

void CodeHelpTest::everyExampleRuns_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const std::string& path : m_help.tensorflowPaths())
        QTest::newRow(path.c_str()) << QByteArray::fromStdString(path);
    QTest::newRow("tf.data.Dataset") << QByteArray("tf.data.Dataset"); // which is not called
}

void CodeHelpTest::everyExampleRuns()
{
    QFETCH(QByteArray, path);
    const auto page = m_help.page(path.toStdString());
    QVERIFY(page.has_value() && !page->example.empty());
    const std::string name = path.mid(path.lastIndexOf('.') + 1).toStdString();
    QVERIFY2(page->example.find(name) != std::string::npos, page->example.c_str());
    Lesson lesson;
    lesson.cells.resize(2);
    lesson.cells[0].source = imports;
    lesson.cells[1].source = page->example;
    const lang::StopFlag stop;
    Session session(stop);
    const auto recording = session.run(lesson, {});
    const auto& failure = recording->cellRuns.back().failure;
    QVERIFY2(!failure, failure ? failure->message.c_str() : "");
    QVERIFY2(!page->exampleResult.empty(), page->example.c_str());
}

void CodeHelpTest::gradientRuleOfASingleOperation()
{
    const auto exp = m_help.page("tf.exp");
    QVERIFY(exp && !exp->operation.empty() && !exp->gradient.empty());
    QVERIFY(!exp->explanation.english.empty());
    const auto relu = m_help.page("tf.keras.activations.relu");
    QVERIFY(relu && !relu->gradient.empty());
    const auto mse = m_help.page("tf.keras.losses.MSE"); // one of its names
    QVERIFY(mse && mse->example.find("tf.keras.losses.MSE(") != std::string::npos);
    const auto floor = m_help.page("tf.floor");
    QVERIFY(floor && !floor->operation.empty() && floor->gradient.empty());
    QVERIFY(!m_help.page("tf.no_such_name"));
    QVERIFY(!m_help.page("tf.keras.layers.NoSuchLayer"));
}

QTEST_APPLESS_MAIN(CodeHelpTest)
#include "tst_codehelp.moc"
