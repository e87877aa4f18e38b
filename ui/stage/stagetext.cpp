#include "ui/stage/stagetext.h"

namespace ui::stagetext {
namespace {

QString pick(engine::Language language, const char16_t* english, const char16_t* chinese)
{
    return QString::fromUtf16(language == engine::Language::Chinese ? chinese : english);
}

} // namespace

QString value(engine::Language language)
{
    return pick(language, u"value", u"值");
}

QString waiting(int expected, engine::Language language)
{
    return arrived(0, expected, language);
}

QString arrived(int arrived, int expected, engine::Language language)
{
    return pick(language, u"%1 of %2 arrived", u"已到 %1/%2").arg(arrived).arg(expected);
}

QString complete(engine::Language language)
{
    return pick(language, u"complete", u"已完整");
}

QString passedOn(engine::Language language)
{
    return pick(language, u"passed on", u"已传出");
}

QString seed(engine::Language language)
{
    return pick(language, u"seed", u"起点");
}

QString result(engine::Language language)
{
    return pick(language, u"result", u"结果");
}

QString constant(engine::Language language)
{
    return pick(language, u"constant", u"常量");
}

QString variable(engine::Language language)
{
    return pick(language, u"variable", u"变量");
}

QString watched(engine::Language language)
{
    return pick(language, u"watched by a tape", u"被梯度带监视");
}

QString leaf(engine::Language language)
{
    return pick(language, u"given tensor", u"已有的张量");
}

QString operation(engine::Language language)
{
    return pick(language, u"operation on the tape", u"梯度带记录的运算");
}

QString unrecorded(engine::Language language)
{
    return pick(language, u"not recorded", u"未被记录");
}

QString forwardMode(engine::Language language)
{
    return pick(language, u"forward mode", u"前向模式");
}

QString unrecordedBecause(engine::Unrecorded why, engine::Language language)
{
    switch (why) {
    case engine::Unrecorded::No:
    case engine::Unrecorded::Leaf:
        return {};
    case engine::Unrecorded::NoTape:
        return pick(language, u"no tape was on", u"没有打开的梯度带");
    case engine::Unrecorded::NothingWatched:
        return pick(language, u"nothing watched in it", u"输入都未被监视");
    case engine::Unrecorded::NotTrainable:
        return pick(language, u"not a float", u"不是浮点数");
    case engine::Unrecorded::RecordingStopped:
        return pick(language, u"recording was stopped", u"记录已停止");
    case engine::Unrecorded::CarriedForward:
        return pick(language, u"the slope goes through", u"斜率经过这里");
    case engine::Unrecorded::Slope:
        return pick(language, u"slope, forward mode", u"斜率（前向模式）");
    }
    return {};
}

QString deadEnd(engine::Language language)
{
    return pick(language, u"no gradient passes", u"梯度不经过");
}

QString lapOf(int number, int count, engine::Language language)
{
    return pick(language, u"lap %1 of %2", u"第 %1 圈，共 %2 圈").arg(number).arg(count);
}

QString laps(int count, engine::Language language)
{
    if (count == 1)
        return pick(language, u"1 lap", u"1 圈");
    return pick(language, u"%1 laps", u"%1 圈").arg(count);
}

QString lapsFrom(int first, int count, engine::Language language)
{
    if (first == count)
        return lapOf(first, count, language);
    return pick(language, u"laps %1 to %2", u"第 %1 至 %2 圈").arg(first).arg(count);
}

QString innerPass(engine::Language language)
{
    return pick(language, u"backward pass", u"反向传播");
}

QString from(const QString& inputs, engine::Language language)
{
    return pick(language, u"from %1", u"输入 %1").arg(inputs);
}

QString notTaken(engine::Language language)
{
    return pick(language, u"branch not taken", u"未走的分支");
}

QString decidedBy(const QString& condition, const QString& value, engine::Language language)
{
    return pick(language, u"%1 was %2", u"%1 为 %2").arg(condition, value);
}

QString partialSum(int arrived, int expected, engine::Language language)
{
    return pick(language, u"sum of %1 of %2", u"已加 %1/%2 份").arg(arrived).arg(expected);
}

QString closedGroupShort(engine::Language language)
{
    return pick(language, u"closed loop or call", u"收起的循环或调用");
}

QString closedGroup(engine::Language language)
{
    return pick(language, u"closed group (open: Enter or double click)",
                u"已收起的一组（回车或双击展开）");
}

QString forwardEdge(engine::Language language)
{
    return pick(language, u"value", u"值");
}

QString gradientEdge(engine::Language language)
{
    return pick(language, u"gradient", u"梯度");
}

QString currentStep(engine::Language language)
{
    return pick(language, u"this step", u"当前步");
}

QString stepOf(int step, int count, engine::Language language)
{
    return pick(language, u"step %1 of %2", u"第 %1 步，共 %2 步").arg(step).arg(count);
}

QString more(int count, engine::Language language)
{
    return pick(language, u"+%1 more", u"另有 %1 项").arg(count);
}

QString omitted(int count, engine::Language language)
{
    return pick(language,
                u"%1 operations in the middle are not drawn, because the run is too long for one "
                u"picture. Values and gradients include them.",
                u"这次运行太长，一张图放不下，中间有 %1 个运算没有画出。数值和梯度仍然包含它们。")
        .arg(count);
}

QString thinned(engine::Language language)
{
    return pick(
        language,
        u"Inside long loops only the first and the last laps can be stepped through. Values "
        u"and gradients include all of them.",
        u"很长的循环里只有最初和最后几圈可以逐步播放。数值和梯度包含所有圈。");
}

QString empty(engine::Language language)
{
    return pick(language, u"empty", u"空");
}

} // namespace ui::stagetext
