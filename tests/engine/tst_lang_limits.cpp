#include <atomic>
#include <limits>
#include <thread>

#include <QTest>

#include "engine/lang/interpreter.h"

using namespace engine;
using namespace engine::lang;

namespace {

Limits small()
{
    Limits limits;
    limits.steps = 300'000;
    limits.memoryBytes = 50'000'000;
    limits.outputBytes = 10'000;
    return limits;
}

} // namespace

class TestLangLimits : public QObject
{
    Q_OBJECT

private slots:
    void endsWithItsOwnMessage_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("kind");
        QTest::newRow("while true") << "while True: pass"
                                    << "StepLimit";
        QTest::newRow("long sum") << "sum(range(10**15))"
                                  << "StepLimit";
        QTest::newRow("generator for ever")
            << "def g():\n    while True:\n        yield 1\nfor x in g(): pass"
            << "StepLimit";
        QTest::newRow("endless map")
            << "def g():\n    while True:\n        yield 1\nlist(map(str, g()))"
            << "StepLimit";
        QTest::newRow("not to be caught") << "try:\n    while True: pass\nexcept:\n    pass"
                                          << "StepLimit";
        QTest::newRow("finally does not go on")
            << "while True:\n    try:\n        pass\n    finally:\n        continue"
            << "StepLimit";
        QTest::newRow("string") << "'a' * 10**12"
                                << "MemoryLimit";
        QTest::newRow("list") << "[0] * 10**12"
                              << "MemoryLimit";
        QTest::newRow("doubling") << "s = 'ab'\nwhile True:\n    s += s"
                                  << "MemoryLimit";
        QTest::newRow("list of a range") << "list(range(10**12))"
                                         << "MemoryLimit";
        QTest::newRow("many large strings") << "x = []\nfor i in range(1000): x.append('a' * 10**6)"
                                            << "MemoryLimit";
        QTest::newRow("f-string doubling") << "s = 'ab'\nwhile True: s = f'{s}{s}'"
                                           << "MemoryLimit";
        QTest::newRow("output") << "for i in range(1000): print('a' * 100)"
                                << "OutputLimit";
        QTest::newRow("recursion") << "def f(): return f()\nf()"
                                   << "RecursionError";
        QTest::newRow("recursion through sorted") << "def f(x): return sorted([1], key=f)\nf(1)"
                                                  << "RecursionError";
        QTest::newRow("recursion through a class") << "class A:\n    def __init__(self): A()\nA()"
                                                   << "RecursionError";
        QTest::newRow("nested parentheses")
            << QString("(").repeated(5000) + "1" + QString(")").repeated(5000) << "SyntaxError";
        QTest::newRow("nested lists")
            << QString("[").repeated(190) + QString("]").repeated(190) + "\n1/0"
            << "ZeroDivisionError";
        QTest::newRow("nested unary") << QString("-").repeated(5000) + "x"
                                      << "SyntaxError";
        QTest::newRow("nested not") << QString("not ").repeated(5000) + "x"
                                    << "SyntaxError";
        QTest::newRow("huge power") << "10 ** 10 ** 8"
                                    << "MemoryLimit";
        QTest::newRow("deep list") << "a = []\nfor i in range(20000): a = [a]\nrepr(a)"
                                   << "RecursionError";
        QTest::newRow("squares for ever") << "x = 3\nwhile True: x *= x"
                                          << "StepLimit";
        QTest::newRow("shift") << "1 << 10 ** 12"
                               << "MemoryLimit";
        QTest::newRow("digits of a large int") << "str(10 ** 10000)"
                                               << "ValueError";
        QTest::newRow("digits in a literal") << QString("9").repeated(5000) << "SyntaxError";
        QTest::newRow("factorials") << "import math\nfor i in range(10**6): math.factorial(5000)"
                                    << "StepLimit";
        QTest::newRow("list that holds itself")
            << "a = [[]]\na[0].append(a)\nb = [[]]\nb[0].append(b)\na == b"
            << "RecursionError";
        QTest::newRow("extends itself") << "a = [0]\nwhile True: a.extend(a)"
                                        << "MemoryLimit";
        QTest::newRow("iterates what grows") << "a = [0]\nfor x in a: a.append(x)"
                                             << "StepLimit";
        QTest::newRow("replace") << "'a' * 10**6\n('a' * 10**4).replace('a', 'b' * 10**6)"
                                 << "MemoryLimit";
        QTest::newRow("join") << "('a' * 10**6).join('b' * 10**4)"
                              << "MemoryLimit";
        QTest::newRow("width from an argument") << "'%*d' % (10**9, 1)"
                                                << "ValueError";
        QTest::newRow("cell of 10 MB") << "x = [" + QString("1, ").repeated(3'000'000) + "]"
                                       << "CellLimit";
        QTest::newRow("generator that calls itself") << "def g():\n    yield from g()\nlist(g())"
                                                     << "RecursionError";
        QTest::newRow("__getattr__ without end")
            << "class A:\n    def __getattr__(self, n): return self.n\nA().x"
            << "RecursionError";
        QTest::newRow("__repr__ without end")
            << "class A:\n    def __repr__(self): return repr(self)\nrepr(A())"
            << "RecursionError";
        const auto nested = [](const char* inner, const char* outer, const char* use) {
            return QString("a = %1\nfor i in range(10000): a = %2\n%3").arg(inner, outer, use);
        };
        QTest::newRow("hash of a deep tuple")
            << nested("()", "(a,)", "hash(a)") << "RecursionError";
        QTest::newRow("deep tuple as a key") << nested("()", "(a,)", "{a: 1}") << "RecursionError";
        QTest::newRow("repr of a deep dict")
            << nested("{}", "{1: a}", "str(a)") << "RecursionError";
        QTest::newRow("display of a deep dict") << nested("{}", "{1: a}", "a") << "RecursionError";
        QTest::newRow("comparison of deep dicts")
            << nested("{}", "{1: a}", "b = {}\nfor i in range(10000): b = {1: b}\na == b")
            << "RecursionError";
        QTest::newRow("comparison of deep lists")
            << nested("[]", "[a]", "b = []\nfor i in range(10000): b = [b]\na < b")
            << "RecursionError";
        QTest::newRow("iterators of iterators")
            << nested("iter([1])", "map(str, a)", "next(a)") << "RecursionError";
        QTest::newRow("generators of generators")
            << nested("iter([1])", "(x for x in a)", "next(a)") << "RecursionError";
        QTest::newRow("isinstance of a deep tuple")
            << nested("int", "(a,)", "isinstance(1, a)") << "RecursionError";
        QTest::newRow("except a deep tuple")
            << nested("KeyError", "(a,)", "try: 1 / 0\nexcept a: pass") << "RecursionError";
        QTest::newRow("generations of classes")
            << "class A: pass\nfor i in range(1000):\n    class B(A): pass\n    A = B"
            << "RecursionError";
        QTest::newRow("powers of powers")
            << "1" + QString(" ** 1").repeated(20000) << "SyntaxError";
        QTest::newRow("sums in sums") << QString("(").repeated(200) + "1"
                + QString(QString(" + 1").repeated(900) + ")").repeated(200)
                                      << "SyntaxError";
        QTest::newRow("managers without end")
            << "with " + QString("a, ").repeated(20000) + "a: pass"
            << "SyntaxError";
        QTest::newRow("loops in a comprehension")
            << "[1 " + QString("for x in y ").repeated(20000) + "]"
            << "SyntaxError";
        QString finallies;
        for (int i = 0; i < 60; ++i)
            finallies += QString(i, ' ') + "try: 1\n" + QString(i, ' ') + "finally:\n";
        QTest::newRow("finally in finally") << finallies + QString(60, ' ') + "pass"
                                            << "SyntaxError";
        QTest::newRow("wide format") << "'%1000000000d' % 1"
                                     << "ValueError";
    }
    void endsWithItsOwnMessage()
    {
        QFETCH(const QString, cell);
        QFETCH(const QString, kind);
        EvaluationObserver observer;
        const StopFlag stop;
        Interpreter interpreter(small(), stop, observer);
        const auto diagnostic = interpreter.run(cell.toStdString(), 0, 1);
        QVERIFY(diagnostic);
        QCOMPARE(QString::fromStdString(diagnostic->kind), kind);
        QCOMPARE(diagnostic->hint.english.empty(), diagnostic->hint.chinese.empty());
        QVERIFY(!interpreter.run("after = 1", 1, 2));
        QVERIFY(interpreter.global("after"));
    }

    void takesTextThatIsNoText()
    {
        EvaluationObserver observer;
        const StopFlag stop;
        Interpreter interpreter(small(), stop, observer);
        for (const std::string& cell :
             std::vector<std::string>{"x = '\xff'", "\xff", "# \xc3", "x = 1\n\xe4\xb8 = 2",
                                      "f'{\xff}'", "'\xe4\xb8'", std::string("x = 1\0 2", 8)}) {
            const auto diagnostic = interpreter.run(cell, 0, 1);
            QVERIFY(cell[0] == '#' || diagnostic);
            QVERIFY(!diagnostic || diagnostic->kind == "SyntaxError");
            QVERIFY(!interpreter.run("after = 1", 1, 2));
        }
    }

    void takesADeepListApart()
    {
        EvaluationObserver observer;
        const StopFlag stop;
        Interpreter interpreter({}, stop, observer);
        QVERIFY(!interpreter.run("a = []\nfor i in range(1000000): a = [a]", 0, 1));
        QVERIFY(!interpreter.run("a = 1", 1, 2));
    }

    void memoryThatIsFreedCountsNoMore()
    {
        EvaluationObserver observer;
        const StopFlag stop;
        Interpreter interpreter(small(), stop, observer);
        QVERIFY(!interpreter.run("for i in range(200): x = 'a' * 10**6", 0, 1));
    }

    void namesTheLoopThatNeverEnds_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("header");
        QTest::addColumn<QStringList>("says");
        QTest::newRow("value stays")
            << "def f(a):\n    b = a * 2\n    while abs(b) < 1000:\n        b *= 2\n    return "
               "b\nf(0.0)"
            << "while abs(b) < 1000"
            << QStringList{"line 3", "`abs(b) < 1000` was still True",
                           "`b` is the same after every lap (0.0)", "can never become false"};
        QTest::newRow("value moves away")
            << "n = 5\nwhile n != 0:\n    n += 1"
            << "while n != 0"
            << QStringList{"line 2", "`n` was", "`n != 0` was still True", "closer"};
        QTest::newRow("no break") << "x = 1\nwhile True:\n    x = 1"
                                  << "while True"
                                  << QStringList{"line 2", "there is no `break` in it"};
        QTest::newRow("break not reached") << "while 1:\n    if None: break"
                                           << "while 1" << QStringList{"no `break` was reached"};
        QTest::newRow("outer loop of a finite one")
            << "n = 0\nwhile n < 10:\n    for i in range(5): pass"
            << "while n < 10" << QStringList{"line 2", "`n` is the same after every lap (0)"};
        QTest::newRow("list that grows")
            << "q = [1]\nwhile len(q) > 0:\n    q.append(1)"
            << "while len(q) > 0" << QStringList{"`q` was", "elements"};
        QTest::newRow("two names")
            << "lo = 1\nhi = 2\nwhile lo < hi: pass"
            << "while lo < hi" << QStringList{"`lo`, `hi` are the same after every lap (1, 2)"};
    }
    void namesTheLoopThatNeverEnds()
    {
        QFETCH(const QString, cell);
        QFETCH(const QString, header);
        QFETCH(const QStringList, says);
        EvaluationObserver observer;
        const StopFlag stop;
        Interpreter interpreter(small(), stop, observer);
        const std::string source = cell.toStdString();
        const auto diagnostic = interpreter.run(source, 0, 1);
        QVERIFY(diagnostic);
        QCOMPARE(diagnostic->kind, std::string("StepLimit"));
        const auto& span = diagnostic->span;
        QCOMPARE(
            QString::fromStdString(source.substr(static_cast<std::size_t>(span.begin),
                                                 static_cast<std::size_t>(span.end - span.begin))),
            header);
        const QString hint = QString::fromStdString(diagnostic->hint.english);
        for (const QString& part : says)
            QVERIFY2(hint.contains(part), qPrintable(hint));
        QVERIFY(QString::fromStdString(diagnostic->hint.chinese).contains("循环"));
    }

    void stopsFromAnotherThread_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::newRow("loop") << "go()\nwhile True: pass";
        QTest::newRow("native loop") << "go()\nsum(range(10**15))";
        QTest::newRow("comparison")
            << "a = [0] * 3000000\nb = [0] * 3000000\ngo()\nwhile True: a == b";
    }
    void stopsFromAnotherThread()
    {
        QFETCH(const QString, cell);
        class Begin : public EvaluationObserver
        {
        public:
            explicit Begin(std::atomic<bool>& f)
                : m_flag(f)
            {
            }
            void outputWritten(const SourceSpan& /*span*/, Output::Kind /*kind*/,
                               const std::string& /*text*/) override
            {
                m_flag = true;
            }

        private:
            std::atomic<bool>& m_flag;
        };
        std::atomic<bool> begun = false;
        StopFlag stop;
        Begin observer(begun);
        Limits limits;
        limits.steps = std::numeric_limits<std::int64_t>::max();
        Interpreter interpreter(limits, stop, observer);
        QVERIFY(!interpreter.run("def go(): print('go')", 0, 1));
        std::thread stopper([&] {
            while (!begun)
                std::this_thread::yield();
            stop.request();
        });
        const auto diagnostic = interpreter.run(cell.toStdString(), 1, 2);
        stopper.join();
        QVERIFY(diagnostic);
        QCOMPARE(diagnostic->kind, std::string("Stopped"));
        stop.clear();
        QVERIFY(!interpreter.run("1", 2, 3));
    }

    void hints_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("hint");
        QTest::newRow("name") << "value = 1\nvaleu"
                              << "Did you mean `value`?";
        QTest::newRow("builtin") << "pritn(1)"
                                 << "Did you mean `print`?";
        QTest::newRow("method") << "[].apend(1)"
                                << "Did you mean `append`?";
        QTest::newRow("keyword") << "def f(alpha): pass\nf(alhpa=1)"
                                 << "Did you mean `alpha`?";
        QTest::newRow("module") << "import maht"
                                << "Did you mean `math`?";
        QTest::newRow("module member") << "import math\nmath.sqr(2)"
                                       << "Did you mean `sqrt`?";
        QTest::newRow("module not imported") << "math.pi"
                                             << "import math";
        QTest::newRow("full width") << "x = 1，2"
                                    << "Write `,` instead.";
        QTest::newRow("none") << "None + 1"
                              << "One side is None";
        QTest::newRow("prose") << "x is fine and dandy prose here"
                               << "`prose`";
    }
    void hints()
    {
        QFETCH(const QString, cell);
        QFETCH(const QString, hint);
        EvaluationObserver observer;
        const StopFlag stop;
        Interpreter interpreter({}, stop, observer);
        const auto diagnostic = interpreter.run(cell.toStdString(), 0, 1);
        QVERIFY(diagnostic);
        QVERIFY2(QString::fromStdString(diagnostic->hint.english).contains(hint),
                 diagnostic->hint.english.c_str());
        QVERIFY(!diagnostic->hint.chinese.empty());
    }
};

QTEST_APPLESS_MAIN(TestLangLimits)
#include "tst_lang_limits.moc"
