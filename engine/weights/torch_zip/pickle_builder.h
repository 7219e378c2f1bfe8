#pragma once

#include "engine/core/error.h"
#include "engine/weights/torch_zip/pickle.h"

#include <string>
#include <utility>

namespace imprint::engine {

/// Where a pickle is being read, for messages.
struct PicklePlace {
    const std::string& path;
    std::size_t byte = 0;

    template <class... Parts>
    [[noreturn]] void fail(const Parts&... problem) const
    {
        throw Error(ErrorCode::BadInput,
                    concat("'", path, "', byte ", byte, " of its pickle: ", problem...),
                    "Only files that hold nothing but weights are opened; get the file from its "
                    "publisher, or as safetensors");
    }
};

/// Builds what a pickle asks for: containers, storages and tensors, in the lists of a Pickle.
/// Thread: that of the reader.
class PickleBuilder {
public:
    PickleBuilder(const PicklePlace& place, AllocationBudget& budget)
        : m_place(place)
        , m_budget(budget)
    {
    }

    PickleValue makeContainer(PickleContainer::Shape shape, std::vector<PickleValue> items = {});

    /// Appends to a list, or keys and values to a dictionary; anything else fails.
    void extend(const PickleValue& target, PickleContainer::Shape wanted,
                const std::vector<PickleValue>& items);

    /// What a call of an allowed global gives.
    PickleValue call(const PickleValue& callable, const PickleValue& arguments);

    /// A storage, from ("storage", class, key, location, count).
    PickleValue makeStorage(const PickleValue& identifier);

    /// State of an object that was built: only an ordered dictionary has one, the versions of its modules.
    void setState(const PickleValue& object, const PickleValue& state) const;

    Pickle take(const PickleValue& root) &&;

private:
    using Items = std::vector<PickleValue>;

    const Items& tuple(const PickleValue& value, const char* what) const;
    std::vector<std::int64_t> numbers(const PickleValue& value, const char* what) const;
    const PickleReference& reference(const PickleValue& value, PickleKind kind,
                                     const char* what) const;
    void demandNoHooks(const PickleValue& value) const;
    PickleValue callFunction(PickleName function, const PickleValue& arguments);
    PickleValue rebuildTensor(const Items& arguments);
    PickleValue rebuildParameter(const Items& arguments) const;

    const PicklePlace& m_place;
    AllocationBudget& m_budget;
    Pickle m_pickle;
};

} // namespace imprint::engine
