#include "tests/support/torch_test.h"

#include "engine/models/pocket/pocket_log_mel.h"
#include "engine/weights/weight_file.h"
#include "tests/support/built_in_pocket.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

#include <cmath>
#include <numbers>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

std::vector<float> tone(double hertz, std::size_t samples)
{
    std::vector<float> sound(samples);
    for (std::size_t i = 0; i < samples; ++i)
        sound[i] = static_cast<float>(
            0.3 * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / 16000));
    return sound;
}

/// From the middle of the first sentence of the evaluation's voices.
std::vector<float> spokenSecond()
{
    const auto voices =
        readAllTensors(IMPRINT_SOURCE_DIR "/resources/evaluation/voices.safetensors");
    for (const auto& [name, tensor] : voices)
        if (name.ends_with(".samples")) {
            const at::Tensor values = tensor.narrow(0, 16000, 16000).to(at::kFloat) / 32768;
            return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
        }
    FAIL("there is no voice");
    return {};
}

std::vector<float> noise(RandomTensors& random, std::int64_t samples)
{
    const at::Tensor values = random({samples}, 0.1);
    return {values.data_ptr<float>(), values.data_ptr<float>() + samples};
}

/// Centre of a band by the definition of the HTK mel scale.
double centreHz(int band)
{
    const auto mel = [](double hertz) { return 2595 * std::log10(1 + hertz / 700); };
    const double at = mel(20) + (mel(7600) - mel(20)) * (band + 1) / 81;
    return 700 * (std::pow(10, at / 2595) - 1);
}

} // namespace

TEST_CASE("PocketLogMel: any split of a sound gives the same rows", "[models][pocket]")
{
    RandomTensors random(GENERATE(30, 31, 32));
    const std::vector<float> sound = noise(random, 160 * 50);
    const at::Tensor whole = PocketLogMel()(sound);
    REQUIRE(whole.sizes() == at::IntArrayRef({50, 80}));
    PocketLogMel streaming;
    std::vector<at::Tensor> rows;
    for (std::int64_t row = 0; row < 50;) {
        const std::int64_t count = std::min<std::int64_t>(random.between(1, 9), 50 - row);
        rows.push_back(streaming(std::span(sound).subspan(static_cast<std::size_t>(160 * row),
                                                          static_cast<std::size_t>(160 * count))));
        row += count;
    }
    CHECK(distance(at::cat(rows), whole) < 1e-5);
}

TEST_CASE("PocketLogMel: silence is the floor of the logarithm", "[models][pocket]")
{
    const at::Tensor rows = PocketLogMel()(std::vector<float>(640, 0.0F));
    const double floor = (std::log(1e-5) + 2) / 4;
    CHECK(distance(rows, at::full({4, 80}, floor, at::kDouble)) < 1e-6);
}

TEST_CASE("PocketLogMel: a tone is loudest in the band around it", "[models][pocket]")
{
    const auto band = GENERATE(10, 35, 60, 78);
    const at::Tensor rows = PocketLogMel()(tone(centreHz(band), 3200));
    CHECK(rows[10].argmax().item<std::int64_t>() == band);
}

TEST_CASE("PocketLogMel: a row sees its own 10 ms and nothing later", "[models][pocket]")
{
    std::vector<float> click(1600, 0.0F);
    click[799] = 1.0F; // last sample of row 4
    const at::Tensor rows = PocketLogMel()(click);
    const float floor = rows[0][0].item<float>();
    CHECK(at::all(rows.narrow(0, 0, 4) == floor).item<bool>());
    // The window fades at its end: the click shows in rows 5 and 6, and is out of reach from row 8 on.
    CHECK(rows[5].max().item<float>() > floor + 0.5F);
    CHECK(rows[6].max().item<float>() > floor + 0.5F);
    CHECK(at::all(rows.narrow(0, 8, 2) == floor).item<bool>());
}

TEST_CASE("PocketAudioEncoder: any split of a sound gives the same tokens", "[models][pocket]")
{
    RandomTensors random(GENERATE(33, 34));
    const auto model = builtInPocket();
    const std::vector<float> sound = noise(random, 160 * 4 * 20);
    const at::Tensor rows = PocketLogMel()(sound);
    auto wholeState = model->audioEncoder.makeState();
    const at::Tensor whole = model->audioEncoder(rows, wholeState);
    REQUIRE(whole.sizes() == at::IntArrayRef({20, 128}));
    auto state = model->audioEncoder.makeState();
    std::vector<at::Tensor> tokens;
    for (std::int64_t token = 0; token < 20;) {
        const std::int64_t count = std::min<std::int64_t>(random.between(1, 5), 20 - token);
        tokens.push_back(model->audioEncoder(rows.narrow(0, 4 * token, 4 * count), state));
        token += count;
    }
    CHECK(distance(at::cat(tokens), whole) < 1e-5);
}

TEST_CASE("PocketAudioEncoder: a token knows nothing of later sound", "[models][pocket]")
{
    RandomTensors random(35);
    const auto model = builtInPocket();
    at::Tensor rows = random({40, 80});
    auto state = model->audioEncoder.makeState();
    const at::Tensor before = model->audioEncoder(rows, state);
    rows.narrow(0, 24, 16).add_(1);
    state = model->audioEncoder.makeState();
    const at::Tensor after = model->audioEncoder(rows, state);
    CHECK(distance(after.narrow(0, 0, 6), before.narrow(0, 0, 6)) == 0);
    CHECK(distance(after[6], before[6]) > 1e-2);
}

TEST_CASE("PocketAudioEncoder: its read-out tells speech from noise and from silence",
          "[models][pocket]")
{
    RandomTensors random(36);
    const auto model = builtInPocket();
    const auto energy = [&](const std::vector<float>& sound) {
        auto state = model->audioEncoder.makeState();
        const at::Tensor targets =
            model->audioEncoder.readOut(model->audioEncoder(PocketLogMel()(sound), state));
        REQUIRE(targets.sizes() == at::IntArrayRef({25, 8}));
        return targets.narrow(1, 6, 1).mean().item<float>(); // target 6: energy
    };
    const float silence = energy(std::vector<float>(16000, 0.0F));
    CHECK(energy(spokenSecond()) > silence + 0.2F);
    CHECK(energy(spokenSecond()) > energy(noise(random, 16000)) + 0.2F);
}

TEST_CASE("PocketLogMel and PocketAudioEncoder: part of a hop or of a token is a bug",
          "[models][pocket]")
{
    CHECK(errorOf([] { PocketLogMel()(std::vector<float>(161)); }).code == ErrorCode::Internal);
    const auto model = builtInPocket();
    auto state = model->audioEncoder.makeState();
    CHECK(errorOf([&] {
              model->audioEncoder(at::zeros({6, 80}), state);
          }).code == ErrorCode::Internal);
}
