#pragma once

#include <QAbstractButton>

#include "ui/window/theme.h"

namespace ui {

/// A round transport button whose symbol is drawn as a path, so that it is sharp at every scale and
/// in both themes.
class DeckButton : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Symbol { ToStart, Back, Play, Pause, Forward, ToEnd, Over, Mark };

    DeckButton(Symbol symbol, bool primary, QWidget* parent = nullptr);

    void setSymbol(Symbol symbol);
    Symbol symbol() const { return m_symbol; }
    void setTheme(const Theme& theme);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    Theme m_theme = Theme::light();
    Symbol m_symbol;
    bool m_primary;
};

} // namespace ui
