#pragma once

#include "ui/docks/dock.h"
#include "ui/models/device_list.h"
#include "ui/models/voice_view.h"

#include <QElapsedTimer>

#include <vector>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLabel;

namespace imprint::ui {

class LevelMeter;
class PlayerBar;
class TalkBar;
class ValueSlider;

/// Where the voice comes from, how loud it is, and what is done to it. The microphone is on from the start, as everywhere; that it is muted
/// is the largest thing in this dock.
class VoiceDock : public Dock {
    Q_OBJECT
public:
    explicit VoiceDock(QWidget* parent = nullptr);

    enum class Source { Microphone, File };
    Source source() const;
    const VoiceChoices& choices() const { return m_choices; }

public Q_SLOTS:
    /// What is heard now.
    void showUse(Source source);
    void showDevices(const std::vector<DeviceView>& devices);
    /// The one in use; empty: the default one.
    void showMicrophone(const QString& name);
    void showLevel(const VoiceLevelView& level);
    void showSource(const VoiceSourceView& source);
    void showPlayer(const PlayerView& player);
    void showChoices(const VoiceChoices& choices);
    void showOffset(int ms);

Q_SIGNALS:
    void devicesWanted();
    void microphoneWanted(const QString& name);
    void soundFileWanted(const QString& path);
    /// The chosen file again, behind a microphone.
    void playerWanted();
    void playWanted(bool play);
    void seekWanted(double seconds);
    void loopWanted(bool loop);
    void choicesChanged(const VoiceChoices& choices);
    void offsetWanted(int ms);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* buildSource();
    QWidget* buildMicrophonePage();
    QWidget* buildFilePage();
    QWidget* buildLevel();
    QWidget* buildFilters();
    QCheckBox* makeChoice(const QString& text, const QString& tip, bool VoiceChoices::*field);
    void chooseSource(Source source);
    void showPage();
    void useFile(const QString& path);
    void browse();
    void change(const VoiceChoices& choices);
    void applyTalk();
    QString heardText() const;

    VoiceChoices m_choices;
    VoiceSourceView m_sourceView;
    PlayerView m_player;
    DeviceList* m_devices;

    QButtonGroup* m_sources = nullptr;
    QWidget* m_microphonePage = nullptr;
    QWidget* m_filePage = nullptr;
    QComboBox* m_deviceBox = nullptr;
    QLabel* m_file = nullptr;
    PlayerBar* m_playerBar = nullptr;
    QLabel* m_trouble = nullptr;
    LevelMeter* m_meter = nullptr;
    QElapsedTimer m_figuresAge;
    QLabel* m_figures = nullptr;
    QLabel* m_losses = nullptr;
    TalkBar* m_talk = nullptr;
    ValueSlider* m_gain = nullptr;
    ValueSlider* m_threshold = nullptr;
    ValueSlider* m_offset = nullptr;
    std::vector<std::pair<QCheckBox*, bool VoiceChoices::*>> m_boxes;
};

} // namespace imprint::ui
