#include "ui/window/settings.h"

#include <QSettings>

#include <algorithm>

#include "ui/window/interfacelanguage.h"

namespace ui {
namespace {

const QStringList themeNames = {QStringLiteral("system"), QStringLiteral("light"),
                                QStringLiteral("dark")};

std::optional<engine::Language> languageNamed(const QString& code)
{
    for (const engine::Language language : {engine::Language::English, engine::Language::Chinese})
        if (code == languageCode(language))
            return language;
    return std::nullopt;
}

} // namespace

Settings Settings::load()
{
    const QSettings stored;
    Settings settings;
    settings.theme = static_cast<ThemeChoice>(
        std::max(qsizetype(0), themeNames.indexOf(stored.value("theme").toString())));
    settings.language = languageNamed(stored.value("language").toString());
    settings.textSize =
        std::clamp(stored.value("textSize", settings.textSize).toDouble(), 7.0, 24.0);
    settings.reducedMotion = stored.value("reducedMotion", settings.reducedMotion).toBool();
    settings.speed = stored.value("speed", settings.speed).toDouble();
    settings.paged = stored.value("paged", settings.paged).toBool();
    settings.welcomed = stored.value("welcomed", settings.welcomed).toBool();
    settings.recent = stored.value("recent").toStringList();
    settings.geometry = stored.value("window/geometry").toByteArray();
    settings.columns = stored.value("window/columns").toByteArray();
    return settings;
}

void Settings::save() const
{
    QSettings stored;
    stored.setValue("theme", themeNames.at(static_cast<qsizetype>(theme)));
    stored.setValue("language", language ? languageCode(*language) : QStringLiteral("system"));
    stored.setValue("textSize", textSize);
    stored.setValue("reducedMotion", reducedMotion);
    stored.setValue("speed", speed);
    stored.setValue("paged", paged);
    stored.setValue("welcomed", welcomed);
    stored.setValue("recent", recent);
    stored.setValue("window/geometry", geometry);
    stored.setValue("window/columns", columns);
}

} // namespace ui
