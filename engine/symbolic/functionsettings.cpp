#include <algorithm>

#include "engine/symbolic/notation.h"
#include "engine/symbolic/number.h"

namespace engine {
namespace {

template <class Numbers>
std::string listed(const Numbers& numbers)
{
    std::string text;
    for (const auto number : numbers)
        text += (text.empty() ? "" : ", ") + std::to_string(number);
    return "[" + text + "]";
}

/// As the cell language spells them; only what is not the default.
class Settings
{
public:
    Settings(const FormulaNode& node, const std::vector<Shape>& shapes)
        : m_node(node)
        , m_rank(shapes.empty() ? 0 : shapes[0].rank())
    {
        std::visit([this](const auto& attributes) { add(attributes); }, node.attributes);
    }

    const std::string& text() const { return m_text; }

private:
    void say(const std::string& setting) { m_text += (m_text.empty() ? "" : ", ") + setting; }
    void sayAxis(int axis) { say("axis=" + std::to_string(axis)); }

    template <class Other>
    void add(const Other& /*nothing that the formula does not show*/)
    {
    }

    void add(const ReduceAttributes& reduce)
    {
        if (static_cast<int>(reduce.axes.size()) == m_rank)
            return;
        if (reduce.axes.size() == 1)
            sayAxis(*reduce.axes.begin());
        else
            say("axis=" + listed(reduce.axes));
    }

    void add(const AxisAttributes& along)
    {
        const bool last = m_node.op == Op::Softmax || m_node.op == Op::LogSoftmax;
        if (along.axis != (last ? m_rank - 1 : 0))
            sayAxis(along.axis);
    }

    void add(const CumulateAttributes& cumulate)
    {
        if (cumulate.axis != 0)
            sayAxis(cumulate.axis);
        if (cumulate.exclusive)
            say("exclusive=True");
        if (cumulate.reverse)
            say("reverse=True");
    }

    void add(const GatherAttributes& gather)
    {
        if (gather.axis != gather.batchDims)
            sayAxis(gather.axis);
        if (gather.batchDims != 0)
            say("batch_dims=" + std::to_string(gather.batchDims));
    }

    void add(const CountsAttributes& counts)
    {
        switch (m_node.op) {
        case Op::Roll:
            say("shift="
                + (counts.counts.size() == 1 ? std::to_string(counts.counts[0])
                                             : listed(counts.counts)));
            break;
        case Op::Reverse: {
            std::vector<int> axes;
            for (std::size_t axis = 0; axis < counts.counts.size(); ++axis) {
                if (counts.counts[axis] != 0)
                    axes.push_back(static_cast<int>(axis));
            }
            say("axis=" + listed(axes));
            break;
        }
        default: // tile and what else counts
            say(listed(counts.counts));
            break;
        }
    }

    void add(const PadAttributes& pad)
    {
        std::string widths;
        for (const auto& [before, after] : pad.widths)
            widths += (widths.empty() ? "" : ", ") + listed(std::vector{before, after});
        say("[" + widths + "]");
    }

    void add(const OneHotAttributes& oneHot) { say("depth=" + std::to_string(oneHot.depth)); }

    void add(const OrderAttributes& order)
    {
        if (order.count != 0)
            say("k=" + std::to_string(order.count));
        else if (order.descending)
            say("direction='DESCENDING'");
    }

    void add(const NumberAttributes& number)
    {
        if (m_node.op == Op::LeakyRelu)
            say("alpha=" + Number::written(number.value, DType::Float32).spelling().whole);
    }

    void add(const ContractAttributes& contract)
    {
        say("axes=[" + listed(contract.left) + ", " + listed(contract.right) + "]");
    }

    void add(const EinsumAttributes& einsum) { say("'" + einsum.equation + "'"); }

    void add(const WindowAttributes& window)
    {
        if (window.strides != std::array{1, 1})
            say("strides=" + listed(window.strides));
        if (window.dilations != std::array{1, 1})
            say("dilations=" + listed(window.dilations));
    }

    const FormulaNode& m_node;
    int m_rank;
    std::string m_text;
};

} // namespace

std::string settingsText(const FormulaNode& node, const std::vector<Shape>& shapes)
{
    return Settings(node, shapes).text();
}

} // namespace engine
