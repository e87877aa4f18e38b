#pragma once

#include "ui/notebook/cellwidget.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

class FlowLayout;
class Panel;
class ProseView;

/// A card that asks the learner something: a heading, what is asked, whatever the answer needs, and
/// what is said to it. Its source, a block of YAML, is edited on a double click.
class QuestionCell : public CellWidget
{
    Q_OBJECT
public:
    explicit QuestionCell(const engine::Cell& cell, QWidget* parent = nullptr);

    void setLook(const CellLook& look) override;
    CellEditor* editor() const override { return m_source; }
    void beginEdit(Caret caret) override; ///< goes to the answer
    void endEdit() override;
    void editSource() override;
    void refresh() override;
    bool showsSource() const;
    /// Answered, or shown: what it asked about may be seen.
    virtual bool isSettled() const = 0;
    QString feedbackText() const { return m_feedbackText; }

signals:
    void said(); ///< something new to the learner

protected:
    enum class Tone { Neutral, Good, Bad };

    /// The subclass calls it once it stands: reads the block.
    void load();
    virtual void read() = 0; ///< the source, which may have changed
    virtual void focusAnswer() = 0;
    virtual void retranslate() = 0;
    virtual void lookChanged(const CellLook& inside) = 0;

    QVBoxLayout* answerColumn() const { return m_answer; }
    QPushButton* addButton(); ///< to the row below the answer
    void setHeading(const QString& heading);
    void setAsked(const std::string& markdown);
    void say(const QString& markdown, Tone tone);
    void sayError(int line, const engine::BilingualText& text);
    void placeText() override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    const CellLook& inside() const { return m_inside; }

private:
    CellEditor* m_source;
    Panel* m_sourcePanel;
    QWidget* m_card;
    QLabel* m_heading;
    ProseView* m_ask;
    QVBoxLayout* m_answer;
    FlowLayout* m_buttons;
    ProseView* m_feedback;
    QString m_feedbackText;
    Tone m_tone = Tone::Neutral;
    bool m_isWatched = false;
    CellLook m_inside; ///< with the card's background
};

} // namespace ui
