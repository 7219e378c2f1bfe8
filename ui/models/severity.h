#pragma once

namespace imprint::ui {

/// How much something matters, least first. Shown by a shape of its own as well as by a colour.
enum class Severity { Good, Information, Warning, Error };

} // namespace imprint::ui
