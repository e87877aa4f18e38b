#pragma once

#include "engine/recording/sentence.h"

namespace engine {

// Parts of ruleText(), by subject: each answers for the operations ruleText() sends to it. In the
// formulas a bar means "gradient of the target with respect to": x̄ = ∂target/∂x. "·" is element by
// element.

RuleText elementRule(Op op);
RuleText matrixRule(Op op);
RuleText reductionRule(Op op);
RuleText blockedRule(const char* english, const char* chinese, const char* forward);

} // namespace engine
