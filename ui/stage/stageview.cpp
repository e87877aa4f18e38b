#include "ui/stage/stageview.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

#include "ui/math/mathtypesetter.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/stage/stageaccessible.h"
#include "ui/stage/stagefont.h"
#include "ui/stage/stagepainter.h"
#include "ui/stage/stagesearch.h"

namespace ui {
StageView::StageView(Player* player, Selection* selection, QWidget* parent)
    : QWidget(parent)
    , m_player(player)
    , m_selection(selection)
    , m_search(new StageSearch(this))
{
    installStageAccessibility();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Computation graph"));

    connect(player, &Player::recordingChanged, this, &StageView::loadRecording);
    connect(player, &Player::stepChanged, this, &StageView::showStep);
    connect(selection, &Selection::changed, this, [this] {
        refresh();
        if (const int box = selectedBox(); box >= 0)
            announceStageFocus(this, box);
    });
    connect(&m_layout, &GraphLayout::finished, this, [this](const StageModel& model) {
        m_models[model.take] = model;
        const std::shared_ptr<const engine::Recording> before = m_recording;
        m_recording = m_wanted;
        m_step = m_player->step();
        const StageModel old = m_model;
        const Camera camera = m_camera;
        const bool isOtherFolding =
            before == m_recording && old.take == model.take && !m_isFitted && selectedBox() >= 0;
        const QPointF anchor = isOtherFolding ? QRectF(boxRect(selectedBox())).center() : QPointF();
        showModel(model);
        if (isOtherFolding && selectedBox() >= 0) { // what the user looked at stays where it was
            m_camera = camera;
            m_camera.pan(anchor - QRectF(boxRect(selectedBox())).center());
            m_isFitted = false;
            cameraMoved();
        }
        startGlide(old, before.get(), camera);
    });
    m_pulse.setStartValue(0.0);
    m_pulse.setEndValue(1.0);
    m_pulse.setEasingCurve(QEasingCurve::InOutQuad);
    connect(&m_pulse, &QVariantAnimation::valueChanged, this, qOverload<>(&QWidget::update));
    m_glide.setStartValue(0.0);
    m_glide.setEndValue(1.0);
    m_glide.setDuration(260);
    m_glide.setEasingCurve(QEasingCurve::InOutCubic);
    connect(&m_glide, &QVariantAnimation::valueChanged, this, &StageView::refresh);
    connect(&m_glide, &QVariantAnimation::finished, this, &StageView::refresh);
    m_travel.setStartValue(0.0);
    m_travel.setEndValue(1.0);
    m_travel.setDuration(240);
    m_travel.setEasingCurve(QEasingCurve::InOutQuad);
    connect(&m_travel, &QVariantAnimation::valueChanged, this, [this](const QVariant& t) {
        const QPointF wanted = m_travelFrom + (m_travelTo - m_travelFrom) * t.toDouble();
        m_camera.pan((m_camera.toScene(QRectF(rect()).center()) - wanted) * m_camera.scale());
        cameraMoved();
    });
    connect(m_search, &StageSearch::textChanged, this, &StageView::search);
    connect(m_search, &StageSearch::hitReached, this, &StageView::showNode);
    connect(m_search, &StageSearch::closed, this, [this] { setFocus(Qt::OtherFocusReason); });
    m_search->setTheme(m_theme);
    loadRecording();
}

StageView::~StageView() = default;

void StageView::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_search->setTheme(theme);
    refresh();
}

void StageView::setLanguage(engine::Language language)
{
    m_language = language;
    setAccessibleName(tr("Computation graph"));
    refresh();
}

void StageView::setTypesetter(MathTypesetter* typesetter)
{
    m_typesetter = typesetter;
    connect(typesetter, &MathTypesetter::ready, this, &StageView::refresh);
    refresh();
}

void StageView::setReducedMotion(bool reduced)
{
    m_isMotionReduced = reduced;
    if (reduced) {
        m_pulse.stop();
        m_glide.stop();
    }
    refresh();
}

void StageView::setLegendVisible(bool visible)
{
    if (visible == m_isLegendVisible)
        return;
    m_isLegendVisible = visible;
    if (m_isFitted)
        fit();
    refresh();
    emit legendVisibleChanged(visible);
}

void StageView::loadRecording()
{
    m_layout.cancel();
    m_pulse.stop();
    m_models.clear();
    m_wanted = m_player->recording();
    if (!m_wanted || m_wanted->takes.empty()) {
        m_recording.reset();
        showModel({});
        return;
    }
    showStep(m_player->step());
}

void StageView::showStep(int step)
{
    if (!m_wanted)
        return;
    const int take = engine::takeAt(*m_wanted, step);
    if (m_recording == m_wanted && m_model.take == take) {
        const int before = m_step;
        m_step = step;
        m_layout.cancel();
        startPulse(before, step);
        followStep();
        if (m_search->isVisible())
            search(m_search->text());
        refresh();
        return;
    }
    if (const auto known = m_models.find(take); known != m_models.end()) {
        m_layout.cancel();
        m_recording = m_wanted;
        m_step = step;
        showModel(known->second);
        return;
    }
    // Until the layout is there the old picture stays: an empty stage would flicker at every run of
    // a cell.
    m_layout.start(buildStageModel(*m_wanted, take));
}

void StageView::showModel(const StageModel& model)
{
    m_pulse.stop();
    m_glide.stop();
    m_model = model;
    m_isFitted = true;
    fit();
    emit boxesChanged();
}

void StageView::refresh()
{
    m_picture = QPixmap();
    update();
}

void StageView::cameraMoved()
{
    refresh();
    emit zoomChanged(m_camera.scale());
}

QRect StageView::boxRect(int box) const
{
    return m_camera.toViewport(m_model.boxes[static_cast<std::size_t>(box)].rect).toAlignedRect();
}

bool StageView::isBoxShown(int box) const
{
    return m_recording
        && isBoxBorn(*m_recording, m_model.boxes[static_cast<std::size_t>(box)], m_step);
}

int StageView::boxAt(QPointF position) const
{
    const QPointF scene = m_camera.toScene(position);
    for (std::size_t i = 0; i < m_model.boxes.size(); ++i) {
        if (m_model.boxes[i].rect.contains(scene) && isBoxShown(static_cast<int>(i)))
            return static_cast<int>(i);
    }
    return -1;
}

int StageView::selectedBox() const
{
    return m_selection->node().isValid() ? m_model.boxShowing(m_selection->node()) : -1;
}

void StageView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (!m_recording || m_model.boxes.empty()) {
        painter.fillRect(rect(), m_theme.window);
        paintEmptyState(painter);
        return;
    }
    if (m_picture.isNull()) {
        const double ratio = devicePixelRatioF();
        m_picture = QPixmap(size() * ratio);
        m_picture.setDevicePixelRatio(ratio);
        m_picture.fill(m_theme.window);
        QPainter picture(&m_picture);
        picture.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        picture.setTransform(m_camera.transform(), true);
        StagePainter::Options options;
        options.selection = m_selection->node();
        options.isIsolated = m_isIsolated;
        options.exposed = m_camera.toScene(QRectF(rect()));
        options.detail = m_camera.scale();
        options.typesetter = m_typesetter;
        const StagePainter stage(*m_recording, m_model, m_theme, m_language);
        if (m_glide.state() == QAbstractAnimation::Running) {
            const StageModel gliding = glidingModel();
            StagePainter(*m_recording, gliding, m_theme, m_language)
                .paint(picture, m_step, options);
        } else {
            stage.paint(picture, m_step, options);
        }
        picture.resetTransform();
        if (m_isLegendVisible) {
            const QSizeF legend = stage.paintLegend(nullptr);
            picture.translate(12, height() - legend.height() - 12);
            stage.paintLegend(&picture);
            picture.resetTransform();
        }
        paintNotice(picture);
    }
    painter.drawPixmap(0, 0, m_picture);
    if (m_pulse.state() == QAbstractAnimation::Running)
        paintPulse(painter);
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
    painter.setFont(Theme::uiFont(12));
    painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, text);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void StageView::paintNotice(QPainter& painter) const
{
    if (m_model.layoutProblem.isEmpty())
        return;
    painter.setFont(Theme::uiFont(9));
    const QRectF area = QRectF(rect()).adjusted(12, 8, -12, -8);
    const QRectF text = painter.boundingRect(
        area, Qt::AlignTop | Qt::AlignHCenter | Qt::TextWordWrap, m_model.layoutProblem);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.currentSoft);
    painter.drawRoundedRect(text.adjusted(-8, -4, 8, 4), 5, 5);
    painter.setPen(m_theme.text);
    painter.drawText(area, Qt::AlignTop | Qt::AlignHCenter | Qt::TextWordWrap,
                     m_model.layoutProblem);
}

void StageView::resizeEvent(QResizeEvent*)
{
    m_search->move(width() - m_search->width() - 12, 10);
    if (m_isFitted)
        fit();
    else
        refresh();
}

} // namespace ui
