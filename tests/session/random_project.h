#pragma once

#include "app/session/project.h"

namespace imprint::test {

/// Any project that can be: every field anything in its range, texts of all kinds of letters. The same for the same seed.
app::Project randomProject(unsigned seed);

} // namespace imprint::test
