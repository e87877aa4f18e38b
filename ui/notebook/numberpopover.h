#pragma once

#include <QFrame>

#include <functional>
#include <optional>

#include "engine/lang/numberliteral.h"
#include "ui/notebook/celllook.h"

class QLabel;
class QLineEdit;
class QSlider;

namespace ui {

/// A slider and a field for one number, over the window beside where the number stands. It goes
/// away by Escape, by a click elsewhere, and when it is told to.
class NumberPopover : public QFrame
{
    Q_OBJECT
public:
    explicit NumberPopover(QWidget* window);

    void setLook(const CellLook& look);
    /// `anchor` is where the number stands, in the window's coordinates.
    void open(const QRect& anchor, const QString& text, bool mayBeNegative);
    /// The number changed otherwise. The range stays unless the number has left it.
    void setText(const QString& text);
    void takeFocus(); ///< the field, its number selected to be typed over
    QString text() const { return m_text; }
    QSlider* slider() const { return m_slider; }
    QLineEdit* field() const { return m_field; }

signals:
    /// By slider or field. `continues` the change before: both are undone together.
    void changed(const QString& text, bool continues);
    void left(); ///< by Escape: the keyboard goes back

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void setRange(const engine::lang::NumberText& number);
    void place(const QRect& anchor);
    void slide(int position);
    void takeTyped();
    void retranslate();

    QSlider* m_slider;
    QLineEdit* m_field;
    QLabel* m_low;
    QLabel* m_high;
    QLabel* m_problem;
    QString m_text;
    std::optional<engine::lang::NumberText> m_origin; ///< the slider counts its units from here
    int m_finer = 0;
    bool m_mayBeNegative = true;
    bool m_isSliding = false; ///< the slider has moved since it was pressed
};

} // namespace ui
