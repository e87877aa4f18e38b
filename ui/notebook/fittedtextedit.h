#pragma once

#include <QPlainTextEdit>

namespace ui {

/// A plain text edit as tall as its text: the column around it scrolls, never the edit itself.
class FittedTextEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit FittedTextEdit(QWidget* parent = nullptr);

    /// The text without the conversions of toPlainText(), which turns no-break spaces into plain
    /// ones.
    QString text() const;
    /// Rectangles, one a visual line, in viewport coordinates, round the characters [begin, end).
    QList<QRectF> rectsOf(int begin, int end) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

public slots:
    void fit();

protected:
    /// A dropped file is for whoever opens files.
    bool canInsertFromMimeData(const QMimeData* source) const override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    bool m_fitting = false;
};

} // namespace ui
