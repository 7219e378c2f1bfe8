#pragma once

#include <QString>
#include <QStringList>

class QMimeData;

namespace imprint::ui {

/// What can be used of something that is dropped or pasted: files of this machine, else text. Neither: nothing can.
struct DropContent {
    QStringList files;
    QString text;

    bool isEmpty() const { return files.isEmpty() && text.isEmpty(); }
};

/// Texts longer than this are no prompts.
inline constexpr qsizetype kLongestDroppedText = 4000;

/// Addresses of other machines are left out: nothing is downloaded by a drop.
DropContent dropContent(const QMimeData& data);

} // namespace imprint::ui
