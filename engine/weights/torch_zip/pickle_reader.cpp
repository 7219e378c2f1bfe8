#include "engine/weights/torch_zip/pickle.h"

#include "engine/weights/strict_json.h"
#include "engine/weights/torch_zip/byte_cursor.h"
#include "engine/weights/torch_zip/pickle_builder.h"

#include <bit>

namespace imprint::engine {
namespace {

using Shape = PickleContainer::Shape;

constexpr std::uint8_t kOldestProtocol = 2;
constexpr std::uint8_t kNewestProtocol = 5;
constexpr std::size_t kMaxWholeBytes = 8;

/// The opcodes that files of weights are made of. What is not here is refused.
enum class Opcode : std::uint8_t {
    Mark = '(',
    Stop = '.',
    None = 'N',
    True = 0x88,
    False = 0x89,
    Int4 = 'J',
    Int1 = 'K',
    Int2 = 'M',
    Long1 = 0x8a,
    Long4 = 0x8b,
    Float = 'G',
    Text4 = 'X',
    Text1 = 0x8c,
    Text8 = 0x8d,
    Bytes4 = 'B',
    Bytes1 = 'C',
    Bytes8 = 0x8e,
    EmptyList = ']',
    Append = 'a',
    Appends = 'e',
    EmptyTuple = ')',
    Tuple = 't',
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    EmptyDict = '}',
    SetItem = 's',
    SetItems = 'u',
    Get1 = 'h',
    Get4 = 'j',
    Put1 = 'q',
    Put4 = 'r',
    Memoize = 0x94,
    Global = 'c',
    StackGlobal = 0x93,
    Reduce = 'R',
    Build = 'b',
    PersistentId = 'Q',
    Protocol = 0x80,
    Frame = 0x95,
};

/// The stack machine of pickles. Keeps what is on the stack and in the memo; what is built goes to the builder.
class PickleMachine {
public:
    PickleMachine(std::span<const std::byte> bytes, const std::string& path,
                  AllocationBudget& budget)
        : m_cursor(bytes)
        , m_size(bytes.size())
        , m_budget(budget)
        , m_place{path}
        , m_builder(m_place, budget)
    {
    }

    Pickle run()
    {
        readProtocol();
        while (true) {
            m_place.byte = m_cursor.position();
            const auto opcode = static_cast<Opcode>(number<std::uint8_t>());
            if (opcode == Opcode::Stop)
                break;
            step(opcode);
        }
        if (m_cursor.left() != 0)
            fail(m_cursor.left(), " bytes follow behind its end");
        const PickleValue root = pop();
        if (!m_stack.empty() || !m_marks.empty())
            fail("it ends with more than one thing built");
        return std::move(m_builder).take(root);
    }

private:
    template <class... Parts>
    [[noreturn]] void fail(const Parts&... problem) const
    {
        m_place.fail(problem...);
    }

    template <class Number>
    Number number()
    {
        const auto value = m_cursor.number<Number>();
        if (!value)
            fail("it ends too early");
        return *value;
    }

    std::span<const std::byte> bytes(std::uint64_t count)
    {
        const auto taken = m_cursor.take(count);
        if (!taken)
            fail("a value of ", count, " bytes, but only ", m_cursor.left(), " follow");
        return *taken;
    }

    void readProtocol()
    {
        const auto opcode = static_cast<Opcode>(number<std::uint8_t>());
        const auto protocol = number<std::uint8_t>();
        if (opcode != Opcode::Protocol || protocol < kOldestProtocol || protocol > kNewestProtocol)
            fail("it is no pickle of protocol ", int{kOldestProtocol}, " to ",
                 int{kNewestProtocol});
    }

    void step(Opcode opcode)
    {
        switch (opcode) {
        case Opcode::Mark: return mark();
        case Opcode::None: return push({});
        case Opcode::True: return push(true);
        case Opcode::False: return push(false);
        case Opcode::Int1: return push(std::int64_t{number<std::uint8_t>()});
        case Opcode::Int2: return push(std::int64_t{number<std::uint16_t>()});
        case Opcode::Int4:
            return push(std::int64_t{static_cast<std::int32_t>(number<std::uint32_t>())});
        case Opcode::Long1: return pushWhole(number<std::uint8_t>());
        case Opcode::Long4: return pushWhole(number<std::uint32_t>());
        case Opcode::Float: return pushFloat();
        case Opcode::Text1: return pushText(number<std::uint8_t>());
        case Opcode::Text4: return pushText(number<std::uint32_t>());
        case Opcode::Text8: return pushText(number<std::uint64_t>());
        case Opcode::Bytes1: return pushBytes(number<std::uint8_t>());
        case Opcode::Bytes4: return pushBytes(number<std::uint32_t>());
        case Opcode::Bytes8: return pushBytes(number<std::uint64_t>());
        case Opcode::EmptyList: return push(m_builder.makeContainer(Shape::List));
        case Opcode::EmptyDict: return push(m_builder.makeContainer(Shape::Dict));
        case Opcode::EmptyTuple: return push(m_builder.makeContainer(Shape::Tuple));
        case Opcode::Tuple1: return pushTuple(popMany(1));
        case Opcode::Tuple2: return pushTuple(popMany(2));
        case Opcode::Tuple3: return pushTuple(popMany(3));
        case Opcode::Tuple: return pushTuple(popToMark());
        case Opcode::Append: return extend(Shape::List, popMany(1));
        case Opcode::Appends: return extend(Shape::List, popToMark());
        case Opcode::SetItem: return extend(Shape::Dict, popMany(2));
        case Opcode::SetItems: return extend(Shape::Dict, popToMark());
        case Opcode::Get1: return get(number<std::uint8_t>());
        case Opcode::Get4: return get(number<std::uint32_t>());
        case Opcode::Put1: return put(number<std::uint8_t>());
        case Opcode::Put4: return put(number<std::uint32_t>());
        case Opcode::Memoize: return put(m_memo.size());
        case Opcode::Global: return pushGlobalOfLines();
        case Opcode::StackGlobal: return pushGlobalOfStack();
        case Opcode::Reduce: return reduce();
        case Opcode::Build: return build();
        case Opcode::PersistentId: return push(m_builder.makeStorage(pop()));
        case Opcode::Frame: return checkFrame(number<std::uint64_t>());
        case Opcode::Stop:
        case Opcode::Protocol: break;
        }
        fail("the operation ", static_cast<int>(opcode), " has no place in a file of weights");
    }

    void mark()
    {
        m_budget.charge(sizeof(std::size_t));
        m_marks.push_back(m_stack.size());
    }

    void push(PickleValue value)
    {
        m_budget.charge(sizeof(PickleValue));
        m_stack.push_back(value);
    }

    /// How many values lie above the last mark: what may be popped.
    std::size_t available() const
    {
        return m_stack.size() - (m_marks.empty() ? 0 : m_marks.back());
    }

    const PickleValue& top() const
    {
        if (available() == 0)
            fail("a value is used that was never made");
        return m_stack.back();
    }

    PickleValue pop()
    {
        const PickleValue value = top();
        m_stack.pop_back();
        return value;
    }

    std::vector<PickleValue> popMany(std::size_t count)
    {
        if (available() < count)
            fail("values are used that were never made");
        const auto first = m_stack.end() - static_cast<std::ptrdiff_t>(count);
        std::vector<PickleValue> values(first, m_stack.end());
        m_stack.erase(first, m_stack.end());
        return values;
    }

    std::vector<PickleValue> popToMark()
    {
        if (m_marks.empty())
            fail("a list of values has no beginning");
        std::vector<PickleValue> values = popMany(available());
        m_marks.pop_back();
        return values;
    }

    void pushTuple(std::vector<PickleValue> items)
    {
        push(m_builder.makeContainer(Shape::Tuple, std::move(items)));
    }

    void extend(Shape shape, const std::vector<PickleValue>& items)
    {
        m_builder.extend(top(), shape, items);
    }

    /// A whole number of `count` bytes, in two's complement.
    void pushWhole(std::uint64_t count)
    {
        const auto digits = bytes(count);
        if (count > kMaxWholeBytes)
            fail("a whole number of ", count, " bytes");
        const bool negative = count > 0 && (digits.back() & std::byte{0x80}) != std::byte{0};
        std::uint64_t value = negative ? ~std::uint64_t{0} : 0;
        for (std::size_t i = count; i-- > 0;)
            value = value << 8 | std::to_integer<std::uint64_t>(digits[i]);
        push(static_cast<std::int64_t>(value));
    }

    void pushFloat()
    {
        std::uint64_t bits = 0; // the one value that is not little-endian
        for (const std::byte digit : bytes(sizeof(double)))
            bits = bits << 8 | std::to_integer<std::uint64_t>(digit);
        push(std::bit_cast<double>(bits));
    }

    void pushText(std::uint64_t count) { push(PickleText{asText(bytes(count))}); }
    void pushBytes(std::uint64_t count) { push(PickleBytes{bytes(count)}); }

    void checkFrame(std::uint64_t count) const
    {
        if (count > m_cursor.left())
            fail("a frame of ", count, " bytes, but only ", m_cursor.left(), " follow");
    }

    void get(std::uint64_t index)
    {
        if (index >= m_memo.size() || !m_memo[index])
            fail("value ", index, " is remembered, but was never kept");
        push(*m_memo[index]);
    }

    void put(std::uint64_t index)
    {
        if (index >= m_size) // each value takes a byte at least
            fail("a value is kept as number ", index, ", more than the pickle can hold");
        if (index >= m_memo.size()) {
            m_budget.charge((index + 1 - m_memo.size()) * sizeof(m_memo.front()));
            m_memo.resize(index + 1);
        }
        m_memo[index] = top();
    }

    std::string_view line()
    {
        ByteCursor ahead = m_cursor;
        std::size_t length = 0;
        for (auto letter = ahead.number<std::uint8_t>(); letter != '\n';
             letter = ahead.number<std::uint8_t>(), ++length)
            if (!letter)
                fail("it ends within a name");
        const std::string_view text = asText(bytes(length));
        bytes(1);
        return text;
    }

    void pushGlobalOfLines()
    {
        const std::string_view module = line();
        pushGlobal(module, line());
    }

    void pushGlobalOfStack()
    {
        const PickleValue name = pop();
        const PickleValue module = pop();
        if (!std::holds_alternative<PickleText>(name) ||
            !std::holds_alternative<PickleText>(module))
            fail("a global whose name is no text");
        pushGlobal(std::get<PickleText>(module).text, std::get<PickleText>(name).text);
    }

    void pushGlobal(std::string_view module, std::string_view name)
    {
        const auto global = findPickleGlobal(module, name);
        if (!global)
            fail("it refers to '", printable(module), ".", printable(name),
                 "', which has no place in a file of weights and may be code");
        push(*global);
    }

    void reduce()
    {
        const PickleValue arguments = pop();
        const PickleValue callable = pop();
        push(m_builder.call(callable, arguments));
    }

    void build()
    {
        const PickleValue state = pop();
        m_builder.setState(top(), state);
    }

    ByteCursor m_cursor;
    std::size_t m_size;
    AllocationBudget& m_budget;
    PicklePlace m_place;
    PickleBuilder m_builder;
    std::vector<PickleValue> m_stack;
    std::vector<std::size_t> m_marks; // heights of the stack
    std::vector<std::optional<PickleValue>> m_memo;
};

} // namespace

Pickle readPickle(std::span<const std::byte> bytes, const std::string& path,
                  AllocationBudget& budget)
{
    return PickleMachine(bytes, path, budget).run();
}

} // namespace imprint::engine
