#include "ui/live/livevalues.h"

#include <QWidget>

#include <algorithm>

#include "engine/recording/comparison.h"
#include "engine/recording/literalorigin.h"
#include "engine/recording/questions.h"
#include "engine/recording/seedreplay.h"
#include "ui/math/mathtypesetter.h"
#include "ui/notebook/codecell.h"
#include "ui/notebook/notebookview.h"
#include "ui/notebook/numberpopover.h"
#include "ui/notebook/sourceoffsets.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/runner/runner.h"
#include "ui/stage/stageview.h"

namespace ui {
namespace {

constexpr int patience = 400; ///< ms that a run gets when its numbers are out of date

bool wasStopped(const engine::Recording& recording)
{
    return !recording.cellRuns.empty() && recording.cellRuns.back().failure
        && recording.cellRuns.back().failure->kind == "Stopped";
}

engine::Tensor withElement(const engine::Tensor& tensor, std::int64_t element, double value)
{
    std::vector<double> numbers;
    for (std::int64_t i = 0; i < tensor.size(); ++i)
        numbers.push_back(i == element ? value : tensor.at(i));
    return engine::filled(tensor, numbers);
}

/// As it could stand in the code.
QString writtenNumber(const engine::Tensor& tensor, std::int64_t element)
{
    if (!engine::isFloating(tensor.dtype()))
        return QString::number(static_cast<qint64>(tensor.at(element)));
    QString text = QString::number(tensor.at(element), 'g', 7);
    if (!text.contains(u'.') && !text.contains(u'e'))
        text += QStringLiteral(".0");
    return text;
}

} // namespace

LiveValues::LiveValues(const Views& views, QObject* parent)
    : QObject(parent)
    , m_views(views)
    , m_work([this] { start(); })
{
    connect(views.notebook, &NotebookView::numbersMoved, this, [this] { m_work.request(); });
    connect(views.runner, &Runner::liveFinished, this, &LiveValues::finished);
    // Queued: the stage first finishes what it does with its new picture.
    connect(
        views.stage, &StageView::boxesChanged, this,
        [this] {
            if (m_awaitsStage && m_views.stage->recording() == m_views.player->recording())
                end();
        },
        Qt::QueuedConnection);
    connect(views.stage, &StageView::numberGrabbed, this,
            [this](engine::NodeId node, std::int64_t element) {
                m_drag.reset();
                m_hasDragged = false;
                if (grab(node, element))
                    m_drag = NumberDrag::of(m_grabbed->number, m_grabbed->mayBeNegative);
            });
    connect(views.stage, &StageView::numberDragged, this, &LiveValues::drag);
    connect(views.stage, &StageView::numberReleased, this, [this] { m_drag.reset(); });
    connect(views.stage, &StageView::numberChosen, this,
            [this](engine::NodeId node, std::int64_t element, const QRect& cell) {
                const QWidget* stage = m_views.stage;
                choose(node, element,
                       QRect(stage->mapTo(stage->window(), cell.topLeft()), cell.size()));
            });
    connect(views.stage, &StageView::undoRequested, this, &LiveValues::undo);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (!m_work.isUnderWay())
            return;
        if (m_work.isSuperseded())
            m_views.runner->stop();
        else
            emit slow();
        m_patience.start(); // newer numbers may still come
    });
}

NumberPopover* LiveValues::popover() const
{
    return m_popover;
}

void LiveValues::setLook(const CellLook& look)
{
    m_look = look;
    if (m_popover)
        m_popover->setLook(look);
}

void LiveValues::forget()
{
    m_work.clear();
    m_patience.stop();
    m_awaitsStage = false;
    m_latest.reset();
    m_grabbed.reset();
    m_drag.reset();
    m_given.clear();
    m_undo.clear();
    if (m_popover)
        m_popover->hide();
    m_views.stage->setLive(false);
    m_views.notebook->setLive(false);
    showRemark();
}

void LiveValues::start()
{
    const auto& before = m_views.player->recording();
    if (!before || before->cellRuns.empty()) {
        m_work.clear();
        m_views.notebook->setLive(false);
        return;
    }
    if (before != m_latest) // after a failure of ours the cells below are still wanted
        m_through = before->cellRuns.back().cell;
    std::vector<engine::GivenValue> given;
    for (const auto& [node, value] : m_given)
        given.push_back({node, value});
    m_patience.start();
    ++m_asked;
    m_views.runner->runLive(m_views.notebook->lesson(), m_through, std::move(given));
}

void LiveValues::finished(const std::shared_ptr<const engine::Recording>& recording)
{
    if (--m_asked > 0 || !m_work.isUnderWay())
        return; // of numbers or a lesson that were left
    if (!recording || (m_work.isSuperseded() && wasStopped(*recording))) {
        end();
        return;
    }
    show(recording);
}

void LiveValues::show(const std::shared_ptr<const engine::Recording>& recording)
{
    const std::shared_ptr<const engine::Recording> before = m_views.player->recording();
    if (!before) {
        end();
        return;
    }
    const bool isLost = std::any_of(m_given.begin(), m_given.end(), [&](const auto& given) {
        return engine::correspondingNode(*before, given.first, *recording) != given.first;
    });
    if (isLost) { // the program went another way: whose number it was cannot be told any more
        m_given.clear();
        m_undo.clear();
        showRemark();
        m_work.request();
        end();
        return;
    }
    m_latest = recording;
    if (m_look.typesetter)
        m_look.typesetter->postpone();
    const int step = engine::correspondingStep(*before, m_views.player->step(), *recording);
    const engine::NodeId selected =
        engine::correspondingNode(*before, m_views.selection->node(), *recording);
    ChosenNumber number = m_views.selection->number();
    const bool hasNumber = number.isValid() && selected.isValid()
        && number.element < recording->graph.node(selected).value.size();
    number.node = selected;
    m_views.stage->setLive(true);
    m_awaitsStage = true;
    m_views.player->setRecording(recording, step);
    if (hasNumber)
        m_views.selection->selectNumber(number);
    else
        m_views.selection->select(selected);
    m_views.notebook->showRun(*recording);
    if (m_awaitsStage && (m_views.stage->recording() == recording || !m_views.stage->isArranging()))
        end();
}

/// The newest picture is there, or there will be none.
void LiveValues::end()
{
    m_awaitsStage = false;
    m_patience.stop();
    emit updated();
    if (m_work.done())
        return;
    m_views.stage->setLive(false);
    m_views.notebook->setLive(false);
    emit settled();
}

bool LiveValues::grab(engine::NodeId node, std::int64_t element)
{
    const auto& recording = m_views.player->recording();
    m_grabbed.reset();
    if (!recording || !node.isValid() || node.index >= recording->graph.size()
        || !engine::isGiven(*recording, node))
        return false;
    Grabbed grabbed{node, element, {}, true, nullptr, {}};
    const bool isSetByHand = m_given.contains(node);
    const auto literal = isSetByHand ? std::nullopt : engine::literalOf(*recording, node, element);
    if (literal) {
        const CodeCell* const cell = m_views.notebook->recordedCell(literal->span.cell);
        const engine::CellRun* const run = engine::sourceOf(
            *recording, literal->span, static_cast<int>(recording->cellRuns.size()) - 1);
        if (!cell || !run || cell->source() != run->source)
            return false; // edited since: where the number stands now is not known
        grabbed.editor = cell->codeEditor();
        grabbed.range = {utf16Position(run->source, literal->span.begin),
                         utf16Position(run->source, literal->span.end)};
        grabbed.number = grabbed.editor->text().mid(grabbed.range.begin,
                                                    grabbed.range.end - grabbed.range.begin);
        grabbed.mayBeNegative = literal->mayBeNegative;
    } else {
        grabbed.number = writtenNumber(recording->graph.node(node).value, element);
    }
    m_grabbed = grabbed;
    return true;
}

void LiveValues::drag(int pixels, Qt::KeyboardModifiers modifiers)
{
    if (!m_drag || !m_grabbed)
        return;
    const QString number = m_drag->text(pixels, modifiers);
    if (number == m_grabbed->number)
        return;
    write(number, m_hasDragged);
    m_hasDragged = true;
}

void LiveValues::write(const QString& number, bool continues)
{
    if (!m_grabbed || number == m_grabbed->number)
        return;
    m_grabbed->number = number;
    if (!continues)
        m_undo.push_back({m_grabbed->editor, m_given});
    if (m_grabbed->editor) {
        m_grabbed->range = m_grabbed->editor->setNumber(m_grabbed->range, number, continues);
        return; // the notebook asks for the run
    }
    const auto& recording = m_views.player->recording();
    const auto value = engine::lang::NumberText::of(number.toStdString());
    if (!recording || !value)
        return;
    const auto known = m_given.find(m_grabbed->node);
    const engine::Tensor& tensor =
        known != m_given.end() ? known->second : recording->graph.node(m_grabbed->node).value;
    m_given.insert_or_assign(m_grabbed->node,
                             withElement(tensor, m_grabbed->element, value->value()));
    showRemark();
    m_work.request();
}

void LiveValues::choose(engine::NodeId node, std::int64_t element, const QRect& anchor)
{
    if (!grab(node, element))
        return;
    if (!m_popover) {
        m_popover = new NumberPopover(m_views.stage->window());
        connect(m_popover, &NumberPopover::changed, this, &LiveValues::write);
        connect(m_popover, &NumberPopover::left, this,
                [this] { m_views.stage->setFocus(Qt::OtherFocusReason); });
    }
    m_popover->setLook(m_look);
    m_popover->open(anchor, m_grabbed->number, m_grabbed->mayBeNegative);
    m_popover->takeFocus();
}

void LiveValues::undo()
{
    if (m_undo.empty())
        return;
    const Undo last = m_undo.back();
    m_undo.pop_back();
    m_grabbed.reset();
    if (m_popover)
        m_popover->hide();
    if (last.editor) {
        last.editor->undoNumber();
        return;
    }
    m_given = last.given;
    showRemark();
    m_work.request();
}

void LiveValues::showRemark()
{
    const auto& recording = m_views.player->recording();
    QStringList names;
    for (const auto& [node, value] : m_given) {
        if (recording && node.index < recording->graph.size())
            names << QString::fromStdString(
                engine::labelAt(*recording, node, recording->stepCount()));
    }
    m_views.stage->setRemark(
        names.isEmpty()
            ? QString()
            : tr("Set by hand, not by the code: %1. Ctrl+Z takes it back; so does running a cell.")
                  .arg(names.join(QStringLiteral(", "))));
}

} // namespace ui
