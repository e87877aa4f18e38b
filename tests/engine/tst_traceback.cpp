#include <QTest>

#include "engine/lang/interpreter.h"
#include "engine/recording/traceback.h"

using namespace engine;

/// The traceback that a notebook keeps: IPython's, with carets under the expression.
class TestTraceback : public QObject
{
    Q_OBJECT

private slots:
    void isIPythons_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("traceback");
        QTest::newRow("call chain")
            << R"(def f(x):
    return 1 / x
y = 2
f(0) + y)"
            << R"(ZeroDivisionError                         Traceback (most recent call last)
Cell In [7], line 4
      2     return 1 / x
      3 y = 2
----> 4 f(0) + y
        ^^^^

Cell In [7], line 2, in f
      1 def f(x):
----> 2     return 1 / x
                   ^^^^^
      3 y = 2
      4 f(0) + y

ZeroDivisionError: division by zero)";
        QTest::newRow("while handling")
            << R"(try:
    {}['a']
except KeyError:
    raise ValueError('中'))"
            << R"(KeyError                                  Traceback (most recent call last)
Cell In [7], line 2
      1 try:
----> 2     {}['a']
            ^^^^^^^
      3 except KeyError:
      4     raise ValueError('中')

KeyError: 'a'

During handling of the above exception, another exception occurred:

ValueError                                Traceback (most recent call last)
Cell In [7], line 4
      2     {}['a']
      3 except KeyError:
----> 4     raise ValueError('中')
            ^^^^^^^^^^^^^^^^^^^^^^

ValueError: 中)";
        QTest::newRow("cause")
            << R"(try: [][0]
except IndexError as e: raise KeyError(1) from e)"
            << R"(IndexError                                Traceback (most recent call last)
Cell In [7], line 1
----> 1 try: [][0]
             ^^^^^
      2 except IndexError as e: raise KeyError(1) from e

IndexError: list index out of range

The above exception was the direct cause of the following exception:

KeyError                                  Traceback (most recent call last)
Cell In [7], line 2
      1 try: [][0]
----> 2 except IndexError as e: raise KeyError(1) from e
                                ^^^^^^^^^^^^^^^^^^^^^^^^

KeyError: 1)";
        QTest::newRow("from None")
            << R"(try: [][0]
except IndexError: raise KeyError(1) from None)"
            << R"(KeyError                                  Traceback (most recent call last)
Cell In [7], line 2
      1 try: [][0]
----> 2 except IndexError: raise KeyError(1) from None
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^

KeyError: 1)";
        QTest::newRow("raised again")
            << R"(def f(): 1 / 0
try: f()
except ArithmeticError as e:
    raise e)"
            << R"(ZeroDivisionError                         Traceback (most recent call last)
Cell In [7], line 4
      2 try: f()
      3 except ArithmeticError as e:
----> 4     raise e
            ^^^^^^^

Cell In [7], line 2
      1 def f(): 1 / 0
----> 2 try: f()
             ^^^
      3 except ArithmeticError as e:
      4     raise e

Cell In [7], line 1, in f
----> 1 def f(): 1 / 0
                 ^^^^^
      2 try: f()
      3 except ArithmeticError as e:

ZeroDivisionError: division by zero)";
        QTest::newRow("endless loop")
            << R"(def f(): pass
while True:
    f())"
            << R"(StepLimit                                 Traceback (most recent call last)
Cell In [7], line 2
      1 def f(): pass
----> 2 while True:
        ^^^^^^^^^^
      3     f()

StepLimit: the cell used up its 100000 steps)";
    }
    void isIPythons()
    {
        QFETCH(const QString, source);
        QFETCH(const QString, traceback);
        lang::Limits limits;
        limits.steps = 100'000;
        const lang::StopFlag stop;
        lang::EvaluationObserver nobody;
        lang::Interpreter interpreter(limits, stop, nobody);
        CellRun run;
        run.cell = 0;
        run.executionCount = 7;
        run.source = source.toStdString();
        const auto failure = interpreter.run(run.source, run.cell, run.executionCount);
        QVERIFY(failure);
        QStringList lines;
        for (const std::string& line : tracebackLines(*failure, {run}))
            lines << QString::fromStdString(line);
        QCOMPARE(lines.takeFirst(), QString(75, '-'));
        QCOMPARE(lines.join('\n'), traceback);
    }
};

QTEST_APPLESS_MAIN(TestTraceback)
#include "tst_traceback.moc"
