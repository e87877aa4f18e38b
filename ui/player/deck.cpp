#include "ui/player/deck.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/recording/recording.h"
#include "engine/recording/sentence.h"
#include "ui/player/granularitybox.h"
#include "ui/player/player.h"
#include "ui/player/sentenceview.h"
#include "ui/player/timeline.h"
#include "ui/window/themepalette.h"

namespace ui {
namespace {

constexpr int wordGap = 2; ///< between the parts of the transport

constexpr std::array speeds{0.25, 0.5, 1.0, 1.5, 2.0, 4.0, 8.0, 16.0, 32.0};

QSpinBox* makeStepBox(QWidget* parent)
{
    auto* box = new QSpinBox(parent);
    box->setObjectName(QStringLiteral("step"));
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setAlignment(Qt::AlignRight);
    box->setKeyboardTracking(false);
    box->setFocusPolicy(Qt::StrongFocus);
    return box;
}

} // namespace

Deck::Deck(Player* player, QWidget* parent)
    : QWidget(parent)
    , m_player(player)
    , m_sentence(new SentenceView(this))
    , m_timeline(new Timeline(player, this))
    , m_transport(nullptr)
{
    setFocusPolicy(Qt::ClickFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_sentence->setObjectName(QStringLiteral("sentence"));
    m_timeline->setObjectName(QStringLiteral("timeline"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(4);
    layout->addWidget(m_sentence);
    layout->addWidget(m_timeline);
    m_transport = transport();
    layout->addWidget(m_transport);

    connect(player, &Player::recordingChanged, this, &Deck::takeRecording);
    connect(player, &Player::stepChanged, this, &Deck::showStep);
    connect(player, &Player::playingChanged, this, &Deck::showPlaying);
    connect(player, &Player::granularityChanged, this, [this](engine::Granularity granularity) {
        m_granularity->setCurrentIndex(static_cast<int>(granularity));
    });
    connect(player, &Player::speedChanged, this, &Deck::fillSpeeds);

    setTheme(m_theme);
    retranslate();
    fillSpeeds();
    takeRecording();
    showStep();
}

DeckButton* Deck::button(DeckButton::Symbol symbol, const char* name)
{
    auto* result = new DeckButton(symbol, symbol == DeckButton::Symbol::Play, this);
    result->setObjectName(QLatin1String(name));
    m_buttons.push_back(result);
    return result;
}

QWidget* Deck::transport()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(wordGap);

    m_toStart = button(DeckButton::Symbol::ToStart, "toStart");
    m_back = button(DeckButton::Symbol::Back, "stepBack");
    m_play = button(DeckButton::Symbol::Play, "play");
    m_forward = button(DeckButton::Symbol::Forward, "stepForward");
    m_over = button(DeckButton::Symbol::Over, "stepOver");
    m_toEnd = button(DeckButton::Symbol::ToEnd, "toEnd");
    m_mark = button(DeckButton::Symbol::Mark, "mark");
    for (DeckButton* each : m_buttons)
        layout->addWidget(each);
    connect(m_toStart, &QAbstractButton::clicked, m_player, &Player::toStart);
    connect(m_back, &QAbstractButton::clicked, m_player, &Player::stepBack);
    connect(m_play, &QAbstractButton::clicked, m_player, &Player::togglePlay);
    connect(m_forward, &QAbstractButton::clicked, m_player, &Player::stepForward);
    connect(m_over, &QAbstractButton::clicked, m_player, &Player::stepOver);
    connect(m_mark, &QAbstractButton::clicked, m_player, &Player::toggleMark);
    connect(m_toEnd, &QAbstractButton::clicked, m_player, &Player::toEnd);

    m_stepLabel = new QLabel(row);
    m_stepBox = makeStepBox(row);
    m_countLabel = new QLabel(row);
    connect(m_stepBox, &QSpinBox::valueChanged, this, [this](int step) {
        m_player->pause();
        m_player->seek(step);
    });
    // Having gone there, the next keys step on.
    connect(m_stepBox->findChild<QLineEdit*>(), &QLineEdit::returnPressed, this,
            [this] { setFocus(Qt::OtherFocusReason); });
    m_stepLabel->setContentsMargins(4, 0, 2, 0);
    m_countLabel->setContentsMargins(2, 0, 4, 0);
    layout->addWidget(m_stepLabel);
    layout->addWidget(m_stepBox);
    layout->addWidget(m_countLabel);
    layout->addStretch(1);

    m_granularity = new GranularityBox(row);
    m_granularity->setObjectName(QStringLiteral("granularity"));
    m_granularity->setCurrentIndex(static_cast<int>(m_player->granularity()));
    connect(m_granularity, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (index >= 0)
            m_player->setGranularity(static_cast<engine::Granularity>(index));
    });
    m_speed = new QComboBox(row);
    m_speed->setObjectName(QStringLiteral("speed"));
    m_speed->setFocusPolicy(Qt::TabFocus);
    connect(m_speed, &QComboBox::activated, this,
            [this] { m_player->setSpeed(m_speed->currentData().toDouble()); });
    layout->addWidget(m_granularity);
    layout->addSpacing(2);
    layout->addWidget(m_speed);
    return row;
}

void Deck::setTheme(const Theme& theme)
{
    m_theme = theme;
    setPalette(paletteOf(theme));
    const QFont font = Theme::uiFont(10);
    for (QWidget* each : std::initializer_list<QWidget*>{m_stepLabel, m_stepBox, m_countLabel,
                                                         m_granularity, m_speed})
        each->setFont(font);
    m_stepBox->setStyleSheet(QStringLiteral("QSpinBox { background: %1; color: %2; border: 1px "
                                            "solid %3; border-radius: 4px; padding: 3px 4px; }"
                                            "QSpinBox:focus { border-color: %4; }")
                                 .arg(theme.surface.name(), theme.text.name(), theme.border.name(),
                                      theme.accent.name()));
    m_sentence->setTheme(theme);
    m_timeline->setTheme(theme);
    for (DeckButton* each : m_buttons)
        each->setTheme(theme);
    update();
}

void Deck::setLanguage(engine::Language language)
{
    m_language = language;
    m_timeline->setLanguage(language);
    showStep();
}

void Deck::listenForKeys(QWidget* view)
{
    view->installEventFilter(this);
}

void Deck::takeRecording()
{
    const auto& recording = m_player->recording();
    m_chapters = recording ? chaptersOf(*recording) : std::vector<Chapter>{};
    const int count = m_player->stepCount();
    const QSignalBlocker blocker(m_stepBox);
    m_stepBox->setRange(0, count);
    const int digits =
        m_stepBox->fontMetrics().horizontalAdvance(QString::number(std::max(count, 100)));
    m_stepBox->setFixedWidth(digits + 20);
    retranslate();
}

void Deck::showStep()
{
    const auto& recording = m_player->recording();
    const int k = m_player->step();
    const bool isEmpty = m_player->stepCount() == 0;
    if (isEmpty)
        m_sentence->setSentence(tr("Run a cell, and its recording plays here."), Phase::Ready);
    else
        m_sentence->setSentence(
            QString::fromStdString(engine::sentenceAt(*recording, k, m_language)),
            phaseAt(*recording, k));
    {
        const QSignalBlocker blocker(m_stepBox);
        m_stepBox->setValue(k);
    }
    const bool atStart = k == 0;
    const bool atEnd = k == m_player->stepCount();
    m_toStart->setEnabled(!atStart);
    m_back->setEnabled(!atStart);
    m_forward->setEnabled(!atEnd);
    m_over->setEnabled(!atEnd);
    m_mark->setEnabled(!isEmpty);
    m_toEnd->setEnabled(!atEnd);
    m_play->setEnabled(!isEmpty);
    m_stepBox->setEnabled(!isEmpty);
}

void Deck::showPlaying(bool playing)
{
    m_play->setSymbol(playing ? DeckButton::Symbol::Pause : DeckButton::Symbol::Play);
    m_play->setAccessibleName(playing ? tr("Pause") : tr("Play"));
    m_play->setToolTip(QStringLiteral("%1 (%2)").arg(playing ? tr("Pause") : tr("Play"),
                                                     keyText(DeckCommand::TogglePlay)));
}

void Deck::nextChapter()
{
    m_player->pause();
    m_player->seek(ui::nextChapter(m_chapters, m_player->step(), m_player->stepCount()));
}

void Deck::previousChapter()
{
    m_player->pause();
    m_player->seek(ui::previousChapter(m_chapters, m_player->step()));
}

void Deck::faster()
{
    const auto next = std::upper_bound(speeds.begin(), speeds.end(), m_player->speed());
    m_player->setSpeed(next == speeds.end() ? speeds.back() : *next);
}

void Deck::slower()
{
    const auto next = std::lower_bound(speeds.begin(), speeds.end(), m_player->speed());
    m_player->setSpeed(next == speeds.begin() ? speeds.front() : *std::prev(next));
}

bool Deck::handleKey(const QKeyEvent& event)
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const auto found =
        std::find_if(deckKeys().begin(), deckKeys().end(), [&event, modifiers](const DeckKey& key) {
            return key.key == QKeyCombination(modifiers, static_cast<Qt::Key>(event.key()));
        });
    if (found == deckKeys().end())
        return false;
    act(found->command);
    return true;
}

void Deck::act(DeckCommand command)
{
    switch (command) {
    case DeckCommand::TogglePlay:
        return m_player->togglePlay();
    case DeckCommand::StepBack:
        return m_player->stepBack();
    case DeckCommand::StepForward:
        return m_player->stepForward();
    case DeckCommand::StepOver:
        return m_player->stepOver();
    case DeckCommand::PreviousChapter:
        return previousChapter();
    case DeckCommand::NextChapter:
        return nextChapter();
    case DeckCommand::ToStart:
        return m_player->toStart();
    case DeckCommand::ToEnd:
        return m_player->toEnd();
    case DeckCommand::ToPictureStart:
        return m_player->toPictureStart();
    case DeckCommand::ToPictureEnd:
        return m_player->toPictureEnd();
    case DeckCommand::Slower:
        return slower();
    case DeckCommand::Faster:
        return faster();
    case DeckCommand::ToggleMark:
        return m_player->toggleMark();
    case DeckCommand::NextMark:
        return m_player->toNextMark();
    case DeckCommand::PreviousMark:
        return m_player->toPreviousMark();
    }
}

bool Deck::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && handleKey(*static_cast<QKeyEvent*>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

void Deck::keyPressEvent(QKeyEvent* event)
{
    // Keys come here from the children that had no use for them.
    if (!handleKey(*event))
        QWidget::keyPressEvent(event);
}

void Deck::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        fillSpeeds();
        showStep();
    }
    QWidget::changeEvent(event);
}

void Deck::retranslate()
{
    const auto name = [](DeckButton* target, const QString& text, const QString& keys) {
        target->setAccessibleName(text);
        target->setToolTip(QStringLiteral("%1 (%2)").arg(text, keys));
    };
    name(m_toStart, tr("To the start"), keyText(DeckCommand::ToStart));
    name(m_back, tr("Step back"),
         tr("%1; a chapter: %2")
             .arg(keyText(DeckCommand::StepBack), keyText(DeckCommand::PreviousChapter)));
    name(m_forward, tr("Step forward"),
         tr("%1; a chapter: %2")
             .arg(keyText(DeckCommand::StepForward), keyText(DeckCommand::NextChapter)));
    name(m_toEnd, tr("To the end"), keyText(DeckCommand::ToEnd));
    name(m_over, tr("Step over a loop or a call"), keyText(DeckCommand::StepOver));
    name(m_mark, tr("Mark this step"),
         tr("%1; to the next mark: %2")
             .arg(keyText(DeckCommand::ToggleMark), keyText(DeckCommand::NextMark)));
    showPlaying(m_player->isPlaying());
    //: Before an editable number: "Step 12 of 57".
    m_stepLabel->setText(tr("Step", "before the number"));
    m_countLabel->setText(tr("of %1").arg(m_player->stepCount()));
    setAccessibleName(tr("Deck"));
    m_stepBox->setAccessibleName(tr("Step number"));
    m_stepBox->setToolTip(tr("Type a number to go to that step."));
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(tr("Stops per second while playing (slower: %1 faster: %2)")
                            .arg(keyText(DeckCommand::Slower), keyText(DeckCommand::Faster)));
    fitWords();
}

/// Without the words around the number of the step, which are left out where there is no room.
QSize Deck::minimumSizeHint() const
{
    // Asked of the transport itself: the layout around it learns only later what is left out.
    const QMargins margins = layout()->contentsMargins();
    int width = m_transport->layout()->minimumSize().width() + margins.left() + margins.right();
    for (const QLabel* const words : {m_stepLabel, m_countLabel}) {
        if (!words->isHidden())
            width -= words->sizeHint().width() + wordGap;
    }
    return {width, QWidget::minimumSizeHint().height()};
}

void Deck::fitWords()
{
    int room = width() - minimumSizeHint().width();
    for (QLabel* const words : {m_countLabel, m_stepLabel}) {
        room -= words->sizeHint().width() + wordGap;
        words->setVisible(room >= 0);
    }
}

void Deck::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitWords();
}

void Deck::fillSpeeds()
{
    std::vector<double> shown(speeds.begin(), speeds.end());
    if (std::find(shown.begin(), shown.end(), m_player->speed()) == shown.end())
        shown.insert(std::upper_bound(shown.begin(), shown.end(), m_player->speed()),
                     m_player->speed());
    m_speed->clear();
    for (const double speed : shown)
        m_speed->addItem(tr("%1/s", "stops per second").arg(locale().toString(speed, 'g', 3)),
                         speed);
    m_speed->setCurrentIndex(m_speed->findData(m_player->speed()));
}

void Deck::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.window);
    painter.fillRect(0, 0, width(), 1, m_theme.border);
}

} // namespace ui
