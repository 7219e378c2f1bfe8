#include "engine/core/ledger.h"
#include "engine/core/session_config.h"
#include "engine/core/session_stats.h"
#include "engine/link/field_texts.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <map>
#include <string>

using namespace imprint;
using namespace imprint::link;
using imprint::test::errorOf;

namespace {

/// A value that is not the one a field has now, and that differs from field to field.
template <class T>
void disturb(T& value, int& count)
{
    ++count;
    if constexpr (std::is_same_v<T, std::string>) {
        value = concat("words ", count, ", \"quoted\"\n and ä");
    } else if constexpr (std::is_same_v<T, bool>) {
        value = !value;
    } else if constexpr (std::is_enum_v<T>) {
        for (const auto& entry : enumNames(T{}))
            if (entry.value != value) {
                value = entry.value;
                break;
            }
    } else if constexpr (std::is_floating_point_v<T>) {
        value = value / 3 + 0.1 * count;
    } else if constexpr (std::is_arithmetic_v<T>) {
        value = static_cast<T>(value + static_cast<T>(count));
    } else if constexpr (kIsVector<T>) {
        value.resize(3);
        for (auto& row : value)
            disturb(row, count);
    } else {
        forEachField(value, [&](const Field&, auto& inner, auto...) { disturb(inner, count); });
    }
}

/// Converts to anything: how many of these an aggregate can be made of is how many members it has.
struct Anything {
    template <class T>
    operator T() const; // NOLINT: never called
};

template <class T, class... Parts>
constexpr int members()
{
    if constexpr (requires { T{Parts{}..., Anything{}}; })
        return members<T, Parts..., Anything>();
    else
        return static_cast<int>(sizeof...(Parts));
}

template <class T>
int listed()
{
    int count = 0;
    T value;
    forEachField(value, [&](const Field&, auto&, auto...) { ++count; });
    return count;
}

template <class T>
T disturbed()
{
    T value;
    int count = 0;
    disturb(value, count);
    return value;
}

} // namespace

TEMPLATE_TEST_CASE("FieldTexts: every field of a struct crosses without loss", "[link]",
                   SessionConfig, SessionStats, Ledger)
{
    const auto sent = disturbed<TestType>();
    REQUIRE_FALSE(sent == TestType{});
    const FieldTexts texts = toTexts(sent);
    REQUIRE(fromTexts<TestType>(texts) == sent);

    // Each text counts: without it something is lost.
    for (std::size_t i = 0; i < texts.size(); ++i) {
        FieldTexts others = texts;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
        CAPTURE(texts[i].first);
        REQUIRE_FALSE(fromTexts<TestType>(others) == sent);
    }
}

TEST_CASE("FieldTexts: the field lists name every member", "[link]")
{
    REQUIRE(listed<SessionConfig>() == members<SessionConfig>());
    REQUIRE(listed<SessionStats>() == members<SessionStats>());
    REQUIRE(listed<StageTime>() == members<StageTime>());
    REQUIRE(listed<IspaFigures>() == members<IspaFigures>());
    REQUIRE(listed<IspaLayerFigures>() == members<IspaLayerFigures>());
    REQUIRE(listed<LedgerEntry>() == members<LedgerEntry>());
    REQUIRE(listed<Ledger>() == members<Ledger>());
}

TEST_CASE("FieldTexts: numbers at the ends of their range keep every bit", "[link]")
{
    SessionStats stats;
    stats.blocks = std::numeric_limits<std::int64_t>::min();
    stats.firstFrameMs = std::numeric_limits<double>::denorm_min();
    stats.denoise.totalMs = std::numeric_limits<double>::infinity();
    stats.denoise.worstMs = std::nextafter(0.1, 1.0);
    REQUIRE(fromTexts<SessionStats>(toTexts(stats)) == stats);
}

TEST_CASE("FieldTexts: texts that are no values are refused by name", "[link]")
{
    const auto refusal = [](const char* key, const char* text) {
        return errorOf([&] { settingsFromTexts<SessionConfig>({{key, text}}); });
    };
    for (const auto& [key, text] : std::map<const char*, const char*>{{"steps", "two"},
                                                                      {"seed", "-1"},
                                                                      {"blinks", "yes"},
                                                                      {"kvPolicy", "none"},
                                                                      {"shift", "3.0x"},
                                                                      {"nods", "nan"},
                                                                      {"headMotion", "99"},
                                                                      {"notASetting", "1"}}) {
        CAPTURE(key);
        const auto problem = refusal(key, text);
        REQUIRE(problem.code == ErrorCode::BadConfig);
        REQUIRE(problem.names(key));
    }
    REQUIRE(errorOf([] {
                fromTexts<Ledger>({{"entries", "99999999999"}});
            }).code == ErrorCode::BadConfig);
}
