#include "ui/models/dropped_file.h"

#include "ui/models/tr.h"

#include <QFileInfo>
#include <QMimeData>
#include <QStringList>
#include <QUrl>

namespace imprint::ui {
namespace {

QStringList endingsOf(DropKind kind)
{
    const char* endings = kind == DropKind::Sound ? "wav mp3 flac ogg opus m4a aac mp4 mkv mov webm"
                                                  : "png jpg jpeg webp bmp tif tiff gif";
    return QString::fromLatin1(endings).split(QLatin1Char(' '));
}

} // namespace

QString droppedFile(const QMimeData& data, DropKind kind)
{
    const QStringList endings = endingsOf(kind);
    for (const QUrl& url : data.urls())
        if (url.isLocalFile() &&
            endings.contains(QFileInfo(url.toLocalFile()).suffix(), Qt::CaseInsensitive))
            return url.toLocalFile();
    return {};
}

QString fileFilter(DropKind kind)
{
    QStringList patterns;
    for (const QString& ending : endingsOf(kind))
        patterns << QStringLiteral("*.%1").arg(ending);
    const QString list = patterns.join(QLatin1Char(' '));
    return kind == DropKind::Sound ? tr("Sound and video (%1)").arg(list)
                                   : tr("Pictures (%1)").arg(list);
}

} // namespace imprint::ui
