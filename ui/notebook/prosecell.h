#pragma once

#include "ui/notebook/cellwidget.h"

namespace ui {

class Panel;
class ProseView;

/// A cell to read: finished text, or its Markdown source while it is edited. Raw cells are shown as
/// they stand.
class ProseCell : public CellWidget
{
    Q_OBJECT
public:
    explicit ProseCell(const engine::Cell& cell, QWidget* parent = nullptr);

    void setLook(const CellLook& look) override;
    CellEditor* editor() const override { return m_editor; }
    ProseView* view() const { return m_view; }
    void beginEdit(Caret caret) override;
    void endEdit() override;
    bool showsSource() const;
    void refresh() override;

protected:
    QString kindName() const override;
    void placeText() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void render();
    static QString claimMarkdown(const QString& block);

    CellEditor* m_editor;
    Panel* m_panel;
    ProseView* m_view;
};

} // namespace ui
