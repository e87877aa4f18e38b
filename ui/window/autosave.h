#pragma once

#include <QDateTime>
#include <QLockFile>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/lesson/lesson.h"

namespace ui {

/// What a program that ended without asking had not saved.
struct Draft
{
    QString name; ///< of its files
    QString path; ///< of the lesson it is a draft of
    QString title;
    QDateTime written;
    std::string text; ///< the lesson in the format of its path
    bool isEarlier = false; ///< the last one was cut short; this is the one before
};

/// Writes what is being edited beside the settings while it is not saved, so that a program that is
/// killed loses at most the last seconds. Two generations are kept, each with its length and
/// checksum: when the last one was cut short, the one before is used.
class Autosave : public QObject
{
    Q_OBJECT
public:
    static constexpr int interval = 2000; ///< milliseconds from a change to the file

    /// `folder`: empty: where the program keeps its data.
    explicit Autosave(QString folder = {}, QObject* parent = nullptr);
    ~Autosave() override;

    /// Where the draft comes from when it is time.
    void setSource(std::function<Draft()> source) { m_source = std::move(source); }
    void changed(); ///< what is edited is not what is saved
    void forget(); ///< it was saved, or is not wanted
    void writeNow();

    /// Drafts of programs that are no longer there. A draft of which no generation can be read is
    /// set aside and told by its name in `unreadable`.
    std::vector<Draft> findOrphans(QStringList* unreadable = nullptr);
    void remove(const Draft& draft);

private:
    QString fileOf(const QString& name, int generation) const;

    QString m_folder;
    QString m_name; ///< of this program's files
    std::unique_ptr<QLockFile> m_lock; ///< says that this program is there
    std::function<Draft()> m_source;
    QTimer m_timer;
};

} // namespace ui
