#pragma once

#include <QFrame>

#include "engine/learning/codehelp.h"
#include "ui/notebook/celllook.h"

class QLabel;

namespace ui {

/// What a name means, beside the place where it stands.
class HelpCard : public QFrame
{
    Q_OBJECT
public:
    explicit HelpCard(QWidget* parent = nullptr);

    void setLook(const CellLook& look);
    void showPage(const engine::NamePage& page, const QRect& place);
    /// The parameters of the call that is being written, the one at hand in bold.
    void showCall(const engine::CallHelp& call, const QRect& place);
    QString text() const; ///< without its markup

signals:
    void exampleWanted(const QString& code);

protected:
    void leaveEvent(QEvent* event) override;

private:
    void place(const QRect& at, bool above);

    CellLook m_look;
    QLabel* m_text;
    QString m_example;
};

} // namespace ui
