#pragma once

#include <QLabel>

#include "ui/player/chapters.h"
#include "ui/window/theme.h"

namespace ui {

/// The step's sentence with a tag for its phase. Always two lines high, so that nothing around it
/// moves; a sentence that needs more room is set smaller, then shortened (the tooltip has it
/// whole). Its text is its accessible name.
class SentenceView : public QLabel
{
    Q_OBJECT
public:
    explicit SentenceView(QWidget* parent = nullptr);

    void setSentence(const QString& sentence, Phase phase);
    Phase phase() const { return m_phase; }
    void setTheme(const Theme& theme);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// Assistive technology is told the sentence of a step now, by the event that the name changed.
    void announced(const QString& sentence);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    static QString phaseName(Phase phase);
    qreal pointSize() const;
    bool isNarrow() const;
    int tagWidth() const;
    void describe();
    void announce();
    void paintTag(QPainter& painter, const QRectF& tag) const;

    Theme m_theme = Theme::light();
    Phase m_phase = Phase::Ready;
};

} // namespace ui
