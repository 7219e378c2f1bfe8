#include "app/train/speech/wav_sound.h"

#include "tests/support/error_of.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/torch_test.h"

using namespace imprint;
using namespace imprint::train;
using namespace imprint::test;

namespace {

std::string little(std::uint32_t value, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text.push_back(static_cast<char>(value >> (8 * i) & 0xff));
    return text;
}

std::string wavBytes(std::uint32_t channels, std::uint32_t bits)
{
    return "RIFF" + little(48, 4) + "WAVEfmt " + little(16, 4) + little(1, 2) +
           little(channels, 2) + little(16000, 4) + little(32000, 4) + little(2, 2) +
           little(bits, 2) + "data" + little(4, 4) + little(0x4000, 2) + little(0x8000, 2);
}

} // namespace

TEST_CASE("readWav: reads what synthesisers write", "[train][speech]")
{
    const TemporaryFolder folder;
    writeFile(folder / "a.wav", wavBytes(1, 16));
    const LabelledSound sound = readWav(folder / "a.wav");
    CHECK(sound.sampleRate == 16000);
    CHECK(sound.samples == std::vector<float>{0.5F, -1.0F});
}

TEST_CASE("readWav: refuses what is missing, cut, or of another kind", "[train][speech]")
{
    const TemporaryFolder folder;
    CHECK(errorOf([&] { readWav(folder / "none"); }).code == ErrorCode::NotFound);
    const std::string whole = wavBytes(1, 16);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        writeFile(folder / "cut.wav", whole.substr(0, size));
        CAPTURE(size);
        CHECK(errorOf([&] { readWav(folder / "cut.wav"); }).code == ErrorCode::BadInput);
    }
    for (const std::string& other : {wavBytes(2, 16), wavBytes(1, 8)}) {
        writeFile(folder / "other.wav", other);
        CHECK(errorOf([&] { readWav(folder / "other.wav"); }).code == ErrorCode::BadInput);
    }
}
