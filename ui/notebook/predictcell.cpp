#include "ui/notebook/predictcell.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTextBlock>
#include <QVBoxLayout>

#include "ui/notebook/celleditor.h"
#include "ui/notebook/optionbutton.h"

namespace ui {

PredictCell::PredictCell(const engine::Cell& cell, QWidget* parent)
    : QuestionCell(cell, parent)
    , m_field(new QLineEdit)
    , m_send(addButton())
    , m_hint(addButton())
    , m_show(addButton())
    , m_see(addButton())
{
    answerColumn()->addWidget(m_field);
    connect(m_field, &QLineEdit::returnPressed, this, [this] { answer(m_field->text()); });
    connect(m_send, &QPushButton::clicked, this, [this] { answer(m_field->text()); });
    connect(m_hint, &QPushButton::clicked, this,
            [this] { say(QString::fromStdString(m_prediction->hint), Tone::Neutral); });
    connect(m_show, &QPushButton::clicked, this, &PredictCell::reveal);
    connect(m_see, &QPushButton::clicked, this, [this] { emit seeRequested(m_step); });
    load();
}

void PredictCell::read()
{
    for (OptionButton* option : m_options)
        delete option;
    m_options.clear();
    m_prediction.reset();
    const auto result = engine::readPrediction(source());
    if (const auto* error = std::get_if<engine::BlockError>(&result)) {
        setAsked({});
        sayError(error->line, error->message);
        showState();
        return;
    }
    m_prediction = std::get<engine::Prediction>(result);
    setAsked(m_prediction->ask);
    say({}, Tone::Neutral);
    if (m_prediction->kind == engine::PredictionKind::Choice) {
        for (std::size_t i = 0; i < m_prediction->options.size(); ++i) {
            const int number = static_cast<int>(i);
            auto* option = new OptionButton(
                number + 1, QString::fromStdString(m_prediction->options[i].text.text));
            connect(option, &QAbstractButton::clicked, this, [this, number] { choose(number); });
            answerColumn()->addWidget(option);
            m_options.push_back(option);
        }
    }
    showState();
}

void PredictCell::setAfter(int ordinal)
{
    if (!m_prediction || m_prediction->after == ordinal)
        return;
    static const QRegularExpression after(QStringLiteral("^(\\s*after\\s*:\\s*)\\d+"));
    QTextCursor cursor(
        editor()->document()->findBlockByNumber(std::max(0, m_prediction->afterLine - 1)));
    const auto match = after.match(cursor.block().text());
    if (!match.hasMatch())
        return;
    const int line = cursor.position();
    cursor.setPosition(line + static_cast<int>(match.capturedEnd(1)));
    cursor.setPosition(line + static_cast<int>(match.capturedEnd()), QTextCursor::KeepAnchor);
    cursor.insertText(QString::number(ordinal));
    m_prediction->after = ordinal;
}

void PredictCell::retranslate()
{
    setHeading(tr("Before you run the next cell"));
    m_send->setText(tr("Answer"));
    m_hint->setText(tr("Hint"));
    m_show->setText(tr("Show me"));
    m_see->setText(tr("See it happen"));
    m_see->setToolTip(tr("Run the cell and go to the step that shows it"));
    if (!m_prediction)
        return;
    switch (m_prediction->kind) {
    case engine::PredictionKind::Choice:
        return;
    case engine::PredictionKind::Number:
        m_field->setPlaceholderText(tr("a number, several as [1, 2], or None"));
        break;
    case engine::PredictionKind::Shape:
        m_field->setPlaceholderText(tr("a shape such as (4, 1)"));
        break;
    case engine::PredictionKind::Formula:
        m_field->setPlaceholderText(tr("a formula such as 2*x + 1, in any spelling"));
        break;
    case engine::PredictionKind::Text:
        m_field->setPlaceholderText(tr("in a word or two"));
        break;
    }
    m_field->setAccessibleName(tr("Your answer: %1").arg(m_field->placeholderText()));
}

void PredictCell::lookChanged(const CellLook& inside)
{
    m_field->setFont(inside.codeFont());
    m_field->setPalette(inside.palette(inside.theme.window));
    for (OptionButton* option : m_options)
        option->setLook(inside);
}

void PredictCell::showState()
{
    const bool asked = m_prediction.has_value();
    const bool typed = asked && m_prediction->kind != engine::PredictionKind::Choice;
    const bool settled = m_progress.settled();
    m_field->setVisible(typed);
    m_field->setReadOnly(settled);
    m_send->setVisible(typed && !settled);
    m_send->setEnabled(!m_waiting);
    m_hint->setVisible(asked && !settled && !m_prediction->hint.empty());
    m_show->setVisible(asked && !settled);
    m_see->setVisible(asked && settled);
    for (OptionButton* option : m_options)
        option->setEnabled(!settled && !m_waiting);
}

void PredictCell::setProgress(const engine::QuestionProgress& progress)
{
    m_progress = progress;
    if (!m_prediction)
        return;
    if (!m_options.empty()) {
        const int right = m_prediction->rightOption();
        if (progress.settled() && right >= 0)
            m_options[static_cast<std::size_t>(right)]->setMark(OptionButton::Mark::Right);
    } else {
        m_field->setText(QString::fromStdString(progress.answer));
    }
    if (progress.settled())
        say(progress.right ? tr("**✓** Answered before.") : tr("The answer: %1").arg(answerText()),
            progress.right ? Tone::Good : Tone::Neutral);
    showState();
}

void PredictCell::choose(int option)
{
    if (isSettled() || m_waiting || option < 0 || option >= static_cast<int>(m_options.size()))
        return;
    m_waiting = true;
    m_progress.answer = m_prediction->options[static_cast<std::size_t>(option)].text.text;
    showState();
    emit answered({option, {}});
}

void PredictCell::answer(const QString& text)
{
    if (isSettled() || m_waiting || text.trimmed().isEmpty())
        return;
    m_waiting = true;
    m_field->setText(text);
    m_progress.answer = text.trimmed().toStdString();
    showState();
    emit answered({-1, m_progress.answer});
}

void PredictCell::showVerdict(const engine::Verdict& verdict)
{
    using Kind = engine::Verdict::Kind;
    m_waiting = false;
    if (!m_prediction)
        return;
    if (verdict.kind == Kind::NotUnderstood) {
        say(tr("This answer is not understood. Expected is %1.").arg(m_field->placeholderText()),
            Tone::Neutral);
        showState();
        m_field->setFocus();
        return;
    }
    const bool right = verdict.kind == Kind::Right;
    m_step = verdict.step;
    ++m_progress.attempts;
    m_progress.right = right;
    QString said = right ? tr("**✓ Right.**") : tr("**✗ Not that.**");
    const QString why = QString::fromStdString(verdict.why);
    // The author's own words know better than the name of the mistake.
    if (!right && why.isEmpty() && verdict.mistake)
        said += u' '
            + QString::fromStdString(engine::mistakeText(*verdict.mistake).in(look().language));
    else if (!why.isEmpty())
        said += u' ' + why;
    else if (!right)
        said += u' ' + tr("Try again, or let it be shown.");
    if (m_options.size() > static_cast<std::size_t>(std::max(verdict.option, 0))
        && verdict.option >= 0)
        m_options[static_cast<std::size_t>(verdict.option)]->setMark(
            right ? OptionButton::Mark::Right : OptionButton::Mark::Wrong);
    say(said, right ? Tone::Good : Tone::Bad);
    showState();
    if (right)
        m_see->setFocus();
    else
        focusAnswer();
    emit progressed();
}

QString PredictCell::answerText() const
{
    const int right = m_prediction->rightOption();
    return QString::fromStdString(
        right >= 0 ? m_prediction->options[static_cast<std::size_t>(right)].text.text
                   : '`' + m_prediction->answer.text + '`');
}

void PredictCell::reveal()
{
    if (isSettled())
        return;
    m_waiting = false;
    m_progress.shown = true;
    const int right = m_prediction->rightOption();
    if (right >= 0 && !m_options.empty())
        m_options[static_cast<std::size_t>(right)]->setMark(OptionButton::Mark::Right);
    QString said = tr("The answer: %1").arg(answerText());
    std::string why = m_prediction->why;
    if (why.empty() && right >= 0)
        why = m_prediction->options[static_cast<std::size_t>(right)].why;
    if (!why.empty())
        said += QStringLiteral("\n\n") + QString::fromStdString(why);
    say(said, Tone::Neutral);
    showState();
    m_see->setFocus();
    emit progressed();
}

void PredictCell::focusAnswer()
{
    if (isSettled()) {
        m_see->setFocus();
        return;
    }
    if (m_options.empty()) {
        m_field->setFocus();
        m_field->selectAll();
        return;
    }
    for (OptionButton* option : m_options) {
        if (option->mark() == OptionButton::Mark::None) {
            option->setFocus();
            return;
        }
    }
}

void PredictCell::keyPressEvent(QKeyEvent* event)
{
    const int digit = event->key() - Qt::Key_1;
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (plain && digit >= 0 && digit < static_cast<int>(m_options.size())) {
        choose(digit);
        return;
    }
    QuestionCell::keyPressEvent(event);
}

} // namespace ui
