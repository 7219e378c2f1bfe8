#pragma once

#include <QString>

class QMimeData;

namespace imprint::ui {

enum class DropKind { Sound, Picture };

/// The file of this kind that is being dropped, by its name; empty: none. One file at a time: the first one counts.
QString droppedFile(const QMimeData& data, DropKind kind);

/// Of a file dialog: "Sound (*.wav *.mp3 ...)".
QString fileFilter(DropKind kind);

} // namespace imprint::ui
