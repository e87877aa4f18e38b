#pragma once

#include <QComboBox>

namespace ui {

/// Chooses how far a step goes. The closed box shows the word, the open list a line of explanation
/// beside each. The item's index is the engine::Granularity.
class GranularityBox : public QComboBox
{
    Q_OBJECT
public:
    explicit GranularityBox(QWidget* parent = nullptr);

    void showPopup() override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
};

} // namespace ui
