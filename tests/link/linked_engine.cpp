#include "tests/link/linked_engine.h"

#include <sys/socket.h>

#include <array>
#include <cmath>
#include <stdexcept>

namespace imprint::test {

std::pair<int, int> socketPair()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw std::runtime_error("no sockets");
    return {ends[0], ends[1]};
}

link::ServerSetup fakeSetup(const std::shared_ptr<FakeWorld>& world)
{
    return {.load = [world](const std::string& name,
                            const std::string& device) { return loadFake(world, name, device); },
            .version = "1.2.3-test"};
}

LinkedEngine::LinkedEngine()
{
    const auto [ours, theirs] = socketPair();
    server.serve(theirs);
    model = EngineProcess::over(ours).load("fake");
}

AudioBlock testSound(std::int64_t firstFrame, int frames)
{
    AudioBlock block{.firstSample = firstFrame * 640};
    block.samples.resize(static_cast<std::size_t>(frames) * 640);
    for (std::size_t i = 0; i < block.samples.size(); ++i)
        block.samples[i] = static_cast<float>(
            std::sin(0.01 * static_cast<double>(block.firstSample + static_cast<std::int64_t>(i))));
    return block;
}

} // namespace imprint::test
