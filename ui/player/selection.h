#pragma once

#include <QObject>

#include <cstdint>

#include "engine/tape/graph.h"

namespace ui {

/// One number in the picture: an element of a node's value, or of its gradient.
struct ChosenNumber
{
    engine::NodeId node;
    std::int64_t element = 0; ///< in row-major order
    bool isGradient = false;

    bool isValid() const { return node.isValid(); }
    bool operator==(const ChosenNumber&) const = default;
};

/// The node the user pointed at, in whichever view; all views mark it. Cleared by Escape, by
/// clicking on nothing, and by a new recording. Within it a number may be chosen, whose origin the
/// inspector then tells.
class Selection : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    engine::NodeId node() const { return m_node; }
    const ChosenNumber& number() const { return m_number; }

public slots:
    void select(engine::NodeId node) { choose(node, {}); }
    void selectNumber(const ChosenNumber& number) { choose(number.node, number); }
    void clear() { select({}); }

signals:
    void changed(engine::NodeId node);
    void numberChanged(const ChosenNumber& number); ///< after changed(); invalid: a node as a whole

private:
    void choose(engine::NodeId node, const ChosenNumber& number)
    {
        const bool isOtherNode = node != m_node;
        const bool isOtherNumber = !(number == m_number);
        m_node = node;
        m_number = number;
        if (isOtherNode)
            emit changed(node);
        if (isOtherNumber)
            emit numberChanged(number);
    }

    engine::NodeId m_node;
    ChosenNumber m_number;
};

} // namespace ui
