#pragma once

#include <QSplitter>

namespace ui {

/// Columns, or rows, with a hairline between them that is wide enough to grab.
class Columns : public QSplitter
{
    Q_OBJECT
public:
    explicit Columns(QWidget* parent = nullptr);

protected:
    QSplitterHandle* createHandle() override;
};

} // namespace ui
