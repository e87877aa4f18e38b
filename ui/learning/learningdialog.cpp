#include "ui/learning/learningdialog.h"

#include <QEvent>

namespace ui {

LearningDialog::LearningDialog(QWidget* parent)
    : QDialog(parent)
{
}

void LearningDialog::setLook(const CellLook& look)
{
    const bool newLanguage = m_look.language != look.language;
    m_look = look;
    setPalette(look.palette(look.theme.window));
    setFont(look.proseFont());
    if (newLanguage)
        retranslate();
    update();
}

QString LearningDialog::inLanguage(const engine::BilingualText& text) const
{
    return QString::fromStdString(text.in(m_look.language));
}

void LearningDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace ui
