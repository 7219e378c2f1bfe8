#include "app/train/speech/phoneme_visemes.h"

#include "engine/core/error.h"

#include <array>

namespace imprint::train {
namespace {

using enum Viseme;

struct PhoneRow {
    std::string_view name;
    Viseme first;
    Viseme second; ///< the same as `first` unless the phone glides
};

constexpr auto kPhones = std::to_array<PhoneRow>({
    {"pau", Silence, Silence},
    {"aa", OpenBack, OpenBack},
    {"ae", OpenFront, OpenFront},
    {"ah", OpenFront, OpenFront},
    {"ao", MidBack, MidBack},
    {"aw", OpenFront, CloseRound},
    {"ax", Neutral, Neutral},
    {"ay", OpenFront, NearClose},
    {"b", LipsClosed, LipsClosed},
    {"ch", Hushing, Hushing},
    {"d", Alveolar, Alveolar},
    {"dh", TongueTeeth, TongueTeeth},
    {"eh", MidFront, MidFront},
    {"er", Neutral, Rhotic},
    {"ey", MidFront, CloseFront},
    {"f", LipOnTeeth, LipOnTeeth},
    {"g", Throat, Throat},
    {"hh", Throat, Throat},
    {"hv", Throat, Throat},
    {"ih", NearClose, NearClose},
    {"iy", CloseFront, CloseFront},
    {"jh", Hushing, Hushing},
    {"k", Throat, Throat},
    {"l", Lateral, Lateral},
    {"m", LipsClosed, LipsClosed},
    {"n", Alveolar, Alveolar},
    {"ng", Throat, Throat},
    {"ow", MidRound, CloseRound},
    {"oy", MidBack, NearClose},
    {"p", LipsClosed, LipsClosed},
    {"r", Rhotic, Rhotic},
    {"s", Alveolar, Alveolar},
    {"sh", Hushing, Hushing},
    {"t", Alveolar, Alveolar},
    {"th", TongueTeeth, TongueTeeth},
    {"uh", CloseRound, CloseRound},
    {"uw", CloseRound, CloseRound},
    {"v", LipOnTeeth, LipOnTeeth},
    {"w", LipGlide, LipGlide},
    {"y", Palatal, Palatal},
    {"z", Alveolar, Alveolar},
    {"zh", Hushing, Hushing},
});

} // namespace

std::vector<Viseme> visemesOfFlite(std::string_view name)
{
    for (const PhoneRow& row : kPhones)
        if (row.name == name) {
            if (row.first == row.second)
                return {row.first};
            return {row.first, row.second};
        }
    throw Error(ErrorCode::Unsupported, concat("flite spoke the unknown phone '", name, "'"),
                "Use flite 2.2, or add the phone to app/train/speech/flite_phonemes.cpp");
}

} // namespace imprint::train
