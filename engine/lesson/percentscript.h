#pragma once

#include <string>

#include "engine/lesson/lesson.h"

namespace engine {

/// A Python script whose cells begin at lines "# %%", as Jupytext, Spyder and VS Code read it: "#
/// %% title", "# %% [markdown]",
/// "# %% [md]", "# %% [raw]". Throws FileError. The title may stay empty.
Lesson readPercentScript(const std::string& text, const std::string& path);
std::string writePercentScript(const Lesson& lesson);

} // namespace engine
