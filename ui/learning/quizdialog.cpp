#include "ui/learning/quizdialog.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/notebook/optionbutton.h"
#include "ui/notebook/proseview.h"
#include "ui/player/player.h"

namespace ui {
namespace {

constexpr int questionsAtOnce = 8;

/// Text that Markdown must leave as it is: names with stars and underscores, "x * y".
QString literal(const QString& text)
{
    QString result;
    for (const QChar c : text) {
        if (QStringLiteral("\\*_[]<>#$").contains(c))
            result += u'\\';
        result += c;
    }
    return result;
}

} // namespace

QuizDialog::QuizDialog(Player* player, QWidget* parent)
    : LearningDialog(parent)
    , m_player(player)
    , m_count(new QLabel)
    , m_ask(new ProseView)
    , m_column(new QVBoxLayout)
    , m_feedback(new ProseView)
    , m_see(new QPushButton)
    , m_next(new QPushButton)
{
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_count);
    layout->addWidget(m_ask);
    layout->addLayout(m_column);
    layout->addWidget(m_feedback);
    layout->addStretch();
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_see);
    buttons->addStretch();
    buttons->addWidget(m_next);
    layout->addLayout(buttons);
    m_see->setAutoDefault(true);
    m_next->setAutoDefault(true);
    connect(m_see, &QPushButton::clicked, this, [this] { m_player->seek(question().answerStep); });
    connect(m_next, &QPushButton::clicked, this, &QuizDialog::next);
    connect(m_player, &Player::recordingChanged, this, &QWidget::hide); // of another run
    resize(520, 440);
    retranslate();
}

void QuizDialog::begin(std::uint64_t seed)
{
    m_seed = seed;
    m_quiz = m_player->recording() ? engine::makeQuiz(*m_player->recording(), seed, questionsAtOnce)
                                   : std::vector<engine::QuizQuestion>();
    m_current = 0;
    m_right = 0;
    if (m_quiz.empty())
        showEnd();
    else
        showQuestion();
}

void QuizDialog::setLook(const CellLook& look)
{
    LearningDialog::setLook(look);
    m_ask->setLook(look);
    m_feedback->setLook(look);
    m_count->setFont(look.smallFont());
    for (OptionButton* option : m_options)
        option->setLook(look);
}

void QuizDialog::retranslate()
{
    setWindowTitle(tr("Quiz on this run"));
    m_see->setText(tr("Show the step"));
    m_next->setText(m_current + 1 < questionCount() ? tr("Next question") : tr("Finish"));
    if (m_current < questionCount())
        showQuestion();
    else
        showEnd();
}

void QuizDialog::showQuestion()
{
    for (OptionButton* option : m_options)
        delete option;
    m_options.clear();
    m_answered = false;
    m_wrongBefore = false;
    m_player->pause();
    m_player->seek(question().askStep);
    m_count->setText(tr("Question %1 of %2").arg(m_current + 1).arg(questionCount()));
    QString ask = inLanguage(question().ask);
    // What stands between backticks is code and stays as it is.
    m_ask->setMarkdownSource(ask.contains(u'`') ? ask : literal(ask));
    int number = 0;
    for (const engine::QuizOption& each : question().options) {
        auto* option = new OptionButton(number + 1, literal(inLanguage(each.text)));
        option->setLook(look());
        connect(option, &QAbstractButton::clicked, this, [this, number] { choose(number); });
        m_column->addWidget(option);
        m_options.push_back(option);
        ++number;
    }
    m_feedback->setMarkdownSource({});
    m_see->hide();
    m_next->hide();
    m_next->setText(m_current + 1 < questionCount() ? tr("Next question") : tr("Finish"));
    if (!m_options.empty())
        m_options.front()->setFocus();
}

void QuizDialog::choose(int option)
{
    if (m_answered || option < 0 || option >= static_cast<int>(m_options.size()))
        return;
    const engine::QuizOption& chosen = question().options[static_cast<std::size_t>(option)];
    OptionButton* const button = m_options[static_cast<std::size_t>(option)];
    QString said;
    if (!chosen.right) {
        m_wrongBefore = true;
        button->setMark(OptionButton::Mark::Wrong);
        said = tr("**✗ Not that.**");
        if (chosen.mistake)
            said += u' ' + inLanguage(engine::mistakeText(*chosen.mistake));
    } else {
        m_answered = true;
        m_right += m_wrongBefore ? 0 : 1;
        button->setMark(OptionButton::Mark::Right);
        said = tr("**✓ Right.**") + u' ' + literal(inLanguage(question().why));
        m_see->show();
        m_next->show();
        m_next->setFocus();
    }
    m_feedback->setMarkdownSource(said);
    m_feedback->setAccessibleName(m_feedback->accessibleDescription());
}

void QuizDialog::next()
{
    if (m_current >= questionCount()) {
        begin(m_seed + 1);
        return;
    }
    ++m_current;
    if (m_current < questionCount())
        showQuestion();
    else
        showEnd();
}

void QuizDialog::showEnd()
{
    for (OptionButton* option : m_options)
        delete option;
    m_options.clear();
    m_feedback->setMarkdownSource({});
    m_count->clear();
    m_see->hide();
    if (m_quiz.empty()) {
        m_ask->setMarkdownSource(
            tr("There is nothing to ask about yet. Run a cell that asks a tape for a gradient, and "
               "come back."));
        m_next->hide();
        return;
    }
    m_ask->setMarkdownSource(
        tr("**%1 of %2** right at the first try.").arg(m_right).arg(questionCount()));
    m_next->setText(tr("Other questions"));
    m_next->show();
    m_next->setFocus();
}

void QuizDialog::keyPressEvent(QKeyEvent* event)
{
    const int digit = event->key() - Qt::Key_1;
    if (digit >= 0 && digit < static_cast<int>(m_options.size()))
        choose(digit);
    else
        LearningDialog::keyPressEvent(event);
}

} // namespace ui
