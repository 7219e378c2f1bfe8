#include "ui/models/field_list.h"

#include "app/outputs/movie_format.h"
#include "app/outputs/stream_settings.h"
#include "audio/dsp/voice_settings.h"
#include "engine/core/session_config.h"
#include "ui/models/field_words.h"
#include "ui/models/general_settings.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::ui;

namespace {

const FieldSpec& specOf(const std::vector<FieldSpec>& specs, const char* key)
{
    for (const FieldSpec& spec : specs)
        if (spec.key == QLatin1String(key))
            return spec;
    FAIL("no field " << key);
    return specs.front();
}

template <class Config>
void checkWords()
{
    for (const FieldSpec& spec : fieldSpecs<Config>()) {
        CAPTURE(spec.key.toStdString());
        CHECK(hasFieldWords(spec.key));
        CHECK_FALSE(spec.label.isEmpty());
        CHECK_FALSE(spec.help.isEmpty());
        CHECK(spec.choices.size() == spec.choiceLabels.size());
        for (const QString& choice : spec.choices) {
            CAPTURE(choice.toStdString());
            CHECK(hasChoiceWords(spec.key, choice));
        }
    }
}

} // namespace

TEST_CASE("Field list: every setting that a form shows has words for people", "[ui][fields]")
{
    checkWords<SessionConfig>();
    checkWords<audio::VoiceSettings>();
    checkWords<app::MovieFormat>();
    checkWords<app::StreamSettings>();
    checkWords<GeneralSettings>();
    CHECK(fieldLabel(QStringLiteral("kvOfNobody")) == QStringLiteral("Kv of nobody"));
    CHECK_FALSE(hasFieldWords(QStringLiteral("kvOfNobody")));
    CHECK(fieldHelp(QStringLiteral("kvOfNobody"), QStringLiteral("said")) ==
          QStringLiteral("said"));
}

TEST_CASE("Field list: kinds, ranges and defaults come from the struct", "[ui][fields]")
{
    const auto specs = fieldSpecs<SessionConfig>();
    CHECK(specOf(specs, "prompt").kind == FieldKind::Text);
    CHECK(specOf(specs, "seed").kind == FieldKind::Natural);
    CHECK(specOf(specs, "blinks").kind == FieldKind::Switch);
    const FieldSpec& window = specOf(specs, "kvWindowFrames");
    CHECK(window.kind == FieldKind::Whole);
    CHECK(window.maximum == 1024);
    CHECK(window.standard.toInt() == 6);
    const FieldSpec& motion = specOf(specs, "headMotion");
    CHECK(motion.kind == FieldKind::Real);
    CHECK(motion.maximum == 1.2);
    const FieldSpec& bits = specOf(specs, "kvBits");
    CHECK(bits.kind == FieldKind::Choice);
    CHECK(bits.choices ==
          QStringList{QStringLiteral("16"), QStringLiteral("8"), QStringLiteral("4")});
}

TEST_CASE("Field list: values go out and come back, also as the texts of a file", "[ui][fields]")
{
    SessionConfig config;
    config.prompt = "woman, Grüße";
    config.seed = 18'446'744'073'709'551'615U;
    config.headMotion = 0.1;
    config.kvBits = KvBits::Four;
    config.blinks = false;
    SessionConfig back;
    setFieldValues(back, fieldValues(config));
    CHECK(back == config);

    FieldValues texts;
    const FieldValues values = fieldValues(config);
    for (auto value = values.begin(); value != values.end(); ++value)
        texts.insert(value.key(), value->toString());
    SessionConfig read;
    setFieldValues(read, texts);
    CHECK(read == config);
}

TEST_CASE("Field list: a value that does not fit changes nothing and names the field",
          "[ui][fields]")
{
    const auto [key, value] = GENERATE(table<const char*, QVariant>({
        {"kvWindowFrames", QVariant(-1)},
        {"kvWindowFrames", QVariant(2.5)},
        {"kvWindowFrames", QVariant(QStringLiteral("many"))},
        {"blinks", QVariant(QStringLiteral("perhaps"))},
        {"kvBits", QVariant(QStringLiteral("3"))},
        {"seed", QVariant(-4)},
        {"shift", QVariant(QStringLiteral("nan"))},
    }));
    CAPTURE(key, value.toString().toStdString());
    SessionConfig config;
    config.steps = 5;
    const SessionConfig before = config;
    CHECK_THROWS_WITH(setFieldValues(config, {{QLatin1String(key), value}}), Catch::Contains(key));
    CHECK(config == before);
}

TEST_CASE("Field list: search finds by label, help, key and choices, every word of it",
          "[ui][fields]")
{
    const FieldSpec spec = specOf(fieldSpecs<SessionConfig>(), "kvBits");
    CHECK(fieldMatches(spec, {}));
    CHECK(fieldMatches(spec, QStringLiteral("BITS cache")));
    CHECK(fieldMatches(spec, QStringLiteral("kvBits")));
    CHECK(fieldMatches(spec, QStringLiteral("as computed")));
    CHECK_FALSE(fieldMatches(spec, QStringLiteral("bits microphone")));
}

TEST_CASE("Field list: values and tooltips read like sentences", "[ui][fields]")
{
    const auto voice = fieldSpecs<audio::VoiceSettings>();
    CHECK(fieldValueText(specOf(voice, "gateHoldMs"), 200.0) == QStringLiteral("200.0 ms"));
    CHECK(fieldValueText(specOf(voice, "gate"), true) == QStringLiteral("on"));
    const auto session = fieldSpecs<SessionConfig>();
    CHECK(fieldValueText(specOf(session, "kvPolicy"), QStringLiteral("growing")) ==
          QStringLiteral("Everything"));
    const QString tooltip = fieldTooltip(specOf(session, "kvWindowFrames"));
    CHECK(tooltip.contains(QStringLiteral("From 0 to 1024")));
    CHECK(tooltip.contains(QStringLiteral("Default: 6")));
    CHECK(tooltip.contains(QStringLiteral("kvWindowFrames")));
    CHECK_FALSE(fieldTooltip(specOf(session, "seed")).contains(QStringLiteral("From")));
}

TEST_CASE("Field list: some fields of a struct, in an order of one's own", "[ui][fields]")
{
    const auto chosen = chosenSpecs(fieldSpecs<SessionConfig>(), {"nods", "blinks"});
    REQUIRE(chosen.size() == 2);
    CHECK(chosen[0].key == QStringLiteral("nods"));
    CHECK_THROWS_AS(chosenSpecs(fieldSpecs<SessionConfig>(), {"nobody"}), Error);
}
