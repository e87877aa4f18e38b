#include <algorithm>

#include "engine/lang/implementation.h"
#include "engine/lang/utf8.h"

namespace engine::lang {

namespace {

constexpr std::size_t lineWidth = 79;
constexpr std::size_t mostElements = 1000;

/// IPython's pretty printer. A group is laid flat when it fits and no element has a line break of
/// its own; otherwise each of its separators becomes a line break, one blank of indentation per
/// level of nesting.
class PrettyPrinter
{
public:
    explicit PrettyPrinter(Interpreter& interpreter)
        : m_interpreter(interpreter)
    {
    }

    std::string print(const Value& value)
    {
        pretty(value, 0);
        return std::move(m_text);
    }

private:
    struct Layout
    {
        const char* open;
        std::string close;
        std::vector<std::pair<std::string, Value>>
            elements; ///< what stands before the element (a dict's key), and the element
        bool truncated = false;
        bool reprKeys = false;
    };

    void pretty(const Value& value, std::size_t indent)
    {
        const NativeCall call(m_interpreter, " while getting the repr of an object");
        if (auto layout = layoutOf(value)) {
            group(value, *layout, indent);
            return;
        }
        std::string text = leaf(value);
        std::string indented;
        for (const char c : text) {
            indented += c;
            if (c == '\n')
                indented += std::string(indent, ' ');
        }
        append(indented);
    }

    std::string leaf(const Value& value)
    {
        if (const auto* type = value.as<NativeClass>())
            return type->name;
        if (const auto* type = value.as<ClassObject>())
            return (type->isBuiltin ? "" : "__main__.") + type->name;
        if (const auto* function = value.as<FunctionObject>()) {
            return "<function __main__." + function->code->name + "(" + signature(*function) + ")>";
        }
        return m_interpreter.repr(value);
    }

    std::string signature(const FunctionObject& function)
    {
        const Code& code = *function.code;
        std::string text;
        std::size_t defaults = 0;
        const auto named =
            static_cast<std::size_t>(code.plainParameters + code.keywordOnlyParameters);
        const auto add = [&text](const std::string& part) {
            text += (text.empty() ? "" : ", ") + part;
        };
        for (std::size_t i = 0; i < named; ++i) {
            if (i == static_cast<std::size_t>(code.plainParameters))
                add(code.hasStar ? "*" + code.parameters[named].name : "*");
            const auto& parameter = code.parameters[i];
            add(parameter.name
                + (parameter.hasDefault ? "=" + m_interpreter.repr(function.defaults[defaults])
                                        : ""));
            defaults += parameter.hasDefault ? 1 : 0;
        }
        if (code.hasStar && code.keywordOnlyParameters == 0)
            add("*" + code.parameters[named].name);
        if (code.hasDoubleStar)
            add("**" + code.parameters.back().name);
        return text;
    }

    std::optional<Layout> layoutOf(const Value& value)
    {
        Layout layout;
        std::vector<Value> elements;
        if (const auto* list = listElements(value)) {
            elements = *list;
            layout.open = "[";
            layout.close = "]";
        } else if (const auto* tuple = tupleElements(value)) {
            elements = *tuple;
            layout.open = "(";
            layout.close = elements.size() == 1 ? ",)" : ")";
        } else if (const auto* set = value.as<SetObject>();
                   set != nullptr && set->table.size() > 0) {
            elements = set->ordered(m_interpreter);
            layout.open = "{";
            layout.close = "}";
            if (elements.size() < mostElements) {
                try {
                    Value sorted = makeList(elements);
                    m_interpreter.call(m_interpreter.attribute(sorted, "sort"), {});
                    elements = *listElements(sorted);
                } catch (const RaisedError&) {
                    elements = set->ordered(m_interpreter); // of different kinds: as they are
                }
            }
        } else if (const auto entries = dictEntries(value)) {
            layout.open = "{";
            layout.close = "}";
            for (const auto& [key, element] : *entries) {
                if (layout.elements.size() == mostElements) {
                    layout.truncated = true;
                    break;
                }
                layout.elements.emplace_back(flat(key) + ": ", element);
            }
            return layout;
        } else {
            return {};
        }
        for (Value& element : elements) {
            if (layout.elements.size() == mostElements) {
                layout.truncated = true;
                break;
            }
            layout.elements.emplace_back("", std::move(element));
        }
        return layout;
    }

    std::string flat(const Value& value) { return PrettyPrinter(m_interpreter).print(value); }

    /// The group on one line, if it fits there.
    bool fits(const Value& value, std::size_t room)
    {
        const std::string text = oneLine(value, room);
        return text.find('\n') == std::string::npos && utf8::length(text) <= room;
    }

    /// All of it on one line; gives up with a line break in the text when it gets longer than
    /// `room`.
    std::string oneLine(const Value& value, std::size_t room)
    {
        const auto layout = layoutOf(value);
        if (!layout)
            return leaf(value);
        if (isOpen(value))
            return cyclic(*layout);
        const Enter enter(*this, value);
        if (layout->truncated)
            return "\n";
        std::string text = layout->open;
        for (std::size_t i = 0; i < layout->elements.size(); ++i) {
            text += (i > 0 ? ", " : "") + layout->elements[i].first
                + oneLine(layout->elements[i].second, room);
            if (text.size() > 4 * room + 8 || text.find('\n') != std::string::npos)
                return text + "\n";
        }
        return text + layout->close;
    }

    static std::string cyclic(const Layout& layout)
    {
        return std::string(layout.open) + "..." + (layout.close == ",)" ? ")" : layout.close);
    }

    void group(const Value& value, const Layout& layout, std::size_t indent)
    {
        if (isOpen(value)) {
            append(cyclic(layout));
            return;
        }
        const std::size_t room = lineWidth > m_column ? lineWidth - m_column : 0;
        if (fits(value, room)) {
            append(oneLine(value, room));
            return;
        }
        const Enter enter(*this, value);
        append(layout.open);
        for (std::size_t i = 0; i < layout.elements.size(); ++i) {
            m_interpreter.spend();
            if (i > 0)
                append(",\n" + std::string(indent + 1, ' '));
            append(layout.elements[i].first);
            pretty(layout.elements[i].second, indent + 1);
        }
        if (layout.truncated)
            append(",\n" + std::string(indent + 1, ' ') + "...");
        append(layout.close);
    }

    void append(const std::string& text)
    {
        m_text += text;
        const auto line = text.rfind('\n');
        m_column = line == std::string::npos
            ? m_column + utf8::length(text)
            : utf8::length(std::string_view(text).substr(line + 1));
    }

    /// Marks a container as being printed: one that holds itself ends in `...`.
    struct Enter
    {
        Enter(PrettyPrinter& p, const Value& value)
            : printer(p)
        {
            if (printer.m_open.size() >= 200)
                throw RaisedError(
                    "RecursionError",
                    "maximum recursion depth exceeded while getting the repr of an object");
            printer.m_open.push_back(value.asObject());
        }
        ~Enter() { printer.m_open.pop_back(); }
        Enter(const Enter&) = delete;
        Enter& operator=(const Enter&) = delete;
        PrettyPrinter& printer;
    };
    bool isOpen(const Value& value) const
    {
        return std::find(m_open.begin(), m_open.end(), value.asObject()) != m_open.end();
    }

    Interpreter& m_interpreter;
    std::string m_text;
    std::size_t m_column = 0;
    std::vector<const Object*> m_open;
};

} // namespace

std::string Interpreter::display(const Value& value)
{
    return PrettyPrinter(*this).print(value);
}

} // namespace engine::lang
