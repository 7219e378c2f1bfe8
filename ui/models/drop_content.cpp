#include "ui/models/drop_content.h"

#include <QMimeData>
#include <QUrl>

namespace imprint::ui {

DropContent dropContent(const QMimeData& data)
{
    DropContent content;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile())
            content.files << url.toLocalFile();
    if (content.files.isEmpty() && !data.hasUrls()) {
        const QString text = data.text().simplified();
        if (text.size() <= kLongestDroppedText)
            content.text = text;
    }
    return content;
}

} // namespace imprint::ui
