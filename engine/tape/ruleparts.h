#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/tape/pullback.h"
#include "engine/tape/pushforward.h"

namespace engine {

// Parts of pullBack() and pushForward() that are longer than a line, by subject.

// arithmeticrules.cpp: element by element, of two or three operands.
/// Before what broadcasting copied is summed.
TracedTensor pullBackArithmetic(RuleOperations& ops, const RuleCall& call);

// productrules.cpp: matmul and its relatives, matrices.
TracedTensor pullBackMatmul(RuleOperations& ops, const RuleCall& call);
TracedTensor pullBackMatvec(RuleOperations& ops, const RuleCall& call);
TracedTensor pullBackTensordot(RuleOperations& ops, const RuleCall& call);
TracedTensor pullBackEinsum(RuleOperations& ops, const RuleCall& call);
TracedTensor pullBackInverse(RuleOperations& ops, const RuleCall& call);
TracedTensor pullBackDeterminant(RuleOperations& ops, const RuleCall& call);
TracedTensor pullBackSolve(RuleOperations& ops, const RuleCall& call);
TracedTensor pullBackCholesky(RuleOperations& ops, const RuleCall& call);
TracedTensor pullBackDiagPart(RuleOperations& ops, const TracedTensor& g, const Shape& shape);
TracedTensor pullBackTrace(RuleOperations& ops, const TracedTensor& g, const Shape& shape);
/// The lower triangle with the diagonal halved.
TracedTensor lowerHalf(RuleOperations& ops, const TracedTensor& a);

// spectralrules.cpp: eigenvalues, singular values, Q and R. `d` is the tangent of `a`.
TracedTensor pullBackEigen(RuleOperations& ops, const RuleCall& call);
TracedTensor pullBackSvd(RuleOperations& ops, const RuleCall& call);
TracedTensor pullBackQr(RuleOperations& ops, const RuleCall& call);
TracedTensor pushEigen(RuleOperations& ops, Op op, const TracedTensor& a, const TracedTensor& d);
TracedTensor pushSvd(RuleOperations& ops, const PushCall& call, const TracedTensor& d);
TracedTensor pushQr(RuleOperations& ops, const PushCall& call, const TracedTensor& d);

// arrangementrules.cpp: shapes, parts, places.
TracedTensor pullBackConcat(RuleOperations& ops, const RuleCall& call);
TracedTensor pullBackStack(RuleOperations& ops, const RuleCall& call);
TracedTensor pullBackTile(RuleOperations& ops, const RuleCall& call);
TracedTensor pullBackPad(RuleOperations& ops, const RuleCall& call);
CountsAttributes opposite(const CountsAttributes& shifts);
/// Gather along the last axis, line by line: x has `shape`.
GatherAttributes alongLastAxis(const Shape& shape);
TracedTensor flat(RuleOperations& ops, const TracedTensor& a);

// reductionrules.cpp: reductions and losses.
TracedTensor pullBackReduceExtremum(RuleOperations& ops, const RuleCall& call);
/// Where the greatest (least) elements stand, each with its share: 1 divided by how many are equal.
TracedTensor extremumShares(RuleOperations& ops, const TracedTensor& x, const TracedTensor& y,
                            const ReduceAttributes& reduction);
std::int64_t reducedCount(const Shape& shape, const ReduceAttributes& reduction);
/// ∂(Π x)/∂x: for each element the product of the others.
TracedTensor productOfOthers(RuleOperations& ops, const TracedTensor& x,
                             const ReduceAttributes& reduction);
/// x − mean x over the reduced axes.
TracedTensor deviations(RuleOperations& ops, const TracedTensor& x,
                        const ReduceAttributes& reduction);
TracedTensor pullBackCumprod(RuleOperations& ops, const RuleCall& call);
/// (softmax of logits) − labels, the labels dense.
TracedTensor softmaxMinusLabels(RuleOperations& ops, const TracedTensor& labels,
                                const TracedTensor& logits);
TracedTensor pullBackClipByNorm(RuleOperations& ops, const RuleCall& call);

} // namespace engine
