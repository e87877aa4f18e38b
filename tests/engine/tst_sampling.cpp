#include <QTest>

#include <cmath>

#include "engine/recording/session.h"
#include "engine/sampling/curve.h"
#include "engine/sampling/surface.h"
#include "engine/sampling/training.h"
#include "support/samplerecording.h"

using namespace engine;

namespace {

constexpr double near = 1e-6;

std::shared_ptr<const Recording> slopeOf(const std::string& target, double x,
                                         const std::string& functions = {})
{
    return support::record({"import tensorflow as tf\n" + functions + "\nx = tf.constant("
                            + std::to_string(x)
                            + ")\nwith tf.GradientTape() as t:\n    t.watch(x)\n    y = " + target
                            + "\ng = t.gradient(y, x)"});
}

Curve curveOf(const std::shared_ptr<const Recording>& recording, double from, double to,
              const CurveEffort& effort = {})
{
    const lang::StopFlag stop;
    Rerun rerun(recording, {0}, stop);
    FormulaBook book(*recording);
    return sampleCurve(rerun, book, SourceLine::along(*recording, {0}, {0, 0}), from, to, effort);
}

std::vector<double> breaksOf(const Curve& curve, CurveBreak::Kind kind)
{
    std::vector<double> places;
    for (const CurveBreak& one : curve.breaks) {
        if (one.kind == kind)
            places.push_back(one.t);
    }
    return places;
}

bool areNear(const std::vector<double>& found, const std::vector<double>& expected)
{
    if (found.size() != expected.size())
        return false;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (std::fabs(found[i] - expected[i]) > near)
            return false;
    }
    return true;
}

QString text(const Curve& curve)
{
    QString all;
    for (const CurveBreak& one : curve.breaks)
        all += QStringLiteral("%1 at %2; ").arg(static_cast<int>(one.kind)).arg(one.t, 0, 'g', 12);
    return all;
}

int lapsOf(double a)
{
    int laps = 0;
    for (double b = 2 * a; std::fabs(b) < 1000; b *= 2)
        ++laps;
    return laps;
}

} // namespace

/// Sampled plots against closed forms.
class TestSampling : public QObject
{
    Q_OBJECT

private slots:
    void smoothCurves_data();
    void smoothCurves();
    void theSeedsFunctionIsPiecewiseLinear();
    void breaksAreLocated_data();
    void breaksAreLocated();
    void whereTheProgramFails();
    void oneEntryOfMany();
    void alongTheGradient();
    void aVariableInTheMiddleOfATraining();
    void whatTheRecordingWasGivenStays();
    void stopEndsIt();
    void surfaces();
    void theWayDownOfATraining();
    void trainings();
};

void TestSampling::smoothCurves_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<int>("which");
    QTest::newRow("cube") << "x * x * x - x" << -2.0 << 2.0 << 0;
    QTest::newRow("sine") << "tf.sin(5 * x)" << -3.0 << 3.0 << 1;
    QTest::newRow("steep tanh") << "tf.tanh(100 * x)" << -1.0 << 1.1 << 2;
    QTest::newRow("exponential") << "tf.exp(x)" << -4.0 << 5.0 << 3;
}

void TestSampling::smoothCurves()
{
    QFETCH(QString, target);
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(int, which);
    const Curve curve = curveOf(slopeOf(target.toStdString(), 0.5), from, to);
    QVERIFY(curve.finished);
    QVERIFY2(curve.breaks.empty(), qPrintable(text(curve)));
    QVERIFY(curve.formulaKnown);
    double height = 0;
    double steepest = 0;
    for (const CurvePoint& point : curve.points) {
        height = std::max(height, std::fabs(point.value));
        steepest = std::max(steepest, std::fabs(point.slope));
    }
    const auto value = [&](double x) {
        return which == 0 ? x * x * x - x
            : which == 1  ? std::sin(5 * x)
            : which == 2  ? std::tanh(100 * x)
                          : std::exp(x);
    };
    const auto slope = [&](double x) {
        return which == 0 ? 3 * x * x - 1
            : which == 1  ? 5 * std::cos(5 * x)
            : which == 2  ? 100 / std::pow(std::cosh(100 * x), 2)
                          : std::exp(x);
    };
    for (const CurvePoint& point : curve.points) {
        QVERIFY(std::fabs(point.value - value(point.t)) < 2e-6 * height);
        QVERIFY(std::fabs(point.slope - slope(point.t)) < 1e-5 * steepest);
        QVERIFY(std::fabs(point.formula - slope(point.t)) < 1e-5 * steepest);
    }
    // Chords are nowhere visibly off.
    for (std::size_t i = 0; i + 1 < curve.points.size(); ++i) {
        const CurvePoint& a = curve.points[i];
        const CurvePoint& b = curve.points[i + 1];
        QVERIFY(std::fabs(value((a.t + b.t) / 2) - (a.value + b.value) / 2) < 3e-3 * height);
    }
    QCOMPARE(curve.recordedValue, static_cast<double>(static_cast<float>(curve.recordedValue)));
    QVERIFY(std::fabs(curve.recordedSlope - slope(0.5)) < 1e-5 * steepest);
}

void TestSampling::theSeedsFunctionIsPiecewiseLinear()
{
    const auto recording = support::controlFlowRecording();
    const Curve curve = curveOf(recording, -1.2, 2.3);
    QVERIFY(curve.finished);
    std::vector<double> expected;
    for (double edge = 1.953125; edge > 0.05; edge /= 2) {
        expected.insert(expected.begin(), edge);
        if (edge < 1.2)
            expected.insert(expected.begin(), -edge);
    }
    std::sort(expected.begin(), expected.end());
    std::vector<double> found = breaksOf(curve, CurveBreak::Kind::Jump);
    std::erase_if(found, [](double t) { return std::fabs(t) < 0.05; }); // they crowd towards 0
    QVERIFY2(areNear(found, expected), qPrintable(text(curve)));
    QCOMPARE(curve.loops.size(), std::size_t(1));
    for (const CurvePoint& point : curve.points) {
        if (std::isnan(point.value)) { // never gets to 1000
            QVERIFY(std::fabs(point.t) < 1e-30);
            continue;
        }
        const int laps = lapsOf(point.t);
        const double slope = std::ldexp(point.t > 0 ? 1.0 : 100.0, laps + 1);
        QCOMPARE(point.laps.at(0), laps);
        QCOMPARE(point.slope, slope);
        QVERIFY(std::fabs(point.value - slope * point.t) <= 1e-6 * std::fabs(point.value));
        // The formula that was recorded holds where the run goes the recorded way, and only there.
        QCOMPARE(std::isnan(point.formula), !(point.t > 0 && laps == lapsOf(0.7)));
    }
    QVERIFY(curve.formulaKnown);
    QCOMPARE(curve.recordedSlope, 2048.0);
}

void TestSampling::breaksAreLocated_data()
{
    using Kind = CurveBreak::Kind;
    QTest::addColumn<QString>("functions");
    QTest::addColumn<QString>("target");
    QTest::addColumn<std::vector<double>>("places");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, const char* functions, const char* target,
                        std::vector<double> places, Kind kind) {
        QTest::newRow(name) << functions << target << places << static_cast<int>(kind);
    };
    row("relu", "", "tf.nn.relu(x - 0.3)", {0.3}, Kind::Kink);
    row("relu hit", "", "tf.nn.relu(x) + x * x", {0.0}, Kind::Kink); // 0 is a sample
    row("abs", "", "tf.abs(x + 0.7) * x", {-0.7}, Kind::Kink);
    row("maximum", "", "tf.maximum(x * x, 1.0)", {-1.0, 1.0}, Kind::Kink);
    row("two near each other", "", "tf.nn.relu(x - 0.5) - tf.nn.relu(x - 0.51)", {0.5, 0.51},
        Kind::Kink);
    row("where", "", "tf.where(x > 0.25, x + 1.0, x)", {0.25}, Kind::Jump);
    row("sign", "", "x * tf.sign(x - 1.25)", {1.25}, Kind::Jump);
    row("floor", "", "tf.floor(x * 2) + 0 * x", {-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5}, Kind::Jump);
    row("if with a jump", "def f(x):\n    if x > 0.6:\n        return 3 * x\n    return x", "f(x)",
        {0.6}, Kind::Jump);
    row("if with a kink", "def f(x):\n    if x > 0.6:\n        return 3 * x - 1.2\n    return x",
        "f(x)", {0.6}, Kind::Kink);
    row("if without either",
        "def f(x):\n    if x > 0.6:\n        return x * x\n    return x ** 2.0", "f(x)", {0.6},
        Kind::Switch);
    row("logarithm", "", "tf.math.log(x + 0.45)", {-0.45}, Kind::Edge);
}

void TestSampling::breaksAreLocated()
{
    QFETCH(QString, functions);
    QFETCH(QString, target);
    QFETCH(std::vector<double>, places);
    QFETCH(int, kind);
    const Curve curve =
        curveOf(slopeOf(target.toStdString(), 1.5, functions.toStdString()), -1.8, 1.8);
    QVERIFY(curve.finished);
    const auto found = breaksOf(curve, static_cast<CurveBreak::Kind>(kind));
    QVERIFY2(areNear(found, places), qPrintable(text(curve)));
    QVERIFY2(curve.breaks.size() == places.size(), qPrintable(text(curve)));
}

void TestSampling::whereTheProgramFails()
{
    const Curve curve = curveOf(
        slopeOf(
            "f(x)", 1.5,
            "def f(x):\n    if x < 0.5:\n        raise ValueError('too small')\n    return x * x"),
        -1, 2);
    QVERIFY(curve.finished);
    QVERIFY2(areNear(breaksOf(curve, CurveBreak::Kind::Edge), {0.5}), qPrintable(text(curve)));
    QCOMPARE(curve.problems.size(), std::size_t(1));
    QCOMPARE(curve.problems[0].message, std::string("too small"));
    for (const CurvePoint& point : curve.points) {
        QCOMPARE(point.problem, point.t < 0.5 ? 0 : -1);
        QCOMPARE(std::isnan(point.value), point.t < 0.5);
    }
    // A loop without an end is given up.
    const Curve endless =
        curveOf(slopeOf("f(x)", 1.5, "def f(x):\n    while x < 1:\n        pass\n    return x * x"),
                0.5, 2, {8, 60});
    QVERIFY(!endless.problems.empty());
    QCOMPARE(endless.problems[0].kind, std::string("OperationLimit"));
}

void TestSampling::oneEntryOfMany()
{
    const auto recording = support::quadraticRecording(); // y = 2 xᵀx at 0, 1, 2, 3
    const lang::StopFlag stop;
    Rerun rerun(recording, {0}, stop);
    FormulaBook book(*recording);
    const SourceLine line = SourceLine::along(*recording, {0}, {0, 2});
    QCOMPARE(line.recorded(), 2.0);
    const Curve curve = sampleCurve(rerun, book, line, -3, 5);
    QVERIFY(curve.formulaKnown);
    QCOMPARE(curve.recordedValue, 28.0);
    QCOMPARE(curve.recordedSlope, 8.0);
    for (const CurvePoint& point : curve.points) {
        QVERIFY(std::fabs(point.value - 2 * (10 + point.t * point.t)) < 1e-4);
        QVERIFY(std::fabs(point.slope - 4 * point.t) < 1e-5);
        QVERIFY(std::fabs(point.formula - 4 * point.t) < 1e-5);
    }
}

void TestSampling::alongTheGradient()
{
    const auto recording = support::quadraticRecording();
    const lang::StopFlag stop;
    Rerun rerun(recording, {0}, stop);
    FormulaBook book(*recording);
    const auto line = SourceLine::steepest(*recording, {0}, -1);
    QVERIFY(line.has_value());
    const double length = std::sqrt(14.0); // of x, and x is the direction
    const Curve curve = sampleCurve(rerun, book, *line, -5, 2);
    QVERIFY(std::fabs(curve.recordedSlope - 4 * length) < 1e-5);
    QVERIFY(curve.formulaKnown);
    for (const CurvePoint& point : curve.points) {
        const double far = length + point.t;
        QVERIFY(std::fabs(point.value - 2 * far * far) < 1e-4);
        QVERIFY(std::fabs(point.slope - 4 * far) < 1e-4);
        QVERIFY(std::fabs(point.formula - 4 * far) < 1e-4);
    }
}

namespace {

const std::vector<std::string> descentCells{
    "import tensorflow as tf\nw = tf.Variable(4.0)\nb = tf.Variable([1.0, -2.0])",
    "for i in range(6):\n    with tf.GradientTape() as t:\n        loss = w * w + 3 * b[1] * b[1]\n"
    "    dw, db = t.gradient(loss, [w, b])\n    w.assign_sub(0.25 * dw)\n    b.assign_sub(0.125 * "
    "db)"};

} // namespace

void TestSampling::aVariableInTheMiddleOfATraining()
{
    const auto recording = support::record(descentCells);
    const lang::StopFlag stop;
    Rerun rerun(recording, {3}, stop);
    FormulaBook book(*recording);
    const SourceLine line = SourceLine::along(*recording, {3}, {0, 0});
    QCOMPARE(line.recorded(), 0.5); // 4, 2, 1, 0.5
    const Curve curve = sampleCurve(rerun, book, line, -1, 2);
    const double rest = 3 * std::pow(2 * std::pow(0.25, 3), 2);
    for (const CurvePoint& point : curve.points) {
        QVERIFY(std::fabs(point.value - (point.t * point.t + rest)) < 1e-5);
        QVERIFY(std::fabs(point.slope - 2 * point.t) < 1e-5);
    }
}

void TestSampling::whatTheRecordingWasGivenStays()
{
    const std::vector<std::string> cells{
        "import tensorflow as tf\na = tf.constant(2.0)\nx = tf.constant(3.0)\n"
        "with tf.GradientTape() as t:\n    t.watch([a, x])\n    y = a * x * x\ng = t.gradient(y, "
        "[a, x])"};
    const auto first = support::record(cells);
    const lang::StopFlag stop;
    Session session(stop);
    Session::Options options;
    options.given = {{first->passes[0].sources[0], Tensor::scalar(10.0F)},
                     {first->passes[0].sources[1], Tensor::scalar(1.0F)}};
    const auto recording = session.run(support::lessonOf(cells), options);
    Rerun rerun(recording, {0}, stop);
    FormulaBook book(*recording);
    const SourceLine line = SourceLine::along(*recording, {0}, {1, 0});
    QCOMPARE(line.recorded(), 1.0);
    const Curve curve = sampleCurve(rerun, book, line, -1, 2);
    for (const CurvePoint& point : curve.points)
        QVERIFY(std::fabs(point.value - 10 * point.t * point.t) < 1e-5);
}

void TestSampling::stopEndsIt()
{
    const auto recording = slopeOf("x * x", 1);
    lang::StopFlag stop;
    Rerun rerun(recording, {0}, stop);
    FormulaBook book(*recording);
    int told = 0;
    const Curve curve = sampleCurve(rerun, book, SourceLine::along(*recording, {0}, {0, 0}), -1, 2,
                                    {}, [&](const Curve&, double) {
                                        ++told;
                                        stop.request();
                                    });
    QCOMPARE(told, 1);
    QVERIFY(!curve.finished);
    QVERIFY(curve.points.size() > 2);
    QVERIFY(curve.runs < 30);
}

void TestSampling::surfaces()
{
    const auto recording =
        support::record({"import tensorflow as tf\nx = tf.constant([2., 1.])\nwith "
                         "tf.GradientTape() as t:\n    t.watch(x)\n"
                         "    y = x[0] * x[0] + 3 * x[1] * x[1]\ng = t.gradient(y, x)"});
    const lang::StopFlag stop;
    Rerun rerun(recording, {0}, stop);
    double last = 0;
    const Surface surface =
        sampleSurface(rerun, {0, 0}, {0, 1}, {-3, 3, -2, 2}, 500, [&](const Surface&, double done) {
            QVERIFY(done >= last);
            last = done;
        });
    QVERIFY(surface.finished);
    QCOMPARE(last, 1.0);
    QCOMPARE(surface.columns, 17);
    for (int row = 0; row < surface.rows; ++row) {
        for (int column = 0; column < surface.columns; ++column) {
            const double x = -3 + 6.0 * column / (surface.columns - 1);
            const double y = -2 + 4.0 * row / (surface.rows - 1);
            const double value =
                surface.values[static_cast<std::size_t>(row * surface.columns + column)];
            QVERIFY(std::fabs(value - (x * x + 3 * y * y)) < 1e-5);
        }
    }
    QCOMPARE(*surface.slopeX, 4.0);
    QCOMPARE(*surface.slopeY, 6.0);
    QCOMPARE(surface.recordedValue, 7.0);
    QVERIFY(surface.trained.empty());
    QVERIFY(surface.descent.size() > 3);
    for (std::size_t i = 1; i < surface.descent.size(); ++i)
        QVERIFY(surface.descent[i].value < surface.descent[i - 1].value);
    QVERIFY(surface.descent.back().value < 0.01);
}

void TestSampling::theWayDownOfATraining()
{
    const auto recording = support::record(descentCells);
    const auto path = trainedPath(*recording, {0}, {0, 0}, {1, 1});
    QCOMPARE(path.size(), std::size_t(7)); // six passes and what the last one led to
    for (std::size_t i = 0; i < path.size(); ++i) {
        QCOMPARE(path[i].x, 4 * std::pow(0.5, static_cast<double>(i)));
        QCOMPARE(path[i].y, -2 * std::pow(0.25, static_cast<double>(i)));
        QVERIFY(i == 0 || path[i].step > path[i - 1].step);
    }
    const SurfaceRange range = customaryRange(*recording, {0}, {0, 0}, {1, 1});
    QVERIFY(range.xFrom < 0 && range.xTo > 4 && range.yFrom < -2 && range.yTo > 0);
    QVERIFY(trainedPath(*support::quadraticRecording(), {0}, {0, 0}, {0, 1}).empty());
}

void TestSampling::trainings()
{
    const auto recording = support::record(descentCells);
    const auto trainings = trainingsOf(*recording);
    QCOMPARE(trainings.size(), std::size_t(1));
    const Training& training = trainings[0];
    QCOMPARE(training.passes.size(), std::size_t(6));
    QCOMPARE(training.loss.name, std::string("loss"));
    QCOMPARE(training.loss.values[0], 28.0);
    QCOMPARE(training.loss.values[1], 4.75);
    QCOMPARE(training.parameters.size(), std::size_t(3));
    QCOMPARE(training.parameters[0].name, std::string("w"));
    QCOMPARE(training.parameters[2].name, std::string("b[1]"));
    QCOMPARE(training.parameters[2].values[1], -0.5);
    QCOMPARE(training.gradients.size(), std::size_t(2));
    QCOMPARE(training.gradients[0].values[0], 8.0);
    QCOMPARE(training.gradients[1].values[0], 12.0);
    for (std::size_t i = 0; i < training.steps.size(); ++i) {
        const Step& step = recording->steps[static_cast<std::size_t>(training.steps[i]) - 1];
        QCOMPARE(step.kind, StepKind::PassEnded);
        QCOMPARE(step.pass, training.passes[i]);
    }
    QVERIFY(trainingsOf(*support::quadraticRecording()).empty());
    QVERIFY(trainingsOf(*support::persistentRecording()).empty());
}

QTEST_APPLESS_MAIN(TestSampling)
#include "tst_sampling.moc"
