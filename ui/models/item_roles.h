#pragma once

#include <Qt>

namespace imprint::ui {

/// Roles of the item models beyond Qt's.
/// int of a Severity, or kNoSeverity; invalid: no sign at all
inline constexpr int kSeverityRole = Qt::UserRole + 1;
inline constexpr int kNoSeverity = -1; ///< nothing to judge: an empty ring

inline constexpr int kLevelRole = Qt::UserRole + 2; ///< int of a LogLevel

} // namespace imprint::ui
