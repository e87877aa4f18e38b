#pragma once

#include <QWidget>

#include "ui/notebook/celllook.h"

class QGridLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace ui {

/// What to look for in the notebook and what to put in its place. It asks by signal; NotebookView
/// knows where the text is.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(QWidget* parent = nullptr);

    void setLook(const CellLook& look);
    void setWanted(const QString& text);
    QString wanted() const;
    QString replacement() const;
    Qt::CaseSensitivity caseSensitivity() const;
    /// "2 of 5"; current -1: none of them yet.
    void showCount(int current, int count);
    void focusField();
    QLineEdit* field() const { return m_field; }
    QLineEdit* replacementField() const { return m_with; }

signals:
    void wantedChanged();
    void stepRequested(int direction); ///< 1: the next match, -1: the one before
    void replaceRequested();
    void replaceAllRequested();
    void closed();

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void retranslate();

    CellLook m_look;
    QLineEdit* m_field;
    QLineEdit* m_with;
    QLabel* m_count;
    QToolButton* m_case;
    QToolButton* m_previous;
    QToolButton* m_next;
    QToolButton* m_close;
    QToolButton* m_replace;
    QToolButton* m_replaceAll;
    int m_shown = -1;
    int m_total = 0;
};

} // namespace ui
