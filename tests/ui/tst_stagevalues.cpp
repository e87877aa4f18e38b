#include <QtTest>

#include "engine/recording/questions.h"
#include "engine/tape/graph.h"
#include "support/samplerecording.h"
#include "ui/stage/cellsources.h"
#include "ui/stage/valueimage.h"
#include "ui/window/theme.h"

using namespace ui;
using engine::Shape;
using Elements = std::vector<std::int64_t>;

namespace {

double luminance(const QColor& color)
{
    const auto part = [](double v) {
        return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF())
        + 0.0722 * part(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

/// The newest node of that operation.
engine::NodeId newest(const engine::Recording& recording, engine::Op op)
{
    for (int i = recording.graph.size(); i-- > 0;) {
        if (recording.graph.node({i}).op == op)
            return {i};
    }
    return {};
}

} // namespace

class StageValuesTest : public QObject
{
    Q_OBJECT

private slots:
    void whatLooksLikePicturesIsOne_data()
    {
        QTest::addColumn<Elements>("extents");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("shown");
        QTest::addColumn<int>("hidden");
        const int none = static_cast<int>(ValueImage::Kind::None);
        const int strip = static_cast<int>(ValueImage::Kind::Strip);
        const int pictures = static_cast<int>(ValueImage::Kind::Pictures);
        QTest::newRow("scalar") << Elements{} << none << 0 << 0;
        QTest::newRow("empty") << Elements{0, 28} << none << 0 << 0;
        QTest::newRow("six by six") << Elements{6, 6} << none << 0 << 0;
        QTest::newRow("long vector") << Elements{7} << strip << 0 << 0;
        QTest::newRow("weights") << Elements{784, 256} << strip << 0 << 0;
        QTest::newRow("a digit") << Elements{28, 28} << pictures << 1 << 0;
        QTest::newRow("a photograph") << Elements{32, 48, 3} << pictures << 1 << 0;
        QTest::newRow("a batch of digits") << Elements{64, 28, 28} << pictures << 3 << 61;
        QTest::newRow("with a channel") << Elements{2, 28, 28, 1} << pictures << 2 << 0;
        QTest::newRow("a batch of photographs") << Elements{5, 32, 32, 3} << pictures << 3 << 2;
        QTest::newRow("a narrow one") << Elements{64, 10} << strip << 0 << 0;
    }
    void whatLooksLikePicturesIsOne()
    {
        QFETCH(Elements, extents);
        QFETCH(int, kind);
        QFETCH(int, shown);
        QFETCH(int, hidden);
        const ValueImage image{Shape(extents)};
        QCOMPARE(static_cast<int>(image.kind()), kind);
        if (image.kind() != ValueImage::Kind::Pictures)
            return;
        QCOMPARE(image.shownPictures(), shown);
        QCOMPARE(static_cast<int>(image.hiddenPictures()), hidden);
    }

    void pixelsAreElements()
    {
        const Shape shape{2, 8, 8};
        std::vector<float> values(128, 0.0F);
        values[64 + 3 * 8 + 5] = 1.0F; // of the second picture
        const auto tensor = engine::Tensor::of<float>(shape, values);
        const ValueImage image{shape};
        const QImage second = image.image(tensor, 1, false, Theme::light());
        QCOMPARE(second.size(), QSize(8, 8));
        QCOMPARE(second.pixelColor(5, 3), QColor(Qt::white));
        QCOMPARE(second.pixelColor(4, 3), QColor(Qt::black));
        const QRectF area(QPointF(10, 20), image.size(0));
        const QRectF cell = image.cellOf(64 + 3 * 8 + 5, area);
        QVERIFY(area.contains(cell));
        QCOMPARE(image.elementAt(cell.center(), area), 64 + 3 * 8 + 5);
        QCOMPARE(image.elementAt({0, 0}, area), -1);
    }

    void aGradientIsColouredBySign()
    {
        const Shape shape{8, 8};
        std::vector<float> values(64, 0.0F);
        values[0] = -2.0F;
        values[1] = 2.0F;
        const auto tensor = engine::Tensor::of<float>(shape, values);
        const QImage image = ValueImage(shape).image(tensor, 0, true, Theme::light());
        QCOMPARE(image.pixelColor(0, 0), heatColor(-1, Theme::light()));
        QCOMPARE(image.pixelColor(1, 0), heatColor(1, Theme::light()));
        QCOMPARE(image.pixelColor(2, 0), Theme::light().surface);
    }

    void textOnTheTintStaysReadable()
    {
        for (const Theme* const theme : {&Theme::light(), &Theme::night()}) {
            for (const double share : {-1.0, -0.5, 0.0, 0.5, 1.0})
                QVERIFY2(
                    contrast(heatColor(share, *theme), theme->text) >= 4.5,
                    qPrintable(QString::number(contrast(heatColor(share, *theme), theme->text))));
        }
    }

    void aCellKnowsWhereItCameFrom_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("op");
        QTest::addColumn<int>("slot");
        QTest::addColumn<int>("element");
        QTest::addColumn<Elements>("sources");
        const auto op = [](engine::Op which) { return static_cast<int>(which); };
        const QString a = QStringLiteral("a = tf.constant([[1., 2., 3.], [4., 5., 6.]])\n");
        QTest::newRow("row of a product") << a + "b = tf.matmul(a, tf.constant([[1.], [0.], [2.]]))"
                                          << op(engine::Op::Matmul) << 0 << 1 << Elements{3, 4, 5};
        QTest::newRow("column of a product")
            << a + "b = tf.matmul(a, tf.constant([[1.], [0.], [2.]]))" << op(engine::Op::Matmul)
            << 1 << 1 << Elements{0, 1, 2};
        QTest::newRow("transposed")
            << a + "b = tf.transpose(a)" << op(engine::Op::Transpose) << 0 << 1 << Elements{3};
        QTest::newRow("sum of a column") << a + "b = tf.reduce_sum(a, axis=0)"
                                         << op(engine::Op::ReduceSum) << 0 << 2 << Elements{2, 5};
        QTest::newRow("broadcast") << a + "b = a + tf.constant([10., 20., 30.])"
                                   << op(engine::Op::Add) << 1 << 4 << Elements{1};
        QTest::newRow("relu of a negative") << "a = tf.constant([-1., 2.])\nb = tf.nn.relu(a)"
                                            << op(engine::Op::Relu) << 0 << 0 << Elements{0};
        QTest::newRow("integers") << "a = tf.constant([1, 2, 3])\nb = a * a"
                                  << op(engine::Op::Multiply) << 0 << 2 << Elements{2};
    }
    void aCellKnowsWhereItCameFrom()
    {
        QFETCH(QString, code);
        QFETCH(int, op);
        QFETCH(int, slot);
        QFETCH(int, element);
        QFETCH(Elements, sources);
        const auto recording = support::record({"import tensorflow as tf\n" + code.toStdString()});
        const engine::NodeId node = newest(*recording, static_cast<engine::Op>(op));
        QVERIFY(node.isValid());
        const auto operand = recording->graph.node(node).inputs[static_cast<std::size_t>(slot)];
        Elements candidates;
        for (std::int64_t i = 0; i < recording->graph.node(operand).value.size(); ++i)
            candidates.push_back(i);
        QCOMPARE(cellSources(recording->graph, node, static_cast<std::size_t>(slot), element,
                             candidates),
                 sources);
    }
};

QTEST_MAIN(StageValuesTest)
#include "tst_stagevalues.moc"
