#pragma once

#include <QString>

namespace imprint::ui {

/// A text of the manifests of known models (resources/manifests) in the user's language. The texts stand here once more, for
/// translators; a test notices one that is missing.
QString knownModelText(const QString& english);
bool hasKnownModelText(const QString& english);

} // namespace imprint::ui
