#include <QAbstractTextDocumentLayout>
#include <QAccessible>
#include <QBuffer>
#include <QDirIterator>
#include <QFile>
#include <QImage>
#include <QMimeData>
#include <QPainter>
#include <QSet>
#include <QSignalSpy>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QTest>

#include <QTextBlock>
#include <QtMath>
#include <set>

#include "engine/lesson/lessonfile.h"
#include "engine/recording/session.h"
#include "ui/export/lessonformulas.h"
#include "ui/math/formulacache.h"
#include "ui/math/formulalabel.h"
#include "ui/math/mathtypesetter.h"
#include "ui/math/outline.h"
#include "ui/notebook/proseview.h"
#include "ui/window/theme.h"

using namespace ui;
using namespace std::chrono_literals;

namespace {

QStringList goldenFormulas()
{
    QFile file(QStringLiteral(SOURCE_DIR "/tests/golden/formulas.txt"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

/// With TAPEDECK_PICTURES set to a folder, pictures to look at are left there.
void leavePicture(const QImage& image, const QString& name)
{
    const QString folder = qEnvironmentVariable("TAPEDECK_PICTURES");
    if (!folder.isEmpty())
        image.save(folder + u'/' + name);
}

bool hasInk(const Formula& formula, const Theme& theme, int pixelRatio)
{
    constexpr qreal em = 16;
    const QSizeF size(formula.width * em + 4, (formula.height + formula.depth) * em + 4);
    QImage image(size.toSize() * pixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    image.fill(theme.surface);
    QPainter painter(&image);
    paint(painter, formula, {2, 2 + formula.height * em}, em, theme.text);
    painter.end();
    const QRgb paper = theme.surface.rgb();
    int inked = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            inked += image.pixel(x, y) != paper ? 1 : 0;
    }
    return inked > 10;
}

} // namespace

class MathTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void outlines_data();
    void outlines();
    void withoutMathJax();
    void readyIsTold();
    void oneFormulaForAll();
    void wrongTex_data();
    void wrongTex();
    void endlessTexEnds();
    void definitionsStayInTheirFormula();
    void sizes();
    void chineseText();
    void colours();
    void formulasTypeset_data();
    void formulasTypeset();
    void cacheKeepsFormulas();
    void sheet_data();
    void sheet();
    void prosePicture_data();
    void prosePicture();
    void vectorFiles();
    void formulasStandOnTheBaseline_data();
    void formulasStandOnTheBaseline();
    void punctuationStaysWithTheFormula();
    void plainTextUntilTypeset();
    void proseIsCopiedAsTex();
    void formulasAreFoundUnderThePointer();
    void label();

private:
    FormulaPointer typeset(const char* tex, bool display = false)
    {
        return m_typesetter.typesetNow(QString::fromUtf8(tex), display, 60s);
    }

    MathTypesetter m_typesetter;
};

void MathTest::init()
{
    static const QByteArrayList alwaysThere{"outlines", "withoutMathJax"};
    if (!MathTypesetter::isAvailable() && !alwaysThere.contains(QTest::currentTestFunction()))
        QSKIP("built without MathJax");
}

void MathTest::outlines_data()
{
    QTest::addColumn<QString>("data");
    QTest::addColumn<bool>("isGood");
    QTest::addColumn<QRectF>("box");
    QTest::newRow("lines") << "M0 0L10 0H20V-5Z" << true << QRectF(0, -5, 20, 5);
    QTest::newRow("pairs after M are lines") << "M0 0 10 0 10 7" << true << QRectF(0, 0, 10, 7);
    QTest::newRow("signs separate") << "M5-3L-5,4" << true << QRectF(-5, -3, 10, 7);
    QTest::newRow("T mirrors the control point")
        << "M0 0Q5 10 10 0T20 0" << true << QRectF(0, -5, 20, 10);
    QTest::newRow("T after a line is straight") << "M0 0L10 0T20 0" << true << QRectF(0, 0, 20, 0);
    QTest::newRow("S mirrors the control point")
        << "M0 0C0 4 10 4 10 0S20-4 20 0" << true << QRectF(0, -3, 20, 6);
    QTest::newRow("nothing") << "" << true << QRectF();
    QTest::newRow("a number is missing") << "M0 0L10" << false << QRectF();
    QTest::newRow("unknown") << "M0 0A1 2 3 4" << false << QRectF();
    QTest::newRow("number after Z") << "M0 0L1 1Z 4" << false << QRectF();
}

void MathTest::outlines()
{
    QFETCH(QString, data);
    QFETCH(bool, isGood);
    QFETCH(QRectF, box);
    const std::optional<QPainterPath> path = outlineOf(data);
    QCOMPARE(path.has_value(), isGood);
    if (isGood)
        QCOMPARE(path->boundingRect(), box);
}

void MathTest::withoutMathJax()
{
    if (MathTypesetter::isAvailable())
        QSKIP("built with MathJax");
    const FormulaPointer formula = typeset("x^T");
    QVERIFY(formula && !formula->isValid());
    QCOMPARE(formula->plainText, QStringLiteral("xᵀ"));
}

void MathTest::readyIsTold()
{
    MathTypesetter typesetter;
    QSignalSpy ready(&typesetter, &MathTypesetter::ready);
    QVERIFY(!typesetter.typeset(QStringLiteral("4x"), false));
    QVERIFY(!typesetter.typeset(QStringLiteral("4x"), true));
    QTRY_VERIFY(typesetter.typeset(QStringLiteral("4x"), true));
    QTRY_VERIFY(ready.count() >= 1);
    QVERIFY(ready.count() <= 2);
    QVERIFY(typesetter.typeset(QStringLiteral("4x"), false)->isValid());
}

void MathTest::oneFormulaForAll()
{
    QCOMPARE(typeset("2x").get(), typeset("2x").get());
    QVERIFY(typeset("2x", true) != typeset("2x", false));
}

void MathTest::wrongTex_data()
{
    QTest::addColumn<QString>("tex");
    for (const char* tex : {"\\frac{1}", "\\foo{x}", "{x", "x}", "\\left(x", "\\begin{matrix}1",
                            "x^2^3", "\\begin{nonsense}x\\end{nonsense}", "\\href{file:///}{x}"})
        QTest::newRow(tex) << QString::fromUtf8(tex);
    QTest::newRow("long") << QString(30'000, u'x');
}

void MathTest::wrongTex()
{
    QFETCH(QString, tex);
    const FormulaPointer formula = m_typesetter.typesetNow(tex, false, 60s);
    QVERIFY(formula);
    QVERIFY(!formula->error.isEmpty());
    QVERIFY(!formula->isValid());
    QVERIFY(formula->shapes.empty());
    QVERIFY(typeset("x")->isValid()); // the next one does not suffer
}

void MathTest::endlessTexEnds()
{
    const FormulaPointer formula = typeset("\\def\\x{\\x\\x}\\x");
    QVERIFY(formula);
    QVERIFY(!formula->isValid());
    QVERIFY(typeset("y")->isValid());
}

void MathTest::definitionsStayInTheirFormula()
{
    QVERIFY(typeset("\\newcommand{\\quark}{q}\\quark + 1")->isValid());
    QVERIFY(!typeset("\\quark + 2")->isValid());
    QVERIFY(typeset("\\def\\sin{s}\\sin 1")->isValid());
    QVERIFY(typeset("\\sin 2")->width > typeset("s2")->width + 0.5);
}

void MathTest::sizes()
{
    const FormulaPointer x = typeset("x");
    QVERIFY(qAbs(x->height - 0.442) < 0.02); // what formulaEm() counts on
    QVERIFY(qAbs(x->depth) < 0.03);
    QVERIFY(typeset("y")->depth > 0.15);
    QVERIFY(typeset("\\frac12")->depth > 0.3);
    QVERIFY(typeset("\\frac12", true)->height > typeset("\\frac12")->height + 0.3);
    QVERIFY(typeset("xx")->width > 1.9 * x->width);
    // Two lines, also outside of an environment.
    const auto tall = [](const FormulaPointer& formula) {
        return formula->height + formula->depth;
    };
    QVERIFY(tall(typeset("a\\\\b")) > 2 * tall(typeset("b")));
}

void MathTest::chineseText()
{
    const FormulaPointer formula = typeset("\\text{损失}");
    QVERIFY(qAbs(formula->width - 2) < 0.05); // a character is a square
    QCOMPARE(formula->shapes.size(), 2U);
    for (const Formula::Shape& character : formula->shapes)
        QVERIFY(character.path.boundingRect().width() > 0.7);
    QCOMPARE(formula->plainText, QStringLiteral("损失"));
}

void MathTest::colours()
{
    const auto coloursOf = [this](const char* tex, const QColor& text, const QColor& paper) {
        QImage image(120, 60, QImage::Format_RGB32);
        image.fill(paper);
        QPainter painter(&image);
        paint(painter, *typeset(tex), {10, 40}, 30, text);
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                colours.insert(image.pixel(x, y));
        }
        return colours;
    };
    QVERIFY(coloursOf("W", Qt::black, Qt::white).contains(qRgb(0, 0, 0)));
    QVERIFY(coloursOf("W", QColor(0, 128, 0), Qt::white).contains(qRgb(0, 128, 0)));
    QVERIFY(coloursOf("\\color{blue}W", Qt::black, Qt::white).contains(qRgb(0, 0, 255)));
    // On dark paper blue would not be seen: nothing as dark as it is painted.
    for (const QRgb colour : coloursOf("\\color{blue}W", Qt::white, QColor(40, 40, 40)))
        QVERIFY(qRed(colour) >= 40 && qGreen(colour) >= 40);
    QVERIFY(coloursOf("\\frac{1}{2}", Qt::red, Qt::white).contains(qRgb(255, 0, 0)));
}

void MathTest::formulasTypeset_data()
{
    QTest::addColumn<QString>("tex");
    QTest::addColumn<bool>("display");
    for (const QString& tex : goldenFormulas()) {
        for (const bool display : {false, true})
            QTest::newRow(qPrintable(tex.left(60))) << tex << display;
    }
    // Each once: lessons share many, and in two languages they have the same cells.
    std::set<WantedFormula> wanted;
    QDirIterator lessons(QStringLiteral(SOURCE_DIR "/lessons"), {QStringLiteral("*.md")},
                         QDir::Files, QDirIterator::Subdirectories);
    while (lessons.hasNext()) {
        const auto read = engine::readLesson(lessons.next().toStdString());
        const auto* lesson = std::get_if<engine::Lesson>(&read);
        QVERIFY(lesson);
        const engine::lang::StopFlag stop;
        engine::Session session(stop);
        engine::Session::Options options;
        options.allowErrors = true;
        wanted.merge(formulasInProse(*lesson));
        wanted.merge(formulasOfGradients(*session.run(*lesson, options)));
    }
    for (const WantedFormula& formula : wanted)
        QTest::newRow(qPrintable(formula.tex.left(60))) << formula.tex << formula.display;
}

void MathTest::formulasTypeset()
{
    QFETCH(const QString, tex);
    QFETCH(const bool, display);
    const FormulaPointer formula = m_typesetter.typesetNow(tex, display, 60s);
    QVERIFY(formula);
    QCOMPARE(formula->error, QString());
    QVERIFY(formula->width > 0.4); // a digit is half an em wide
    QVERIFY(formula->height > 0.4);
    QVERIFY(!formula->plainText.isEmpty());
    const QRectF box(-0.3, -formula->height - 0.3, formula->width + 0.6,
                     formula->height + formula->depth + 0.6);
    for (const Formula::Shape& shape : formula->shapes) {
        const QRectF rect = shape.path.boundingRect();
        QVERIFY2(box.contains(rect.topLeft()) && box.contains(rect.bottomRight()),
                 "outside of its box");
    }
    for (const bool isDark : {false, true}) {
        for (const int pixelRatio : {1, 2})
            QVERIFY2(hasInk(*formula, Theme::of(isDark), pixelRatio), "nothing is painted");
    }
}

/// What the build typesets beforehand comes out as it went in.
void MathTest::cacheKeepsFormulas()
{
    std::vector<Formula> formulas;
    for (const QString& tex : goldenFormulas())
        formulas.push_back(*m_typesetter.typesetNow(tex, true, 60s));
    const QByteArray bytes = packFormulas(formulas);
    FormulaCache cache(bytes);
    QCOMPARE(cache.size(), static_cast<qsizetype>(formulas.size()));
    constexpr qreal rounding = 1.0 / 8192;
    for (const Formula& formula : formulas) {
        const FormulaPointer again = cache.find(formula.tex, true);
        QVERIFY(again);
        QCOMPARE(again->tex, formula.tex);
        QCOMPARE(again->width, formula.width);
        QCOMPARE(again->plainText, formula.plainText);
        QCOMPARE(again->shapes.size(), formula.shapes.size());
        for (std::size_t i = 0; i < formula.shapes.size(); ++i) {
            const QPainterPath& path = again->shapes[i].path;
            QCOMPARE(again->shapes[i].color, formula.shapes[i].color);
            QCOMPARE(path.elementCount(), formula.shapes[i].path.elementCount());
            for (int e = 0; e < path.elementCount(); ++e) {
                const QPainterPath::Element want = formula.shapes[i].path.elementAt(e);
                QCOMPARE(path.elementAt(e).type, want.type);
                QVERIFY(std::abs(path.elementAt(e).x - want.x) < rounding);
                QVERIFY(std::abs(path.elementAt(e).y - want.y) < rounding);
            }
        }
    }
    QVERIFY(!cache.find(QStringLiteral("never typeset"), true));
    QCOMPARE(FormulaCache(QByteArray()).size(), 0);
    QCOMPARE(FormulaCache(bytes.left(bytes.size() / 2)).size(), 0);
    QCOMPARE(FormulaCache(QByteArray("something else")).size(), 0);
}

void MathTest::sheet_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<int>("pixelRatio");
    for (const int ratio : {1, 2}) {
        QTest::addRow("light%d", ratio) << false << ratio;
        QTest::addRow("dark%d", ratio) << true << ratio;
    }
}

void MathTest::sheet()
{
    QFETCH(bool, dark);
    QFETCH(int, pixelRatio);
    const Theme& theme = Theme::of(dark);
    constexpr qreal em = 18;
    std::vector<FormulaPointer> formulas;
    qreal height = 20;
    for (const QString& tex : goldenFormulas()) {
        formulas.push_back(m_typesetter.typesetNow(tex, true, 60s));
        height += (formulas.back()->height + formulas.back()->depth) * em + 14;
    }
    QImage image(QSize(760, qRound(height)) * pixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    image.fill(theme.surface);
    QPainter painter(&image);
    qreal y = 10;
    for (const FormulaPointer& formula : formulas) {
        y += formula->height * em;
        paint(painter, *formula, {14, y}, em, theme.text);
        y += formula->depth * em + 14;
    }
    painter.end();
    leavePicture(
        image, QStringLiteral("formulas-%1.png").arg(QString::fromLatin1(QTest::currentDataTag())));
}

void MathTest::prosePicture_data()
{
    sheet_data();
}

void MathTest::prosePicture()
{
    QFETCH(bool, dark);
    QFETCH(int, pixelRatio);
    QFile file(qEnvironmentVariable("TAPEDECK_PROSE",
                                    QStringLiteral(SOURCE_DIR "/tests/golden/formulas.md")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    ProseView view;
    CellLook look;
    look.theme = Theme::of(dark);
    look.typesetter = &m_typesetter;
    view.resize(700, 100);
    view.setLook(look);
    view.setMarkdownSource(QString::fromUtf8(file.readAll()));
    QTRY_VERIFY(!view.waitsForFormulas());
    QImage image(view.size() * pixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    static_cast<QWidget&>(view).render(&image);
    leavePicture(image,
                 QStringLiteral("prose-%1.png").arg(QString::fromLatin1(QTest::currentDataTag())));
}

void MathTest::vectorFiles()
{
    const FormulaPointer formula =
        typeset("\\boxed{\\left(\\begin{matrix}1\\\\2\\\\3\\\\4\\end{matrix}\\right)}", true);
    QBuffer svg;
    QSvgGenerator generator;
    generator.setOutputDevice(&svg);
    generator.setSize({100, 140});
    generator.setViewBox(QRect(0, 0, 100, 140));
    QImage direct(100, 140, QImage::Format_RGB32);
    direct.fill(Qt::white);
    for (QPaintDevice* device :
         {static_cast<QPaintDevice*>(&generator), static_cast<QPaintDevice*>(&direct)}) {
        QPainter painter(device);
        paint(painter, *formula, {10, 75}, 24, QColor(0, 0, 128));
    }
    QVERIFY(svg.data().contains("<path"));
    QVERIFY(!svg.data().contains("<image"));
    QImage readBack(100, 140, QImage::Format_RGB32);
    readBack.fill(Qt::white);
    QSvgRenderer renderer(svg.data());
    QPainter painter(&readBack);
    renderer.render(&painter);
    painter.end();
    int different = 0;
    int inked = 0;
    for (int y = 0; y < direct.height(); ++y) {
        for (int x = 0; x < direct.width(); ++x) {
            inked += qGray(direct.pixel(x, y)) < 128;
            different += qAbs(qGray(direct.pixel(x, y)) - qGray(readBack.pixel(x, y))) > 100;
        }
    }
    QVERIFY(inked > 200);
    QVERIFY2(different < inked / 20,
             qPrintable(QStringLiteral("%1 of %2").arg(different).arg(inked)));
}

void MathTest::formulasStandOnTheBaseline_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::newRow("plain") << "H $\\mathrm{H}$";
    QTest::newRow("heading") << "# H $\\mathrm{H}$";
    QTest::newRow("Chinese") << "H 中 $\\mathrm{H}$";
    QTest::newRow("list") << "- H $\\mathrm{H}$";
    // What is not seen makes the line higher and deeper.
    QTest::newRow("tall") << "H $\\mathrm{H}\\vphantom{\\dfrac{\\frac12}{2}}$";
    QTest::newRow("high") << "H $\\mathrm{H}\\rule{0pt}{40pt}$";
    QTest::newRow("deep") << "H $\\mathrm{H}\\rule[-40pt]{0pt}{40pt}$";
    QTest::newRow("beside a deep one") << "H $\\mathrm{H}$ $\\rule[-40pt]{0pt}{40pt}$";
    QTest::newRow("in a table") << "| a |\n|---|\n| H $\\mathrm{H}$ |";
}

void MathTest::formulasStandOnTheBaseline()
{
    QFETCH(QString, markdown);
    ProseView view;
    CellLook look;
    look.typesetter = &m_typesetter;
    look.scale = 2;
    view.resize(700, 100);
    view.setLook(look);
    view.setMarkdownSource(markdown);
    QTRY_VERIFY(!view.waitsForFormulas());
    QImage image(view.size(), QImage::Format_RGB32);
    static_cast<QWidget&>(view).render(&image);

    // The lowest ink of the letters before the formula, and of the formula.
    const QTextDocument& document = *view.document();
    QTextCursor cursor = document.find(QString(QChar::ObjectReplacementCharacter));
    QVERIFY(!cursor.isNull());
    cursor.setPosition(cursor.selectionStart());
    const int edge = view.cursorRect(cursor).center().x();
    cursor.movePosition(QTextCursor::NextCharacter);
    const int end = view.cursorRect(cursor).center().x();
    const QTextLine line = cursor.block().layout()->lineForTextPosition(cursor.positionInBlock());
    const int lineTop =
        qRound(document.documentLayout()->blockBoundingRect(cursor.block()).top() + line.y());
    const QRgb paper = image.pixel(image.width() - 3, 3);
    const auto lowest = [&](int left, int right) {
        for (int y = std::min(image.height() - 1, lineTop + qCeil(line.height())); y > lineTop;
             --y) {
            for (int x = left; x < right; ++x) {
                if (qAbs(qGray(image.pixel(x, y)) - qGray(paper)) > 100)
                    return y;
            }
        }
        return -1;
    };
    QTextCursor letter = document.find(QStringLiteral("H"), 0, QTextDocument::FindCaseSensitively);
    const int right = view.cursorRect(letter).left();
    letter.setPosition(letter.selectionStart());
    const int text = lowest(view.cursorRect(letter).left(), right);
    QVERIFY(text > 0);
    QVERIFY2(qAbs(lowest(edge, end) - text) <= 1,
             qPrintable(QStringLiteral("%1, %2").arg(lowest(edge, end)).arg(text)));
}

void MathTest::punctuationStaysWithTheFormula()
{
    ProseView view;
    CellLook look;
    look.typesetter = &m_typesetter;
    view.setLook(look);
    view.setMarkdownSource(QStringLiteral("求导（$x$），$y$。又 $z$的值。a $n$-th"));
    QTRY_VERIFY(!view.waitsForFormulas());
    const QChar formula = QChar::ObjectReplacementCharacter;
    QCOMPARE(view.toPlainText(), QStringLiteral("求导%1%1又 %1的值。a %1th").arg(formula));
    QCOMPARE(view.accessibleDescription(), QStringLiteral("求导（x），y。又 z的值。a n-th"));
}

void MathTest::plainTextUntilTypeset()
{
    MathTypesetter typesetter;
    ProseView view;
    CellLook look;
    look.typesetter = &typesetter;
    view.setLook(look);
    view.setMarkdownSource(QStringLiteral("The gradient of $2x^Tx$ is $4x$, $\\foo$"));
    QCOMPARE(view.toPlainText(), QStringLiteral("The gradient of 2xᵀx is 4x, foo"));
    QVERIFY(view.waitsForFormulas());
    QTRY_VERIFY(!view.waitsForFormulas());
    const QChar formula = QChar::ObjectReplacementCharacter;
    QCOMPARE(view.toPlainText(), QStringLiteral("The gradient of %1 is %1 foo").arg(formula));
}

void MathTest::proseIsCopiedAsTex()
{
    struct View : ProseView
    {
        using ProseView::createMimeDataFromSelection;
    } view;
    CellLook look;
    look.typesetter = &m_typesetter;
    view.setLook(look);
    const QString markdown = QStringLiteral(
        "Let $y=2x^Tx$, so:\n\n$$\\frac{\\partial y}{\\partial x}=4x$$\n\nand $x$$x$.");
    view.setMarkdownSource(markdown);
    QTRY_VERIFY(!view.waitsForFormulas());
    view.selectAll();
    const std::unique_ptr<QMimeData> copied(view.createMimeDataFromSelection());
    QCOMPARE(copied->text(), QString(markdown).replace(QLatin1String("\n\n"), QLatin1String("\n")));
    QVERIFY(!copied->hasHtml());
}

/// Its right half, too, and not the words beside it.
void MathTest::formulasAreFoundUnderThePointer()
{
    ProseView view;
    CellLook look;
    look.typesetter = &m_typesetter;
    view.resize(500, 100);
    view.setLook(look);
    view.setMarkdownSource(QStringLiteral("Let $y=2x^Tx$ be so.\n\n$x^2+y$"));
    QTRY_VERIFY(!view.waitsForFormulas());
    QTextCursor cursor(view.document());
    for (const char* const tex : {"y=2x^Tx", "x^2+y"}) {
        cursor = view.document()->find(QString(QChar::ObjectReplacementCharacter), cursor);
        QVERIFY(!cursor.isNull());
        QTextCursor begin = cursor;
        begin.setPosition(cursor.selectionStart());
        QTextCursor end = cursor;
        end.setPosition(cursor.selectionEnd());
        const QPoint left = view.cursorRect(begin).center();
        const QPoint right(view.cursorRect(end).center().x(), left.y());
        for (const QPoint& point :
             {left + QPoint(3, 0), (left + right) / 2, right - QPoint(3, 0)}) {
            const FormulaPointer formula = view.formulaAt(point);
            QVERIFY(formula);
            QCOMPARE(formula->tex, QLatin1String(tex));
        }
        QVERIFY(!view.formulaAt(right + QPoint(30, 0)));
    }
    QVERIFY(!view.formulaAt(view.cursorRect(QTextCursor(view.document())).center() + QPoint(4, 0)));
}

void MathTest::label()
{
    MathTypesetter typesetter;
    FormulaLabel label(&typesetter);
    label.setFont(Theme::uiFont(11));
    label.setTex(QStringLiteral("\\frac{\\partial y}{\\partial x}=4x"));
    QVERIFY(!label.isTypeset());
    QCOMPARE(label.text(), QStringLiteral("∂y/∂x = 4x"));
    const int textHeight = label.sizeHint().height();
    QTRY_VERIFY(label.isTypeset());
    QVERIFY(label.sizeHint().height() > textHeight);
    const QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&label);
    QCOMPARE(accessible->role(), QAccessible::StaticText);
    QCOMPARE(accessible->text(QAccessible::Name), label.text());

    const auto ink = [](FormulaLabel& shown, QSize size) {
        shown.resize(size);
        QImage image(size, QImage::Format_RGB32);
        shown.render(&image);
        QRect box;
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                if (image.pixel(x, y) != image.pixel(0, 0))
                    box |= QRect(x, y, 1, 1);
            }
        }
        return box;
    };
    const QSize natural = label.sizeHint();
    const QRect whole = ink(label, natural);
    QVERIFY(whole.width() > natural.width() - 6 && whole.height() > natural.height() - 6);
    QVERIFY(ink(label, {natural.width() * 3 / 4, natural.height()}).height()
            < whole.height() * 0.85);

    label.setTex(QStringLiteral("\\foo"), true, QStringLiteral("nothing"));
    QVERIFY(typesetter.typesetNow(QStringLiteral("\\foo"), true, 60s));
    QCoreApplication::processEvents();
    QVERIFY(!label.isTypeset());
    QCOMPARE(label.text(), QStringLiteral("nothing"));
}

QTEST_MAIN(MathTest)
#include "tst_math.moc"
