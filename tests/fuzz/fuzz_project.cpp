#include "app/session/project.h"
#include "engine/core/error.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace imprint;

/// Any bytes are either a project, which then reads the same from what is written of it, or an Error that a user can
/// understand; nothing else may leave the reader.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    app::Project project;
    try {
        project = app::parseProject(text, "fuzz");
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Internal)
            std::abort();
        return 0;
    }
    // Of the stream's address less is written than was read.
    project.outputs.streamUrl = app::harmlessStreamUrl(project.outputs.streamUrl);
    if (!(app::parseProject(app::projectText(project), "fuzz again") == project))
        std::abort();
    return 0;
}
