#include "app/headless.h"

#include <QFile>
#include <QFileInfo>

#include <iostream>

namespace app {

int newLesson(const NewLesson& command)
{
    const QString path = QString::fromStdString(command.file);
    const auto trouble = [&](const std::string& why) {
        std::cerr << "tapedeck: " << command.file << ": " << why << "\n";
        return FileTrouble;
    };
    if (QFileInfo(path).suffix().compare(QLatin1String("md"), Qt::CaseInsensitive) != 0) {
        std::cerr << "tapedeck: " << command.file << ": a lesson's name ends in .md\n";
        return WrongUse;
    }
    const bool chinese = command.language == engine::Language::Chinese;
    QFile source(chinese ? QStringLiteral(":/templates/lesson.zh_CN.md")
                         : QStringLiteral(":/templates/lesson.en.md"));
    if (!source.open(QIODevice::ReadOnly))
        return trouble(source.errorString().toStdString());
    QFile target(path);
    if (!target.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return trouble(target.exists() ? "the file exists already, and stays as it is"
                                       : target.errorString().toStdString());
    const QByteArray text = source.readAll();
    if (target.write(text) != text.size() || !target.flush())
        return trouble(target.errorString().toStdString());
    return AllWell;
}

} // namespace app
