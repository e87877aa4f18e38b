#include <QRegularExpression>
#include <QTest>

#include "engine/lang/interpreter.h"
#include "engine/lang/nativefunction.h"
#include "engine/lang/objects.h"

using namespace engine;
using namespace engine::lang;

namespace {

/// Writes down everything it is told, a line each.
class Notes : public EvaluationObserver
{
public:
    explicit Notes(std::string source)
        : m_source(std::move(source))
    {
    }
    Interpreter* interpreter = nullptr;
    QStringList lines;

    void statementBegan(const SourceSpan& span) override { note("statement", span); }
    void expressionEvaluated(const SourceSpan& span, const Value& value) override
    {
        note("value", span, value);
    }
    void nameBound(const SourceSpan& span, const std::string& name, const Value& value) override
    {
        note("bound " + name, span, value);
    }
    void lapBegan(const SourceSpan& span, int lap) override
    {
        note("lap " + std::to_string(lap), span);
    }
    void loopEnded(const SourceSpan& span, int laps) override
    {
        note("ended " + std::to_string(laps), span);
    }
    void branchTaken(const SourceSpan& condition, bool truth, const SourceSpan& taken,
                     const SourceSpan& notTaken) override
    {
        note(truth ? "true" : "false", condition);
        note("taken", taken);
        note("not taken", notTaken);
    }
    void functionEntered(const SourceSpan& call, const std::string& name) override
    {
        note("enter " + name, call);
    }
    void functionLeft(const SourceSpan& call, const std::string& name, const Value& value) override
    {
        note("leave " + name, call, value);
    }
    void lineIgnored(const SourceSpan& span) override { note("ignored", span); }
    void outputWritten(const SourceSpan& span, Output::Kind /*kind*/,
                       const std::string& text) override
    {
        note("output " + text, span);
    }
    void failed(const Diagnostic& diagnostic) override
    {
        note("failed " + diagnostic.kind, diagnostic.span);
    }

private:
    void note(const std::string& what, const SourceSpan& span)
    {
        QString text = QString::fromStdString(what).trimmed() + " | ";
        text += span.isValid() ? QString::fromStdString(
                    m_source.substr(static_cast<std::size_t>(span.begin),
                                    static_cast<std::size_t>(span.end - span.begin)))
                               : QString("-");
        lines << text.replace('\n', "; ");
    }
    void note(const std::string& what, const SourceSpan& span, const Value& value)
    {
        note(what, span);
        static const QRegularExpression address(" at 0x[0-9a-f]+");
        lines.last() += " = " + QString::fromStdString(interpreter->repr(value)).remove(address);
    }
    std::string m_source;
};

} // namespace

class TestLangObserver : public QObject
{
    Q_OBJECT

private slots:
    void isTold_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QStringList>("notes");
        QTest::newRow("assignment")
            << "x = 2 * 3"
            << QStringList{"statement | x = 2 * 3", "value | 2 * 3 = 6", "bound x | x = 6"};
        QTest::newRow("parts before wholes")
            << "y = [1 + 1][0]"
            << QStringList{"statement | y = [1 + 1][0]", "value | 1 + 1 = 2",
                           "value | [1 + 1] = [2]", "value | [1 + 1][0] = 2", "bound y | y = 2"};
        QTest::newRow("targets as written")
            << "a = [0]\na[0] = 5"
            << QStringList{"statement | a = [0]", "value | [0] = [0]", "bound a | a = [0]",
                           "statement | a[0] = 5", "bound a[0] | a[0] = 5"};
        QTest::newRow("call") << "def f(a):\n    return a\nf(1)"
                              << QStringList{"statement | def f(a)", "bound f | f = <function f>",
                                             "statement | f(1)",     "enter f | f(1)",
                                             "bound a | a = 1",      "statement | return a",
                                             "leave f | f(1) = 1",   "value | f(1) = 1",
                                             "output 1 | f(1)"};
        QTest::newRow("while") << "n = 0\nwhile n < 2:\n    n += 1"
                               << QStringList{"statement | n = 0",       "bound n | n = 0",
                                              "statement | while n < 2", "value | n < 2 = True",
                                              "lap 1 | while n < 2",     "statement | n += 1",
                                              "bound n | n = 1",         "value | n < 2 = True",
                                              "lap 2 | while n < 2",     "statement | n += 1",
                                              "bound n | n = 2",         "value | n < 2 = False",
                                              "ended 2 | while n < 2"};
        QTest::newRow("yield") << "def g():\n    x = yield 1\na = g()\nnext(a, 0)\nnext(a, 0)"
                               << QStringList{"statement | def g()",
                                              "bound g | g = <function g>",
                                              "statement | a = g()",
                                              "enter g | g()",
                                              "leave g | g() = <generator object>",
                                              "value | g() = <generator object>",
                                              "bound a | a = <generator object>",
                                              "statement | next(a, 0)",
                                              "statement | x = yield 1",
                                              "value | next(a, 0) = 1",
                                              "statement | next(a, 0)",
                                              "value | yield 1 = None",
                                              "bound x | x = None",
                                              "value | next(a, 0) = 0",
                                              "output 0 | next(a, 0)"};
        QTest::newRow("for with break")
            << "for i in 'ab':\n    break"
            << QStringList{"statement | for i in 'ab'", "lap 1 | for i in 'ab'",
                           "bound i | i = 'a'", "statement | break", "ended 1 | for i in 'ab'"};
        QTest::newRow("branch") << "if 1 > 2:\n    pass\nelse:\n    x = 1"
                                << QStringList{"statement | if 1 > 2", "value | 1 > 2 = False",
                                               "false | 1 > 2",        "taken | x = 1",
                                               "not taken | pass",     "statement | x = 1",
                                               "bound x | x = 1"};
        QTest::newRow("branch without else")
            << "if 1:\n    pass"
            << QStringList{"statement | if 1", "true | 1", "taken | pass", "not taken | -",
                           "statement | pass"};
        QTest::newRow("import") << "import math as m"
                                << QStringList{"statement | import math as m",
                                               "bound m | m = <module 'math'>"};
        QTest::newRow("magic") << "%matplotlib inline\n!ls\npass"
                               << QStringList{"ignored | %matplotlib inline", "ignored | !ls",
                                              "statement | pass"};
        QTest::newRow("print") << "print('a')"
                               << QStringList{"statement | print('a')", "output a | print('a')",
                                              "value | print('a') = None"};
        QTest::newRow("failure") << "x = 1 / 0"
                                 << QStringList{"statement | x = 1 / 0",
                                                "failed ZeroDivisionError | 1 / 0"};
        QTest::newRow("loop left by an exception")
            << "try:\n    for i in [1]:\n        u\nexcept NameError:\n    pass"
            << QStringList{"statement | try",        "statement | for i in [1]",
                           "value | [1] = [1]",      "lap 1 | for i in [1]",
                           "bound i | i = 1",        "statement | u",
                           "ended 1 | for i in [1]", "statement | except NameError",
                           "statement | pass"};
    }
    void isTold()
    {
        QFETCH(const QString, cell);
        QFETCH(const QStringList, notes);
        Notes observer(cell.toStdString());
        const StopFlag stop;
        Interpreter interpreter({}, stop, observer);
        observer.interpreter = &interpreter;
        interpreter.run(cell.toStdString(), 0, 1);
        QCOMPARE(observer.lines.join('\n'), notes.join('\n'));
    }

    void withBindsItsTarget()
    {
        class Manager : public Object
        {
        public:
            explicit Manager(std::vector<std::string>& l)
                : log(l)
            {
            }
            std::vector<std::string>& log;
            std::string typeName() const override { return "Manager"; }
            std::string repr(Interpreter& /*interpreter*/) const override { return "manager"; }
            bool isContextManager() const override { return true; }
            Value enter(Interpreter& /*interpreter*/) override
            {
                log.emplace_back("enter");
                return Value::object(this);
            }
            void exit(Interpreter& /*interpreter*/, bool failed) override
            {
                log.emplace_back(failed ? "failed" : "left");
            }
        };
        std::vector<std::string> log;
        const std::string cell =
            "from m import tape\nwith tape as t:\n    x = 1\nwith tape:\n    1 / 0";
        Notes observer(cell);
        const StopFlag stop;
        Interpreter interpreter({}, stop, observer);
        observer.interpreter = &interpreter;
        Value module = makeValue<Module>("m");
        module.as<Module>()->define("tape", makeValue<Manager>(log));
        interpreter.registerModule("m", module);
        const auto diagnostic = interpreter.run(cell, 0, 1);
        QVERIFY(diagnostic);
        QCOMPARE(diagnostic->kind, std::string("ZeroDivisionError"));
        QCOMPARE(log, (std::vector<std::string>{"enter", "left", "enter", "failed"}));
        QVERIFY(observer.lines.contains("bound t | t = manager"));
    }

    void nativeObjectsTakePartInOperators()
    {
        class Number : public Object
        {
        public:
            std::string typeName() const override { return "Number"; }
            int operatorPriority() const override { return 100; }
            std::optional<Value> binary(Interpreter& /*interpreter*/, BinaryOperator op,
                                        const Value& /*other*/, bool reflected) override
            {
                return op == BinaryOperator::Matmul
                    ? std::nullopt
                    : std::optional(makeString(std::string(symbol(op)) + (reflected ? "r" : "")));
            }
            std::optional<Value> compare(Interpreter& /*interpreter*/, CompareOperator op,
                                         const Value& /*other*/) override
            {
                return makeString(std::string(symbol(op)));
            }
            std::optional<Value> attribute(Interpreter& /*interpreter*/,
                                           const std::string& name) override
            {
                return name == "size" ? std::optional(Value::integer(7)) : std::nullopt;
            }
            std::vector<std::string> attributeNames() const override { return {"size"}; }
            std::optional<std::string> hashKey(Interpreter& /*interpreter*/) const override
            {
                return {};
            }
        };
        EvaluationObserver observer;
        const StopFlag stop;
        Interpreter interpreter({}, stop, observer);
        Value module = makeValue<Module>("m");
        module.as<Module>()->define("n", makeValue<Number>());
        module.as<Module>()->function(
            "add", {Parameter::needed("a"), Parameter::optional("b", Value::integer(10))},
            [](Interpreter& i, std::span<const Value> a) {
                return i.binary(BinaryOperator::Add, a[0], a[1]);
            });
        interpreter.registerModule("m", module);
        QVERIFY(!interpreter.run("from m import n\nimport m\nr = [n + 1, 1 + n, [1] * n, 'a' % n, "
                                 "n < 1, 1 < n, n.size, m.add(1), m.add(b=1, a=2)]",
                                 0, 1));
        QCOMPARE(interpreter.repr(*interpreter.global("r")),
                 std::string("['+', '+r', '*r', '%r', '<', '>', 7, 11, 3]"));
        auto diagnostic = interpreter.run("n @ 2", 1, 2);
        QCOMPARE(diagnostic->message,
                 std::string("unsupported operand type(s) for @: 'Number' and 'int'"));
        diagnostic = interpreter.run("n.sise", 2, 3);
        QCOMPARE(diagnostic->message, std::string("'Number' object has no attribute 'sise'"));
        QCOMPARE(diagnostic->hint.english, std::string("Did you mean `size`?"));
        diagnostic = interpreter.run("{n: 1}", 3, 4);
        QCOMPARE(diagnostic->message, std::string("unhashable type: 'Number'"));
        diagnostic = interpreter.run("m.add(1, c=2)", 4, 5);
        QCOMPARE(diagnostic->message, std::string("add() got an unexpected keyword argument 'c'"));
    }

    void classesDeriveFromNativeOnes()
    {
        const Value parts =
            makeValue<NativeFunction>("parts", "self", [](Interpreter&, Arguments a) {
                return Value::integer(static_cast<std::int64_t>(instanceAttributes(a[0])->size()));
            });
        const Value call =
            makeValue<NativeFunction>("__call__", "self, x", [](Interpreter& i, Arguments a) {
                return i.call(i.attribute(a[0], "forward"), {a[1]});
            });
        EvaluationObserver observer;
        const StopFlag stop;
        Interpreter interpreter({}, stop, observer);
        Value module = makeValue<Module>("m");
        module.as<Module>()->define("Base", makeBaseClass("Base", {{"parts", parts}}, call));
        interpreter.registerModule("m", module);
        const auto failure = interpreter.run("import m\n"
                                             "class Net(m.Base):\n"
                                             "    def __init__(self, k):\n"
                                             "        super().__init__(name='net')\n"
                                             "        self.k = k\n"
                                             "    def forward(self, x):\n"
                                             "        return self.k * x\n"
                                             "n = Net(3)\n"
                                             "r = [n(5), n.parts, isinstance(n, m.Base)]",
                                             0, 1);
        QVERIFY(!failure);
        QCOMPARE(interpreter.repr(*interpreter.global("r")), std::string("[15, 1, True]"));
    }

    void namesPersistAndFailuresDoNotStopTheNextCell()
    {
        EvaluationObserver observer;
        const StopFlag stop;
        Interpreter interpreter({}, stop, observer);
        QVERIFY(!interpreter.run("def f(x):\n    return x + k\nk = 1", 0, 1));
        QVERIFY(interpreter.run("a = 1\nb = a + missing\nc = 3", 1, 2));
        QVERIFY(interpreter.global("a"));
        QVERIFY(!interpreter.global("b"));
        QVERIFY(!interpreter.run("k = 10\nd = f(a)", 2, 3));
        QCOMPARE(interpreter.global("d")->asInt(), std::int64_t{11});
        const auto diagnostic = interpreter.run("f('x')", 3, 4);
        QCOMPARE(diagnostic->frames.size(), std::size_t{2});
        QCOMPARE(diagnostic->frames[0].function, std::string("<module>"));
        QCOMPARE(diagnostic->frames[1].function, std::string("f"));
        QCOMPARE(diagnostic->span.cell, 0);
        QVERIFY(interpreter.run("del k\nf(1)", 4, 5));
        std::vector<std::string> names;
        for (const auto& [name, value] : interpreter.globals())
            names.push_back(name);
        QCOMPARE(names, (std::vector<std::string>{"f", "a", "d"}));
    }
};

QTEST_APPLESS_MAIN(TestLangObserver)
#include "tst_lang_observer.moc"
