#pragma once

#include "engine/link/link_loop.h"
#include "engine/link/wire_values.h"

#include <memory>
#include <utility>

namespace imprint::link {

/// Something of the engine's that we hold: any thread may keep it, only the loop may use it, and it ends there.
template <class Interface>
struct HeldEnd {
    typename Interface::Client client;
};

template <class Interface>
using RemoteEnd = std::shared_ptr<HeldEnd<Interface>>;

/// Thread: the loop's, which must outlive it.
template <class Interface>
RemoteEnd<Interface> remoteEnd(LinkLoop& loop, typename Interface::Client client)
{
    return {new HeldEnd<Interface>{kj::mv(client)}, [&loop](HeldEnd<Interface>* held) {
                loop.post([owned = std::unique_ptr<HeldEnd<Interface>>(held)] {});
            }};
}

/// The failure that the engine answered with, or what `value` makes of the answer.
template <class Answer, class Value>
auto answerOf(const Answer& answer, Value&& value) -> Outcome<decltype(value())>
{
    if (answer.hasFailure())
        return read(answer.getFailure());
    return attempt(value);
}

} // namespace imprint::link
