#include <QTest>

#include "engine/lang/numberliteral.h"

using engine::lang::NumberLiteral;
using engine::lang::numberLiterals;
using engine::lang::NumberText;

class TestNumberLiteral : public QObject
{
    Q_OBJECT

private slots:
    void findsNumbersAndTheirSigns_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("ints and floats")
            << "a = 3\nb = 0.5 + .25" << QStringList{"3", "0.5", ".25"};
        QTest::newRow("a sign") << "x = -0.66" << QStringList{"-0.66"};
        QTest::newRow("a difference") << "x -3, f(x)-3, x[0]-3" << QStringList{"3", "3", "0", "3"};
        QTest::newRow("after return") << "def f():\n    return -3" << QStringList{"-3"};
        QTest::newRow("after None") << "None -3" << QStringList{"3"};
        QTest::newRow("a sign apart") << "x = - 3" << QStringList{"3"};
        QTest::newRow("two signs") << "x = --3" << QStringList{"-3"};
        QTest::newRow("exponents")
            << "1e-3, -2.5E+4, 1_000" << QStringList{"1e-3", "-2.5E+4", "1_000"};
        QTest::newRow("other bases") << "0x1f, 0b101" << QStringList{"0x1f", "0b101"};
        QTest::newRow("in lists") << "tf.constant([[1., -2.], [3., 4.]])"
                                  << QStringList{"1.", "-2.", "3.", "4."};
        QTest::newRow("powers") << "x ** -2 + 3 ** 2" << QStringList{"-2", "3", "2"};
        QTest::newRow("the sign of a power") << "-2 ** 2" << QStringList{"2", "2"};
        QTest::newRow("strings") << "f'{x * 2:.3f} 4' + '5' + \"\"\"6\"\"\"" << QStringList{};
        QTest::newRow("comments, magic, shell")
            << "%time 1\n!ls 2\n# 3\nx1 = 4" << QStringList{"4"};
        QTest::newRow("Chinese before it") << "梯度 = 7" << QStringList{"7"};
        QTest::newRow("no Python") << "x = 'open 3" << QStringList{};
        QTest::newRow("too many digits to move") << "12345678901234567890" << QStringList{};
    }
    void findsNumbersAndTheirSigns()
    {
        QFETCH(QString, source);
        QFETCH(QStringList, expected);
        const std::string text = source.toStdString();
        QStringList found;
        for (const NumberLiteral& literal : numberLiterals(text, 4)) {
            QCOMPARE(literal.span.cell, 4);
            found += QString::fromStdString(
                text.substr(static_cast<std::size_t>(literal.span.begin),
                            static_cast<std::size_t>(literal.span.end - literal.span.begin)));
        }
        QCOMPARE(found, expected);
    }

    void knowsWhatANumberIs()
    {
        const auto found = numberLiterals("f(-0.5, 3 ** 2)");
        QCOMPARE(found.size(), std::size_t(3));
        QCOMPARE(found[0].value, -0.5);
        QVERIFY(found[0].isFloat && found[0].mayBeNegative);
        QCOMPARE(found[1].value, 3.0);
        QVERIFY(!found[1].isFloat && !found[1].mayBeNegative);
        QVERIFY(found[2].mayBeNegative);
    }

    void findsTheOneAtAPlace()
    {
        const std::string source = "a = 12 + x";
        for (const int inside : {4, 5, 6})
            QCOMPARE(engine::lang::numberLiteralAt(source, inside)->span.begin, 4);
        for (const int outside : {3, 7, 10})
            QVERIFY(!engine::lang::numberLiteralAt(source, outside));
    }

    void tellsWhetherOnlyNumbersDiffer()
    {
        using engine::lang::sameButNumbers;
        QVERIFY(sameButNumbers("x = f(0.7)", "x = f(-12)"));
        QVERIFY(sameButNumbers("x", "x"));
        QVERIFY(!sameButNumbers("x = f(0.7)", "x = g(0.7)"));
        QVERIFY(!sameButNumbers("x = f(0.7)", "x = f()"));
        QVERIFY(!sameButNumbers("x = '1'", "x = '2'"));
        QVERIFY(!sameButNumbers("x = 1", "x = 1 # and more"));
    }

    void movesInItsOwnWayOfWriting_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("units");
        QTest::addColumn<int>("finer");
        QTest::addColumn<QString>("expected");
        QTest::newRow("int") << "9" << 1 << 0 << "10";
        QTest::newRow("int below zero") << "1" << -3 << 0 << "-2";
        QTest::newRow("an int has no finer digits") << "5" << 1 << 2 << "6";
        QTest::newRow("float") << "0.7" << 1 << 0 << "0.8";
        QTest::newRow("over one") << "0.9" << 1 << 0 << "1.0";
        QTest::newRow("finer") << "0.7" << 5 << 1 << "0.75";
        QTest::newRow("not back") << "0.7" << 0 << 2 << "0.7";
        QTest::newRow("to zero") << "0.1" << -1 << 0 << "0.0";
        QTest::newRow("below zero") << "0.1" << -3 << 0 << "-0.2";
        QTest::newRow("from below") << "-0.66" << 166 << 0 << "1.00";
        QTest::newRow("a point without digits") << "3." << 1 << 0 << "4.";
        QTest::newRow("the same, finer") << "3." << 1 << 1 << "3.1";
        QTest::newRow("no digit before the point") << ".5" << 1 << 0 << "0.6";
        QTest::newRow("exponent") << "1e-3" << 1 << 0 << "2e-3";
        QTest::newRow("exponent, finer") << "1e-3" << -1 << 1 << "0.9e-3";
        QTest::newRow("capital exponent") << "2.5E+4" << -30 << 0 << "-0.5E+4";
        QTest::newRow("hexadecimal") << "0xff" << 1 << 0 << "0x100";
        QTest::newRow("thousands") << "1_000" << 1 << 0 << "1001";
        QTest::newRow("no error adds up") << "0.1" << 2 << 0 << "0.3";
    }
    void movesInItsOwnWayOfWriting()
    {
        QFETCH(QString, text);
        QFETCH(int, units);
        QFETCH(int, finer);
        QFETCH(QString, expected);
        const auto number = NumberText::of(text.toStdString());
        QVERIFY(number);
        QCOMPARE(QString::fromStdString(number->moved(units, finer)), expected);
    }

    void staysAtZeroWhereASignWouldMeanSomethingElse()
    {
        QCOMPARE(NumberText::of("2")->moved(-5, 0, false), std::string("0"));
    }

    void knowsValueAndUnit()
    {
        QCOMPARE(NumberText::of("0.1")->value(), 0.1);
        QCOMPARE(NumberText::of("-1_0.5e+2")->value(), -1050.0);
        QCOMPARE(NumberText::of("0x1f")->value(), 31.0);
        QCOMPARE(NumberText::of("0.25")->unit(), 0.01);
        QCOMPARE(NumberText::of("25e2")->unit(), 100.0);
        QCOMPARE(NumberText::of("3.")->unit(1), 0.1);
        for (const char* none : {"", "x", "1e", "0.5.5", "1j", "--1", "1e2e3"})
            QVERIFY2(!NumberText::of(none), none);
    }

    void aSliderGoesRoundTheValue_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("0.7") << "0.7" << -2.0 << 2.0;
        QTest::newRow("-0.66") << "-0.66" << -2.0 << 2.0;
        QTest::newRow("3.") << "3." << -10.0 << 10.0;
        QTest::newRow("a rate") << "0.01" << 0.0 << 0.02;
        QTest::newRow("zero") << "0." << -10.0 << 10.0;
        QTest::newRow("a count") << "5" << 0.0 << 10.0;
        QTest::newRow("a large count") << "1000" << 0.0 << 2000.0;
        QTest::newRow("a negative int") << "-3" << -10.0 << 10.0;
    }
    void aSliderGoesRoundTheValue()
    {
        QFETCH(QString, text);
        QFETCH(double, low);
        QFETCH(double, high);
        const auto number = NumberText::of(text.toStdString());
        const auto range = engine::lang::sliderRange(*number);
        QCOMPARE(range.low, low);
        QCOMPARE(range.high, high);
        QVERIFY(range.low <= number->value() && number->value() <= range.high);
        QVERIFY(engine::lang::sliderRange(*number, false).low >= 0);
    }

    void takesWhatIsTyped_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("expected");
        QTest::newRow("float") << " 0.5 "
                               << "1."
                               << "0.5";
        QTest::newRow("a float stays one") << "3"
                                           << "0.7"
                                           << "3.0";
        QTest::newRow("an int") << "4"
                                << "3"
                                << "4";
        QTest::newRow("an int may become a float") << "4.5"
                                                   << "3"
                                                   << "4.5";
        QTest::newRow("negative") << "-2e-3"
                                  << "1."
                                  << "-2e-3";
        QTest::newRow("a printed minus") << "−2."
                                         << "1."
                                         << "-2.";
        QTest::newRow("a plus") << "+2."
                                << "1."
                                << "2.";
        QTest::newRow("words") << "two"
                               << "1."
                               << "";
        QTest::newRow("code") << "1.; x = 2"
                              << "1."
                              << "";
        QTest::newRow("a sum") << "1+1"
                               << "1."
                               << "";
        QTest::newRow("nothing") << ""
                                 << "1."
                                 << "";
        QTest::newRow("hexadecimal for a float") << "0x10"
                                                 << "1."
                                                 << "";
    }
    void takesWhatIsTyped()
    {
        QFETCH(QString, typed);
        QFETCH(QString, before);
        QFETCH(QString, expected);
        const auto text =
            engine::lang::typedNumber(typed.toStdString(), *NumberText::of(before.toStdString()));
        QCOMPARE(QString::fromStdString(text.value_or("")), expected);
        QCOMPARE(text.has_value(), !expected.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestNumberLiteral)
#include "tst_numberliteral.moc"
