#pragma once

#include <QString>

#include "engine/lesson/bilingualtext.h"
#include "engine/tape/graph.h"

namespace ui::stagetext {

// The few words written into the picture itself. They follow the language asked of the picture, not
// the one of the window's translator, because the command line exports either language on any
// system.

QString value(engine::Language language);
QString waiting(int expected, engine::Language language);
QString arrived(int arrived, int expected, engine::Language language);
QString complete(engine::Language language);
QString passedOn(engine::Language language);
QString seed(engine::Language language);
QString result(engine::Language language);
QString constant(engine::Language language);
QString variable(engine::Language language);
QString watched(engine::Language language);
QString leaf(engine::Language language);
QString operation(engine::Language language);
QString unrecorded(engine::Language language);
/// Why an operation is on no tape, in a word or two; empty when there is nothing to say.
QString forwardMode(engine::Language language);
QString unrecordedBecause(engine::Unrecorded why, engine::Language language);
QString deadEnd(engine::Language language);
QString lapOf(int number, int count, engine::Language language);
QString laps(int count, engine::Language language);
QString lapsFrom(int first, int count, engine::Language language);
QString innerPass(engine::Language language); ///< the backward work of a tape that another tape saw
QString from(const QString& inputs, engine::Language language);
QString notTaken(engine::Language language);
QString decidedBy(const QString& condition, const QString& value, engine::Language language);
QString partialSum(int arrived, int expected, engine::Language language);
QString closedGroupShort(engine::Language language);
QString closedGroup(engine::Language language);
QString forwardEdge(engine::Language language);
QString gradientEdge(engine::Language language);
QString currentStep(engine::Language language);
QString stepOf(int step, int count, engine::Language language);
QString more(int count, engine::Language language);
QString omitted(int count, engine::Language language);
QString thinned(engine::Language language);
QString empty(engine::Language language);

} // namespace ui::stagetext
