#pragma once

#include <QTextBrowser>

#include "ui/notebook/celllook.h"

namespace ui {

/// Shows Markdown as finished text, as tall as it needs to be, with its formulas in readable form.
class ProseView : public QTextBrowser
{
    Q_OBJECT
public:
    explicit ProseView(QWidget* parent = nullptr);

    void setMarkdownSource(const QString& markdown);
    void setLook(const CellLook& look);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void doubleClicked();
    void linkFollowed(const QUrl& url); ///< a link that is not for the web browser

protected:
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void render();
    void fit();

    QString m_markdown;
    CellLook m_look;
};

} // namespace ui
