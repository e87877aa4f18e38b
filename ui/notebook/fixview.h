#pragma once

#include <QWidget>

#include <vector>

#include "engine/recording/whynone.h"
#include "ui/notebook/celllook.h"

class QVBoxLayout;

namespace ui {

/// Why a cell's gradient is None, below its outputs, with the change that can be tried.
class FixView : public QWidget
{
    Q_OBJECT
public:
    struct Help
    {
        QString title; ///< "∂y/∂x is None"
        engine::BilingualText why; ///< may be empty
        engine::SourceSpan place; ///< where the code is that the way back is cut at
        engine::NodeId at; ///< and where in the picture
        std::optional<engine::Fix> fix;
        std::vector<engine::DiffLine> change; ///< what the fix does
        QString changedCell; ///< "In [2]" when it is another cell that changes, else empty

        bool operator==(const Help&) const = default;
    };

    explicit FixView(QWidget* parent = nullptr);

    void setHelp(const std::vector<Help>& help);
    const std::vector<Help>& help() const { return m_help; }
    void setLook(const CellLook& look);
    /// The change as `diff` would write it.
    static QString changeText(const std::vector<engine::DiffLine>& change);

signals:
    void placeRequested(const engine::SourceSpan& place, engine::NodeId at);
    void fixRequested(const engine::Fix& fix);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    QWidget* row(const Help& help);

    std::vector<Help> m_help;
    CellLook m_look;
    QVBoxLayout* m_layout;
};

} // namespace ui
