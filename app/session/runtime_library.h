#pragma once

#include <dlfcn.h>

#include <string>

namespace imprint::app {

/// A library that not every machine has: opened when the program runs. It stays loaded, for its threads cannot be unloaded
/// safely. Thread: any.
class RuntimeLibrary {
public:
    /// file  as the dynamic linker looks for it: "libcuda.so.1"
    explicit RuntimeLibrary(const std::string& file)
        : m_handle(::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL))
    {
        if (m_handle == nullptr)
            m_trouble = ::dlerror();
    }

    bool isThere() const { return m_handle != nullptr; }
    const std::string& trouble() const { return m_trouble; } ///< why it is not; else empty

    /// Null where the library lacks it. Returns whether it is there.
    template <class Function>
    bool find(Function*& function, const char* name) const
    {
        function =
            m_handle == nullptr ? nullptr : reinterpret_cast<Function*>(::dlsym(m_handle, name));
        return function != nullptr;
    }

private:
    void* m_handle;
    std::string m_trouble;
};

} // namespace imprint::app
