#include "engine/recording/sentence.h"

namespace engine {

namespace {

const BilingualText none;

} // namespace

BilingualText unrecordedText(Unrecorded reason)
{
    switch (reason) {
    case Unrecorded::No:
    case Unrecorded::Leaf:
        return none;
    case Unrecorded::NoTape:
        return {"no tape was active", "当时没有处于记录状态的梯度带"};
    case Unrecorded::NothingWatched:
        return {"none of its inputs is watched by a tape", "它的输入都没有被梯度带监视"};
    case Unrecorded::NotTrainable:
        return {"its watched inputs are integers or bools, which have no gradient",
                "它的输入是整数或布尔值，没有梯度"};
    case Unrecorded::RecordingStopped:
        return {"the tape's recording was stopped", "梯度带已停止记录"};
    case Unrecorded::CarriedForward:
        return {"no tape was active, but a ForwardAccumulator carries a slope through it",
                "当时没有处于记录状态的梯度带，但 ForwardAccumulator 把斜率带过了它"};
    case Unrecorded::Slope:
        return {"a ForwardAccumulator computed it, on the way to a slope",
                "它由 ForwardAccumulator 算出，用来得到斜率"};
    }
    return none;
}

BilingualText noGradientText(NoGradient reason)
{
    switch (reason) {
    case NoGradient::HasGradient:
        return none;
    case NoGradient::NotWatched:
        return {"the tape never watched it: call tape.watch(...) first, or make it a tf.Variable",
                "梯度带没有监视它：请先调用 tape.watch(...)，或使用 tf.Variable"};
    case NoGradient::WatchedTooLate:
        return {"the target was computed before it was watched, or outside the tape",
                "目标在它被监视之前、或在梯度带之外就已算出"};
    case NoGradient::NotTrainable:
        return {"gradients exist only for floating-point tensors", "只有浮点张量才有梯度"};
    case NoGradient::NotConnected:
        return {"no recorded operation leads from it to the target",
                "没有任何被记录的运算从它通向目标"};
    case NoGradient::Blocked:
        return {"an operation on the way lets no gradient through", "途中有一个运算不让梯度通过"};
    case NoGradient::TargetUnknown:
        return {"the target was not computed under this tape", "目标不是在这条梯度带下计算的"};
    }
    return none;
}

} // namespace engine
