#include "app/outputs/pipewire/pipewire_library.h"

#include "engine/core/error.h"

#include <dlfcn.h>

namespace imprint::app {
namespace {

template <class Function>
void find(Function& function, void* library, const char* name)
{
    function = reinterpret_cast<Function>(::dlsym(library, name));
    if (function == nullptr)
        throw Error(ErrorCode::Unsupported,
                    concat("the installed PipeWire library lacks the function ", name),
                    "Install PipeWire 0.3.50 or newer");
}

} // namespace

PipeWireLibrary::PipeWireLibrary(const std::string& file)
{
    void* const library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        throw Error(ErrorCode::NotFound,
                    concat("the PipeWire library cannot be loaded (", ::dlerror(), ")"),
                    "Install the packages pipewire and wireplumber");
    find(init, library, "pw_init");
    find(version, library, "pw_get_library_version");
    find(propertiesNew, library, "pw_properties_new");
    find(propertiesSet, library, "pw_properties_set");
    find(propertiesFree, library, "pw_properties_free");
    find(loopNew, library, "pw_thread_loop_new");
    find(loopDestroy, library, "pw_thread_loop_destroy");
    find(loopStart, library, "pw_thread_loop_start");
    find(loopStop, library, "pw_thread_loop_stop");
    find(loopLock, library, "pw_thread_loop_lock");
    find(loopUnlock, library, "pw_thread_loop_unlock");
    find(loopOf, library, "pw_thread_loop_get_loop");
    find(contextNew, library, "pw_context_new");
    find(contextDestroy, library, "pw_context_destroy");
    find(contextConnect, library, "pw_context_connect");
    find(coreDisconnect, library, "pw_core_disconnect");
    find(proxyDestroy, library, "pw_proxy_destroy");
    find(streamNew, library, "pw_stream_new");
    find(streamDestroy, library, "pw_stream_destroy");
    find(streamAddListener, library, "pw_stream_add_listener");
    find(streamConnect, library, "pw_stream_connect");
    find(streamUpdateParams, library, "pw_stream_update_params");
    find(streamDequeueBuffer, library, "pw_stream_dequeue_buffer");
    find(streamQueueBuffer, library, "pw_stream_queue_buffer");
    find(streamTriggerProcess, library, "pw_stream_trigger_process");
    init(nullptr, nullptr);
}

} // namespace imprint::app
