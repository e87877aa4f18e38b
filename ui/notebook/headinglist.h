#pragma once

#include <QListWidget>

#include <vector>

#include "engine/learning/lessonlinks.h"
#include "ui/notebook/celllook.h"

namespace ui {

/// The headings of the lesson, each a way to its place.
class HeadingList : public QListWidget
{
    Q_OBJECT
public:
    explicit HeadingList(QWidget* parent = nullptr);

    void setLook(const CellLook& look);
    void setHeadings(const std::vector<engine::Heading>& headings);
    /// Marks the last heading at or above `cell`.
    void setCurrentCell(int cell);

signals:
    void headingChosen(const engine::Heading& heading);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();

    CellLook m_look;
    std::vector<engine::Heading> m_headings;
};

} // namespace ui
