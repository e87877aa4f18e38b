#pragma once

#include <optional>

#include "engine/recording/recording.h"
#include "ui/notebook/cellprompt.h"
#include "ui/notebook/cellwidget.h"
#include "ui/notebook/codeeditor.h"

namespace ui {

class FixView;
class OutputView;
class Panel;

/// A cell that runs: prompt, editor, and outputs below.
class CodeCell : public CellWidget
{
    Q_OBJECT
public:
    explicit CodeCell(const engine::Cell& cell, QWidget* parent = nullptr);

    void setLook(const CellLook& look) override;
    CellEditor* editor() const override { return m_editor; }
    CodeEditor* codeEditor() const { return m_editor; }
    OutputView* outputs() const { return m_outputs; }
    FixView* help() const { return m_help; }
    /// Changes the text to `source` as one edit, which can be undone.
    void replaceSource(const std::string& source);
    CellPrompt* prompt() const { return m_prompt; }

    void showRun(const engine::CellRun& run);
    /// The run that gave the outputs shown; empty when the cell did not run here.
    const std::optional<engine::CellRun>& run() const { return m_run; }
    /// Whether the source is no longer what gave the outputs.
    bool changedSinceRun() const;

    void setActivity(Activity activity);
    void setFreshness(Freshness freshness);
    Freshness freshness() const { return m_freshness; }
    bool hasOutputs() const;
    QString promptText() const { return m_prompt->prompt(); }

signals:
    void runClicked();
    void stopClicked();
    void codeClicked(int byteOffset);
    void failurePlaceClicked();
    void folded(); ///< or unfolded: the outputs

protected:
    QString kindName() const override;
    void placeText() override;

private:
    void updatePrompt();

    CellPrompt* m_prompt;
    CodeEditor* m_editor;
    Panel* m_panel;
    OutputView* m_outputs;
    FixView* m_help;
    std::optional<engine::CellRun> m_run;
    int m_executionCount = 0;
    Activity m_activity = Activity::Idle;
    Freshness m_freshness = Freshness::NotRun;
};

} // namespace ui
