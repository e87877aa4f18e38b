#pragma once

#include <QSyntaxHighlighter>

#include "ui/window/theme.h"

namespace ui {

/// Colours Python in a cell's editor.
class PythonHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    explicit PythonHighlighter(QTextDocument* document);

    void setTheme(const Theme& theme);

protected:
    void highlightBlock(const QString& text) override;

private:
    Theme m_theme = Theme::light();
};

} // namespace ui
