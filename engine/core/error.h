#pragma once

#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace imprint {

/// What kind of operation failed; decides the exit code of a program and the icon in the app.
enum class ErrorCode {
    BadInput,    ///< a file, picture or sound that cannot be used
    BadShape,    ///< a tensor whose shape or type is not the expected one
    BadConfig,   ///< a setting out of its range, or settings that contradict each other
    NotFound,    ///< a file, model or device that does not exist
    Unsupported, ///< valid, but this build or machine cannot do it
    Io,          ///< reading or writing failed (disk full, no permission, broken connection)
    Stopped,     ///< the user or the session asked to stop
    Internal,    ///< a bug in Imprint
};

std::string_view toString(ErrorCode code);

/// The one exception of Imprint: what failed on which thing (`what()`), and what to do about it (`hint()`).
/// Thrown anywhere; caught at thread entries, in the handlers of app/session and the link's server, and in main.
class Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& message, std::string hint = {});

    ErrorCode code() const { return m_code; }
    const std::string& hint() const { return m_hint; }

    /// "message. hint" on one line, as the command line prints it.
    std::string oneLine() const;

private:
    ErrorCode m_code;
    std::string m_hint;
};

/// Joins the parts as a stream would: concat("layer ", 3, " of ", name).
template <class... Parts>
std::string concat(const Parts&... parts)
{
    std::ostringstream text;
    (text << ... << parts);
    return std::move(text).str();
}

[[noreturn]] void failAssertion(const char* condition, const char* file, int line,
                                const std::string& details);

} // namespace imprint

/// A broken promise of our own code: throws Error(Internal) with the place and the given values.
#define IMPRINT_ASSERT(condition, ...)                                                             \
    do {                                                                                           \
        if (!(condition))                                                                          \
            ::imprint::failAssertion(#condition, __FILE__, __LINE__,                               \
                                     ::imprint::concat("" __VA_OPT__(, ) __VA_ARGS__));            \
    } while (false)
