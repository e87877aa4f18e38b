// The sentences of steps that are about the program: values, names, branches, output, the end of a
// cell.

#include <algorithm>
#include <cctype>

#include "engine/recording/sentencewriter.h"

namespace engine {
namespace {

/// The text of a value is the bare name of its type where its contents would say nothing.
bool isTypeName(const std::string& text)
{
    return text != "None" && text != "True" && text != "False" && text != "nan" && text != "inf"
        && !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
               return std::isalpha(c) || c == '_';
           });
}

} // namespace

std::string SentenceWriter::expressionEvaluated() const
{
    const std::string it = "“" + code() + "”";
    const std::string& text = m_step.text();
    if (text == "None" && it.find(".gradient(") == std::string::npos)
        return pick(it + " is done; it gives nothing back.", it + " 执行完毕，没有返回值。");
    if (isTypeName(text))
        return pick(it + " gives an object of type " + text + ".",
                    it + " 得到一个 " + text + " 类型的对象。");
    return pick(it + " is " + text + ".", it + " 的值是 " + text + "。");
}

std::string SentenceWriter::outputWritten() const
{
    const auto index = static_cast<std::size_t>(m_step.number);
    std::string shown = m_step.text();
    while (!shown.empty() && (shown.back() == '\n' || shown.back() == ' '))
        shown.pop_back();
    std::replace(shown.begin(), shown.end(), '\n', ' ');
    const bool isResult =
        index < run().outputs.size() && run().outputs[index].kind == Output::Kind::Result;
    if (shown.empty())
        return pick("The cell prints an empty line.", "单元格输出一个空行。");
    if (isResult)
        return pick("The cell shows its result: “" + shown + "”.",
                    "单元格显示结果：“" + shown + "”。");
    return pick("The cell prints “" + shown + "”.", "单元格输出“" + shown + "”。");
}

std::string SentenceWriter::nameBound() const
{
    const std::string& name = m_step.name();
    const std::string& what = m_step.text();
    if (what == "module")
        return pick("A module is imported under the name " + name + ".",
                    "导入模块，名为 " + name + "。");
    if (what == "function")
        return pick("The function " + name + " is defined.", "定义了函数 " + name + "。");
    if (what == "type")
        return pick("The class " + name + " is defined.", "定义了类 " + name + "。");
    if (what == "GradientTape")
        return pick("The tape is called " + name + ".", "这条梯度带名为 " + name + "。");
    if (isTypeName(what))
        return pick("The name " + name + " now means an object of type " + what + ".",
                    "名字 " + name + " 现在表示一个 " + what + " 类型的对象。");
    return pick("The name " + name + " now means " + what + ".",
                "名字 " + name + " 现在表示 " + what + "。");
}

std::string SentenceWriter::branchTaken() const
{
    const std::string condition = "“" + code() + "”";
    const SourceSpan other = m_step.otherSpan();
    const CellRun* owner = other.isValid() ? sourceOf(m_recording, other, m_step.cellRun) : nullptr;
    if (!owner)
        return m_step.truth
            ? pick(condition + " is true, so its branch runs.", condition + " 为真，执行它的分支。")
            : pick(condition + " is false, so its branch is skipped.",
                   condition + " 为假，跳过它的分支。");
    const std::string line = std::to_string(positionAt(owner->source, other.begin).line);
    return m_step.truth
        ? pick(condition + " is true, so its branch runs; the other one, in line " + line
                   + ", is skipped.",
               condition + " 为真，执行它的分支；跳过第 " + line + " 行的另一个分支。")
        : pick(condition + " is false, so the branch in line " + line + " is skipped.",
               condition + " 为假，跳过第 " + line + " 行的分支。");
}

std::string SentenceWriter::cellEnded() const
{
    if (!run().failure)
        return pick("Cell " + cellName() + " is done.", "单元格 " + cellName() + " 运行完毕。");
    const Diagnostic& failure = *run().failure;
    const CellRun* owner = sourceOf(m_recording, failure.span, m_step.cellRun);
    const std::string line =
        owner ? std::to_string(positionAt(owner->source, failure.span.begin).line) : std::string();
    const std::string what = failure.kind + (failure.message.empty() ? "" : ": " + failure.message);
    if (line.empty())
        return pick("Cell " + cellName() + " ended early. " + what,
                    "单元格 " + cellName() + " 提前结束。" + what);
    return pick("Cell " + cellName() + " ended early, at line " + line + ". " + what,
                "单元格 " + cellName() + " 在第 " + line + " 行提前结束。" + what);
}

} // namespace engine
