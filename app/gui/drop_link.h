#pragma once

#include "app/session/dropped.h"
#include "ui/widgets/message_bar.h"

#include <QObject>
#include <QString>

class QMimeData;
class QWidget;

namespace imprint::app {

class Studio;

/// Things dropped onto the window, or pasted into it, become what they are: a face, a voice, a prompt, a project. They are looked
/// at in the background. Thread: GUI.
class DropLink : public QObject {
    Q_OBJECT
public:
    /// All outlive it.
    DropLink(QWidget& window, ui::MessageBar& messages, Studio& studio, QObject* parent = nullptr);

    void take(const QMimeData& data);

Q_SIGNALS:
    void pictureDropped(const QString& path);
    void soundDropped(const QString& path);
    void textDropped(const QString& text);
    void projectDropped(const QString& path);
    void takeDropped(const QString& folder);
    void modelDropped(const QString& folder);
    void settingsDropped(const MovieSettings& settings);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void lookAt(const QString& path);
    void use(const Dropped& dropped);
    void offerMovie(const Dropped& dropped);

    ui::MessageBar& m_messages;
    Studio& m_studio;
};

} // namespace imprint::app
