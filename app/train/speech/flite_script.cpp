#include "app/train/speech/mouth_script.h"
#include "app/train/speech/phoneme_visemes.h"

namespace imprint::train {
namespace {

/// How much of the phone the lips are in contact: all of "m"; the closure of stops, without their burst. Measured on 60
/// sentences of four voices: "p" is quiet to 70 % of its length, "b" to 80 %.
double closedShare(const std::string& phone)
{
    if (phone == "m")
        return 1.0;
    return phone == "b" ? 0.8 : 0.7;
}

} // namespace

MouthScript fliteScript(const LabelledSound& sound)
{
    MouthScript script;
    for (const PhonemeLabel& phone : sound.phonemes) {
        const std::vector<Viseme> visemes = visemesOfFlite(phone.name);
        if (phone.endS <= phone.beginS)
            continue;
        appendVisemes(script, visemes, phone.beginS, phone.endS);
        if (visemes.front() == Viseme::LipsClosed)
            script.closures.push_back(
                {phone.beginS,
                 phone.beginS + closedShare(phone.name) * (phone.endS - phone.beginS)});
    }
    return script;
}

} // namespace imprint::train
