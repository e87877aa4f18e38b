#pragma once

#include <QString>

#include "engine/learning/progress.h"

namespace ui {

/// The learner's progress in a file of this machine, in the program's data folder. Nothing of it
/// goes anywhere else unless the learner exports it.
class ProgressStore
{
public:
    /// `path` empty: the usual place.
    explicit ProgressStore(const QString& path = {});

    engine::Progress& progress() { return m_progress; }
    const engine::Progress& progress() const { return m_progress; }
    /// A file that cannot be read is kept under another name, and a new one is begun.
    void load();
    bool save() const;
    /// Forgets everything, the file too.
    void erase();

    /// The name under which a lesson's progress is kept: the same in both languages.
    static std::string keyOf(const QString& lessonPath);

private:
    QString m_path;
    engine::Progress m_progress;
};

} // namespace ui
