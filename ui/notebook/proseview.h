#pragma once

#include <QTextBrowser>

#include <string>
#include <vector>

#include "ui/math/formula.h"
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
    /// Where the pictures "attachment:name" of the text are: the cell as its notebook has it.
    void setAttachments(const std::string& notebookCell) { m_attachments = notebookCell; }
    /// Where heading `ordinal` (from 0) stands.
    QRect headingRect(int ordinal) const;
    /// The typeset formula at a point of the viewport, or null.
    FormulaPointer formulaAt(const QPoint& point) const;
    bool waitsForFormulas() const { return !m_plain.empty(); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void doubleClicked();
    void linkFollowed(const QUrl& url); ///< a link that is not for the web browser

protected:
    /// Formulas are copied as TeX.
    QMimeData* createMimeDataFromSelection() const override;
    /// Pictures of the lesson's folder and of the notebook. None from the network.
    QVariant loadResource(int type, const QUrl& name) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void render();
    void renderWhenTypeset();
    void fit();
    void fitPictures();

    QString m_markdown;
    std::string m_attachments;
    CellLook m_look;
    std::vector<ProseMath::Formula> m_plain; ///< formulas that are not typeset yet
    QMetaObject::Connection m_typesetting;
};

} // namespace ui
