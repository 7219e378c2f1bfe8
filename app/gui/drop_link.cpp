#include "app/gui/drop_link.h"

#include "app/gui/studio.h"
#include "ui/models/drop_content.h"
#include "ui/models/message_words.h"

#include <QCoreApplication>
#include <QDropEvent>
#include <QFileInfo>
#include <QPointer>
#include <QWidget>

namespace imprint::app {

DropLink::DropLink(QWidget& window, ui::MessageBar& messages, Studio& studio, QObject* parent)
    : QObject(parent)
    , m_messages(messages)
    , m_studio(studio)
{
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

bool DropLink::eventFilter(QObject* object, QEvent* event)
{
    const bool enters = event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove;
    if (!enters && event->type() != QEvent::Drop)
        return QObject::eventFilter(object, event);
    auto* drop = static_cast<QDropEvent*>(event);
    const QMimeData& data = *drop->mimeData();
    if (ui::dropContent(data).isEmpty()) {
        drop->ignore();
        return true;
    }
    drop->acceptProposedAction();
    if (!enters)
        take(data);
    return true;
}

void DropLink::take(const QMimeData& data)
{
    const ui::DropContent content = ui::dropContent(data);
    for (const QString& file : content.files)
        lookAt(file);
    if (!content.text.isEmpty())
        Q_EMIT textDropped(content.text);
}

void DropLink::lookAt(const QString& path)
{
    m_studio.inBackground([self = QPointer<DropLink>(this), path = path.toStdString()] {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, dropped = lookAtDropped(path)] {
                if (self)
                    self->use(dropped);
            },
            Qt::QueuedConnection);
    });
}

void DropLink::use(const Dropped& dropped)
{
    const QString path = QString::fromStdString(dropped.path);
    switch (dropped.kind) {
    case DroppedKind::Picture: Q_EMIT pictureDropped(path); break;
    case DroppedKind::Sound: Q_EMIT soundDropped(path); break;
    case DroppedKind::Project: Q_EMIT projectDropped(path); break;
    case DroppedKind::Take: Q_EMIT takeDropped(path); break;
    case DroppedKind::Model: Q_EMIT modelDropped(path); break;
    case DroppedKind::Movie: offerMovie(dropped); break;
    case DroppedKind::Unknown:
        m_messages.post({.key = QStringLiteral("dropped"),
                         .severity = ui::Severity::Warning,
                         .text = tr("This cannot be used: %1").arg(ui::inWords(dropped.reason)),
                         .hint = tr("A picture becomes the face, a sound the voice, text the "
                                    "prompt; projects, takes, models and videos made with Imprint "
                                    "can be dropped too."),
                         .actions = {}});
        break;
    }
}

/// A video holds two things that can be meant.
void DropLink::offerMovie(const Dropped& dropped)
{
    const QString path = QString::fromStdString(dropped.path);
    m_messages.post(
        {.key = QStringLiteral("dropped"),
         .severity = ui::Severity::Information,
         .text = tr("%1 was made with Imprint, model %2")
                     .arg(QFileInfo(path).fileName(), QString::fromStdString(dropped.movie->model)),
         .hint = {},
         .actions = {{tr("Use its settings"),
                      [this, movie = *dropped.movie] { Q_EMIT settingsDropped(movie); }},
                     {tr("Use its voice"), [this, path] { Q_EMIT soundDropped(path); }}}});
}

} // namespace imprint::app
