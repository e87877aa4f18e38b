#include "ui/stage/stageview.h"

#include <QResizeEvent>

#include <algorithm>

#include "ui/math/mathtypesetter.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/stage/flowdirection.h"
#include "ui/stage/stageaccessible.h"
#include "ui/stage/stagesearch.h"
#include "ui/stage/stagestate.h"

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
        if (!m_isLive)
            startGlide(old, before.get(), camera);
    });
    m_pulse.setStartValue(0.0);
    m_pulse.setEndValue(1.0);
    m_pulse.setEasingCurve(QEasingCurve::InOutQuad);
    connect(&m_pulse, &QVariantAnimation::valueChanged, this, [this] { update(pulseRect()); });
    m_refine.setSingleShot(true);
    m_refine.setInterval(70);
    connect(&m_refine, &QTimer::timeout, this, &StageView::refresh);
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
        m_isAllWanted ? fit() : showAtFirst();
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
        if (!m_wanted)
            m_foldings.clear();
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
        stepChanged(before, step);
        startPulse(before, step);
        followStep();
        if (m_search->isVisible())
            search(m_search->text());
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
    arrangeTake(take);
}

void StageView::arrangeTake(int take)
{
    auto groups = std::make_shared<const engine::Groups>(engine::groupsOf(*m_wanted, take));
    const Folding folding = m_foldings.foldingFor(*m_wanted, *groups);
    StageModel model = buildStageModel(*m_wanted, take, std::move(groups), folding);
    const bool isAgain = m_model.take == take && !m_model.boxes.empty();
    const QRectF free = room();
    model.direction = m_wantedDirection.value_or(
        bestDirection(model, free.width() / std::max(free.height(), 1.0),
                      isAgain ? m_model.direction : FlowDirection::LeftToRight)); // as one reads
    if (!keepPlaces(model))
        m_layout.start(std::move(model));
}

void StageView::setDirection(std::optional<FlowDirection> direction)
{
    if (direction == m_wantedDirection)
        return;
    m_wantedDirection = direction;
    if (!m_wanted || m_wanted->takes.empty())
        return;
    m_models.clear();
    arrangeTake(engine::takeAt(*m_wanted, m_player->step()));
}

void StageView::showModel(const StageModel& model)
{
    m_pulse.stop();
    m_glide.stop();
    refresh(); // nothing of the old picture, not even while the camera moves
    m_model = model;
    m_changes = m_recording ? StageChanges(*m_recording, m_model) : StageChanges();
    m_hovered = {};
    m_sourceCells.clear();
    m_isAllWanted = false;
    showAtFirst();
    emit boxesChanged();
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

void StageView::resizeEvent(QResizeEvent*)
{
    m_search->move(width() - m_search->width() - 12, 10);
    if (m_isFitted)
        m_isAllWanted ? fit() : showAtFirst();
    else
        refresh();
}

void StageView::setTextScale(double scale)
{
    if (scale == m_textScale || !(scale > 0))
        return;
    const double grown = scale / m_textScale;
    m_textScale = scale;
    m_search->setTheme(m_theme);
    if (m_isFitted && !m_isAllWanted) {
        showAtFirst();
        return;
    }
    m_camera.zoomAt(QRectF(rect()).center(), grown);
    m_isFitted = false;
    cameraMoved();
}

void StageView::setStale(bool stale)
{
    if (stale == m_isStale)
        return;
    m_isStale = stale;
    update();
}

void StageView::setTinted(bool tinted)
{
    if (tinted == m_isTinted)
        return;
    m_isTinted = tinted;
    refresh();
    emit tintedChanged(tinted);
}

} // namespace ui
