#pragma once

#include <QAbstractButton>

#include "ui/notebook/celllook.h"

class QLabel;

namespace ui {

class ProseView;

/// One answer to choose: its digit key and a text that may have formulas.
class OptionButton : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Mark { None, Right, Wrong };

    OptionButton(int number, const QString& markdown, QWidget* parent = nullptr);

    void setLook(const CellLook& look);
    void setMark(Mark mark);
    Mark mark() const { return m_mark; }
    const QString& markdown() const { return m_markdown; }
    QSize sizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void describe();

    int m_number;
    QString m_markdown;
    CellLook m_look;
    Mark m_mark = Mark::None;
    QLabel* m_digit;
    ProseView* m_text;
};

} // namespace ui
