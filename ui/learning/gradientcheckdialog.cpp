#include "ui/learning/gradientcheckdialog.h"

#include <QComboBox>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

#include "engine/recording/questions.h"
#include "ui/player/player.h"

namespace ui {
namespace {

constexpr double lowest = -16; ///< power of ten; below that is no error in double precision

} // namespace

ErrorCurve::ErrorCurve(QWidget* parent)
    : QWidget(parent)
{
    setMinimumSize(280, 180);
}

void ErrorCurve::setLook(const CellLook& look)
{
    m_look = look;
    update();
}

void ErrorCurve::setCurve(std::vector<engine::DifferenceError> curve, double bestStep)
{
    m_curve = std::move(curve);
    m_bestStep = bestStep;
    setAccessibleName(m_curve.empty()
                          ? QString()
                          : tr("The error is smallest at h = %1").arg(m_bestStep, 0, 'g', 2));
    update();
}

void ErrorCurve::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = m_look.theme;
    painter.setFont(m_look.smallFont());
    const QRectF area = QRectF(rect()).adjusted(m_look.pixels(52), m_look.pixels(8),
                                                -m_look.pixels(12), -m_look.pixels(34));
    painter.setPen(theme.border);
    painter.setBrush(theme.surface);
    painter.drawRect(area);
    if (m_curve.empty())
        return;
    const auto log = [](double value) {
        return value > 0 && std::isfinite(value) ? std::max(std::log10(value), lowest) : lowest;
    };
    double top = -1;
    for (const engine::DifferenceError& point : m_curve)
        top = std::max(top, std::ceil(log(point.error)));
    const double left = std::floor(log(m_curve.back().h));
    const auto place = [&](double h, double error) {
        return QPointF(area.left() + area.width() * (log(h) - left) / (0 - left),
                       area.bottom() - area.height() * (log(error) - lowest) / (top - lowest));
    };
    const auto power = [](int exponent) {
        static const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
        QString text = QStringLiteral("10");
        if (exponent < 0)
            text += u'⁻';
        for (const QChar c : QString::number(std::abs(exponent)))
            text += digits[c.digitValue()];
        return text;
    };
    for (int e = static_cast<int>(left); e <= 0; e += 2) {
        const qreal x = place(std::pow(10.0, e), 1).x();
        painter.setPen(theme.border);
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.setPen(theme.textMuted);
        painter.drawText(QRectF(x - 30, area.bottom() + 2, 60, 16), Qt::AlignCenter, power(e));
    }
    for (int e = static_cast<int>(lowest); e <= static_cast<int>(top); e += 4) {
        const qreal y = place(1, std::pow(10.0, e)).y();
        painter.setPen(theme.border);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(theme.textMuted);
        painter.drawText(QRectF(0, y - 8, area.left() - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                         power(e));
    }
    painter.setPen(theme.textMuted);
    painter.drawText(QRectF(area.left(), area.bottom() + 16, area.width(), 18), Qt::AlignCenter,
                     tr("step h"));
    QPolygonF line;
    for (const engine::DifferenceError& point : m_curve)
        line << place(point.h, point.error);
    painter.setPen(QPen(theme.forward, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    painter.setPen(Qt::NoPen);
    for (const engine::DifferenceError& point : m_curve) {
        const bool best = point.h == m_bestStep;
        painter.setBrush(best ? theme.watched : theme.forward);
        const qreal radius = best ? 5 : 3;
        painter.drawEllipse(place(point.h, point.error), radius, radius);
    }
}

GradientCheckDialog::GradientCheckDialog(Player* player, QWidget* parent)
    : LearningDialog(parent)
    , m_player(player)
    , m_choice(new QComboBox)
    , m_table(new QLabel)
    , m_remark(new QLabel)
    , m_curveTitle(new QLabel)
    , m_curve(new ErrorCurve)
{
    m_table->setWordWrap(true);
    m_table->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_remark->setWordWrap(true);
    m_curveTitle->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_choice);
    layout->addWidget(m_table);
    layout->addWidget(m_remark);
    layout->addWidget(m_curveTitle);
    layout->addWidget(m_curve, 1);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &GradientCheckDialog::checkChosen);
    connect(m_player, &Player::recordingChanged, this, &QWidget::hide);
    connect(&m_runner, &LearningRunner::gradientChecked, this, [this](const auto& check) {
        m_isWorking = false;
        m_check = check;
        showCheck();
    });
    resize(560, 560);
    retranslate();
}

void GradientCheckDialog::begin()
{
    const auto& recording = m_player->recording();
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    int shown = -1;
    const auto display =
        recording ? engine::passAt(*recording, m_player->step()) : std::optional<engine::PassId>();
    for (std::size_t p = 0; recording && p < recording->passes.size(); ++p) {
        const engine::GradientPass& pass = recording->passes[p];
        const int k = std::min(recording->passFacts[p].endedAt, recording->stepCount());
        for (std::size_t s = 0; s < pass.sources.size() && !pass.targets.empty(); ++s) {
            const auto name = [&](engine::NodeId node) {
                return QString::fromStdString(engine::labelAt(*recording, node, k));
            };
            m_choice->addItem(
                QStringLiteral("∂%1/∂%2").arg(name(pass.targets.front()), name(pass.sources[s])),
                QPoint(static_cast<int>(p), static_cast<int>(s)));
            if (shown < 0 && display && display->index == static_cast<int>(p))
                shown = m_choice->count() - 1;
        }
    }
    m_choice->setCurrentIndex(shown >= 0 ? shown : m_choice->count() - 1);
    checkChosen();
}

void GradientCheckDialog::checkChosen()
{
    m_check.reset();
    const auto& recording = m_player->recording();
    if (recording && m_choice->currentIndex() >= 0) {
        const QPoint which = m_choice->currentData().toPoint();
        m_isWorking = true;
        m_runner.checkGradient(recording, {which.x()}, which.y());
    } else {
        m_isWorking = false;
        m_runner.cancel();
    }
    showCheck();
}

void GradientCheckDialog::showCheck()
{
    m_curve->setVisible(m_check.has_value());
    m_curveTitle->setVisible(m_check.has_value());
    m_remark->setVisible(m_check && !m_check->remark.empty());
    if (!m_check) {
        m_table->setText(m_isWorking ? tr("Working it out…")
                             : m_choice->count() == 0
                             ? tr("No gradient was asked for in this run.")
                             : tr("This gradient is None, or cannot be computed again."));
        m_curve->setCurve({}, 0);
        return;
    }
    const auto row = [](const QString& name, const QString& value, const QString& sign) {
        return QStringLiteral(
                   "<tr><td><b>%1</b>&nbsp;&nbsp;</td><td>%2&nbsp;&nbsp;</td><td>%3</td></tr>")
            .arg(name.toHtmlEscaped(), value.toHtmlEscaped(), sign.toHtmlEscaped());
    };
    const auto valueText = [](const engine::Tensor& tensor) {
        return QString::fromStdString(engine::shortValue(tensor));
    };
    const QString formula = QString::fromStdString(m_check->formula.text);
    const bool some = static_cast<std::int64_t>(m_check->entries.size()) < m_check->tape.size();
    m_table->setText(
        QStringLiteral("<table cellpadding='3'>") + row(tr("Tape"), valueText(m_check->tape), {})
        + row(tr("Formula"), formula.isEmpty() ? tr("not known") : formula,
              m_check->formulaAgrees ? tr("✓ the same numbers") : QString())
        + row(some ? tr("Differences (%1 entries)").arg(m_check->entries.size())
                   : tr("Differences"),
              valueText(m_check->differences),
              !m_check->kinks.empty()         ? tr("a kink")
                  : m_check->differencesAgree ? tr("✓ off by %1").arg(m_check->error, 0, 'g', 2)
                                              : tr("✗ off by %1").arg(m_check->error, 0, 'g', 2))
        + QStringLiteral("</table>"));
    m_remark->setText(inLanguage(m_check->remark));
    m_curve->setCurve(m_check->curve, m_check->bestStep);
}

void GradientCheckDialog::setLook(const CellLook& look)
{
    LearningDialog::setLook(look);
    m_curve->setLook(look);
    m_curveTitle->setFont(look.smallFont());
    m_choice->setFont(look.codeFont());
    m_table->setFont(look.proseFont());
}

void GradientCheckDialog::retranslate()
{
    setWindowTitle(tr("Check a gradient three ways"));
    m_choice->setAccessibleName(tr("Gradient"));
    m_curveTitle->setText(
        tr("Error of (f(x + h) − f(x − h)) / 2h: a large h cuts corners, a tiny h "
           "loses digits."));
    showCheck();
}

} // namespace ui
