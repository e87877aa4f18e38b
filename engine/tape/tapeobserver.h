#pragma once

#include "engine/tape/graph.h"

namespace engine {

/// Is told what EagerContext does, in order, while it does it. The graph and passes it refers to
/// are already up to date.
class TapeObserver
{
public:
    virtual ~TapeObserver() = default;

    virtual void operationRan(NodeId /*node*/) { }
    virtual void tapeOpened(TapeId /*tape*/) { } ///< entered by `with`
    virtual void tapeClosed(TapeId /*tape*/) { } ///< its block ended
    virtual void tensorWatched(TapeId /*tape*/, NodeId /*node*/) { }
    virtual void variableAssigned(NodeId /*newLeaf*/) { }
    virtual void passBegan(PassId /*pass*/) { }
    virtual void ruleFired(PassId /*pass*/, int /*firing*/) { }
    virtual void contributionArrived(PassId /*pass*/, int /*contribution*/) { }
    virtual void sourceCompleted(PassId /*pass*/, int /*source*/) {
    } ///< has its gradient, or is None
    virtual void passEnded(PassId /*pass*/) { }
};

} // namespace engine
