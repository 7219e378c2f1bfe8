#include "tests/outputs/steady_pusher.h"

#include "tests/support/frame_barcode.h"

#include <chrono>
#include <memory>
#include <utility>

namespace imprint::test {

SteadyPusher::SteadyPusher(std::vector<app::LiveOutput*> outputs, int framesPerSecond, Make make)
    : m_thread([outputs = std::move(outputs), framesPerSecond,
                make = std::move(make)](std::stop_token stop) {
        const auto start = std::chrono::steady_clock::now();
        for (std::int64_t index = 0; !stop.stop_requested(); ++index) {
            // Real time is what is played here.
            std::this_thread::sleep_until(start +
                                          std::chrono::nanoseconds(std::chrono::seconds(1)) *
                                              index / framesPerSecond);
            const auto moment = std::make_shared<const app::LiveMoment>(make(index));
            for (app::LiveOutput* output : outputs)
                output->push(moment);
        }
    })
{
}

app::LiveMoment barcodeMoment(std::int64_t index, int width, int height, int framesPerSecond)
{
    app::LiveMoment moment;
    moment.index = index;
    moment.frame =
        std::make_shared<const VideoFrame>(barcodeFrame(width, height, index, framesPerSecond));
    moment.sound.resize(static_cast<std::size_t>(app::kLiveSampleRate / framesPerSecond));
    return moment;
}

} // namespace imprint::test
