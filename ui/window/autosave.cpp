#include "ui/window/autosave.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QSet>
#include <QStandardPaths>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace ui {
namespace {

const QString ending = QStringLiteral(".draft");

QByteArray checksum(const QByteArray& text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
}

/// A line of JSON that says what follows, and the text of the lesson.
QByteArray fileContent(const Draft& draft)
{
    const QByteArray text = QByteArray::fromStdString(draft.text);
    const QJsonObject head{{"tapedeck-draft", 1},
                           {"path", draft.path},
                           {"title", draft.title},
                           {"written", QDateTime::currentDateTime().toString(Qt::ISODateWithMs)},
                           {"bytes", text.size()},
                           {"sha256", QString::fromLatin1(checksum(text))}};
    return QJsonDocument(head).toJson(QJsonDocument::Compact) + '\n' + text;
}

std::optional<Draft> readDraft(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray content = file.readAll();
    const qsizetype line = content.indexOf('\n');
    const QJsonObject head = QJsonDocument::fromJson(content.left(line)).object();
    const QByteArray text = content.mid(line + 1);
    if (line < 0 || head["tapedeck-draft"].toInt() != 1 || head["bytes"].toInteger() != text.size()
        || head["sha256"].toString().toLatin1() != checksum(text))
        return std::nullopt;
    Draft draft;
    draft.path = head["path"].toString();
    draft.title = head["title"].toString();
    draft.written = QDateTime::fromString(head["written"].toString(), Qt::ISODateWithMs);
    draft.text = text.toStdString();
    return draft;
}

} // namespace

Autosave::Autosave(QString folder, QObject* parent)
    : QObject(parent)
    , m_folder(folder.isEmpty()
                   ? QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
                         .filePath(QStringLiteral("recovery"))
                   : std::move(folder))
    , m_name(QStringLiteral("%1-%2")
                 .arg(QCoreApplication::applicationPid())
                 .arg(QUuid::createUuid().toString(QUuid::Id128).left(8)))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &Autosave::writeNow);
}

Autosave::~Autosave() = default;

QString Autosave::fileOf(const QString& name, int generation) const
{
    return QDir(m_folder).filePath(name + (generation == 0 ? QString() : QStringLiteral(".before"))
                                   + ending);
}

void Autosave::changed()
{
    // Not started anew by every key: somebody who types without a pause is saved too.
    if (!m_timer.isActive())
        m_timer.start();
}

void Autosave::writeNow()
{
    m_timer.stop();
    if (!m_source || !QDir().mkpath(m_folder))
        return;
    if (!m_lock) {
        m_lock =
            std::make_unique<QLockFile>(QDir(m_folder).filePath(m_name + QStringLiteral(".lock")));
        m_lock->setStaleLockTime(0);
        m_lock->tryLock();
    }
    const QByteArray content = fileContent(m_source());
    if (QFile::exists(fileOf(m_name, 0))) {
        QFile::remove(fileOf(m_name, 1));
        QFile::rename(fileOf(m_name, 0), fileOf(m_name, 1));
    }
    QSaveFile file(fileOf(m_name, 0));
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size())
        file.commit();
}

void Autosave::forget()
{
    m_timer.stop();
    QFile::remove(fileOf(m_name, 0));
    QFile::remove(fileOf(m_name, 1));
    m_lock.reset();
}

std::vector<Draft> Autosave::findOrphans(QStringList* unreadable)
{
    QSet<QString> names;
    const QDir folder(m_folder);
    for (const QString& file : folder.entryList({QLatin1Char('*') + ending}, QDir::Files)) {
        QString name = file.chopped(ending.size());
        if (name.endsWith(QStringLiteral(".before")))
            name.chop(7);
        names.insert(name);
    }
    std::vector<Draft> drafts;
    for (const QString& name : std::as_const(names)) {
        if (name == m_name)
            continue;
        QLockFile lock(folder.filePath(name + QStringLiteral(".lock")));
        lock.setStaleLockTime(0);
        if (!lock.tryLock())
            continue; // another window is at work on it
        std::optional<Draft> draft = readDraft(fileOf(name, 0));
        if (!draft) {
            draft = readDraft(fileOf(name, 1));
            if (draft)
                draft->isEarlier = true;
        }
        if (!draft) {
            for (const int generation : {0, 1})
                QFile::rename(fileOf(name, generation),
                              fileOf(name, generation) + QStringLiteral(".damaged"));
            if (unreadable)
                unreadable->append(name);
            continue;
        }
        draft->name = name;
        drafts.push_back(std::move(*draft));
    }
    std::sort(drafts.begin(), drafts.end(),
              [](const Draft& left, const Draft& right) { return left.written > right.written; });
    return drafts;
}

void Autosave::remove(const Draft& draft)
{
    QFile::remove(fileOf(draft.name, 0));
    QFile::remove(fileOf(draft.name, 1));
}

} // namespace ui
