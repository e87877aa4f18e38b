#pragma once

#include <QCoreApplication>
#include <QString>

#include <vector>

#include "engine/recording/formulas.h"
#include "ui/window/theme.h"

class QTextDocument;

namespace ui {

class MathTypesetter;

/// What the inspector says in formulas about a node at step k: a function of (recording, node, k).
struct FormulaReport
{
    struct Part
    {
        engine::ContributionFormula formula;
        std::string from; ///< label of the node it comes from
    };

    engine::NodeFormula value; ///< what the node computes
    bool hasGradient = false;
    engine::NodeFormula gradient; ///< so far
    engine::FormulaText entries; ///< the gradient entry by entry
    std::vector<Part> parts; ///< of the gradient
    std::vector<engine::NodeId> nameless; ///< stand in the formulas as v and their number
};

FormulaReport formulasOf(engine::FormulaBook& book, engine::NodeId node, int k);

/// Lays a FormulaReport out as rich text. Formulas stand in it as marks, which typesetInto()
/// replaces once the text is in a document. Links: "node:7", "copy:latex", "copy:code",
/// "copy:text", "entries:".
class FormulaHtml
{
    Q_DECLARE_TR_FUNCTIONS(ui::FormulaHtml)
public:
    FormulaHtml(const Theme& theme, engine::Language language, bool showsEntries)
        : m_theme(theme)
        , m_language(language)
        , m_showsEntries(showsEntries)
    {
    }

    /// "y = 2xᵀx" and "∂y/∂x = 4x", a line each; empty where there is none.
    QString value(const FormulaReport& report);
    QString gradient(const FormulaReport& report);
    /// The inside of a section on how the gradient comes about; empty when there is nothing to say.
    QString derivation(const FormulaReport& report);

    /// Puts the formulas in place of their marks, in plain characters where they are not typeset
    /// yet; false when some are not.
    bool typesetInto(QTextDocument& document, MathTypesetter* typesetter) const;

    /// A formula in what was laid out so far.
    struct Mark
    {
        QString tex;
        QString plain;
        bool display = false;
    };
    const std::vector<Mark>& marks() const { return m_marks; }

private:
    QString mark(const engine::FormulaText& formula, bool display = false);
    QString equation(const engine::FormulaText& left, const engine::FormulaText& right,
                     bool display = false);
    QString line(const QString& content, int indent = 0, int above = 2) const;
    QString muted(const QString& words) const;
    QString in(const engine::BilingualText& text) const;
    QString contribution(const FormulaReport::Part& part, std::size_t ordinal);
    QString remarks(const FormulaReport& report) const;
    QString links() const;

    const Theme& m_theme;
    engine::Language m_language;
    bool m_showsEntries;
    std::vector<Mark> m_marks;
};

} // namespace ui
