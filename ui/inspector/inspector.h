#pragma once

#include <QTextBrowser>

#include <map>
#include <memory>
#include <vector>

#include "engine/lesson/bilingualtext.h"
#include "engine/lesson/sourcespan.h"
#include "engine/recording/backwardprogram.h"
#include "engine/recording/whynone.h"
#include "engine/tape/graph.h"
#include "ui/player/selection.h"
#include "ui/window/theme.h"

namespace engine {
class FormulaBook;
struct Recording;
} // namespace engine

namespace ui {

class FormulaHtml;
struct FormulaReport;
class MathTypesetter;
class Player;

/// Tells everything about one node at the current step: the selected one, else the one the step is
/// about.
class Inspector : public QTextBrowser
{
    Q_OBJECT
public:
    Inspector(Player* player, Selection* selection, QWidget* parent = nullptr);
    ~Inspector() override;

    void setTheme(const Theme& theme);
    void setLanguage(engine::Language language);
    /// Formulas are plain text without one. It must outlive the inspector.
    void setTypesetter(MathTypesetter* typesetter);

    engine::NodeId shownNode() const { return m_node; }

    QSize sizeHint() const override { return {320, 480}; }
    QSize minimumSizeHint() const override { return {220, 120}; }

signals:
    /// The user asked for the code that made the node.
    void sourceRequested(const engine::SourceSpan& span);
    /// The chosen number is to be another one; `place` is where that was asked for.
    void changeRequested(const ui::ChosenNumber& number, const QRect& place);
    /// The user wants to try the change; the recorded cell `cell` asked for the gradient.
    void fixRequested(const engine::Fix& fix, int cell);
    void slopeRequested(engine::NodeId node); ///< to be plotted

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    QMimeData* createMimeDataFromSelection() const override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void refresh();
    FormulaReport formulasAt(int k);
    void copyFormula(const QString& as);
    void follow(const QUrl& link);
    void remember();
    void goBack();
    void showPage(const QString& html);
    QString nodePage();
    const engine::NoneReason* reasonFor(engine::PassId pass, int source);
    std::vector<std::string> backwardCode(engine::PassId pass);

    Player* m_player;
    Selection* m_selection;
    Theme m_theme = Theme::light();
    engine::Language m_language = engine::Language::English;
    engine::NodeId m_node;
    engine::SourceSpan m_span;
    bool m_isStale = true;

    MathTypesetter* m_typesetter = nullptr;
    std::unique_ptr<engine::FormulaBook> m_book;
    std::unique_ptr<FormulaHtml> m_formulas; ///< of the page that is shown
    struct Copies
    {
        QString latex;
        QString code;
        QString text;
    } m_copies; ///< of the gradient's formula, or else of the value's
    bool m_showsEntries = false;
    bool m_awaitsFormulas = false; ///< some are in plain characters still
    /// What was looked at before, for the way back.
    struct Visit
    {
        engine::NodeId node;
        ChosenNumber number;
        bool operator==(const Visit&) const = default;
    };
    std::vector<Visit> m_visits;
    // Costly answers, kept until the recording is another one.
    std::shared_ptr<const engine::Recording> m_recording;
    std::map<std::pair<int, int>, engine::NoneReason> m_reasons; ///< by pass and source
    std::map<int, std::vector<engine::BackwardLine>> m_programs; ///< by pass
};

} // namespace ui
