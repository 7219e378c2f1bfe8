#pragma once

#include "ui/docks/dock.h"
#include "ui/models/output_view.h"
#include "ui/widgets/output_card.h"

#include <map>
#include <set>
#include <vector>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace imprint::ui {

class ElidedLabel;
class OutputControls;
class SecretField;

/// Where the picture goes: a card for each output, and one button that hides everything at once. Thread: GUI.
class OutputDock : public Dock {
    Q_OBJECT
public:
    explicit OutputDock(QWidget* parent = nullptr);

    /// Says nothing by settingsChanged().
    void setSettings(const OutputSettings& settings);
    const OutputSettings& settings() const;
    /// As it stands in its field.
    QString streamKey() const;
    SecretField& streamKeyField() { return *m_streamKey; }
    /// Whether there is an address to stream to; if not it is asked for in its card.
    bool askForStream();

    void setRecordingFormats(const std::vector<OutputChoice>& formats);
    void setEncoders(const std::vector<OutputChoice>& encoders);
    /// Nodes of v4l2loopback; without any its card is not shown.
    void setLoopbackNodes(const std::vector<OutputChoice>& nodes);

public Q_SLOTS:
    void setView(OutputId output, const OutputView& view);
    void setDisk(const DiskView& disk);
    void setPanic(bool panic);
    /// The size of the picture is chosen somewhere else, for the model that is open.
    void setSizeElsewhere(bool elsewhere);

Q_SIGNALS:
    void startWished(OutputId output);
    void stopWished(OutputId output);
    void panicWished(bool panic);
    void settingsChanged(const OutputSettings& settings);
    void openFolderWished(const QString& folder);

private:
    QWidget* buildPanic();
    QWidget* buildPicture();
    QWidget* buildRecording();
    QWidget* buildFolder();
    QWidget* buildCamera();
    QWidget* buildLoopback();
    QWidget* buildVoiceOffset();
    QWidget* buildStream();
    QWidget* buildAdvanced();
    void addCard(OutputId output, QWidget* settings);
    void start(OutputId output);
    void chooseFolder();
    void showFolder();
    void showSize();
    void lockSize();

    OutputControls* m_controls;
    std::map<OutputId, OutputCard*> m_cards;
    bool m_sizeElsewhere = false;
    std::set<OutputId> m_busy; // that have pictures of this size
    QPushButton* m_panic = nullptr;
    QComboBox* m_sizes = nullptr;
    ElidedLabel* m_folder = nullptr;
    QComboBox* m_formats = nullptr;
    QComboBox* m_nodes = nullptr;
    QComboBox* m_encoders = nullptr;
    QLineEdit* m_streamAddress = nullptr;
    SecretField* m_streamKey = nullptr;
};

} // namespace imprint::ui
