#include "engine/core/fields.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <limits>

namespace imprint {
namespace {

enum class Fruit { Apple, Pear };

constexpr std::array<EnumName<Fruit>, 2> enumNames(Fruit)
{
    return {{{Fruit::Apple, "apple"}, {Fruit::Pear, "pear"}}};
}

struct Basket {
    int count = 3;
    double weight = 0.1;
    Fruit fruit = Fruit::Apple;
    bool ripe = true;
    std::string owner = "me";
    std::uint64_t code = std::numeric_limits<std::uint64_t>::max();
};

template <class Config, class Visitor>
requires ConfigOf<Config, Basket>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"count", "How many"}, c.count, Range{1, 5});
    visit(Field{"weight", "Kilograms"}, c.weight, Range{0.0, 2.0});
    visit(Field{"fruit", "Which"}, c.fruit);
    visit(Field{"ripe", "Can be eaten"}, c.ripe);
    visit(Field{"owner", "Whose"}, c.owner);
    visit(Field{"code", "Number on it"}, c.code);
}

} // namespace
} // namespace imprint

using namespace imprint;

TEST_CASE("Fields: limits belong to the range", "[core][config]")
{
    Basket basket;
    for (int count : {1, 5}) {
        basket.count = count;
        CHECK_NOTHROW(validate(basket));
    }
    for (int count : {0, 6, std::numeric_limits<int>::min()}) {
        basket.count = count;
        const auto error = test::errorOf([&] { validate(basket); });
        REQUIRE(error.code == ErrorCode::BadConfig);
        CHECK(error.line == concat("setting 'count' is ", count, ". It must be between 1 and 5"));
    }
}

TEST_CASE("Fields: not-a-number and infinity are out of every range", "[core][config]")
{
    Basket basket;
    basket.weight =
        GENERATE(std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                 -std::numeric_limits<double>::infinity());
    const auto error = test::errorOf([&] { validate(basket); });
    REQUIRE(error.code == ErrorCode::BadConfig);
    CHECK(error.names("'weight'"));
}

TEST_CASE("Fields: a config is printed one setting per line, exactly", "[core][config]")
{
    CHECK(describe(Basket{}) == "count = 3\nweight = 0.1\nfruit = apple\nripe = true\nowner = me\n"
                                "code = 18446744073709551615\n");
}

TEST_CASE("Fields: enums are read by name, and a wrong name lists the right ones", "[core][config]")
{
    CHECK(parseEnum<Fruit>("fruit", "pear") == Fruit::Pear);
    CHECK(enumName(Fruit::Pear) == "pear");
    const auto error = test::errorOf([] { parseEnum<Fruit>("fruit", "Pear"); });
    REQUIRE(error.code == ErrorCode::BadConfig);
    CHECK(error.line == "setting 'fruit': unknown value 'Pear'. Use one of: apple, pear");
}
