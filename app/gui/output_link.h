#pragma once

#include "app/gui/output_watch.h"
#include "app/gui/studio.h"
#include "ui/docks/output_dock.h"
#include "ui/models/byte_rate.h"
#include "ui/shell/main_window.h"

#include <QObject>

#include <cstdint>

namespace imprint::app {

/// How the dock shows an output of which so many reports were given: the latest one of its kind.
ui::OutputView outputView(const std::vector<OutputReport>& reports, OutputKind kind);

OutputKind outputKind(ui::OutputId output);

/// Brings the outputs of the studio to their dock, and what dock and window ask of them to the studio. Thread: GUI.
class OutputLink : public QObject {
    Q_OBJECT
public:
    /// dock and studio outlive it.
    OutputLink(ui::OutputDock& dock, Studio& studio, QObject* parent = nullptr);

    /// What the window's actions do to outputs, and how they are marked. Once; the window outlives it.
    void connectActions(ui::MainWindow& window);

    /// What the dock holds; setting it says nothing.
    const ui::OutputSettings& settings() const;
    void setSettings(const ui::OutputSettings& settings);
    /// What the dock does not ask for: quality and preset of recordings, waits of streams. From the next start of an output on.
    void setDetails(const MovieFormat& movie, const StreamSettings& stream);

    /// Whether the stream's key is to be kept: as if it was set by hand.
    void rememberStream(bool kept);

    /// Starts it with the settings of the dock; a stream without an address is asked for there.
    void start(ui::OutputId output);
    void stop(ui::OutputId output);
    void setPanic(bool panic);

    /// The size of the picture is chosen where a video of words is.
    void setSizeElsewhere(bool elsewhere) { m_dock.setSizeElsewhere(elsewhere); }

    /// A recording with the settings of the dock; its folder is made in the background.
    RecordingWish recordingWish();

Q_SIGNALS:
    void panicChanged(bool panic);
    void settingsChanged(const ui::OutputSettings& settings); ///< by hand
    void takeEnded(const QString& folder); ///< by hand, or by itself: it is whole up to there
    /// The same of a recording; trouble: why it broke off, empty: it did not.
    void recordingEnded(const QString& path, const QString& trouble);

private:
    void startRecording();
    void startTake();
    void startStream();
    void showSnapshot(const StudioSnapshot& snapshot);
    void showGear(const OutputGear& gear);
    void showDisk();
    void useSettings(const ui::OutputSettings& settings);

    ui::OutputDock& m_dock;
    Studio& m_studio;
    MovieFormat m_movie;     // of which only what setDetails() names counts
    StreamSettings m_stream; // the same
    ui::ByteRate m_rate;     // of the recording that runs
    double m_bytesPerSecond = 0;
    std::int64_t m_freeBytes = -1;
    QString m_take;      // folder of the take that goes on; empty: none does
    QString m_recording; // file of the recording that goes on; empty: none does
    QStringList m_nodes; // that the dock shows
    OutputWatch m_watch; // last: it calls this object
};

} // namespace imprint::app
