#pragma once

#include <QCoreApplication>
#include <QString>

namespace imprint::app {

/// A text of this namespace's free functions in the window's language, as QObject::tr, which classes have of their own.
/// lupdate files it under the namespace. Thread: any.
inline QString tr(const char* text, const char* comment = nullptr, int number = -1)
{
    return QCoreApplication::translate("imprint::app", text, comment, number);
}

} // namespace imprint::app
