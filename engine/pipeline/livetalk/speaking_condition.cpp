#include "engine/pipeline/livetalk/speaking_condition.h"

#include "engine/core/error.h"
#include "engine/models/livetalk/livetalk.h"
#include "engine/models/livetalk/reference_channels.h"

namespace imprint::engine {

WanCondition speakingCondition(const at::Tensor& reference, FrameSpan frames,
                               const at::Tensor& sound)
{
    IMPRINT_ASSERT(sound.dim() == 3 && sound.size(1) == frames.count, "sound of shape ",
                   sound.sizes(), " for ", frames.count, " frames");
    WanCondition condition;
    condition.channels = referenceChannels(reference, frames);
    condition.behindBlock = soundBetweenBlocks(sound);
    condition.source = sound;
    if (frames.first == 0)
        condition.known = reference.unsqueeze(0);
    return condition;
}

} // namespace imprint::engine
