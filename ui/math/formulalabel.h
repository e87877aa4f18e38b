#pragma once

#include <QLabel>

#include "ui/math/formula.h"

namespace ui {

class MathTypesetter;

/// Shows one formula in the size and colour of its text; in plain characters until it is typeset,
/// and when it cannot be. Shrinks a formula that is too wide, up to a point. Screen readers read
/// the plain text.
class FormulaLabel : public QLabel
{
    Q_OBJECT
public:
    /// The typesetter must outlive the label.
    explicit FormulaLabel(MathTypesetter* typesetter, QWidget* parent = nullptr);

    /// `plainText` says better than the TeX alone what the formula means, e.g. "four x"; by default
    /// it is made of the TeX.
    void setTex(const QString& tex, bool display = true, const QString& plainText = {});
    const QString& tex() const { return m_tex; }
    bool isTypeset() const { return m_formula != nullptr; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void ask();
    QSizeF extent(qreal em) const;

    MathTypesetter* m_typesetter;
    QString m_tex;
    bool m_display = true;
    FormulaPointer m_formula; ///< null until it can be painted
};

} // namespace ui
