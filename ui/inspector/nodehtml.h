#pragma once

#include <QCoreApplication>
#include <QString>

#include <utility>
#include <vector>

#include "engine/lesson/bilingualtext.h"
#include "engine/recording/whynone.h"
#include "ui/inspector/nodereport.h"
#include "ui/window/theme.h"

namespace ui {

/// Lays a NodeReport out as a page of rich text. Links: "node:7", "source:",
/// "value:7:3" and "gradient:7:3" for single numbers, "place:" and "try:" for what can be done
/// about a None.
class NodeHtml
{
    Q_DECLARE_TR_FUNCTIONS(ui::NodeHtml)
public:
    NodeHtml(const Theme& theme, engine::Language language)
        : m_theme(theme)
        , m_language(language)
    {
    }

    /// Where formulas go: with the value, with the gradient, and how they come about in a section
    /// of their own. Empty ones leave nothing behind.
    struct Formulas
    {
        QString value;
        QString gradient;
        QString section;
    };
    /// `reason` says why the node's gradient is None, when it is.
    QString page(const NodeReport& report, const Formulas& formulas,
                 const engine::NoneReason* reason = nullptr) const;
    /// The page with one remark on it.
    QString note(const QString& text) const;

    QString kindName(const NodeReport& report) const;
    /// What the reason's fix changes; shown with it.
    void setChange(std::vector<engine::DiffLine> change) { m_change = std::move(change); }

private:
    QString header(const NodeReport& report) const;
    QString facts(const NodeReport& report) const;
    QString gradient(const NodeReport& report, const QString& formula,
                     const engine::NoneReason* reason) const;
    QString noneHelp(const engine::NoneReason& reason) const;
    QString ledger(const NodeReport& report) const;
    QString ledgerRow(const QString& from, const QString& amount, const QString& sum) const;
    QString muted(const QString& words) const;
    QString rule(const NodeReport& report) const;
    QString source(const NodeReport& report) const;

    QString section(const QString& title, const QString& content, const QColor& color) const;
    QString row(const QString& name, const QString& content) const;
    QString links(const std::vector<NodeReport::Link>& links) const;
    QString link(const NodeReport::Link& link) const;
    /// Each number of it is a link.
    QString tensor(const engine::Tensor& tensor, const QColor& color, engine::NodeId node,
                   bool isGradient) const;
    QString mono(const std::string& text) const;
    QString in(const engine::BilingualText& text) const;

    const Theme& m_theme;
    engine::Language m_language;
    std::vector<engine::DiffLine> m_change;
};

} // namespace ui
