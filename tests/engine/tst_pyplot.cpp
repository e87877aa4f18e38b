// What cells draw with matplotlib.pyplot, read back from the figures that a run gives.
#include <QTest>

#include <cmath>

#include "engine/lesson/lessonfile.h"
#include "engine/recording/lessonstate.h"
#include "engine/recording/session.h"

using namespace engine;

namespace {

Cell codeCell(std::string source)
{
    Cell cell;
    cell.source = std::move(source);
    return cell;
}

std::vector<Output> outputsOf(const std::string& source)
{
    Lesson lesson;
    lesson.cells.push_back(codeCell("import matplotlib.pyplot as plt\nimport numpy as np\n" + source));
    const lang::StopFlag stop;
    Session session(stop);
    return session.run(lesson, {})->cellRuns.front().outputs;
}

/// The only figure of a cell.
Figure figureOf(const std::string& source)
{
    for (const Output& output : outputsOf(source)) {
        if (output.kind == Output::Kind::Error)
            qWarning("%s: %s", output.errorName.c_str(), output.errorValue.c_str());
        if (output.figure)
            return *output.figure;
    }
    return {};
}

template <class Item>
Item itemOf(const std::string& source, std::size_t which = 0)
{
    const Figure figure = figureOf(source);
    if (figure.axes.empty() || figure.axes.front().items.size() <= which
        || !std::holds_alternative<Item>(figure.axes.front().items[which])) {
        qWarning("no such item in the figure of: %s", source.c_str());
        return {};
    }
    return std::get<Item>(figure.axes.front().items[which]);
}

std::string errorOf(const std::string& source)
{
    const std::vector<Output> outputs = outputsOf(source);
    return outputs.empty() ? "" : outputs.front().errorName + ": " + outputs.front().errorValue;
}

} // namespace

class TestPyplot : public QObject
{
    Q_OBJECT
private slots:
    void lines()
    {
        const auto counted = itemOf<PlotLine>("plt.plot([1, 4, 9])");
        QCOMPARE(counted.x, (std::vector<double>{0, 1, 2}));
        QCOMPARE(counted.y, (std::vector<double>{1, 4, 9}));
        QCOMPARE(counted.style.color, (PlotColor{0x1f / 255.0, 0x77 / 255.0, 0xb4 / 255.0, 1}));

        const auto second = itemOf<PlotLine>("plt.plot([0, 1], [2, 3], 'r--', [0, 1], [4, 5], 'go', label='l')", 1);
        QCOMPARE(second.y, (std::vector<double>{4, 5}));
        QVERIFY(second.style.line == LineStyle::None);
        QCOMPARE(second.style.marker, std::string("o"));
        QCOMPARE(second.label, std::string("l"));

        const auto columns = itemOf<PlotLine>("plt.plot(np.array([[1, 2], [3, 4], [5, 6]]))", 1);
        QCOMPARE(columns.y, (std::vector<double>{2, 4, 6}));
    }

    void formats_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("marker");
        QTest::newRow("colour only") << "k" << int(LineStyle::Solid) << "";
        QTest::newRow("dashed") << "--" << int(LineStyle::Dashed) << "";
        QTest::newRow("dash-dot with marker") << "b^-." << int(LineStyle::DashDot) << "^";
        QTest::newRow("dotted") << "C1:" << int(LineStyle::Dotted) << "";
        QTest::newRow("marker only") << "s" << int(LineStyle::None) << "s";
        QTest::newRow("order does not matter") << "o-g" << int(LineStyle::Solid) << "o";
    }
    void formats()
    {
        QFETCH(const QString, format);
        QFETCH(const int, line);
        QFETCH(const QString, marker);
        const auto drawn = itemOf<PlotLine>("plt.plot([1, 2], '" + format.toStdString() + "')");
        QCOMPARE(int(drawn.style.line), line);
        QCOMPARE(QString::fromStdString(drawn.style.marker), marker);
    }

    void tensorsAndArraysAreData()
    {
        const auto line = itemOf<PlotLine>("import tensorflow as tf\nx = tf.Variable([[1.], [2.]])\nplt.plot(x, x * x)");
        QCOMPARE(line.x, (std::vector<double>{1, 2}));
        QCOMPARE(line.y, (std::vector<double>{1, 4}));
    }

    void histogramCountsAsNumpyDoes()
    {
        // np.histogram([1, 2, 2, 3, 5], bins=4) is [1, 2, 1, 1] over [1, 2, 3, 4, 5]: the last bin has its right edge.
        const Figure figure = figureOf("plt.hist([1, 2, 2, 3, 5], bins=4)");
        std::vector<double> heights;
        for (const PlotItem& item : figure.axes.front().items)
            heights.push_back(std::get<PlotBars>(item).heights.front());
        QCOMPARE(heights, (std::vector<double>{1, 2, 1, 1}));
    }

    void wordsBecomePlaces()
    {
        const Figure figure = figureOf("plt.bar(['a', 'b'], [3, 5])");
        QCOMPARE(std::get<PlotBars>(figure.axes.front().items.front()).positions, (std::vector<double>{0, 1}));
        QCOMPARE(figure.axes.front().x.tickLabels, (std::vector<std::string>{"a", "b"}));
    }

    void settings()
    {
        const PlotAxes axes = figureOf("plt.plot([1, 10])\nplt.xlabel('x')\nplt.ylabel('$y$')\nplt.title('T')\nplt.xlim(0, 2)\n"
                                       "plt.ylim([1, 100])\nplt.yscale('log')\nplt.grid(True)\nplt.legend(['one'], loc='lower left')")
                                  .axes.front();
        QCOMPARE(axes.x.label, std::string("x"));
        QCOMPARE(axes.y.label, std::string("$y$"));
        QCOMPARE(axes.title, std::string("T"));
        QCOMPARE(axes.x.from.value(), 0.0);
        QCOMPARE(axes.x.to.value(), 2.0);
        QCOMPARE(axes.y.to.value(), 100.0);
        QVERIFY(axes.y.logarithmic);
        QVERIFY(axes.grid);
        QVERIFY(axes.legend);
        QCOMPARE(axes.legendPlace, std::string("lower left"));
        QCOMPARE(std::get<PlotLine>(axes.items.front()).label, std::string("one"));
    }

    void grids()
    {
        const auto contours = itemOf<PlotContours>("x = np.linspace(-1, 1, 5)\ny = np.linspace(0, 2, 3)\nX, Y = np.meshgrid(x, y)\n"
                                                   "plt.contour(X, Y, X + Y, levels=[0.0, 1.0])");
        QCOMPARE(contours.x.size(), std::size_t(5));
        QCOMPARE(contours.y, (std::vector<double>{0, 1, 2}));
        QCOMPARE(contours.levels, (std::vector<double>{0, 1}));

        const Figure image = figureOf("plt.imshow(np.arange(6).reshape(2, 3), cmap='gray')");
        const auto shown = std::get<PlotImage>(image.axes.front().items.front());
        QCOMPARE(shown.rows, 2);
        QCOMPARE(shown.columns, 3);
        QCOMPARE(shown.high, 5.0);
        QCOMPARE(image.axes.front().y.from.value(), 1.5); // row 0 is above
        QCOMPARE(image.axes.front().y.to.value(), -0.5);

        const auto colours = itemOf<PlotImage>("plt.imshow([[[255, 0, 0], [0, 255, 0]]])");
        QCOMPARE(colours.pixels.size(), std::size_t(2));
        QCOMPARE(colours.pixels[1].green, 1.0);
    }

    void arrowsKeepTheirLengthWhenToldTo()
    {
        const auto arrows = itemOf<PlotArrows>("plt.quiver([0], [0], [1], [2], angles='xy', scale_units='xy', scale=2)");
        QCOMPARE(arrows.u, (std::vector<double>{0.5}));
        QCOMPARE(arrows.v, (std::vector<double>{1}));
    }

    void severalPlots()
    {
        const Figure figure = figureOf("fig, axes = plt.subplots(2, 2, figsize=(8, 6))\naxes[1, 0].plot([1, 2])\n"
                                       "for ax in axes.flatten():\n    ax.set_title('t')");
        QCOMPARE(figure.axes.size(), std::size_t(4));
        QCOMPARE(figure.width, 8.0);
        QCOMPARE(figure.axes[2].items.size(), std::size_t(1));
        QCOMPARE(figure.axes[2].left, 0.0);
        QCOMPARE(figure.axes[2].top, 0.5);
        QCOMPARE(figure.axes[3].title, std::string("t"));
    }

    void figuresAppearAtShowAndAtTheEndOfTheCell()
    {
        const std::vector<Output> outputs = outputsOf("plt.plot([1])\nplt.show()\nprint('between')\nplt.plot([2]);");
        QCOMPARE(outputs.size(), std::size_t(3));
        QVERIFY(outputs[0].figure);
        QCOMPARE(outputs[0].text, std::string("<Figure size 432x288 with 1 Axes>"));
        QCOMPARE(outputs[1].text, std::string("between\n"));
        QVERIFY(outputs[2].figure);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("error");
        QTest::newRow("files") << "plt.savefig('a.png')" << "PermissionError: plt.savefig() is not available: cells have no files";
        QTest::newRow("keyword") << "plt.plot([1], rasterized=True)"
                                 << "NotImplementedError: Tapedeck does not draw the keyword 'rasterized' of plt.plot()";
        QTest::newRow("projection") << "plt.subplot(111, projection='3d')" << "NotImplementedError: Tapedeck does not draw projections";
        QTest::newRow("lengths") << "plt.plot([1, 2], [1])"
                                 << "ValueError: x and y must have same first dimension, but have shapes (2,) and (1,)";
        QTest::newRow("colour") << "plt.plot([1], color='blau')" << "ValueError: 'blau' is not a valid value for color";
        QTest::newRow("format") << "plt.plot([1], 'r?')" << "ValueError: Unrecognized character ? in format string";
        QTest::newRow("unknown") << "plt.polar([1], [2])" << "AttributeError: module 'matplotlib.pyplot' has no attribute 'polar'";
    }
    void refusals()
    {
        QFETCH(const QString, source);
        QFETCH(const QString, error);
        QCOMPARE(QString::fromStdString(errorOf(source.toStdString())), error);
    }

    void picturesOfAFileStay()
    {
        Lesson lesson;
        lesson.cells.push_back(codeCell("plt"));
        Output picture;
        picture.kind = Output::Kind::Result;
        picture.text = "<Figure size 432x288 with 1 Axes>";
        picture.media["image/png"] = "aGVsbG8=\n";
        const std::string notebook = writeNotebook(lesson, {{1, {picture}}});
        const auto read = parseLesson(notebook, "a.ipynb");
        QVERIFY(std::holds_alternative<Lesson>(read));
        QCOMPARE(std::get<Lesson>(read).cells.front().storedOutputs.front().media, picture.media);
        QCOMPARE(writeLesson(std::get<Lesson>(read)), notebook);
    }
};

QTEST_APPLESS_MAIN(TestPyplot)
#include "tst_pyplot.moc"
