#include "app/outputs/privacy_card.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace imprint;
using namespace imprint::app;

namespace {

/// First and last column with something brighter than the ground; 0 and -1 if there is none.
std::pair<int, int> brightColumns(const VideoFrame& card)
{
    int first = card.width;
    int last = -1;
    for (std::size_t i = 0; i < card.data.size(); i += 3)
        if (card.data[i] > 128) {
            const int column = static_cast<int>(i / 3) % card.width;
            first = std::min(first, column);
            last = std::max(last, column);
        }
    return {last < 0 ? 0 : first, last};
}

} // namespace

TEST_CASE("PrivacyCard: dark, with its words in the middle", "[outputs]")
{
    const VideoFrame card = drawPrivacyCard(640, 480, "Back soon");
    CHECK(card.format == PixelFormat::Rgb24);
    REQUIRE(card.data.size() == pictureBytes(PixelFormat::Rgb24, 640, 480));
    CHECK(std::vector<std::uint8_t>(card.data.begin(), card.data.begin() + 3) ==
          std::vector<std::uint8_t>{0x17, 0x19, 0x1d});
    const auto [first, last] = brightColumns(card);
    CHECK(first > 100);
    CHECK(last - first > 100);
    CHECK(first + last == Approx(639).margin(12));
}

TEST_CASE("PrivacyCard: long words are made smaller, and no words leave it dark", "[outputs]")
{
    const auto [first, last] =
        brightColumns(drawPrivacyCard(96, 64, "We will be right back after the break"));
    CHECK(first >= 5);
    CHECK(last <= 90);
    CHECK(last > first);
    CHECK(brightColumns(drawPrivacyCard(96, 64, "")).second == -1);
}
