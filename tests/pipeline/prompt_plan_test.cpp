#include "tests/support/torch_test.h"

#include "engine/pipeline/wan/prompt_plan.h"

#include <map>

using namespace imprint::engine;

namespace {

at::Tensor prompt(double number)
{
    return at::full({2, 3}, number);
}

/// Blocks of three frames, by their first: what the plan changed to there.
std::map<std::int64_t, double> changes(PromptPlan& plan, std::int64_t frames)
{
    std::map<std::int64_t, double> found;
    for (std::int64_t first = 0; first < frames; first += 3)
        if (plan.advance(first))
            found[first] = plan.current()[0][0].item<double>();
    return found;
}

using Changes = std::map<std::int64_t, double>;

} // namespace

TEST_CASE("PromptPlan: changes come in at the first block from their frame on",
          "[pipeline][prompts]")
{
    PromptPlan plan(prompt(0), {.onSwitch = PromptSwitch::Recache});
    for (const int frame : {40, 80, 120, 160, 200}) // as published
        plan.request(prompt(frame), frame);
    CHECK(changes(plan, 240) == Changes{{42, 40}, {81, 80}, {120, 120}, {162, 160}, {201, 200}});
}

TEST_CASE("PromptPlan: one change per block, in the order of their frames", "[pipeline][prompts]")
{
    PromptPlan plan(prompt(0), {});
    plan.request(prompt(3), 5);
    plan.request(prompt(1), 4);
    plan.request(prompt(2), 4);
    CHECK(changes(plan, 30) == Changes{{6, 1}, {9, 2}, {12, 3}});
    CHECK(changes(plan, 30).empty());
}

TEST_CASE("PromptPlan: a blend starts with the old prompt and ends with the new one",
          "[pipeline][prompts]")
{
    PromptPlan plan(prompt(0), {.onSwitch = PromptSwitch::Blend, .blendBlocks = 5});
    plan.request(prompt(8), 7);
    CHECK(changes(plan, 60) == Changes{{9, 0}, {12, 2}, {15, 4}, {18, 6}, {21, 8}});
    // Another one on the way starts from what is there.
    plan.request(prompt(0), 0);
    plan.request(prompt(6), 7);
    CHECK(changes(plan, 60) ==
          Changes{{0, 8}, {3, 6}, {6, 4}, {9, 4}, {12, 4.5}, {15, 5}, {18, 5.5}, {21, 6}});
}
