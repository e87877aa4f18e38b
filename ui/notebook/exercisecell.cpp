#include "ui/notebook/exercisecell.h"

#include <QPushButton>
#include <QVBoxLayout>

#include "ui/notebook/codeeditor.h"
#include "ui/notebook/outputview.h"
#include "ui/notebook/panel.h"

namespace ui {

ExerciseCell::ExerciseCell(const engine::Cell& cell, QWidget* parent)
    : QuestionCell(cell, parent)
    , m_code(new CodeEditor)
    , m_codePanel(new Panel(m_code))
    , m_outputs(new OutputView)
    , m_check(addButton())
    , m_hint(addButton())
    , m_show(addButton())
    , m_again(addButton())
{
    answerColumn()->addWidget(m_codePanel);
    answerColumn()->addWidget(m_outputs);
    connect(m_code, &CellEditor::runKeyPressed, this, &ExerciseCell::check);
    connect(m_code, &CellEditor::escapePressed, this, &CellWidget::escaped);
    connect(m_code, &CellEditor::leftUpwards, this, &CellWidget::leftUpwards);
    connect(m_code, &CellEditor::leftDownwards, this, &CellWidget::leftDownwards);
    connect(m_code, &CellEditor::focusGained, this, &CellWidget::focusGained);
    connect(m_check, &QPushButton::clicked, this, &ExerciseCell::check);
    connect(m_hint, &QPushButton::clicked, this,
            [this] { say(QString::fromStdString(m_exercise->hint), Tone::Neutral); });
    connect(m_show, &QPushButton::clicked, this, &ExerciseCell::showSolution);
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_code->setPlainText(QString::fromStdString(m_exercise->start.text));
        m_outputs->setOutputs({}, {});
        say({}, Tone::Neutral);
        m_code->setFocus();
    });
    load();
}

void ExerciseCell::read()
{
    m_exercise.reset();
    const auto result = engine::readExercise(source());
    if (const auto* error = std::get_if<engine::BlockError>(&result)) {
        setAsked({});
        sayError(error->line, error->message);
    } else {
        m_exercise = std::get<engine::Exercise>(result);
        setAsked(m_exercise->ask);
        m_code->setPlainText(QString::fromStdString(m_exercise->start.text));
        say({}, Tone::Neutral);
    }
    showState();
}

void ExerciseCell::retranslate()
{
    setHeading(tr("Exercise"));
    m_check->setText(tr("Check"));
    m_check->setToolTip(tr("Run it and see what holds (Shift+Enter)"));
    m_hint->setText(tr("Hint"));
    m_show->setText(tr("Show a solution"));
    m_again->setText(tr("Start again"));
    m_code->setAccessibleName(tr("Your code"));
}

void ExerciseCell::lookChanged(const CellLook& inside)
{
    m_code->setLook(inside);
    m_codePanel->setLook(inside);
    m_outputs->setLook(inside);
}

void ExerciseCell::showState()
{
    const bool stands = m_exercise.has_value();
    m_codePanel->setVisible(stands);
    m_check->setVisible(stands);
    m_check->setEnabled(!m_waiting);
    m_hint->setVisible(stands && !m_exercise->hint.empty());
    m_show->setVisible(stands);
    m_again->setVisible(stands);
}

void ExerciseCell::setProgress(const engine::QuestionProgress& progress)
{
    m_progress = progress;
    if (!m_exercise)
        return;
    if (!progress.answer.empty())
        m_code->setPlainText(QString::fromStdString(progress.answer));
    if (progress.right)
        say(tr("**✓** Solved before."), Tone::Good);
    showState();
}

void ExerciseCell::check()
{
    if (!m_exercise || m_waiting)
        return;
    m_waiting = true;
    m_progress.answer = m_code->text().toStdString();
    showState();
    emit attempted(m_progress.answer);
}

void ExerciseCell::showRun(const engine::ExerciseRun& run)
{
    m_waiting = false;
    showState();
    if (!m_exercise)
        return;
    if (!run.ran) {
        const QString why = run.above ? QString::fromStdString(run.above->kind) : QString();
        say(tr("A cell above fails (%1). Put that right first.").arg(why), Tone::Bad);
        return;
    }
    m_outputs->setOutputs(run.outputs, run.failure);
    ++m_progress.attempts;
    if (run.failure) {
        say(tr("**✗ Not yet.** The code ends with an error."), Tone::Bad);
    } else if (run.passed()) {
        m_progress.right = true;
        say(tr("**✓ Solved.** %1").arg(QString::fromStdString(m_exercise->why)), Tone::Good);
    } else {
        QString said = tr("**✗ Not yet.** This must be true:") + QStringLiteral("\n\n");
        for (std::size_t i = 0; i < run.checks.size(); ++i) {
            const bool holds = run.checks[i].holds();
            said += QStringLiteral("- %1 `%2`")
                        .arg(holds ? QStringLiteral("✓") : QStringLiteral("✗"))
                        .arg(QString::fromStdString(m_exercise->checks[i].text));
            if (run.checks[i].failure)
                said += QStringLiteral(" (%1)").arg(QString::fromStdString(
                    run.checks[i].failure->kind + ": " + run.checks[i].failure->message));
            said += u'\n';
        }
        say(said, Tone::Bad);
    }
    emit progressed();
}

void ExerciseCell::showSolution()
{
    if (!m_exercise)
        return;
    m_progress.shown = true;
    QString said = tr("One way to write it:") + QStringLiteral("\n\n```\n")
        + QString::fromStdString(m_exercise->solution.text) + QStringLiteral("\n```\n");
    if (!m_exercise->why.empty())
        said += u'\n' + QString::fromStdString(m_exercise->why);
    say(said, Tone::Neutral);
    emit progressed();
}

void ExerciseCell::focusAnswer()
{
    m_code->setFocus();
}

} // namespace ui
