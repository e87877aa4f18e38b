#pragma once

#include <QDialog>

#include "ui/notebook/celllook.h"

namespace ui {

/// A window beside the main one that looks like it and follows its theme and language.
class LearningDialog : public QDialog
{
    Q_OBJECT
public:
    explicit LearningDialog(QWidget* parent);

    virtual void setLook(const CellLook& look);

protected:
    const CellLook& look() const { return m_look; }
    QString inLanguage(const engine::BilingualText& text) const;
    virtual void retranslate() = 0;
    void changeEvent(QEvent* event) override;

private:
    CellLook m_look;
};

} // namespace ui
