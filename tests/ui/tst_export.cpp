#include <QtTest>

#include <QBuffer>
#include <QRegularExpression>
#include <QXmlStreamReader>
#include <memory>

#include "engine/recording/questions.h"
#include "engine/recording/sentence.h"
#include "support/samplerecording.h"
#include "ui/export/pictureexport.h"
#include "ui/math/mathtypesetter.h"

using namespace ui;

namespace {

std::unique_ptr<MathTypesetter> typesetter; ///< one for all, as MathJax starts slowly

QByteArray exported(const engine::Recording& recording, int k, const PictureOptions& options)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const QString trouble = exportPicture(recording, k, options, buffer);
    return trouble.isEmpty() ? buffer.data() : QByteArray();
}

PictureOptions optionsFor(PictureFormat format, engine::Language language, bool dark = false)
{
    PictureOptions options;
    options.format = format;
    options.language = language;
    options.theme = Theme::of(dark);
    options.title = QStringLiteral("y = 2 xᵀx <&>");
    options.typesetter = typesetter.get();
    return options;
}

} // namespace

class ExportTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        typesetter = std::make_unique<MathTypesetter>();
        m_recording = support::quadraticRecording();
        m_step = engine::backwardEnd(*m_recording, static_cast<int>(m_recording->takes.size()) - 1);
    }

    void cleanupTestCase() { typesetter.reset(); }

    void svgKeepsItsText_data()
    {
        QTest::addColumn<int>("language");
        QTest::newRow("English") << static_cast<int>(engine::Language::English);
        QTest::newRow("Chinese") << static_cast<int>(engine::Language::Chinese);
    }
    void svgKeepsItsText()
    {
        QFETCH(int, language);
        const auto lang = static_cast<engine::Language>(language);
        const QByteArray svg = exported(*m_recording, m_step, optionsFor(PictureFormat::Svg, lang));
        QXmlStreamReader reader(svg);
        QStringList texts;
        QString description;
        QString title;
        while (!reader.atEnd()) {
            reader.readNext();
            if (!reader.isStartElement())
                continue;
            if (reader.name() == QLatin1String("text"))
                texts << reader.readElementText();
            else if (reader.name() == QLatin1String("desc"))
                description = reader.readElementText();
            else if (reader.name() == QLatin1String("title"))
                title = reader.readElementText();
            else if (reader.attributes().hasAttribute(QLatin1String("font-family")))
                QVERIFY(reader.attributes()
                            .value(QLatin1String("font-family"))
                            .contains(QLatin1String("Noto Sans CJK SC")));
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        const QString sentence =
            QString::fromStdString(engine::sentenceAt(*m_recording, m_step, lang));
        QVERIFY(description.startsWith(sentence));
        QVERIFY2(description.contains(QStringLiteral("∂y/∂x = 4x")), qPrintable(description));
        if (ui::MathTypesetter::isAvailable()) // typeset formulas are shapes, not letters
            QVERIFY(!texts.contains(QStringLiteral("= 4x"))
                    && texts.contains(QStringLiteral("= ")));
        else
            QVERIFY(texts.contains(QStringLiteral("= 4x")));
        QVERIFY(texts.join(QLatin1Char(' ')).contains(sentence.left(6)));
        QVERIFY(title.startsWith(QStringLiteral("y = 2 xᵀx <&>")));
        QVERIFY(texts.contains(QStringLiteral("12."))); // the money picture
        QVERIFY(texts.contains(QStringLiteral("∂y/∂x")));
        QCOMPARE(texts.contains(QStringLiteral("值")), lang == engine::Language::Chinese);
    }

    void svgIsReproducible()
    {
        const PictureOptions options =
            optionsFor(PictureFormat::Svg, engine::Language::Chinese, true);
        QCOMPARE(exported(*m_recording, m_step, options), exported(*m_recording, m_step, options));
    }

    void pngFollowsTheScaleAndTheTheme()
    {
        PictureOptions options = optionsFor(PictureFormat::Png, engine::Language::English, true);
        const QImage once = QImage::fromData(exported(*m_recording, m_step, options));
        options.scale = 2;
        const QImage twice = QImage::fromData(exported(*m_recording, m_step, options));
        QVERIFY(!once.isNull());
        QCOMPARE(twice.size(), once.size() * 2);
        QCOMPARE(once.pixelColor(0, 0), options.theme.window);
        QVERIFY(Theme::light().window != Theme::night().window);
        const QImage before = QImage::fromData(exported(*m_recording, 0, options));
        QVERIFY(before != twice);
    }

    void pdfIsOnePage()
    {
        const QByteArray pdf = exported(*m_recording, m_step,
                                        optionsFor(PictureFormat::Pdf, engine::Language::Chinese));
        QVERIFY(pdf.startsWith("%PDF-"));
        QCOMPARE(pdf.count("/Type /Page\n"), 1);
        QVERIFY(pdf.contains("/ToUnicode")); // so its text can be searched and copied
    }

    /// Formulas are shapes; as text they lie under them, and stand in the file's description.
    void formulasCanBeReadAsText()
    {
        const QByteArray svg = exported(*m_recording, m_step,
                                        optionsFor(PictureFormat::Svg, engine::Language::English));
        QVERIFY(
            QRegularExpression(QStringLiteral("<text[^>]*fill-opacity=\"0\"[^>]*>4x\\s*</text>"))
                .match(QString::fromUtf8(svg))
                .hasMatch());
        const QByteArray pdf = exported(*m_recording, m_step,
                                        optionsFor(PictureFormat::Pdf, engine::Language::English));
        QVERIFY(pdf.contains("/ca 0")); // what text invisible
        const QByteArray description = pdf.mid(pdf.indexOf("<dc:description>"));
        QVERIFY(description.left(description.indexOf("</dc:description>"))
                    .contains("= 4x (the gradient"));
    }

    void anAbsurdScaleIsRefused_data()
    {
        QTest::addColumn<double>("scale");
        QTest::newRow("huge") << 1e6;
        QTest::newRow("zero") << 0.0;
        QTest::newRow("negative") << -1.0;
        QTest::newRow("not a number") << qQNaN();
    }
    void anAbsurdScaleIsRefused()
    {
        QFETCH(double, scale);
        PictureOptions options = optionsFor(PictureFormat::Png, engine::Language::English);
        options.scale = scale;
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QVERIFY(!exportPicture(*m_recording, m_step, options, buffer).isEmpty());
        QVERIFY(buffer.data().isEmpty());
    }

private:
    std::shared_ptr<const engine::Recording> m_recording;
    int m_step = 0;
};

QTEST_MAIN(ExportTest)
#include "tst_export.moc"
