#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "engine/tape/givenvalue.h"
#include "ui/live/newestonly.h"
#include "ui/notebook/celllook.h"
#include "ui/notebook/numberdrag.h"
#include "ui/notebook/textrange.h"

namespace engine {
struct Recording;
}

namespace ui {

class CodeEditor;
class NotebookView;
class NumberPopover;
class Player;
class Runner;
class Selection;
class StageView;

/// Numbers that move: runs the notebook again while one is dragged, slid or typed, and shows what
/// came of it where the player stands. A number on the stage is changed in the code that gave it;
/// where no code did, the run is given another one, until the next run without.
class LiveValues : public QObject
{
    Q_OBJECT
public:
    struct Views
    {
        NotebookView* notebook;
        StageView* stage;
        Player* player;
        Selection* selection;
        Runner* runner;
    };
    explicit LiveValues(const Views& views, QObject* parent = nullptr);

    void setLook(const CellLook& look);
    /// Another lesson, or a run of the cells as they are: numbers set by hand are gone.
    void forget();
    bool isUnderWay() const { return m_work.isUnderWay(); }
    NumberPopover* popover() const; ///< of numbers on the stage; null before the first one

    /// Takes hold of an element of a tensor that the program was given; false when it cannot be
    /// changed now.
    bool grab(engine::NodeId node, std::int64_t element);
    /// Writes another number there. `continues`: undone together with the change before.
    void write(const QString& number, bool continues);
    /// Opens the slider for it. `anchor` is in the window's coordinates.
    void choose(engine::NodeId node, std::int64_t element, const QRect& anchor);
    /// Takes back the last change made here, the whole drag at once.
    void undo();
    void retranslate() { showRemark(); }

signals:
    /// A run with other numbers is on the stage.
    void updated();
    /// The newest numbers are, and nothing is under way.
    void settled();
    /// A run takes so long that it should be said.
    void slow();

private:
    void start();
    void finished(const std::shared_ptr<const engine::Recording>& recording);
    void show(const std::shared_ptr<const engine::Recording>& recording);
    void end();
    void showRemark();
    void drag(int pixels, Qt::KeyboardModifiers modifiers);

    Views m_views;
    CellLook m_look;
    NewestOnly m_work;
    QTimer m_patience; ///< after it a run that is out of date is stopped
    std::shared_ptr<const engine::Recording> m_latest; ///< of ours
    int m_through = -1; ///< the last cell that ran before the numbers moved
    int m_asked = 0; ///< runs that have not come back
    bool m_awaitsStage = false;

    /// What is being changed.
    struct Grabbed
    {
        engine::NodeId node;
        std::int64_t element = 0;
        QString number;
        bool mayBeNegative = true;
        QPointer<CodeEditor> editor; ///< where the number is written; else it is given to the run
        TextRange range;
    };
    std::optional<Grabbed> m_grabbed;
    std::optional<NumberDrag> m_drag;
    bool m_hasDragged = false;
    std::map<engine::NodeId, engine::Tensor> m_given; ///< set by hand
    struct Undo
    {
        QPointer<CodeEditor> editor; ///< its own undo; else:
        std::map<engine::NodeId, engine::Tensor> given; ///< as it was
    };
    std::vector<Undo> m_undo;
    QPointer<NumberPopover> m_popover;
};

} // namespace ui
