#include "ui/player/timeline.h"

#include <QAccessible>
#include <QEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

#include "engine/recording/recording.h"
#include "engine/recording/sentence.h"
#include "ui/player/player.h"
#include "ui/player/timelineaccessible.h"

namespace ui {

Timeline::Timeline(Player* player, QWidget* parent)
    : QWidget(parent)
    , m_player(player)
{
    TimelineAccessible::install();
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(player, &Player::recordingChanged, this, &Timeline::takeRecording);
    connect(player, &Player::granularityChanged, this, [this] {
        findStops();
        invalidate();
    });
    connect(player, &Player::marksChanged, this, qOverload<>(&QWidget::update));
    connect(player, &Player::stepChanged, this, &Timeline::moveTo);
    takeRecording();
}

void Timeline::setTheme(const Theme& theme)
{
    m_theme = theme;
    invalidate();
}

void Timeline::setLanguage(engine::Language language)
{
    m_language = language;
    invalidate();
}

void Timeline::seek(int step)
{
    m_player->seek(step);
}

QString Timeline::valueText() const
{
    const QString place = tr("Step %1 of %2").arg(m_player->step()).arg(m_player->stepCount());
    const auto& recording = m_player->recording();
    return recording ? place + QStringLiteral(". ")
            + QString::fromStdString(engine::sentenceAt(*recording, m_player->step(), m_language))
                     : place;
}

QSize Timeline::sizeHint() const
{
    return {600, QFontMetrics(Theme::uiFont(9)).height() + 34};
}

QSize Timeline::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

void Timeline::takeRecording()
{
    m_chapters.clear();
    m_failures.clear();
    if (const auto& recording = m_player->recording()) {
        m_chapters = chaptersOf(*recording);
        for (int i = 0; i < recording->stepCount(); ++i) {
            if (recording->steps[static_cast<std::size_t>(i)].kind == engine::StepKind::Failed)
                m_failures.push_back(i + 1);
        }
    }
    m_hoverStep = -1;
    findStops();
    invalidate();
    describe();
}

void Timeline::findStops()
{
    m_stops.clear();
    const int count = m_player->stepCount();
    for (int k = 0; k < count;) {
        k = engine::nextStop(*m_player->recording(), k, m_player->granularity());
        m_stops.push_back(k);
    }
}

void Timeline::moveTo(int /*step*/)
{
    if (m_player->take() != m_stripTake)
        m_strip = {};
    update();
    QAccessibleValueChangeEvent event(this, m_player->step());
    QAccessible::updateAccessibility(&event);
}

void Timeline::invalidate()
{
    m_strip = {};
    update();
}

void Timeline::describe()
{
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(
        tr("Position in the recording. Drag or click to go there; the wheel steps."));
}

QRectF Timeline::track() const
{
    const qreal labels = QFontMetricsF(Theme::uiFont(9)).height() + 2;
    return {9.0, labels + 8, width() - 18.0, 14.0};
}

qreal Timeline::xOf(int step) const
{
    const QRectF strip = track();
    const int count = std::max(1, m_player->stepCount());
    return strip.left() + strip.width() * step / count;
}

int Timeline::stepAtX(qreal x) const
{
    const QRectF strip = track();
    const double part = (x - strip.left()) / std::max(1.0, strip.width());
    return std::clamp(static_cast<int>(std::lround(part * m_player->stepCount())), 0,
                      m_player->stepCount());
}

void Timeline::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_player->stepCount() == 0)
        return;
    m_dragging = true;
    m_player->pause();
    m_player->seek(stepAtX(event->position().x()));
}

void Timeline::mouseMoveEvent(QMouseEvent* event)
{
    if (m_player->stepCount() == 0)
        return;
    m_hoverStep = stepAtX(event->position().x());
    if (m_dragging)
        m_player->seek(m_hoverStep);
    preview(event->globalPosition().toPoint());
    update();
}

void Timeline::mouseReleaseEvent(QMouseEvent* /*event*/)
{
    m_dragging = false;
    update();
}

void Timeline::leaveEvent(QEvent* event)
{
    m_hoverStep = -1;
    QToolTip::hideText();
    update();
    QWidget::leaveEvent(event);
}

void Timeline::preview(const QPoint& globalPosition)
{
    const QString head = tr("Step %1 of %2").arg(m_hoverStep).arg(m_player->stepCount());
    const QString text =
        QString::fromStdString(engine::sentenceAt(*m_player->recording(), m_hoverStep, m_language));
    QToolTip::showText(
        globalPosition,
        QStringLiteral("<p><b>%1</b><br>%2</p>").arg(head.toHtmlEscaped(), text.toHtmlEscaped()),
        this);
}

void Timeline::wheelEvent(QWheelEvent* event)
{
    // As pages scroll: down and right go on, up and left go back.
    const QPoint delta = event->angleDelta();
    m_wheel += std::abs(delta.x()) > std::abs(delta.y()) ? delta.x() : delta.y();
    for (; m_wheel <= -120; m_wheel += 120)
        m_player->stepForward();
    for (; m_wheel >= 120; m_wheel -= 120)
        m_player->stepBack();
    event->accept();
}

void Timeline::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        describe();
    QWidget::changeEvent(event);
}

} // namespace ui
