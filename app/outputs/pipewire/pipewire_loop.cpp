#include "app/outputs/pipewire/pipewire_loop.h"

#include "engine/core/error.h"

#include <utility>

namespace imprint::app {

PipeWireLoop::PipeWireLoop(std::shared_ptr<const PipeWireLibrary> library, const char* name)
    : m_library(std::move(library))
    , m_loop(m_library->loopNew(name, nullptr), PipeWireDeleter{m_library.get()})
{
    if (!m_loop)
        throw Error(ErrorCode::Io, "no thread for PipeWire can be made",
                    "Close other programs: the limit of open files or threads is reached");
}

void PipeWireLoop::start()
{
    if (m_library->loopStart(m_loop.get()) < 0)
        throw Error(ErrorCode::Io, "the thread for PipeWire does not start",
                    "Close other programs: the limit of threads is reached");
}

pw_properties* makeProperties(const PipeWireLibrary& library,
                              std::initializer_list<std::pair<const char*, std::string>> entries)
{
    pw_properties* const properties = library.propertiesNew(nullptr, nullptr);
    for (const auto& [key, value] : entries)
        if (!value.empty())
            library.propertiesSet(properties, key, value.c_str());
    return properties;
}

} // namespace imprint::app
