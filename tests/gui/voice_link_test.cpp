#include "app/gui/voice_link.h"

#include "tests/audio/wav_file.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <QCheckBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace imprint;
using namespace imprint::app;

namespace {

struct ShownVoice {
    ShownVoice()
        : link(dock, studio)
    {
        dock.resize(360, 700);
        dock.show();
    }

    bool shows(const QString& text) const
    {
        const auto labels = dock.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(text);
        });
    }

    Studio studio{StudioSettings()};
    ui::VoiceDock dock;
    VoiceLink link;
};

} // namespace

TEST_CASE("VoiceLink: what the dock chooses is the studio's voice, and the other way round",
          "[gui][voice]")
{
    ShownVoice shown;
    for (auto* box : shown.dock.findChildren<QCheckBox*>())
        if (box->text() == QStringLiteral("Noise suppression"))
            box->click();
    CHECK(shown.studio.voice().suppressNoise);
    shown.studio.setMuted(true);
    CHECK(shown.dock.choices().muted);
    CHECK(shown.dock.choices().suppressNoise);
}

TEST_CASE("VoiceLink: a file that is no sound is told, and the microphone stays", "[gui][voice]")
{
    ShownVoice shown;
    const test::TemporaryFolder folder;
    test::writeBytes(folder / "notes.wav", "these are no sounds");
    const QSignalSpy problems(&shown.studio, &Studio::problem);
    Q_EMIT shown.dock.soundFileWanted(QString::fromStdString(folder / "notes.wav"));
    REQUIRE(QTest::qWaitFor([&] { return !problems.isEmpty(); }, 30'000));
    CHECK(problems.first().first().toString().contains(QStringLiteral("notes.wav")));
    CHECK(QTest::qWaitFor([&] { return shown.dock.source() == ui::VoiceDock::Source::Microphone; },
                          30'000));
}

TEST_CASE("VoiceLink: a sound file takes the microphone's place with its length", "[gui][voice]")
{
    ShownVoice shown;
    const test::TemporaryFolder folder;
    test::writeWav(folder / "speech.wav", test::makeChirp(16000, 65, 200, 900), 16000, 1);
    shown.link.useSoundFile(QString::fromStdString(folder / "speech.wav"));
    CHECK(QTest::qWaitFor([&] { return shown.shows(QStringLiteral("speech.wav")); }, 30'000));
    CHECK(QTest::qWaitFor([&] { return shown.shows(QStringLiteral("0:00 of 1:05")); }, 30'000));
    CHECK(shown.dock.source() == ui::VoiceDock::Source::File);
}

TEST_CASE("VoiceLink: where the voice comes from can be kept, and brought back", "[gui][voice]")
{
    ShownVoice shown;
    const test::TemporaryFolder folder;
    test::writeWav(folder / "speech.wav", test::makeChirp(16000, 2, 200, 900), 16000, 1);
    SoundChoice kept;
    QObject::connect(&shown.link, &VoiceLink::soundChosen, &shown.link,
                     [&](const SoundChoice& sound) { kept = sound; });
    const SoundChoice file{
        .from = SoundFrom::File, .microphone = {}, .file = folder / "speech.wav", .loop = true};
    shown.link.useSound(file);
    REQUIRE(QTest::qWaitFor([&] { return kept == file; }, 30'000));
    CHECK(shown.dock.source() == ui::VoiceDock::Source::File);

    SoundChoice microphone;
    microphone.microphone = "pulse:desk";
    shown.link.useSound(microphone);
    CHECK(kept == microphone);
    CHECK(shown.studio.microphone() == "pulse:desk");
    CHECK(shown.dock.source() == ui::VoiceDock::Source::Microphone);
}
