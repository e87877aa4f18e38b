#pragma once

#include <QString>
#include <QTranslator>

#include "engine/lesson/bilingualtext.h"

namespace ui {

/// Chinese where the system's first language is any Chinese, else English.
engine::Language systemLanguage();

/// "en" or "zh_CN": the name in settings, on the command line and of the folder of lessons.
QString languageCode(engine::Language language);

/// The translators of the running program, ours and Qt's own. Owned by the window; goes back to
/// English when destroyed.
class InterfaceLanguage
{
public:
    InterfaceLanguage() = default;
    ~InterfaceLanguage();
    InterfaceLanguage(const InterfaceLanguage&) = delete;
    InterfaceLanguage& operator=(const InterfaceLanguage&) = delete;

    /// Every widget gets a LanguageChange event.
    void use(engine::Language language);
    engine::Language language() const { return m_language; }

private:
    void remove();

    engine::Language m_language = engine::Language::English;
    QTranslator m_own;
    QTranslator m_qt;
};

} // namespace ui
