#include "tests/support/torch_test.h"

#include "engine/ispa/persona_file.h"
#include "engine/weights/safetensors_file.h"
#include "engine/weights/weight_file.h"
#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensors.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <limits>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr KvShape kShape{.tokensPerFrame = 4, .heads = 2, .headDim = 8};
constexpr std::int64_t kDim = 16;
constexpr int kLayers = 9; // one per rung
constexpr int kTokenLayer = static_cast<int>(Rung::VirtualTokens);

Correction correctionOf(Rung rung, RandomTensors& random)
{
    Correction c{.rung = rung, .heads = kShape.heads};
    if (rung != Rung::None && rung != Rung::VirtualTokens)
        c.bias = random({rung == Rung::Bias ? 3 : 1, kDim});
    switch (rung) {
    case Rung::None:
    case Rung::Bias: break;
    case Rung::HeadScale: c.matrix = random({kShape.heads}); break;
    case Rung::ChannelScale: c.matrix = random({kDim}); break;
    case Rung::HeadMatrix: c.matrix = random({kShape.heads, 8, 8}); break;
    case Rung::LowRank:
        c.matrix = random({kDim, 3});
        c.right = random({3, kDim});
        break;
    case Rung::Dense:
    case Rung::Hierarchical: c.matrix = random({kDim, kDim}); break;
    case Rung::VirtualTokens:
        c.tokens = StandInTokens{.k = random({5, kShape.heads, 8}),
                                 .v = random({5, kShape.heads, 8}),
                                 .weight = random({kShape.heads, 5}).square(),
                                 .place = 7,
                                 .strength = 0.5};
        break;
    }
    return c;
}

Persona example()
{
    RandomTensors random(90);
    Persona persona{.facts = {{"model", "m"}, {"steps", "2"}},
                    .notes = {{"settings", "{}"}},
                    .levels = {{.local = {.sinkFrames = 3, .windowFrames = 2, .blockFrames = 3},
                                .lastBlock = 10,
                                .passes = 3,
                                .layers = {}}},
                    .extras = {{"picture", at::arange(12, at::kByte)}}};
    int layer = 0;
    for (const auto& [rung, name] : enumNames(Rung{})) {
        LayerAbsorption part{.correction = correctionOf(rung, random), .heldOutError = 0.25};
        if (layer % 3 == 0)
            part.probe.emplace(random({kShape.heads, 8, 8}));
        persona.levels.front().layers.emplace(layer++, part);
    }
    persona.sinks.push_back({.index = 0,
                             .frames = {0, 1},
                             .clean = random({1, 4, 8}).to(at::kHalf),
                             .controls = {{"motion", random({1, 5})}}});
    persona.sinks.push_back({.index = 1,
                             .frames = {1, 3},
                             .clean = random({3, 4, 8}).to(at::kHalf),
                             .controls = {{"motion", random({3, 5})}}});
    return persona;
}

bool same(const at::Tensor& one, const at::Tensor& other)
{
    return one.defined() == other.defined() && (!one.defined() || at::equal(one, other));
}

/// Writes a persona of which one thing was changed, and reads it again.
template <class Change>
Persona changed(Change&& change)
{
    const TemporaryFolder folder;
    Persona persona = example();
    change(persona);
    writePersona(folder / "p", persona);
    return readPersona(folder / "p");
}

} // namespace

TEST_CASE("Persona: comes back as it was written, every rung of it", "[ispa][persona]")
{
    const Persona given = example();
    const Persona read = changed([](Persona&) {});
    CHECK(read.facts == given.facts);
    CHECK(read.notes == given.notes);
    CHECK(read.levels.front().lastBlock == 10);
    CHECK(read.levels.front().passes == 3);
    CHECK(read.levels.front().local.sinkFrames == 3);
    CHECK(read.levels.front().local.windowFrames == 2);
    CHECK(read.levels.front().local.blockFrames == 3);
    REQUIRE(read.levels.front().layers.size() == kLayers);
    const at::Tensor rows = RandomTensors(91)({4, kDim});
    for (const auto& [layer, part] : given.levels.front().layers) {
        const LayerAbsorption& other = read.levels.front().layers.at(layer);
        CHECK(other.heldOutError == part.heldOutError);
        CHECK(other.correction.rung == part.correction.rung);
        CHECK(at::equal(other.correction.apply(rows, 1), part.correction.apply(rows, 1)));
        REQUIRE(other.correction.tokens.has_value() == part.correction.tokens.has_value());
        if (const auto& tokens = part.correction.tokens) {
            CHECK(same(other.correction.tokens->k, tokens->k));
            CHECK(same(other.correction.tokens->v, tokens->v));
            CHECK(same(other.correction.tokens->weight, tokens->weight));
            CHECK(other.correction.tokens->place == 7);
            CHECK(other.correction.tokens->strength == 0.5);
        }
        CHECK(other.probe.has_value() == part.probe.has_value());
        if (part.probe)
            CHECK(at::equal(other.probe->metric(), part.probe->metric()));
    }
    REQUIRE(read.sinks.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(read.sinks[i].frames.first == given.sinks[i].frames.first);
        CHECK(same(read.sinks[i].clean, given.sinks[i].clean));
        CHECK(same(read.sinks[i].controls.at("motion"), given.sinks[i].controls.at("motion")));
    }
    CHECK(same(read.extras.at("picture"), given.extras.at("picture")));
    requireFits(read.levels.front(), kShape, kLayers, "p");
}

TEST_CASE("Persona: several noise levels come back each as it was, one is written as it always was",
          "[ispa][persona]")
{
    const auto version = [](const Persona& persona) {
        const TemporaryFolder folder;
        writePersona(folder / "p", persona);
        return nlohmann::json::parse(SafetensorsFile::open(folder / "p")
                                         .metadata()
                                         .at("imprint.persona"))["absorption"]["version"];
    };
    CHECK(version(example()) == 1);
    Persona given = example();
    given.levels.push_back(given.levels.front());
    given.levels.back().layers.erase(2);
    given.levels.back().layers.at(3).correction.bias = at::full({1, kDim}, 7.0);
    CHECK(version(given) == 2);
    const Persona read = changed([&](Persona& p) { p = given; });
    REQUIRE(read.levels.size() == 2);
    CHECK(read.levels[0].layers.size() == kLayers);
    CHECK(read.levels[1].layers.size() == kLayers - 1);
    CHECK(read.levels[1].lastBlock == 10);
    for (std::size_t level = 0; level < 2; ++level)
        for (const auto& [layer, part] : given.levels[level].layers)
            CHECK(same(read.levels[level].layers.at(layer).correction.bias, part.correction.bias));
}

TEST_CASE("Persona: one of its extras can be read alone", "[ispa][persona]")
{
    const TemporaryFolder folder;
    writePersona(folder / "p", example());
    CHECK(same(readPersonaExtra(folder / "p", "picture"), example().extras.at("picture")));
    CHECK_FALSE(readPersonaExtra(folder / "p", "clean").defined());
    writeSafetensors(folder / "none", {{"extra.picture", at::ones({3})}});
    CHECK(errorOf([&] { readPersonaExtra(folder / "none", "picture"); }).code ==
          ErrorCode::BadInput);
}

TEST_CASE("Persona: one that is too large to be read is not written", "[ispa][persona]")
{
    const TemporaryFolder folder;
    Persona persona = example();
    persona.extras["large"] = at::zeros({1}).expand({std::int64_t{80} << 20}); // of no memory
    const CaughtError error = errorOf([&] { writePersona(folder / "p", persona); });
    CHECK(error.code == ErrorCode::Unsupported);
    CHECK(error.names("320 MiB"));
    CHECK_FALSE(std::filesystem::exists(folder / "p"));
}

TEST_CASE("Persona: what differs from the session is refused by name", "[ispa][persona]")
{
    const Persona persona = example();
    requireFacts(persona, {{"model", "m"}, {"steps", "2"}}, "p");
    const auto refusal = [&](const PersonaFacts& expected) {
        return errorOf([&] { requireFacts(persona, expected, "p"); });
    };
    CHECK(refusal({{"model", "m"}, {"steps", "4"}}).names("steps is 2 there and 4 here"));
    CHECK(refusal({{"model", "n"}, {"steps", "2"}}).names("model is m there and n here"));
    CHECK(refusal({{"model", "m"}, {"steps", "2"}, {"bits", "8"}}).names("bits is missing there"));
    CHECK(refusal({{"model", "m"}}).names("steps is 2 there and unknown here"));
}

TEST_CASE("Persona: corrections that do not fit the model are refused", "[ispa][persona]")
{
    const auto refuses = [](auto change) {
        const Persona persona = changed([&](Persona& p) { change(p.levels.front()); });
        return errorOf([&] { requireFits(persona.levels.front(), kShape, kLayers, "p"); }).code ==
               ErrorCode::BadInput;
    };
    const auto layer = [](Absorption& a, int index) -> Correction& {
        return a.layers.at(index).correction;
    };
    CHECK_FALSE(refuses([](Absorption&) {}));
    for (int i = 1; i < kTokenLayer; ++i) { // a matrix or a vector that is too short
        CHECK(refuses([&](Absorption& a) { layer(a, i).bias = at::zeros({1, kDim - 1}); }));
        if (i > 1)
            CHECK(refuses([&](Absorption& a) { layer(a, i).matrix = at::zeros({1}); }));
        CHECK(refuses([&](Absorption& a) {
            layer(a, i).bias = at::full({1, kDim}, std::numeric_limits<float>::infinity());
        }));
    }
    const auto refusesTokens = [&](auto change) {
        return refuses([&](Absorption& a) { change(*layer(a, kTokenLayer).tokens); });
    };
    CHECK(refusesTokens([](StandInTokens& t) { t.k = at::zeros({4, kShape.heads, 8}); }));
    CHECK(refusesTokens([](StandInTokens& t) { t.v = at::zeros({5, kShape.heads, 7}); }));
    CHECK(refusesTokens([](StandInTokens& t) { t.weight = -t.weight; }));
    CHECK(refusesTokens([](StandInTokens& t) { t.weight[1].zero_(); })); // a head without any
    CHECK(
        refusesTokens([](StandInTokens& t) { t.v[0] = std::numeric_limits<float>::quiet_NaN(); }));
    CHECK(refuses([&](Absorption& a) { layer(a, 6).right = at::zeros({4, kDim}); }));
    CHECK(refuses([](Absorption& a) { a.layers.emplace(kLayers, LayerAbsorption{}); }));
    CHECK(refuses([](Absorption& a) { a.passes = 2; })); // the vectors are of three
    CHECK(refuses([](Absorption& a) {
        for (auto& [index, part] : a.layers)
            part.correction.heads = 4;
    }));
    CHECK(refuses([](Absorption& a) { a.layers.at(0).probe.emplace(at::zeros({2, 7, 7})); }));
}

TEST_CASE("Persona: every truncated file is an error, and so is one with a byte changed or none",
          "[ispa][persona]")
{
    const TemporaryFolder folder;
    writePersona(folder / "p", example());
    const std::string bytes = readBytes(folder / "p");
    const auto isError = [&](const std::string& content) {
        writeBytes(folder / "q", content);
        return errorOf([&] { readPersona(folder / "q"); }).code.has_value();
    };
    for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 50)
        CHECK(isError(bytes.substr(0, size)));
    CHECK(isError(bytes + "x"));
    // What lies in the description is not believed: whatever single letter is changed, there is an Error or a persona.
    RandomTensors random(92);
    for (int i = 0; i < 400; ++i) {
        std::string damaged = bytes;
        const auto at = static_cast<std::size_t>(random.between(8, 2500));
        damaged[at] = static_cast<char>(random.between(32, 126));
        writeBytes(folder / "q", damaged);
        const CaughtError error = errorOf([&] {
            const Persona read = readPersona(folder / "q");
            requireFits(read.levels.front(), kShape, kLayers, "q");
        });
        CHECK(error.code != ErrorCode::Internal);
    }
}

TEST_CASE("Persona: another safetensors file is none, nor is one with something left over",
          "[ispa][persona]")
{
    const TemporaryFolder folder;
    writeSafetensors(folder / "w", {{"a", at::zeros({2})}});
    CHECK(errorOf([&] { readPersona(folder / "w"); }).names("is no persona"));
    for (const char* text :
         {"", "1", "[]", "{}", R"({"facts":[],"notes":{}})", R"({"facts":{"a":1},"notes":{}})",
          R"({"facts":{},"notes":{},"absorption":{},"layers":[],"sinks":[]})"}) {
        writeSafetensors(folder / "w", {{"a", at::zeros({2})}}, {{"imprint.persona", text}});
        CHECK(errorOf([&] { readPersona(folder / "w"); }).names(folder / "w"));
    }
    writePersona(folder / "p", example());
    auto tensors = readAllTensors(folder / "p");
    const auto metadata = SafetensorsFile::open(folder / "p").metadata();
    const std::map<std::string, std::string> texts(metadata.begin(), metadata.end());
    tensors.emplace("stowaway", at::zeros({1}));
    writeSafetensors(folder / "p", tensors, texts);
    CHECK(errorOf([&] { readPersona(folder / "p"); }).names("'stowaway' that no persona has"));
    tensors.erase("stowaway");
    tensors.erase("layer.3.bias");
    writeSafetensors(folder / "p", tensors, texts);
    CHECK(errorOf([&] { readPersona(folder / "p"); }).names("'layer.3.bias'"));
    CHECK(errorOf([&] { readPersona(folder / "none"); }).code == ErrorCode::NotFound);
}
