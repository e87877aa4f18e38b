#pragma once

#include "engine/learning/progress.h"
#include "ui/learning/learningdialog.h"

class QLabel;
class QPushButton;
class QTreeWidget;

namespace ui {

/// The course: its lessons in order, what each needs, how long it takes and how far the learner
/// is. For a newcomer it begins with an invitation.
class LessonBrowser : public LearningDialog
{
    Q_OBJECT
public:
    explicit LessonBrowser(QWidget* parent = nullptr);

    void show(const engine::Progress& progress, bool newcomer);
    void setLook(const CellLook& look) override;
    QTreeWidget* list() const { return m_list; }
    QPushButton* startButton() const { return m_start; }

signals:
    void lessonChosen(const QString& path);
    void demonstrationWanted();

protected:
    void retranslate() override;

private:
    void fill();
    void openSelected();

    engine::Progress m_progress;
    QWidget* m_banner;
    QLabel* m_welcome;
    QPushButton* m_start;
    QTreeWidget* m_list;
    QLabel* m_summary;
    QPushButton* m_open;
    QPushButton* m_close;
};

} // namespace ui
