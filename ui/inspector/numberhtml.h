#pragma once

#include <QCoreApplication>
#include <QString>

#include "engine/lesson/bilingualtext.h"
#include "engine/recording/origins.h"
#include "ui/player/selection.h"
#include "ui/window/theme.h"

namespace ui {

/// Lays out where one number came from: a value from the numbers it was computed from, a gradient
/// entry from the terms that arrived and from the paths they came along. Links: "back:", "node:7",
/// "value:7:3", "gradient:7:3", "code:7".
class NumberHtml
{
    Q_DECLARE_TR_FUNCTIONS(ui::NumberHtml)
public:
    NumberHtml(const Theme& theme, const engine::Recording& recording, int k)
        : m_theme(theme)
        , m_recording(recording)
        , m_k(k)
    {
    }

    QString page(const ChosenNumber& number) const;
    /// "x[2, 0]"; the name alone where there is but one number.
    QString placeText(engine::NodeId node, std::int64_t element) const;
    /// What a link with this number looks like.
    static QString address(const ChosenNumber& number);
    /// Invalid when the address is none of a number.
    static ChosenNumber numberAt(const QString& scheme, const QString& path);

private:
    QString head(const QString& title, const QString& value, const QString& under,
                 const QColor& ink) const;
    QString valuePage(const ChosenNumber& number) const;
    QString gradientPage(const ChosenNumber& number) const;
    QString terms(const engine::GradientOrigin& origin) const;
    QString paths(const engine::GradientPaths& paths, const ChosenNumber& number) const;
    QString operand(engine::NodeId node, std::size_t slot, const ChosenNumber& of) const;
    QString numberLink(const ChosenNumber& number, const QString& text) const;
    QString code(engine::NodeId node) const;
    QString section(const QString& title, const QString& content) const;
    QString muted(const QString& text) const;
    QString targetText(engine::PassId pass) const;

    const Theme& m_theme;
    const engine::Recording& m_recording;
    int m_k;
};

/// A number as one writes it: "2", "0.5", "−3.25e-05".
QString plainNumber(double value);

} // namespace ui
