#include "engine/core/error.h"

#include <algorithm>
#include <utility>

namespace imprint {

std::string_view toString(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadInput: return "bad input";
    case ErrorCode::BadShape: return "bad shape";
    case ErrorCode::BadConfig: return "bad setting";
    case ErrorCode::NotFound: return "not found";
    case ErrorCode::Unsupported: return "unsupported";
    case ErrorCode::Io: return "input/output";
    case ErrorCode::Stopped: return "stopped";
    case ErrorCode::Internal: return "internal error";
    }
    return "unknown";
}

Error::Error(ErrorCode code, const std::string& message, std::string hint)
    : std::runtime_error(message)
    , m_code(code)
    , m_hint(std::move(hint))
{
}

std::string Error::oneLine() const
{
    std::string text = what();
    if (!m_hint.empty())
        text += ". " + m_hint;
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

void failAssertion(const char* condition, const char* file, int line, const std::string& details)
{
    std::string message = concat("internal check failed: ", condition, " at ", file, ":", line);
    if (!details.empty())
        message += " (" + details + ")";
    throw Error(ErrorCode::Internal, message, "This is a bug in Imprint; please report it");
}

} // namespace imprint
