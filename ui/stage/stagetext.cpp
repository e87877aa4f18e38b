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
    return pick(language, u"watched by a tape", u"被磁带监视");
}

QString leaf(engine::Language language)
{
    return pick(language, u"given tensor", u"已有的张量");
}

QString operation(engine::Language language)
{
    return pick(language, u"operation on the tape", u"磁带记录的运算");
}

QString unrecorded(engine::Language language)
{
    return pick(language, u"not recorded", u"未被记录");
}

QString deadEnd(engine::Language language)
{
    return pick(language, u"no gradient passes", u"梯度不经过");
}

QString lap(int number, engine::Language language)
{
    return pick(language, u"lap %1", u"第 %1 圈").arg(number);
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

QString empty(engine::Language language)
{
    return pick(language, u"empty", u"空");
}

} // namespace ui::stagetext
