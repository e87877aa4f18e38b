#pragma once

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>

#include "engine/learning/codehelp.h"
#include "ui/notebook/celllook.h"

class QKeyEvent;

namespace ui {

class CodeEditor;
class CompletionList;
class HelpCard;

/// Helps whoever writes code: completes names, shows what a call takes, and says what a name means.
/// One for all editors of the notebook, which pass it their keys and where the mouse rests.
class CodeAssistant : public QObject
{
    Q_OBJECT
public:
    explicit CodeAssistant(QWidget* notebook);
    ~CodeAssistant() override;

    /// The code of the cells above an editor's.
    void setAbove(std::function<std::string(const CodeEditor*)> above)
    {
        m_above = std::move(above);
    }
    void setLook(const CellLook& look);

    /// Before the editor acts on a key: true when it was meant for here.
    bool takeKey(CodeEditor* editor, QKeyEvent* event);
    /// After the editor has acted on it.
    void keyDone(CodeEditor* editor, const QKeyEvent* event);
    bool complete(CodeEditor* editor); ///< false: there is nothing to complete
    /// Explains the name at `position`; false when there is none.
    bool explain(CodeEditor* editor, int position);
    void dismiss();
    void mouseLeft(); ///< an editor: its card goes, unless the mouse is on it

    CompletionList* list();
    HelpCard* card();

signals:
    void exampleWanted(CodeEditor* editor, const QString& code);

private:
    engine::CodeHelp& help();
    void accept();
    void update(CodeEditor* editor);
    bool showCall(CodeEditor* editor);
    QRect placeOf(const CodeEditor* editor, int position);

    QWidget* m_notebook;
    CellLook m_look;
    std::function<std::string(const CodeEditor*)> m_above;
    std::unique_ptr<engine::CodeHelp> m_help;
    QPointer<CompletionList> m_list;
    QPointer<HelpCard> m_card;
    QPointer<CodeEditor> m_editor; ///< of the list or the card
    engine::Completions m_completions;
};

} // namespace ui
