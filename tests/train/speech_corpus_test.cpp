#include "app/train/speech/speech_corpus.h"

#include "engine/weights/weight_file.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/torch_test.h"
#include "tests/train/test_speech.h"

#include <filesystem>

using namespace imprint;
using namespace imprint::train;
using namespace imprint::test;

TEST_CASE("SpeechCorpus: comes back from its file bit for bit", "[train][speech]")
{
    const TemporaryFolder folder;
    std::vector<Utterance> made = {hummedUtterance("espeak:de", 0.1F),
                                   hummedUtterance("flite:slt", 0.2F)};
    made[1].mouth.resize(17);
    made[1].samples.resize(17 * kMouthHop);
    made[1].samples.back() = -32768;
    const SpeechCorpus corpus(made);
    CHECK(corpus.seconds() == Approx(1.67));
    corpus.write(folder / "speech");
    const SpeechCorpus read = SpeechCorpus::read(folder / "speech");
    REQUIRE(read.size() == 2);
    for (std::size_t i = 0; i < 2; ++i)
        CHECK(sameUtterance(read[i], made[i]));
}

TEST_CASE("SpeechCorpus: a missing file is not found", "[train][speech]")
{
    const TemporaryFolder folder;
    CHECK(errorOf([&] { SpeechCorpus::read(folder / "none"); }).code == ErrorCode::NotFound);
}

TEST_CASE("SpeechCorpus: a file cut short is refused at any length", "[train][speech]")
{
    const TemporaryFolder folder;
    SpeechCorpus({hummedUtterance("espeak:de", 0.1F)}).write(folder / "speech");
    const auto whole = std::filesystem::file_size(folder / "speech");
    for (const auto size : {whole - 1, whole / 2, whole / 10, std::uintmax_t{100},
                            std::uintmax_t{8}, std::uintmax_t{0}}) {
        std::filesystem::resize_file(folder / "speech", size);
        CAPTURE(size);
        const auto caught = errorOf([&] { SpeechCorpus::read(folder / "speech"); });
        CHECK(caught.code == ErrorCode::BadInput);
        CHECK(caught.names("speech"));
    }
}

TEST_CASE("SpeechCorpus: files that contradict themselves are refused", "[train][speech]")
{
    struct Row {
        const char* what;
        std::map<std::string, at::Tensor> changed;
        const char* named;
    };
    const Row row = GENERATE(
        Row{"an end too far",
            {{"speech_ends", at::full({1}, 151, at::kLong)}},
            "ends at value 151"},
        Row{"a negative end", {{"speech_ends", at::full({1}, -5, at::kLong)}}, "ends at value -5"},
        Row{"an end too early",
            {{"speech_ends", at::full({1}, 90, at::kLong)}},
            "belong to nobody"},
        Row{"too few voices", {{"speech_voices", at::empty({0}, at::kByte)}}, "0 voices"},
        Row{"another width", {{"speech_mouth", at::zeros({150, 5})}}, "'speech_mouth'"},
        Row{"another type", {{"speech_mouth", at::zeros({150, 6}, at::kLong)}}, "'speech_mouth'"},
        Row{"too few samples",
            {{"speech_samples", at::zeros({149, 320}, at::kByte)}},
            "'speech_samples'"},
        Row{"no number", {{"speech_mouth", at::full({150, 6}, NAN)}}, "not a number"});
    CAPTURE(row.what);
    const TemporaryFolder folder;
    SpeechCorpus({hummedUtterance("espeak:de", 0.1F)}).write(folder / "speech");
    auto tensors = engine::readAllTensors(folder / "speech");
    for (const auto& [name, tensor] : row.changed)
        tensors[name] = tensor;
    engine::writeSafetensors(folder / "speech", tensors);
    const auto caught = errorOf([&] { SpeechCorpus::read(folder / "speech"); });
    CHECK(caught.code == ErrorCode::BadInput);
    CHECK(caught.names(row.named));
}

TEST_CASE("SpeechCorpus: another safetensors file is refused", "[train][speech]")
{
    const TemporaryFolder folder;
    engine::writeSafetensors(folder / "model", {{"weight", at::zeros({3})}});
    const auto caught = errorOf([&] { SpeechCorpus::read(folder / "model"); });
    CHECK(caught.code == ErrorCode::BadInput);
    CHECK(caught.names("no speech corpus"));
}
