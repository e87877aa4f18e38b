#include "engine/lang/classes.h"
#include "engine/lang/objects.h"

namespace engine::lang {

Value makeBaseClass(const std::string& name,
                    const std::vector<std::pair<std::string, Value>>& properties,
                    Value callFunction)
{
    auto* type = new ClassObject(name, {});
    const Value owner = Value::object(type);
    type->isBuiltin = true;
    for (const auto& [property, function] : properties)
        type->define(property,
                     makeValue<DescriptorObject>(DescriptorObject::Kind::Property, function));
    if (!callFunction.isNone()) {
        if (auto* native = callFunction.as<NativeFunction>())
            native->setMethod();
        type->define("__call__", std::move(callFunction));
    }
    return owner;
}

std::optional<std::vector<std::pair<std::string, Value>>> instanceAttributes(const Value& value)
{
    if (const auto* instance = value.as<Instance>())
        return instance->attributes;
    return {};
}

} // namespace engine::lang
