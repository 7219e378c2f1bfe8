#pragma once

#include "app/outputs/live_output.h"

#include <functional>
#include <thread>
#include <vector>

namespace imprint::test {

/// Stands in for a live session: pushes one moment per frame time, in real time, until it ends.
class SteadyPusher {
public:
    using Make = std::function<app::LiveMoment(std::int64_t index)>;

    SteadyPusher(std::vector<app::LiveOutput*> outputs, int framesPerSecond, Make make);

private:
    std::jthread m_thread;
};

/// A moment whose picture is a barcode of its index, and whose sound is silence.
app::LiveMoment barcodeMoment(std::int64_t index, int width, int height, int framesPerSecond);

} // namespace imprint::test
