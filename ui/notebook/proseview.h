#pragma once

#include <QTextBrowser>

#include <vector>

#include "ui/notebook/celllook.h"
#include "ui/notebook/prosemath.h"

namespace ui {

/// Shows Markdown as finished text, as tall as it needs to be. Its formulas are plain text until
/// they are typeset.
class ProseView : public QTextBrowser
{
    Q_OBJECT
public:
    explicit ProseView(QWidget* parent = nullptr);

    void setMarkdownSource(const QString& markdown);
    void setLook(const CellLook& look);
    bool waitsForFormulas() const { return !m_plain.empty(); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void doubleClicked();
    void linkFollowed(const QUrl& url); ///< a link that is not for the web browser

protected:
    /// Formulas are copied as TeX.
    QMimeData* createMimeDataFromSelection() const override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void render();
    void renderWhenTypeset();
    void fit();

    QString m_markdown;
    CellLook m_look;
    std::vector<ProseMath::Formula> m_plain; ///< formulas that are not typeset yet
    QMetaObject::Connection m_typesetting;
};

} // namespace ui
