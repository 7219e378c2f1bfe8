#include "app/outputs/pipewire/pipewire_probe.h"

#include "app/outputs/pipewire/pipewire_loop.h"
#include "engine/core/error.h"

#include <pipewire/extensions/metadata.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <string_view>

// PipeWire's macros for calls cast in C's way.
#pragma GCC diagnostic ignored "-Wold-style-cast"

namespace imprint::app {
namespace {

/// The answers of one server, gathered on the loop's thread.
class Roll {
public:
    /// Returns whether the server said all within `patience`.
    bool call(PipeWireLoop& loop, pw_core* core, std::chrono::milliseconds patience)
    {
        const PipeWireLibrary& library = loop.library();
        pw_registry* registry = nullptr;
        {
            const std::scoped_lock lock(loop);
            pw_core_add_listener(core, &m_coreHook, &kCoreEvents, this);
            registry = pw_core_get_registry(core, PW_VERSION_REGISTRY, 0);
            pw_registry_add_listener(registry, &m_registryHook, &kRegistryEvents, this);
            m_sync = pw_core_sync(core, PW_ID_CORE, 0);
        }
        bool complete = false;
        {
            std::unique_lock lock(m_mutex);
            complete = m_changed.wait_for(lock, patience, [this] { return m_ended; }) && !m_broken;
        }
        const std::scoped_lock lock(loop);
        spa_hook_remove(&m_registryHook);
        spa_hook_remove(&m_coreHook);
        library.proxyDestroy(reinterpret_cast<pw_proxy*>(registry));
        return complete;
    }

    PipeWireProbe found; // read after call()

private:
    void end(bool broken)
    {
        const std::scoped_lock lock(m_mutex);
        m_ended = true;
        m_broken = broken;
        m_changed.notify_all();
    }

    void add(std::string_view type, const spa_dict* properties)
    {
        const auto valueOf = [properties](const char* key) -> std::string_view {
            const char* const value =
                properties == nullptr ? nullptr : spa_dict_lookup(properties, key);
            return value == nullptr ? std::string_view() : value;
        };
        if (type == PW_TYPE_INTERFACE_Node)
            found.nodes.emplace_back(valueOf(PW_KEY_NODE_NAME));
        // The session manager makes this table; the server alone has none of that name.
        if (type == PW_TYPE_INTERFACE_Metadata && valueOf("metadata.name") == "default")
            found.sessionManager = true;
    }

    int m_sync = -1; // under the loop's lock

    static constexpr pw_core_events kCoreEvents{
        .version = PW_VERSION_CORE_EVENTS,
        .info =
            [](void* self, const pw_core_info* info) {
                if (info->version != nullptr)
                    static_cast<Roll*>(self)->found.serverVersion = info->version;
            },
        .done =
            [](void* self, std::uint32_t, int sequence) {
                auto* const roll = static_cast<Roll*>(self);
                if (sequence == roll->m_sync)
                    roll->end(false);
            },
        .error = [](void* self, std::uint32_t, int, int,
                    const char*) { static_cast<Roll*>(self)->end(true); },
    };
    static constexpr pw_registry_events kRegistryEvents{
        .version = PW_VERSION_REGISTRY_EVENTS,
        .global =
            [](void* self, std::uint32_t, std::uint32_t, const char* type, std::uint32_t,
               const spa_dict* properties) { static_cast<Roll*>(self)->add(type, properties); },
    };

    spa_hook m_coreHook{};
    spa_hook m_registryHook{};
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ended = false;
    bool m_broken = false;
};

/// Connects and fills in what the server says.
void askServer(PipeWireProbe& probe, const std::shared_ptr<const PipeWireLibrary>& library,
               const std::string& server, std::chrono::milliseconds patience)
{
    PipeWireLoop loop(library, "imprint-probe");
    const PwContextPtr context(library->contextNew(loop.loop(), nullptr, 0),
                               PipeWireDeleter{library.get()});
    const PwCorePtr core(
        context ? library->contextConnect(
                      context.get(), makeProperties(*library, {{PW_KEY_REMOTE_NAME, server}}), 0)
                : nullptr,
        PipeWireDeleter{library.get()});
    if (!core) {
        probe.trouble = concat("no PipeWire server answers (", std::strerror(errno),
                               "); start it: systemctl --user start pipewire wireplumber");
        return;
    }
    loop.start();
    Roll roll;
    probe.server = roll.call(loop, core.get(), patience);
    loop.stop();
    if (!probe.server) {
        probe.trouble = concat("the PipeWire server does not answer within ", patience.count(),
                               " ms; restart it: systemctl --user restart pipewire");
        return;
    }
    probe.sessionManager = roll.found.sessionManager;
    probe.serverVersion = roll.found.serverVersion;
    probe.nodes = roll.found.nodes;
    if (!probe.sessionManager)
        probe.trouble = "no session manager runs, so that no program can be linked to a virtual "
                        "camera or microphone; install and start wireplumber";
}

} // namespace

PipeWireProbe probePipeWire(const std::string& server, std::chrono::milliseconds patience,
                            const std::string& libraryFile)
{
    PipeWireProbe probe;
    try {
        const auto library = std::make_shared<const PipeWireLibrary>(libraryFile);
        probe.library = true;
        probe.libraryVersion = library->version();
        askServer(probe, library, server, patience);
    } catch (const Error& error) { // a probe answers with a text
        probe.trouble = error.oneLine();
    }
    return probe;
}

} // namespace imprint::app
