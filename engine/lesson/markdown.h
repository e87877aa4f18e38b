#pragma once

#include <string>
#include <string_view>

#include "engine/lesson/lessonfile.h"

namespace engine {

/// Walks through Markdown line by line and knows which lines stand in a fence or in a comment
/// (CommonMark 0.31, sections 4.5 and 4.6).
class MarkdownWalker
{
public:
    enum class Line { Text, FenceOpening, FenceBody, FenceClosing, Comment };

    Line next(std::string_view line);

    bool inFence() const { return !m_fence.empty(); }
    bool inComment() const { return m_inComment; }
    const std::string& fence() const { return m_fence; } ///< "```", the marks of the open fence
    const std::string& info() const
    {
        return m_info;
    } ///< what stands behind the marks of the last opening
    std::size_t indent() const { return m_indent; } ///< spaces before the marks of the last opening

private:
    std::string m_fence;
    std::string m_info;
    std::size_t m_indent = 0;
    bool m_inComment = false;
};

/// A question or claim as a fenced block; as it stood in its file when it still says the same.
std::string blockMarkdown(const Cell& cell);

/// Makes prose that consists of one valid block of a question or claim that block. Notebooks and
/// percent scripts keep questions in cells of Markdown.
void recognizeBlock(Cell& cell);

/// The text of the first line "# ..." in the prose of the lesson; empty when there is none.
std::string firstHeading(const Lesson& lesson);

/// Lesson Markdown: front matter, prose, and code cells in fences marked `python`. Throws
/// FileError. The title may stay empty.
Lesson readMarkdown(const std::string& text, const std::string& path,
                    InvalidBlocks blocks = InvalidBlocks::Refused);
std::string writeMarkdown(const Lesson& lesson);

} // namespace engine
