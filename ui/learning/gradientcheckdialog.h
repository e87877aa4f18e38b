#pragma once

#include <optional>
#include <vector>

#include "engine/learning/gradientcheck.h"
#include "ui/learning/learningdialog.h"
#include "ui/runner/learningrunner.h"

class QComboBox;
class QLabel;

namespace ui {

class Player;

/// The error of central differences over the step h, both in powers of ten.
class ErrorCurve : public QWidget
{
    Q_OBJECT
public:
    explicit ErrorCurve(QWidget* parent = nullptr);

    void setLook(const CellLook& look);
    void setCurve(std::vector<engine::DifferenceError> curve, double bestStep);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    CellLook m_look;
    std::vector<engine::DifferenceError> m_curve;
    double m_bestStep = 0;
};

/// A gradient in three ways: the tape's, the formula's and by central differences.
class GradientCheckDialog : public LearningDialog
{
    Q_OBJECT
public:
    GradientCheckDialog(Player* player, QWidget* parent = nullptr);

    void begin(); ///< lists the gradients of the player's recording
    void setLook(const CellLook& look) override;
    const std::optional<engine::GradientCheck>& check() const { return m_check; }
    bool isWorking() const { return m_isWorking; }

protected:
    void retranslate() override;

private:
    void checkChosen();
    void showCheck();

    Player* m_player;
    LearningRunner m_runner; ///< apart from answers, which must not wait
    bool m_isWorking = false;
    std::optional<engine::GradientCheck> m_check;
    QComboBox* m_choice;
    QLabel* m_table;
    QLabel* m_remark;
    QLabel* m_curveTitle;
    ErrorCurve* m_curve;
};

} // namespace ui
