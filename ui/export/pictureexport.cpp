#include "ui/export/pictureexport.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSvgGenerator>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <memory>

#include "engine/recording/formulas.h"
#include "engine/recording/sentence.h"
#include "ui/math/mathtypesetter.h"
#include "ui/stage/graphlayout.h"
#include "ui/stage/stagefont.h"
#include "ui/stage/stagepainter.h"
#include "ui/stage/stagestate.h"
#include "ui/stage/stagetext.h"

namespace ui {
namespace {

constexpr double margin = 28;
constexpr double narrowest = 640;
constexpr double sentenceSize = 17;
constexpr double headingSize = 12;
constexpr double widthOfPlainCaption =
    1200; ///< on a wider page the caption grows with it, to stay readable
constexpr double leading = 1.45;
constexpr double largestSide = 32000; // QImage's own limit is 32767

QString tr(const char* text)
{
    return QCoreApplication::translate("ui::PictureExport", text);
}

/// The picture and its caption, measured once and painted on any device.
class Page
{
public:
    Page(const engine::Recording& recording, const StageModel& model, int k,
         const PictureOptions& options)
        : m_ownTypesetter(options.typesetter ? nullptr : std::make_unique<MathTypesetter>())
        , m_typesetter(options.typesetter ? options.typesetter : m_ownTypesetter.get())
        , m_recording(recording)
        , m_model(model)
        , m_step(k)
        , m_options(options)
        , m_sentence(QString::fromStdString(engine::sentenceAt(recording, k, options.language)))
        , m_heading(stagetext::stepOf(k, recording.stepCount(), options.language))
    {
        for (const QString& line : leftOut(recording, model.take, options.language))
            m_sentence += QLatin1Char(' ') + line;
        if (!options.title.isEmpty())
            m_heading = options.title + QStringLiteral("  ·  ") + m_heading;
        const double width = std::max(narrowest, model.bounds.width() + 2 * (margin - 20));
        m_captionScale = std::clamp(width / widthOfPlainCaption, 1.0, 3.0);
        wrap(width - 2 * margin);
        const double caption = (14 + headingSize) * m_captionScale
            + static_cast<double>(m_lines.size()) * lineHeight();
        m_size = QSizeF(std::ceil(width), std::ceil(model.bounds.height() + caption + margin + 16));
    }

    QSizeF size() const { return m_size; }
    const QString& sentence() const { return m_sentence; }
    const QString& heading() const { return m_heading; }

    /// The sentence, and the formulas of the gradients that are complete, which are shapes in the
    /// picture.
    QString description() const
    {
        QString text = m_sentence;
        const auto pass = engine::passAt(m_recording, m_step);
        if (!pass)
            return text;
        const auto p = static_cast<std::size_t>(pass->index);
        engine::FormulaBook book(m_recording);
        for (std::size_t i = 0; i < m_recording.passes[p].sources.size(); ++i) {
            if (m_recording.passFacts[p].completedAt[i] > m_step)
                continue;
            const engine::NodeFormula formula = book.sourceFormula(*pass, static_cast<int>(i));
            if (formula.checked)
                text +=
                    QStringLiteral("\n%1 = %2 (%3: %4)")
                        .arg(QString::fromStdString(formula.left.text),
                             QString::fromStdString(formula.formula.text),
                             QString::fromStdString(formula.left.spoken.in(m_options.language)),
                             QString::fromStdString(formula.formula.spoken.in(m_options.language)));
        }
        return text;
    }

    void paint(QPainter& painter) const
    {
        const Theme& theme = m_options.theme;
        painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        painter.fillRect(QRectF(QPointF(), m_size), theme.window);
        painter.save();
        painter.translate((m_size.width() - m_model.bounds.width()) / 2, 8);
        StagePainter::Options look;
        look.isIsolated = m_options.isIsolated;
        look.isTinted = m_options.isTinted;
        look.typesetter = m_typesetter;
        look.waitsForFormulas = true;
        look.formulasAreText = m_options.format != PictureFormat::Png;
        StagePainter(m_recording, m_model, theme, m_options.language).paint(painter, m_step, look);
        painter.restore();

        double y = m_model.bounds.height() + 18;
        painter.setPen(QPen(theme.border, 1));
        painter.drawLine(QPointF(margin, y), QPointF(m_size.width() - margin, y));
        y += (12 + headingSize) * m_captionScale;
        painter.setPen(theme.textMuted);
        painter.setFont(stageFont(qRound(headingSize * m_captionScale)));
        painter.drawText(QPointF(margin, y), m_heading);
        painter.setPen(theme.text);
        painter.setFont(sentenceFont());
        for (const QString& line : m_lines) {
            y += lineHeight();
            painter.drawText(QPointF(margin, y), line);
        }
    }

private:
    double lineHeight() const { return sentenceSize * leading * m_captionScale; }
    QFont sentenceFont() const { return stageFont(qRound(sentenceSize * m_captionScale)); }

    void wrap(double width)
    {
        QTextLayout layout(m_sentence, sentenceFont());
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            m_lines.push_back(m_sentence.mid(line.textStart(), line.textLength()).trimmed());
        }
        layout.endLayout();
    }

    std::unique_ptr<MathTypesetter> m_ownTypesetter;
    MathTypesetter* m_typesetter;
    const engine::Recording& m_recording;
    const StageModel& m_model;
    int m_step;
    const PictureOptions& m_options;
    QString m_sentence;
    QString m_heading;
    std::vector<QString> m_lines;
    QSizeF m_size;
    double m_captionScale = 1;
};

QString write(QIODevice& device, const QByteArray& bytes)
{
    return device.write(bytes) == bytes.size()
        ? QString()
        : tr("The picture could not be written: %1").arg(device.errorString());
}

QString writePng(const Page& page, double scale, QIODevice& device)
{
    const QSizeF size = page.size() * scale;
    if (!(scale > 0) || size.width() > largestSide || size.height() > largestSide)
        return tr("The picture would be %1 by %2 pixels, which is too large. Choose a smaller "
                  "scale, or SVG or PDF.")
            .arg(std::ceil(size.width()))
            .arg(std::ceil(size.height()));
    QImage image(std::max(1, qCeil(size.width())), std::max(1, qCeil(size.height())),
                 QImage::Format_RGB32);
    if (image.isNull())
        return tr("There is not enough memory for a picture of this size.");
    QPainter painter(&image);
    painter.scale(scale, scale);
    page.paint(painter);
    painter.end();
    return image.save(&device, "PNG")
        ? QString()
        : tr("The picture could not be written: %1").arg(device.errorString());
}

/// A browser picks the first family it has; ours may be missing there, and a bare "sans-serif" may
/// bring Japanese glyphs.
QByteArray withFontFallbacks(QByteArray svg)
{
    const QByteArray fallbacks =
        "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',"
        "'WenQuanYi Micro Hei'";
    const QByteArray quotedSans =
        "font-family=\"'DejaVu Sans','Verdana'," + fallbacks + ",sans-serif\"";
    const QByteArray quotedMono = "font-family=\"'DejaVu Sans Mono'," + fallbacks + ",monospace\"";
    QByteArray result;
    qsizetype from = 0;
    const QByteArray opening = "font-family=\"";
    for (qsizetype at = svg.indexOf(opening); at >= 0; at = svg.indexOf(opening, from)) {
        const qsizetype end = svg.indexOf('"', at + opening.size());
        const bool isMono = svg.mid(at, end - at).contains("Mono");
        result += svg.mid(from, at - from) + (isMono ? quotedMono : quotedSans);
        from = end + 1;
    }
    return result + svg.mid(from);
}

QString writeSvg(const Page& page, const PictureOptions& options, QIODevice& device)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(96);
    generator.setSize(page.size().toSize());
    generator.setViewBox(QRectF(QPointF(), page.size()));
    generator.setTitle(page.heading().toHtmlEscaped()); // Qt writes them as they are
    generator.setDescription(page.description().toHtmlEscaped());
    QPainter painter(&generator);
    page.paint(painter);
    painter.end();
    QByteArray svg = withFontFallbacks(buffer.data());
    const QByteArray language = options.language == engine::Language::Chinese ? "zh-CN" : "en";
    svg.replace("<svg ",
                "<svg xml:lang=\"" + language + "\" lang=\"" + language + "\" role=\"img\" ");
    return write(device, svg);
}

/// What a reader of the file's properties sees. Qt's PDF has no tags, so a screen reader gets the
/// invisible text under the formulas and this, but no alternative text in its place on the page.
QByteArray pdfProperties(const Page& page, engine::Language language)
{
    const QString code =
        language == engine::Language::Chinese ? QStringLiteral("zh-CN") : QStringLiteral("en");
    return QStringLiteral(
               "<?xpacket begin='\uFEFF' id='W5M0MpCehiHzreSzNTczkc9d'?>"
               "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
               "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
               "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
               "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>%1</rdf:li></rdf:Alt></dc:title>"
               "<dc:description><rdf:Alt><rdf:li "
               "xml:lang='x-default'>%2</rdf:li></rdf:Alt></dc:description>"
               "<dc:language><rdf:Bag><rdf:li>%3</rdf:li></rdf:Bag></dc:language>"
               "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>")
        .arg(page.heading().toHtmlEscaped(), page.description().toHtmlEscaped(), code)
        .toUtf8();
}

QString writePdf(const Page& page, const PictureOptions& options, QIODevice& device)
{
    constexpr double pointsAPixel = 0.75;
    constexpr int resolution = 1200;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setResolution(resolution);
        writer.setPageSize(QPageSize(page.size() * pointsAPixel, QPageSize::Point, QString(),
                                     QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF());
        writer.setTitle(page.heading());
        writer.setCreator(QStringLiteral("Tapedeck"));
        writer.setDocumentXmpMetadata(pdfProperties(page, options.language));
        QPainter painter(&writer);
        const double scale = resolution / 96.0;
        painter.scale(scale, scale);
        page.paint(painter);
    }
    return write(device, buffer.data());
}

} // namespace

QString exportPicture(const engine::Recording& recording, const StageModel& model, int k,
                      const PictureOptions& options, QIODevice& device)
{
    const Page page(recording, model, k, options);
    switch (options.format) {
    case PictureFormat::Png:
        return writePng(page, options.scale, device);
    case PictureFormat::Svg:
        return writeSvg(page, options, device);
    case PictureFormat::Pdf:
        return writePdf(page, options, device);
    }
    return {};
}

QString exportPicture(const engine::Recording& recording, int k, const PictureOptions& options,
                      QIODevice& device)
{
    const int take = engine::takeAt(recording, k);
    StageModel model = options.folding ? buildStageModel(recording, take, *options.folding)
                                       : buildStageModel(recording, take);
    if (options.direction)
        model.direction = *options.direction;
    return exportPicture(recording, GraphLayout::arranged(std::move(model)), k, options, device);
}

} // namespace ui
