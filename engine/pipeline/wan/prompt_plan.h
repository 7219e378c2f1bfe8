#pragma once

#include "engine/pipeline/wan/wan_recipe.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <deque>

namespace imprint::engine {

/// Which prompt embedding a block meets, where prompts change on the way. A change comes in at the first block that starts
/// at its frame or behind it, and a block takes one change at most. Thread: the generator's.
/// Source: LongLive v1.0 pipeline/interactive_causal_inference.py, realtime-video; golden/README 17 and 29.
class PromptPlan {
public:
    /// first  [text rows, text width]: what a clip begins with
    /// shot   that it belongs to
    PromptPlan(at::Tensor first, const WanPrompts& policy, std::int64_t shot = 0);

    /// Blocks from latent frame `fromFrame` on shall have this prompt, the first of them beginning a shot or not.
    void request(at::Tensor context, std::int64_t fromFrame, bool beginsShot = false);

    /// Before a block that starts at this latent frame: returns whether it has another embedding than the one before.
    bool advance(std::int64_t frame);

    const at::Tensor& current() const { return m_current; }

    /// Shots that were begun behind the first.
    std::int64_t shot() const { return m_shot; }

private:
    struct Request {
        at::Tensor context;
        std::int64_t fromFrame = 0;
        bool beginsShot = false;
    };

    WanPrompts m_policy;
    at::Tensor m_current;
    std::deque<Request> m_requests;  // by frame
    std::deque<at::Tensor> m_coming; // one per block
    std::int64_t m_shot;
};

} // namespace imprint::engine
