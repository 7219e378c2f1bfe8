#include "engine/models/livetalk/reference_channels.h"

namespace imprint::engine {

at::Tensor referenceChannels(const at::Tensor& reference, FrameSpan frames)
{
    const at::Tensor still = reference.unsqueeze(0).expand({frames.count, -1, -1, -1});
    at::Tensor isMade =
        at::ones({frames.count, 1, reference.size(1), reference.size(2)}, reference.options());
    if (frames.first == 0)
        isMade.select(0, 0).zero_();
    return at::cat({still, isMade}, 1);
}

} // namespace imprint::engine
