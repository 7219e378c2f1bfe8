#pragma once

#include "tests/e2e/imprint_cli.h"

#include <array>

namespace imprint::test {

/// What is spoken where lips are judged: unlike in voice, tempo and pauses.
inline const std::array<Voice, 3> kLipVoices = {
    Voice{"en-us", 150, 50,
          "Good evening. I am here to tell you a short story. Last year, in October, a dog ran "
          "away from our house. Nobody saw it go. Where could it be?"},
    Voice{"en-gb+f3", 175, 70,
          "Hello there! How are you today? I have been out all day, looking at old cars. One of "
          "them was on fire. Well, almost. Shall we go and look again?"},
    Voice{"de+m2", 130, 30,
          "Wait. What was that? I heard a car in the yard. Turn off the light, and do not talk. It "
          "is only the cat."},
};

} // namespace imprint::test
