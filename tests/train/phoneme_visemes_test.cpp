#include "app/train/speech/phoneme_visemes.h"

#include "tests/support/torch_test.h"

using namespace imprint::train;
using enum Viseme;

TEST_CASE("visemesOfEspeak: names of many languages become the right shapes", "[train][speech]")
{
    struct Row {
        const char* name;
        std::vector<Viseme> visemes;
    };
    const Row row = GENERATE(
        Row{"p", {LipsClosed}}, Row{"m", {LipsClosed}}, Row{"f", {LipOnTeeth}},
        Row{"T", {TongueTeeth}}, Row{"t#", {Alveolar}}, Row{"l^", {Lateral}}, Row{"r-", {Rhotic}},
        Row{"tS", {Hushing}}, Row{"dZ", {Hushing}}, Row{"ts", {Alveolar}}, Row{"N", {Throat}},
        Row{"w#", {LipGlide}}, Row{"j", {Palatal}}, Row{";", {Palatal}},
        Row{"pF", {LipsClosed, LipOnTeeth}}, Row{"A:", {OpenBack}}, Row{"0", {OpenBack}},
        Row{"a#", {OpenFront}}, Row{"aI", {OpenFront, NearClose}},
        Row{"aI3", {OpenFront, NearClose}}, Row{"aI@", {OpenFront, NearClose, Neutral}},
        Row{"eI", {MidFront, CloseFront}}, Row{"oU", {MidRound, CloseRound}},
        Row{"OY", {MidBack, FrontRound}}, Row{"3:", {Neutral, Rhotic}},
        Row{"@L", {Neutral, Lateral}}, Row{"VR", {OpenFront, Rhotic}}, Row{"y:", {FrontRound}},
        Row{"W~", {FrontRound}}, Row{"u-:", {CloseRound}}, Row{"?e", {MidFront}},
        Row{"?", {Throat}}, Row{"_:", {Silence}}, Row{"", {Silence}}, Row{"B", {LipOnTeeth}},
        Row{"<h>", {Throat}}, Row{"I2", {NearClose}});
    CAPTURE(row.name);
    CHECK((visemesOfEspeak(row.name) == row.visemes));
}
