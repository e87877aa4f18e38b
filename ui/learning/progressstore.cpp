#include "ui/learning/progressstore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include "ui/window/shippedlessons.h"

namespace ui {

ProgressStore::ProgressStore(const QString& path)
    : m_path(path.isEmpty() ? QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
                                  .filePath(QStringLiteral("progress.json"))
                            : path)
{
    load();
}

void ProgressStore::load()
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return;
    if (auto read = engine::Progress::fromJson(file.readAll().toStdString())) {
        m_progress = std::move(*read);
        return;
    }
    file.close();
    const QString aside = m_path + QStringLiteral(".damaged");
    QFile::remove(aside);
    QFile::rename(m_path, aside);
}

bool ProgressStore::save() const
{
    if (!QDir().mkpath(QFileInfo(m_path).path()))
        return false;
    QSaveFile file(m_path);
    return file.open(QIODevice::WriteOnly)
        && file.write(QByteArray::fromStdString(m_progress.toJson())) >= 0 && file.commit();
}

void ProgressStore::erase()
{
    m_progress.erase();
    QFile::remove(m_path);
    QFile::remove(m_path + QStringLiteral(".damaged"));
}

std::string ProgressStore::keyOf(const QString& lessonPath)
{
    const QFileInfo file(lessonPath);
    return (isShipped(lessonPath) ? file.completeBaseName() : file.absoluteFilePath()).toStdString();
}

} // namespace ui
