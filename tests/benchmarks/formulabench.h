#pragma once

/// Milliseconds for the formula of one node that a learner asks for in a run of about 10,000
/// operations, with nothing worked out before: the slowest of several nodes and programs.
double formulaOnDemand();
