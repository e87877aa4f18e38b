#pragma once

#include <QWidget>

#include "ui/notebook/celllook.h"

class QPushButton;

namespace ui {

/// Back and Next below a lesson that is read page by page, with a dot for each page between them.
class PageBar : public QWidget
{
    Q_OBJECT
public:
    explicit PageBar(QWidget* parent = nullptr);

    void setLook(const CellLook& look);
    void setPage(int page, int count);
    /// Where Next leads on the last page; empty: nowhere.
    void setNextLesson(const QString& title);

signals:
    void pageRequested(int page);
    void nextLessonRequested();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void retranslate();
    bool isLast() const { return m_page + 1 >= m_count; }

    CellLook m_look;
    QPushButton* m_back;
    QPushButton* m_next;
    QString m_nextLesson;
    int m_page = 0;
    int m_count = 0;
};

} // namespace ui
