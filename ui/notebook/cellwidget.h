#pragma once

#include <QWidget>

#include "engine/lesson/lesson.h"
#include "ui/notebook/celllook.h"

namespace ui {

class CellEditor;

/// One cell of the notebook: knows its source, shows whether it is selected (command mode: the cell
/// has the keyboard) or edited (its editor has it), and passes keys on. What is inside belongs to
/// CodeCell and ProseCell.
class CellWidget : public QWidget
{
    Q_OBJECT
public:
    enum class Caret { Keep, Start, End };

    explicit CellWidget(engine::Cell cell, QWidget* parent = nullptr);

    /// As its author wrote it, with what was edited here.
    engine::Cell cell() const;
    engine::CellKind kind() const { return m_cell.kind; }
    bool isCode() const { return m_cell.isCode(); }
    /// UTF-8. The original bytes as long as nothing was edited.
    std::string source() const;
    bool isEdited() const; ///< since it came from the file

    virtual void setLook(const CellLook& look);
    void setNarrow(bool narrow);
    virtual CellEditor* editor() const = 0;
    virtual void beginEdit(Caret caret);
    virtual void endEdit(); ///< Shift+Enter, or Escape from code: the cell shows its finished form
    bool isEditing() const;
    virtual void editSource() { beginEdit(Caret::Keep); } ///< also where Enter means something else
    virtual void refresh() { } ///< shows its finished form anew, after a change from outside

    void setCurrent(bool current);
    bool isCurrent() const { return m_current; }
    void setSelected(bool selected); ///< as one of several
    void setPosition(int index, int count); ///< for the screen reader

    /// Index in the lesson that the recording is of; -1: the cell was not in it.
    int recordedIndex() const { return m_recordedIndex; }
    void setRecordedIndex(int index) { m_recordedIndex = index; }

signals:
    void commandKeyPressed(QKeyEvent* event); ///< accepted by whoever acts on it
    void runKeyPressed(Qt::KeyboardModifiers modifiers);
    void focusGained();
    void edited();
    void leftUpwards();
    void leftDownwards();
    void escaped();
    void caretMoved();
    void extensionAsked(); ///< of the selection to this cell

protected:
    /// The subclass calls it once its editor exists and holds the source.
    void watchEditor();
    const CellLook& look() const { return m_look; }
    /// As it stands in the lesson; its source is what the editor had at first.
    engine::Cell& authored() { return m_cell; }
    virtual QString kindName() const = 0;
    virtual void placeText() { } ///< where look().textIndent() says

    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void updateAccessibleName();

    engine::Cell m_cell;
    CellLook m_look;
    QString m_loadedText; ///< the source as the editor shows it
    int m_recordedIndex = -1;
    int m_index = 0;
    int m_count = 1;
    bool m_current = false;
    bool m_selected = false;
};

} // namespace ui
