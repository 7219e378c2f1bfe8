#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

namespace imprint::train {

/// Packs plain values and texts into one message, and takes them out again in the same order.
class MessageWriter {
public:
    template <class Value>
    void add(const Value& value)
    {
        static_assert(std::is_trivially_copyable_v<Value>);
        addBytes(&value, sizeof value);
    }
    void addText(const std::string& text)
    {
        add(static_cast<std::uint64_t>(text.size()));
        addBytes(text.data(), text.size());
    }
    void addBytes(const void* bytes, std::size_t count)
    {
        m_bytes.append(static_cast<const char*>(bytes), count);
    }
    const std::string& bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

/// Throws Error(Internal) where a message ends too early.
class MessageReader {
public:
    explicit MessageReader(std::string bytes)
        : m_bytes(std::move(bytes))
    {
    }
    template <class Value>
    Value take()
    {
        static_assert(std::is_trivially_copyable_v<Value>);
        Value value{};
        takeBytes(&value, sizeof value);
        return value;
    }
    std::string takeText();
    void takeBytes(void* bytes, std::size_t count);

private:
    std::string m_bytes;
    std::size_t m_position = 0;
};

/// Sends a message to the other end of a stream socket. Returns false if nobody is there any more.
bool sendMessage(int socket, const std::string& message);

/// Waits for the next message, `patienceMs` (-1: for ever) between two pieces of it. Returns false at the end of the
/// connection and when the patience is over.
bool receiveMessage(int socket, std::string& message, int patienceMs);

} // namespace imprint::train
