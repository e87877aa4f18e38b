#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

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

} // namespace

class MathTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void goldenFormulasTypeset_data();
    void goldenFormulasTypeset();
    void sheet_data();
    void sheet();
    void prosePicture_data();
    void prosePicture();

private:
    FormulaPointer typeset(const char* tex, bool display = false)
    {
        return m_typesetter.typesetNow(QString::fromUtf8(tex), display, 60s);
    }

    MathTypesetter m_typesetter;
};

void MathTest::initTestCase()
{
    if (!MathTypesetter::isAvailable())
        QSKIP("built without MathJax");
}

void MathTest::goldenFormulasTypeset_data()
{
    QTest::addColumn<QString>("tex");
    for (const QString& tex : goldenFormulas())
        QTest::newRow(qPrintable(tex.left(60))) << tex;
}

void MathTest::goldenFormulasTypeset()
{
    QFETCH(QString, tex);
    for (const bool display : {false, true}) {
        const FormulaPointer formula = m_typesetter.typesetNow(tex, display, 60s);
        QVERIFY(formula);
        QCOMPARE(formula->error, QString());
        QVERIFY(formula->width > 0.5);
        QVERIFY(formula->height > 0.4);
        QVERIFY(!formula->plainText.isEmpty());
        const QRectF box(-0.3, -formula->height - 0.3, formula->width + 0.6,
                         formula->height + formula->depth + 0.6);
        for (const Formula::Shape& shape : formula->shapes) {
            const QRectF rect = shape.path.boundingRect();
            QVERIFY2(box.contains(rect.topLeft()) && box.contains(rect.bottomRight()),
                     "outside of its box");
        }
    }
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

QTEST_MAIN(MathTest)
#include "tst_math.moc"
