#include "engine/recording/recording.h"

namespace engine {

namespace {

const std::string nothing;

} // namespace

const std::string& Step::name() const
{
    return words ? words->name : nothing;
}

const std::string& Step::text() const
{
    return words ? words->text : nothing;
}

} // namespace engine
