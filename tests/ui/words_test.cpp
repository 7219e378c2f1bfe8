#include "ui/models/words.h"

#include <catch2/catch.hpp>

using namespace imprint::ui;

TEST_CASE("Words: bytes are written with one digit below a hundred of their unit", "[ui]")
{
    CHECK(bytesText(0) == QStringLiteral("0 B"));
    CHECK(bytesText(999) == QStringLiteral("999 B"));
    CHECK(bytesText(3400) == QStringLiteral("3.4 KB"));
    CHECK(bytesText(84'900'000) == QStringLiteral("84.9 MB"));
    CHECK(bytesText(417'000'000) == QStringLiteral("417 MB"));
    CHECK(bytesText(999'960'000) == QStringLiteral("1.0 GB"));
    CHECK(bytesText(-2'500'000) == QStringLiteral("-2.5 MB"));
}

TEST_CASE("Words: times", "[ui]")
{
    CHECK(clockText(7.9) == QStringLiteral("0:07"));
    CHECK(clockText(750) == QStringLiteral("12:30"));
    CHECK(clockText(3723) == QStringLiteral("1:02:03"));
    CHECK(clockText(-1) == QStringLiteral("0:00"));
    CHECK(spanText(40) == QStringLiteral("40 s"));
    CHECK(spanText(12'000) == QStringLiteral("3 h 20 min"));
}

TEST_CASE("Words: shares and levels", "[ui]")
{
    CHECK(percentText(0.0123) == QStringLiteral("1.2 %"));
    CHECK(percentText(0.0999) == QStringLiteral("10 %"));
    CHECK(decibelText(-12.4) == QStringLiteral("-12 dB"));
    CHECK(decibelText(-120) == QStringLiteral("silent"));
    CHECK(millisecondsText(375.6) == QStringLiteral("376 ms"));
}

TEST_CASE("Words: messages become sentences", "[ui]")
{
    CHECK(sentence(QStringLiteral("the file 'a' is gone")) ==
          QStringLiteral("The file 'a' is gone"));
    CHECK(sentence(QString()).isEmpty());
}
