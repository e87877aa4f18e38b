#pragma once

#include <QWidget>

#include <vector>

#include "engine/lesson/bilingualtext.h"
#include "ui/player/chapters.h"
#include "ui/player/deckbutton.h"
#include "ui/player/deckkeys.h"
#include "ui/window/theme.h"

class QComboBox;
class QKeyEvent;
class QLabel;
class QSpinBox;

namespace ui {

class Player;
class SentenceView;
class Timeline;

/// The bar below the stage: the step's sentence, the timeline, and the transport.
class Deck : public QWidget
{
    Q_OBJECT
public:
    explicit Deck(Player* player, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void setLanguage(
        engine::Language language); ///< of the sentences; the controls follow LanguageChange

    /// Gives `view` (the stage, a table) the deck's keys while it has the focus.
    void listenForKeys(QWidget* view);

    QSize minimumSizeHint() const override;

public slots:
    void nextChapter();
    void previousChapter();
    void faster();
    void slower();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    DeckButton* button(DeckButton::Symbol symbol, const char* name);
    QWidget* transport();
    bool handleKey(const QKeyEvent& event);
    void act(DeckCommand command);
    void retranslate();
    void fitWords();
    void fillSpeeds();
    void takeRecording();
    void showStep();
    void showPlaying(bool playing);

    Player* m_player;
    Theme m_theme = Theme::light();
    engine::Language m_language = engine::Language::English;
    std::vector<Chapter> m_chapters;
    std::vector<DeckButton*> m_buttons;
    SentenceView* m_sentence;
    Timeline* m_timeline;
    QWidget* m_transport;
    DeckButton* m_toStart = nullptr;
    DeckButton* m_back = nullptr;
    DeckButton* m_play = nullptr;
    DeckButton* m_forward = nullptr;
    DeckButton* m_toEnd = nullptr;
    DeckButton* m_over = nullptr;
    DeckButton* m_mark = nullptr;
    QLabel* m_stepLabel = nullptr;
    QSpinBox* m_stepBox = nullptr;
    QLabel* m_countLabel = nullptr;
    QComboBox* m_granularity = nullptr;
    QComboBox* m_speed = nullptr;
};

} // namespace ui
