// Takes the place of espeak_library.cpp and espeak_speaker.cpp where CMake found no libespeak-ng.
#include "app/train/speech/espeak_speaker.h"

#include "engine/core/error.h"

namespace imprint::train {
namespace {

[[noreturn]] void refuse()
{
    throw Error(ErrorCode::Unsupported, "this build cannot speak: libespeak-ng was not found",
                "Install the package libespeak-ng-dev, then configure and build again");
}

} // namespace

EspeakSpeaker::EspeakSpeaker()
{
    refuse();
}

EspeakSpeaker::~EspeakSpeaker() = default;

LabelledSound EspeakSpeaker::speak(const std::string&, const EspeakVoice&)
{
    refuse();
}

} // namespace imprint::train
