#pragma once

#include <QString>

#include <cstdint>

namespace imprint::ui {

/// How figures are written in the whole window; numbers follow the user's locale.

QString bytesText(std::int64_t bytes); ///< "812 B", "3.4 KB", "84.9 MB", "1.2 GB": powers of 1000
QString clockText(double seconds);     ///< "0:07", "12:30", "1:02:03"
QString spanText(double seconds);      ///< "40 s", "12 min", "3 h 20 min": how long something lasts
QString decibelText(double db);        ///< "-12 dB"; "silent" below -90
QString millisecondsText(double ms);   ///< "376 ms"
QString percentText(double share);     ///< 0.125: "12.5 %"; whole from ten on

/// A message of the engine, which begins in lower case, as a sentence of its own.
QString sentence(const QString& message);

} // namespace imprint::ui
