#pragma once

#include <QString>

#include "engine/lesson/bilingualtext.h"

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
QString deadEnd(engine::Language language);
QString lap(int number, engine::Language language);
QString forwardEdge(engine::Language language);
QString gradientEdge(engine::Language language);
QString currentStep(engine::Language language);
QString stepOf(int step, int count, engine::Language language);
QString more(int count, engine::Language language);
QString empty(engine::Language language);

} // namespace ui::stagetext
