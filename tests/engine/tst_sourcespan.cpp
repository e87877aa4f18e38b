#include <QTest>

#include "engine/lesson/sourcespan.h"

using engine::lineAt;
using engine::positionAt;
using engine::SourcePosition;
using engine::SourceSpan;

class SourceSpanTest : public QObject
{
    Q_OBJECT

private slots:
    void position_data();
    void position();
    void containsNeedsTheSameCell();
    void defaultIsNowhere();
};

void SourceSpanTest::position_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QByteArray>("wholeLine");

    const QByteArray ascii = "x = 1\ny = x\n";
    QTest::newRow("first byte") << ascii << 0 << 1 << 0 << QByteArray("x = 1");
    QTest::newRow("within a line") << ascii << 4 << 1 << 4 << QByteArray("x = 1");
    QTest::newRow("on the line break") << ascii << 5 << 1 << 5 << QByteArray("x = 1");
    QTest::newRow("after the line break") << ascii << 6 << 2 << 0 << QByteArray("y = x");
    QTest::newRow("end of text") << ascii << 12 << 3 << 0 << QByteArray();
    QTest::newRow("past the end") << ascii << 99 << 3 << 0 << QByteArray();
    QTest::newRow("negative") << ascii << -1 << 1 << 0 << QByteArray("x = 1");
    QTest::newRow("empty") << QByteArray() << 0 << 1 << 0 << QByteArray();
    QTest::newRow("blank line") << QByteArray("a\n\nb") << 2 << 2 << 0 << QByteArray();

    // Three bytes for each Chinese character and for the full-width comma, four for the face.
    const QByteArray chinese = "s = '梯度'\nprint('求导，好', x)  # 😀 y";
    const QByteArray first = "s = '梯度'";
    const QByteArray second = "print('求导，好', x)  # 😀 y";
    QTest::newRow("before Chinese") << chinese << 5 << 1 << 5 << first;
    QTest::newRow("second character") << chinese << 8 << 1 << 6 << first;
    QTest::newRow("closing quote") << chinese << 11 << 1 << 7 << first;
    QTest::newRow("second line") << chinese << 13 << 2 << 0 << second;
    QTest::newRow("x behind Chinese") << chinese << 13 + 22 << 2 << 14 << second;
    QTest::newRow("y behind a face") << chinese << int(chinese.size()) - 1 << 2 << 22 << second;
}

void SourceSpanTest::position()
{
    QFETCH(QByteArray, source);
    QFETCH(int, offset);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QByteArray, wholeLine);
    const SourcePosition found = positionAt(source.toStdString(), offset);
    QCOMPARE(found.line, line);
    QCOMPARE(found.column, column);
    const std::string text = source.toStdString();
    QCOMPARE(QByteArray::fromStdString(std::string(lineAt(text, offset))), wholeLine);
}

void SourceSpanTest::containsNeedsTheSameCell()
{
    const SourceSpan outer{0, 2, 10};
    QVERIFY(outer.contains({0, 2, 10}));
    QVERIFY(outer.contains({0, 3, 9}));
    QVERIFY(!outer.contains({0, 1, 9}));
    QVERIFY(!outer.contains({0, 3, 11}));
    QVERIFY(!outer.contains({1, 3, 9}));
}

void SourceSpanTest::defaultIsNowhere()
{
    QVERIFY(!SourceSpan().isValid());
    QVERIFY((SourceSpan{0, 0, 0}.isValid()));
}

QTEST_APPLESS_MAIN(SourceSpanTest)
#include "tst_sourcespan.moc"
