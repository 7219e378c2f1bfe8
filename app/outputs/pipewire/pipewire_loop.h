#pragma once

#include "app/outputs/pipewire/pipewire_library.h"

#include <memory>

namespace imprint::app {

/// Frees whatever PipeWire handed out. Connections and streams are freed under the loop's lock, or with the loop stopped.
struct PipeWireDeleter {
    const PipeWireLibrary* library = nullptr;

    void operator()(pw_thread_loop* loop) const { library->loopDestroy(loop); }
    void operator()(pw_context* context) const { library->contextDestroy(context); }
    void operator()(pw_core* core) const { library->coreDisconnect(core); }
    void operator()(pw_stream* stream) const { library->streamDestroy(stream); }
};
using PwLoopPtr = std::unique_ptr<pw_thread_loop, PipeWireDeleter>;
using PwContextPtr = std::unique_ptr<pw_context, PipeWireDeleter>;
using PwCorePtr = std::unique_ptr<pw_core, PipeWireDeleter>;
using PwStreamPtr = std::unique_ptr<pw_stream, PipeWireDeleter>;

/// A thread on which PipeWire calls back.
class PipeWireLoop {
public:
    /// name  of the thread, for people who look at it
    PipeWireLoop(std::shared_ptr<const PipeWireLibrary> library, const char* name);

    const PipeWireLibrary& library() const { return *m_library; }
    pw_loop* loop() const { return m_library->loopOf(m_loop.get()); }

    void start();
    void stop() { m_library->loopStop(m_loop.get()); }

    // BasicLockable: all calls into PipeWire from other threads happen between these.
    void lock() { m_library->loopLock(m_loop.get()); }
    void unlock() { m_library->loopUnlock(m_loop.get()); }

private:
    std::shared_ptr<const PipeWireLibrary> m_library;
    PwLoopPtr m_loop;
};

/// Makes properties that another call takes over. Empty values are left out.
pw_properties* makeProperties(const PipeWireLibrary& library,
                              std::initializer_list<std::pair<const char*, std::string>> entries);

} // namespace imprint::app
