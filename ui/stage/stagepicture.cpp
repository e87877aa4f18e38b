// How the stage paints: the picture of a step is kept, a step repaints what it touched, panning
// moves what is there, and only what moves is painted in every frame.
#include <QElapsedTimer>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/stage/stagepainter.h"
#include "ui/stage/stagetext.h"
#include "ui/stage/stageview.h"

namespace ui {
namespace {

constexpr double slowPicture = 24; ///< ms: past this zooming shows the old picture first

} // namespace

void StageView::refresh()
{
    m_picture = QPixmap();
    m_preview = QPixmap();
    m_map = QPixmap();
    m_dirty = QRegion();
    update();
}

void StageView::touch(const QRectF& scene)
{
    if (scene.isEmpty() || m_picture.isNull())
        return;
    const QRect part =
        m_camera.toViewport(scene).toAlignedRect().adjusted(-3, -3, 3, 3).intersected(rect());
    m_dirty += part;
    update(part);
}

void StageView::stepChanged(int before, int now)
{
    if (m_picture.isNull() || m_glide.state() == QAbstractAnimation::Running) {
        refresh();
        return;
    }
    const StageChanges::Touched touched = m_changes.between(*m_recording, m_model, before, now);
    if (touched.everything) {
        refresh();
        return;
    }
    m_map = QPixmap();
    for (const int box : touched.boxes)
        touch(extentOf(m_model.boxes[static_cast<std::size_t>(box)]));
    for (const int edge : touched.edges)
        touch(m_model.edges[static_cast<std::size_t>(edge)].extent);
    for (const int frame : touched.frames)
        touch(extentOf(m_model.frames[static_cast<std::size_t>(frame)]));
    if (const QRectF map = minimapRect(); !map.isEmpty())
        update(map.toAlignedRect().adjusted(-6, -6, 6, 6));
}

void StageView::cameraMoved()
{
    if (!m_picture.isNull() && m_paintTime > slowPicture && m_dirty.isEmpty()) {
        m_preview = m_picture;
        m_previewCamera = m_pictureCamera;
        m_picture = QPixmap();
    }
    if (m_preview.isNull()) {
        refresh();
    } else {
        m_refine.start();
        update();
    }
    emit cameraChanged();
}

/// What stands on the stage, not in the picture.
std::vector<QRect> StageView::fixedParts() const
{
    std::vector<QRect> parts;
    if (m_isLegendVisible && m_recording) {
        const QSizeF size =
            StagePainter(*m_recording, m_model, m_theme, m_language).paintLegend(nullptr);
        parts.push_back(QRectF(12, height() - size.height() - 12, size.width(), size.height())
                            .toAlignedRect()
                            .adjusted(-2, -2, 2, 2));
    }
    if (const QRectF notice = noticeRect(); !notice.isEmpty())
        parts.push_back(notice.toAlignedRect().adjusted(-10, -6, 10, 6));
    return parts;
}

void StageView::panned(QPointF delta)
{
    m_camera.pan(delta);
    const double ratio = devicePixelRatioF();
    const QPointF shift = delta * ratio;
    const bool isWhole = shift == QPointF(shift.toPoint());
    if (m_picture.isNull() || !isWhole || ratio != std::floor(ratio)
        || m_glide.state() == QAbstractAnimation::Running) {
        refresh();
    } else {
        const QPoint by = delta.toPoint();
        m_picture.scroll(shift.toPoint().x(), shift.toPoint().y(), m_picture.rect());
        m_pictureCamera = m_camera;
        m_dirty.translate(by);
        m_dirty += QRegion(rect()).subtracted(QRegion(rect().translated(by)));
        for (const QRect& part : fixedParts()) {
            m_dirty += part;
            m_dirty += part.translated(by);
        }
        m_dirty &= rect();
        update();
    }
    emit cameraChanged();
}

void StageView::paintPicture(QPainter& painter, const QRect& area)
{
    painter.save();
    painter.setClipRect(area);
    painter.fillRect(area, m_theme.window);
    const Camera camera = glidingCamera();
    painter.setTransform(camera.transform(), true);
    StagePainter::Options options;
    options.selection = m_selection->node();
    options.marks = m_marks.get();
    options.isIsolated = m_isIsolated;
    options.isTinted = m_isTinted;
    options.exposed = camera.toScene(QRectF(area));
    options.detail = camera.scale();
    options.typesetter = m_typesetter;
    const StagePainter stage(*m_recording, m_model, m_theme, m_language);
    if (m_glide.state() == QAbstractAnimation::Running) {
        const StageModel gliding = glidingModel();
        StagePainter(*m_recording, gliding, m_theme, m_language).paint(painter, m_step, options);
    } else {
        stage.paint(painter, m_step, options);
    }
    painter.restore();
    painter.save();
    painter.setClipRect(area);
    if (m_isLegendVisible) {
        const QSizeF legend = stage.paintLegend(nullptr);
        painter.translate(12, height() - legend.height() - 12);
        stage.paintLegend(&painter);
        painter.translate(-12, -(height() - legend.height() - 12));
    }
    paintNotice(painter);
    painter.restore();
}

void StageView::renewPicture()
{
    QElapsedTimer time;
    time.start();
    const double ratio = devicePixelRatioF();
    const bool isWhole = m_picture.isNull();
    if (isWhole) {
        m_picture = QPixmap(size() * ratio);
        m_picture.setDevicePixelRatio(ratio);
        m_pictureCamera = m_camera;
        m_dirty = rect();
    } else if (ratio != std::floor(ratio)) {
        m_dirty = rect(); // parts would not end at pixels
    }
    if (m_dirty.isEmpty())
        return;
    QPainter painter(&m_picture);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    constexpr int mostParts = 40;
    if (m_dirty.rectCount() > mostParts)
        m_dirty = m_dirty.boundingRect();
    for (const QRect& part : m_dirty)
        paintPicture(painter, part);
    m_dirty = QRegion();
    if (isWhole)
        m_paintTime = static_cast<double>(time.nsecsElapsed()) / 1e6;
}

void StageView::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    if (!m_recording || m_model.boxes.empty()) {
        painter.fillRect(rect(), m_theme.window);
        paintEmptyState(painter);
        return;
    }
    if (!m_preview.isNull() && m_refine.isActive()) {
        painter.fillRect(rect(), m_theme.window);
        painter.setTransform(m_previewCamera.transform().inverted() * m_camera.transform());
        painter.drawPixmap(0, 0, m_preview);
        painter.resetTransform();
    } else {
        renewPicture();
        const double ratio = devicePixelRatioF();
        if (ratio == std::floor(ratio)) {
            const QRect part = event->rect();
            painter.drawPixmap(part, m_picture, QRect(part.topLeft() * ratio, part.size() * ratio));
        } else {
            painter.drawPixmap(0, 0, m_picture);
        }
    }
    if (m_pulse.state() == QAbstractAnimation::Running)
        paintPulse(painter);
    if (m_hovered.box >= 0)
        paintHover(painter);
    if (m_isStale)
        paintStale(painter);
    paintMinimap(painter);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void StageView::paintEmptyState(QPainter& painter) const
{
    const QString text = m_recording
        ? tr("Nothing was computed with tensors here.\nStep on to the next cell.")
        : tr("Run a cell, and the graph of what it computes appears here.");
    painter.setPen(m_theme.textMuted);
    painter.setFont(Theme::uiFont(12 * m_textScale));
    painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, text);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

QStringList StageView::notices() const
{
    QStringList lines;
    if (!m_recording || m_model.take < 0)
        return lines;
    if (!m_model.layoutProblem.isEmpty())
        lines << m_model.layoutProblem;
    if (!m_remark.isEmpty())
        lines << m_remark;
    return lines + leftOut(*m_recording, m_model.take, m_language);
}

QRectF StageView::noticeRect() const
{
    const QStringList lines = notices();
    if (lines.isEmpty())
        return {};
    const QFontMetricsF metrics(Theme::uiFont(9 * m_textScale));
    const QRectF area = QRectF(rect()).adjusted(22, 10, -22, -10);
    return metrics.boundingRect(area, Qt::AlignTop | Qt::AlignHCenter | Qt::TextWordWrap,
                                lines.join(QLatin1Char('\n')));
}

void StageView::paintNotice(QPainter& painter) const
{
    const QRectF text = noticeRect();
    if (text.isEmpty())
        return;
    painter.setFont(Theme::uiFont(9 * m_textScale));
    painter.setPen(QPen(m_theme.current, 1));
    painter.setBrush(m_theme.currentSoft);
    painter.drawRoundedRect(text.adjusted(-8, -4, 8, 4), 5, 5);
    painter.setPen(m_theme.text);
    painter.drawText(text.adjusted(-2, 0, 2, 0), Qt::AlignTop | Qt::AlignHCenter | Qt::TextWordWrap,
                     notices().join(QLatin1Char('\n')));
}

void StageView::paintStale(QPainter& painter) const
{
    QColor veil = m_theme.window;
    veil.setAlpha(130);
    painter.fillRect(rect(), veil);
    const QString text = tr("From before the edit. Run the cell again to see it anew.");
    const QFont font = Theme::uiFont(10 * m_textScale);
    const double width = QFontMetricsF(font).horizontalAdvance(text) + 28;
    const double lineHeight = QFontMetricsF(font).height() + 12;
    const QRectF note(std::max(8.0, (this->width() - width) / 2), height() - lineHeight - 14,
                      std::min(width, this->width() - 16.0), lineHeight);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.current, 1.5));
    painter.setBrush(m_theme.currentSoft);
    painter.drawRoundedRect(note, 6, 6);
    painter.setPen(m_theme.text);
    painter.setFont(font);
    painter.drawText(note, Qt::AlignCenter, text);
}

} // namespace ui
