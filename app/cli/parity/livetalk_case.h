#pragma once

#include "app/cli/parity/parity_case.h"
#include "engine/models/livetalk/livetalk.h"

namespace imprint::app {

/// What the cases of speaking networks have in common.

/// Sizes of the network and of the sound's way into it; a case also has keys that are none.
engine::LiveTalkConfig liveTalkConfig(const ParityCase& parityCase);

/// The network of a case, of its checkpoint's weights in the type that the case asks for.
engine::LiveTalk openLiveTalk(const ParityCase& parityCase);

} // namespace imprint::app
