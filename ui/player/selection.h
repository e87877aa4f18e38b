#pragma once

#include <QObject>

#include "engine/tape/graph.h"

namespace ui {

/// The node the user pointed at, in whichever view; all views mark it. Cleared by Escape, by clicking on nothing, and by a new recording.
class Selection : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    engine::NodeId node() const { return m_node; }

public slots:
    void select(engine::NodeId node)
    {
        if (node == m_node)
            return;
        m_node = node;
        emit changed(node);
    }
    void clear() { select({}); }

signals:
    void changed(engine::NodeId node);

private:
    engine::NodeId m_node;
};

} // namespace ui
