#include "ui/window/interfacelanguage.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace ui {

engine::Language systemLanguage()
{
    const QStringList wanted = QLocale::system().uiLanguages();
    return !wanted.isEmpty() && wanted.first().startsWith(QLatin1String("zh"))
        ? engine::Language::Chinese
        : engine::Language::English;
}

QString languageCode(engine::Language language)
{
    return language == engine::Language::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

InterfaceLanguage::~InterfaceLanguage()
{
    remove();
}

void InterfaceLanguage::use(engine::Language language)
{
    remove();
    m_language = language;
    QLocale::setDefault(language == engine::Language::Chinese
                            ? QLocale(QLocale::Chinese, QLocale::China)
                            : QLocale(QLocale::English));
    const QString code = languageCode(language);
    if (m_own.load(QStringLiteral(":/i18n/tapedeck_") + code))
        QCoreApplication::installTranslator(&m_own);
    if (language != engine::Language::English
        && m_qt.load(QStringLiteral("qtbase_") + code,
                     QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

void InterfaceLanguage::remove()
{
    if (!m_own.isEmpty())
        QCoreApplication::removeTranslator(&m_own);
    if (!m_qt.isEmpty())
        QCoreApplication::removeTranslator(&m_qt);
}

} // namespace ui
