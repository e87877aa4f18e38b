// Sampled plots as the panel shows them, read back from QCustomPlot.
#include <QComboBox>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

#include <qcustomplot.h>

#include <cmath>

#include "engine/recording/recording.h"
#include "support/samplerecording.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/plots/figureview.h"
#include "ui/plots/plotpanel.h"
#include "ui/plots/plottext.h"
#include "ui/plots/plotwidget.h"

using namespace engine;
using namespace ui;

namespace {

constexpr int patience = 120'000; ///< milliseconds that sampling may take on a busy machine

/// A panel on a recording, to be seen.
struct Shown
{
    explicit Shown(std::shared_ptr<const Recording> recording)
        : panel(&player, &selection)
    {
        panel.resize(420, 640);
        panel.setLook({});
        player.setRecording(recording, recording->stepCount());
        panel.show();
    }

    QCustomPlot& plot() const { return *panel.view()->plot(); }
    QCPGraph* graph(const QString& name) const
    {
        for (int i = 0; i < plot().graphCount(); ++i) {
            if (plot().graph(i)->name() == name)
                return plot().graph(i);
        }
        return nullptr;
    }
    /// The plot with this beside its y axis.
    QCPAxisRect* rect(const QString& label) const
    {
        for (QCPAxisRect* one : plot().axisRects()) {
            if (one->axis(QCPAxis::atLeft)->label() == label)
                return one;
        }
        return nullptr;
    }
    template <class Widget>
    Widget* named(const QString& name) const
    {
        for (Widget* widget : panel.findChildren<Widget*>()) {
            if (widget->accessibleName() == name)
                return widget;
        }
        return nullptr;
    }

    Player player;
    Selection selection;
    PlotPanel panel;
};

const std::vector<std::string> descent{
    "import tensorflow as tf\nw = tf.Variable(4.0)\nb = tf.Variable([1.0, -2.0])",
    "for i in range(6):\n    with tf.GradientTape() as t:\n        loss = w * w + 3 * b[1] * b[1]\n"
    "    dw, db = t.gradient(loss, [w, b])\n    w.assign_sub(0.25 * dw)\n    b.assign_sub(0.125 * "
    "db)"};

} // namespace

class TestPlotPanel : public QObject
{
    Q_OBJECT
private slots:
    void theCurveItsTangentAndItsDerivative()
    {
        const Shown shown(support::quadraticRecording()); // y = 2 xᵀx
        QTRY_VERIFY_WITH_TIMEOUT(shown.panel.curve() && shown.panel.curve()->finished, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!shown.panel.isSampling(), patience);
        QCOMPARE(shown.plot().axisRectCount(), 2);
        const QCPGraph* target = shown.graph(QStringLiteral("y"));
        QVERIFY(target != nullptr);
        for (const QCPGraphData& point : *target->data())
            QVERIFY(std::fabs(point.value - 2 * (13 + point.key * point.key)) < 1e-4);
        // x[0] is 0 and nothing changes with it: the first number that matters is x[1] = 1.
        const QCPGraph* tangent = shown.graph(QStringLiteral("tangent"));
        QVERIFY(tangent != nullptr);
        QCOMPARE(tangent->dataCount(), 2);
        for (const QCPGraphData& point : *tangent->data())
            QVERIFY(std::fabs(point.value - (28 + 4 * (point.key - 1))) < 1e-5);
        const QCPGraph* formula = shown.graph(QStringLiteral("formula"));
        const QCPGraph* tape = shown.graph(QStringLiteral("tape"));
        QVERIFY(formula != nullptr && tape != nullptr);
        for (const QCPGraph* graph : {formula, tape}) {
            QVERIFY(graph->dataCount() > 20);
            for (const QCPGraphData& point : *graph->data())
                QVERIFY(std::fabs(point.value - 4 * point.key) < 1e-5);
        }
    }

    void aChosenNumberIsPlotted()
    {
        Shown shown(support::quadraticRecording());
        QTRY_VERIFY_WITH_TIMEOUT(shown.panel.curve() && !shown.panel.isSampling(), patience);
        const NodeId x = shown.player.recording()->passes[0].sources[0];
        shown.selection.selectNumber({x, 3, false});
        QTRY_VERIFY_WITH_TIMEOUT(shown.panel.curve() && shown.panel.curve()->recorded == 3.0, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!shown.panel.isSampling(), patience);
        QCOMPARE(shown.panel.curve()->recordedSlope, 12.0);
        QComboBox* entries = shown.named<QComboBox>(QStringLiteral("Number that changes"));
        QCOMPARE(entries->currentText(), QStringLiteral("x[3, 0]"));
        // the last choice goes along the gradient
        entries->setCurrentIndex(entries->count() - 1);
        emit entries->activated(entries->count() - 1);
        QTRY_VERIFY_WITH_TIMEOUT(shown.panel.curve()
                    && std::fabs(shown.panel.curve()->recordedSlope - 4 * std::sqrt(14.0)) < 1e-5, patience);
    }

    void lapsAndJumpsOfControlFlow()
    {
        const Shown shown(support::controlFlowRecording());
        QTRY_VERIFY_WITH_TIMEOUT(shown.panel.curve() && shown.panel.curve()->finished, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!shown.panel.isSampling(), patience);
        QCOMPARE(shown.plot().axisRectCount(), 4); // with laps and the branch
        const QCPAxisRect* laps = shown.rect(QStringLiteral("laps"));
        QVERIFY(laps != nullptr);
        bool found = false;
        for (const QCPGraph* graph : laps->graphs()) {
            if (graph->dataCount() < 20)
                continue;
            found = true;
            for (const QCPGraphData& point : *graph->data()) {
                int count = 0;
                for (double b = 2 * point.key; std::fabs(b) < 1000 && b != 0; b *= 2)
                    ++count;
                if (point.key != 0)
                    QCOMPARE(point.value, static_cast<double>(count));
            }
        }
        QVERIFY(found);
        // The curve is interrupted where it jumps.
        const QCPGraph* target = shown.graph(QStringLiteral("c"));
        QVERIFY(target != nullptr);
        int gaps = 0;
        for (const QCPGraphData& point : *target->data())
            gaps += std::isnan(point.value) ? 1 : 0;
        QVERIFY(gaps >= static_cast<int>(shown.panel.curve()->breaks.size()) - 1);
        QVERIFY(gaps > 4);
    }

    void movingSamplesAnew()
    {
        Shown shown(support::quadraticRecording());
        QTRY_VERIFY_WITH_TIMEOUT(shown.panel.curve() && shown.panel.curve()->finished, patience);
        const double before = shown.panel.curve()->to;
        emit shown.panel.view()->plot()->rangesChanged({5, 6}, {0, 1});
        QTRY_COMPARE_WITH_TIMEOUT(shown.panel.curve()->from, 5.0, patience);
        QTRY_VERIFY_WITH_TIMEOUT(shown.panel.curve()->finished, patience);
        QCOMPARE(shown.plot().axisRect(0)->axis(QCPAxis::atBottom)->range().lower, 5.0);
        emit shown.panel.view()->wholeRequested();
        QTRY_COMPARE_WITH_TIMEOUT(shown.panel.curve()->to, before, patience);
    }

    void allPlotsShareX()
    {
        const Shown shown(support::controlFlowRecording());
        QTRY_VERIFY_WITH_TIMEOUT(shown.panel.curve() && !shown.panel.isSampling(), patience);
        shown.plot().axisRect(0)->axis(QCPAxis::atBottom)->setRange(0.25, 0.75);
        for (const QCPAxisRect* rect : shown.plot().axisRects())
            QCOMPARE(rect->axis(QCPAxis::atBottom)->range().lower, 0.25);
    }

    void theMapWithItsArrowAndTheWayDown()
    {
        Shown shown(support::record(descent));
        shown.player.seek(shown.player.recording()->passFacts[0].endedAt);
        shown.panel.showKind(PlotPanel::Kind::Map);
        QTRY_VERIFY_WITH_TIMEOUT(shown.panel.surface() && shown.panel.surface()->finished, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!shown.panel.isSampling(), patience);
        QCOMPARE(shown.panel.surface()->up, (SourceEntry{1, 1})); // b[0] does not matter
        QCOMPARE(shown.panel.surface()->trained.size(), std::size_t(7));
        QVERIFY(shown.panel.surface()->descent.size() > 2);
        int maps = 0;
        int paths = 0;
        for (int i = 0; i < shown.plot().plottableCount(); ++i) {
            if (const auto* map = qobject_cast<QCPColorMap*>(shown.plot().plottable(i))) {
                ++maps;
                const Surface& surface = *shown.panel.surface();
                QCOMPARE(map->data()->keySize(), surface.columns);
                QVERIFY(std::fabs(map->data()->cell(0, 0) - surface.values[0]) < 1e-9);
            }
            paths +=
                shown.plot().plottable(i)->name() == QStringLiteral("gradient descent from here");
        }
        QCOMPARE(maps, 1);
        QCOMPARE(paths, 1);
    }

    void aRoundLeadsToItsStep()
    {
        Shown shown(support::record(descent));
        shown.panel.showKind(PlotPanel::Kind::Training);
        QTRY_COMPARE_WITH_TIMEOUT(shown.plot().axisRectCount(), 3, patience);
        const QCPGraph* loss = shown.rect(QStringLiteral("loss"))->graphs().first();
        QCOMPARE(loss->dataCount(), 6);
        QCOMPARE(loss->data()->at(1)->value, 4.75);
        emit shown.panel.view()->plot()->hovered(3);
        QCOMPARE(shown.player.step(), shown.player.recording()->passFacts[2].endedAt);
        const PlotPanel none(&shown.player, &shown.selection);
        Player other;
        other.setRecording(support::quadraticRecording(), 0);
        const PlotPanel untrained(&other, &shown.selection);
        QVERIFY(!untrained.findChild<QTabBar*>()->isTabVisible(2));
    }

    void cancelKeepsWhatIsThere()
    {
        std::string slow =
            "import tensorflow as tf\nn = 0\nfor i in range(20000):\n    n = n + i\n"
            "x = tf.constant(2.0)\nwith tf.GradientTape() as t:\n    t.watch(x)\n    y = x * x\n"
            "g = t.gradient(y, x)";
        Shown shown(support::record({slow}));
        QTRY_VERIFY_WITH_TIMEOUT(shown.panel.isSampling(), patience);
        QVERIFY(shown.panel.findChild<QProgressBar*>()->isVisibleTo(&shown.panel));
        for (QToolButton* button : shown.panel.findChildren<QToolButton*>()) {
            if (button->text() == QStringLiteral("Cancel"))
                button->click();
        }
        QVERIFY(!shown.panel.isSampling());
        QTest::qWait(300);
        QVERIFY(!shown.panel.curve() || !shown.panel.curve()->finished);
    }

    void hiddenPanelsDoNothing()
    {
        Player player;
        Selection selection;
        PlotPanel panel(&player, &selection);
        const auto recording = support::quadraticRecording();
        player.setRecording(recording, recording->stepCount());
        QTest::qWait(400);
        QVERIFY(!panel.curve() && !panel.isSampling());
    }

    void formulasInWordsAreFound()
    {
        QVERIFY(PlotText::hasFormula("$x^2$ 与 y"));
        QVERIFY(!PlotText::hasFormula("5 $"));
        const PlotText plain("ab", QFont(), {});
        const PlotText both("a$x$b", QFont(), {});
        QVERIFY(both.size().width() > plain.size().width());
    }
};

QTEST_MAIN(TestPlotPanel)
#include "tst_plotpanel.moc"
