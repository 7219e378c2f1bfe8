#pragma once

#include <pipewire/pipewire.h>

#include <string>

namespace imprint::app {

inline constexpr const char* kPipeWireLibraryFile = "libpipewire-0.3.so.0";

/// libpipewire, opened at run time, so that a machine without it starts the program; and all of its functions that are used
/// here. (What the headers define inline works through these functions' results.) Stays loaded until the process ends:
/// its threads and plug-ins cannot be unloaded safely. Thread: any.
struct PipeWireLibrary {
    /// Throws Error(NotFound) if the file cannot be loaded, Error(Unsupported) if a function is missing in it.
    explicit PipeWireLibrary(const std::string& file = kPipeWireLibraryFile);

    decltype(&pw_init) init = nullptr;
    decltype(&pw_get_library_version) version = nullptr;
    decltype(&pw_properties_new) propertiesNew = nullptr;
    decltype(&pw_properties_set) propertiesSet = nullptr;
    decltype(&pw_properties_free) propertiesFree = nullptr;
    decltype(&pw_thread_loop_new) loopNew = nullptr;
    decltype(&pw_thread_loop_destroy) loopDestroy = nullptr;
    decltype(&pw_thread_loop_start) loopStart = nullptr;
    decltype(&pw_thread_loop_stop) loopStop = nullptr;
    decltype(&pw_thread_loop_lock) loopLock = nullptr;
    decltype(&pw_thread_loop_unlock) loopUnlock = nullptr;
    decltype(&pw_thread_loop_get_loop) loopOf = nullptr;
    decltype(&pw_context_new) contextNew = nullptr;
    decltype(&pw_context_destroy) contextDestroy = nullptr;
    decltype(&pw_context_connect) contextConnect = nullptr;
    decltype(&pw_core_disconnect) coreDisconnect = nullptr;
    decltype(&pw_proxy_destroy) proxyDestroy = nullptr;
    decltype(&pw_stream_new) streamNew = nullptr;
    decltype(&pw_stream_destroy) streamDestroy = nullptr;
    decltype(&pw_stream_add_listener) streamAddListener = nullptr;
    decltype(&pw_stream_connect) streamConnect = nullptr;
    decltype(&pw_stream_update_params) streamUpdateParams = nullptr;
    decltype(&pw_stream_dequeue_buffer) streamDequeueBuffer = nullptr;
    decltype(&pw_stream_queue_buffer) streamQueueBuffer = nullptr;
    decltype(&pw_stream_trigger_process) streamTriggerProcess = nullptr;
};

} // namespace imprint::app
