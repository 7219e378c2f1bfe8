#include "app/gui/sound_input.h"

#include "audio/realtime/silent_source.h"
#include "engine/core/error.h"
#include "tests/audio/wav_file.h"
#include "tests/support/error_of.h"
#include "tests/support/signals.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

struct OpenedSound {
    SoundInput input{std::string()};
    std::vector<std::string> told;

    std::unique_ptr<audio::LiveSource> open()
    {
        return input.open([this](const Error& error) { told.push_back(error.oneLine()); });
    }
};

bool isSilence(const audio::LiveSource& source)
{
    return dynamic_cast<const audio::SilentSource*>(&source) != nullptr;
}

std::shared_ptr<audio::FileTransport> player()
{
    return std::make_shared<audio::FileTransport>(audio::FileEnd::Wait);
}

} // namespace

TEST_CASE("SoundInput: what was chosen last is opened again for every run", "[gui][voice]")
{
    OpenedSound sound;
    const TemporaryFolder folder;
    const std::string path = folder / "speech.wav";
    writeWav(path, makeChirp(48000, 0.1, 200, 900), 48000, 1);
    CHECK(sound.input.choose(sound.input.file(path, player()))->status().name == "speech.wav");
    CHECK(sound.open()->status().name == "speech.wav");
    sound.input.choose(sound.input.silence());
    CHECK(isSilence(*sound.open()));
    CHECK(sound.told.empty());
}

TEST_CASE("SoundInput: what cannot be opened leaves the choice of before", "[gui][voice]")
{
    OpenedSound sound;
    const TemporaryFolder folder;
    const std::string path = folder / "speech.wav";
    writeWav(path, makeChirp(48000, 0.1, 200, 900), 48000, 1);
    sound.input.choose(sound.input.file(path, player()));
    const std::string name = sound.open()->status().name;
    CHECK(errorOf([&] {
              sound.input.choose(sound.input.file(folder / "none.wav", player()));
          }).names("none.wav"));
    CHECK(sound.open()->status().name == name);
}

TEST_CASE("SoundInput: a file that is gone is told once, and silence takes its place",
          "[gui][voice]")
{
    OpenedSound sound;
    const TemporaryFolder folder;
    const std::string path = folder / "speech.wav";
    writeWav(path, makeChirp(48000, 0.1, 200, 900), 48000, 1);
    sound.input.choose(sound.input.file(path, player()));
    std::filesystem::remove(path);
    const auto source = sound.open();
    REQUIRE(source);
    CHECK(isSilence(*source));
    REQUIRE(sound.told.size() == 1);
    CHECK(sound.told.front().find("speech.wav") != std::string::npos);
}
