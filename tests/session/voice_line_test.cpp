#include "app/session/voice_line.h"

#include <catch2/catch.hpp>

#include <numeric>

using imprint::app::VoiceLine;

TEST_CASE("VoiceLine: gives samples by index, and silence for what is gone or to come", "[session]")
{
    VoiceLine line(100);
    std::vector<float> piece(30);
    for (int i = 0; i < 5; ++i) {
        std::iota(piece.begin(), piece.end(), static_cast<float>(30 * i + 1));
        line.append(piece);
    }
    REQUIRE(line.end() == 150);

    const std::vector<float> middle = line.read(60, 40);
    for (std::size_t i = 0; i < middle.size(); ++i)
        CHECK(middle[i] == static_cast<float>(61 + i));
    CHECK(line.missing() == 0);

    const std::vector<float> early = line.read(40, 20); // 50 is the oldest
    CHECK(early[9] == 0.0F);
    CHECK(early[10] == 51.0F);
    CHECK(line.missing() == 10);

    const std::vector<float> late = line.read(140, 20);
    CHECK(late[9] == 150.0F);
    CHECK(late[10] == 0.0F);
    CHECK(line.missing() == 20);
    line.finish();
    CHECK(line.read(140, 20)[10] == 0.0F);
    CHECK(line.missing() == 20); // that is the end
    CHECK(line.read(-5, 10) == std::vector<float>(10, 0.0F));
    CHECK(line.read(500, 3) == std::vector<float>(3, 0.0F));
}
