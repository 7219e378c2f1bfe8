#pragma once

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace imprint::test {

/// Sets a variable of this process's environment while it lives; then it is as it was. Thread: one that runs alone.
class EnvironmentVariable {
public:
    EnvironmentVariable(std::string name, const std::string& value)
        : m_name(std::move(name))
    {
        if (const char* before = std::getenv(m_name.c_str()))
            m_before = before;
        set(value);
    }
    ~EnvironmentVariable()
    {
        if (m_before)
            set(*m_before);
        else
            ::unsetenv(m_name.c_str());
    }
    EnvironmentVariable(const EnvironmentVariable&) = delete;
    EnvironmentVariable& operator=(const EnvironmentVariable&) = delete;

    void set(const std::string& value) const { ::setenv(m_name.c_str(), value.c_str(), 1); }

private:
    std::string m_name;
    std::optional<std::string> m_before; // nothing: it was not set
};

} // namespace imprint::test
