#include "engine/weights/torch_zip/pickle_builder.h"

#include "engine/weights/stored_tensor.h"

namespace imprint::engine {
namespace {

using Shape = PickleContainer::Shape;

template <class Element>
std::uint32_t appended(std::vector<Element>& list, Element element)
{
    list.push_back(std::move(element)); // the budget keeps lists far below 2^32
    return static_cast<std::uint32_t>(list.size() - 1);
}

template <class Type>
const Type& get(const PicklePlace& place, const PickleValue& value, const char* what)
{
    const auto* found = std::get_if<Type>(&value);
    if (found == nullptr)
        place.fail(what, " is of a wrong kind");
    return *found;
}

} // namespace

PickleValue PickleBuilder::makeContainer(Shape shape, Items items)
{
    m_budget.charge(sizeof(PickleContainer) + items.size() * sizeof(PickleValue));
    return PickleReference{PickleKind::Container,
                           appended(m_pickle.containers, {shape, std::move(items)})};
}

void PickleBuilder::extend(const PickleValue& target, Shape wanted, const Items& items)
{
    const auto index = reference(target, PickleKind::Container, "what is added to").index;
    PickleContainer& container = m_pickle.containers[index];
    const bool fits = wanted == Shape::Dict ? container.isDict() : container.shape == wanted;
    if (!fits)
        m_place.fail("items are added to a container of another kind");
    if (wanted == Shape::Dict && items.size() % 2 != 0)
        m_place.fail("a key has no value");
    m_budget.charge(items.size() * sizeof(PickleValue));
    container.items.insert(container.items.end(), items.begin(), items.end());
}

PickleValue PickleBuilder::call(const PickleValue& callable, const PickleValue& arguments)
{
    const PickleName function = get<PickleGlobal>(m_place, callable, "what is called").name;
    if (function != PickleName::RebuildFromType)
        return callFunction(function, arguments);
    // (function, class, arguments, state); the state is what a subclass would add to the tensor.
    const Items& items = tuple(arguments, "the description of a tensor of a class");
    if (items.size() != 4)
        m_place.fail("a tensor of a class is described by ", items.size(), " values instead of 4");
    const PickleName inner = get<PickleGlobal>(m_place, items[0], "what rebuilds a tensor").name;
    const PickleName type = get<PickleGlobal>(m_place, items[1], "the class of a tensor").name;
    if (type != PickleName::TensorClass ||
        (inner != PickleName::RebuildTensor && inner != PickleName::RebuildParameter))
        m_place.fail("a tensor of a class is not made of a tensor");
    return callFunction(inner, PickleValue(items[2]));
}

PickleValue PickleBuilder::callFunction(PickleName function, const PickleValue& arguments)
{
    const Items& items = tuple(arguments, "what is given to a call");
    switch (function) {
    case PickleName::OrderedDict:
        if (!items.empty())
            m_place.fail("an OrderedDict is made from ", items.size(), " values instead of none");
        return makeContainer(Shape::OrderedDict);
    case PickleName::Size:
        if (items.size() != 1)
            m_place.fail("a Size is made from ", items.size(), " values instead of one");
        numbers(items[0], "a Size");
        return items[0];
    case PickleName::RebuildTensor: return rebuildTensor(items);
    case PickleName::RebuildParameter: return rebuildParameter(items);
    case PickleName::RebuildFromType:
    case PickleName::TensorClass:
    case PickleName::StorageClass:
    case PickleName::ElementType: break;
    }
    m_place.fail("a type is called that only may be named");
}

PickleValue PickleBuilder::rebuildTensor(const Items& arguments)
{
    // storage, offset, shape, strides, requires gradient, hooks, metadata (newer files)
    if (arguments.size() != 6 && arguments.size() != 7)
        m_place.fail("a tensor is described by ", arguments.size(), " values instead of 6");
    PickledTensor tensor;
    tensor.storage = reference(arguments[0], PickleKind::Storage, "the storage of a tensor").index;
    tensor.offset = get<std::int64_t>(m_place, arguments[1], "the offset of a tensor");
    tensor.shape = numbers(arguments[2], "the shape of a tensor");
    tensor.strides = numbers(arguments[3], "the strides of a tensor");
    get<bool>(m_place, arguments[4], "'requires gradient' of a tensor");
    demandNoHooks(arguments[5]);
    if (arguments.size() == 7)
        demandNoHooks(arguments[6]); // metadata would say that values are to be negated
    m_budget.charge(sizeof(PickledTensor) + 2 * tensor.shape.size() * sizeof(std::int64_t));
    return PickleReference{PickleKind::Tensor, appended(m_pickle.tensors, std::move(tensor))};
}

PickleValue PickleBuilder::rebuildParameter(const Items& arguments) const
{
    if (arguments.size() != 3)
        m_place.fail("a parameter is described by ", arguments.size(), " values instead of 3");
    reference(arguments[0], PickleKind::Tensor, "the tensor of a parameter");
    get<bool>(m_place, arguments[1], "'requires gradient' of a parameter");
    demandNoHooks(arguments[2]);
    return arguments[0];
}

PickleValue PickleBuilder::makeStorage(const PickleValue& identifier)
{
    const Items& items = tuple(identifier, "the name of a storage");
    if (items.size() != 5 ||
        get<PickleText>(m_place, items[0], "the kind of a storage").text != "storage")
        m_place.fail("something else than a storage is referred to");
    const auto& type = get<PickleGlobal>(m_place, items[1], "the class of a storage");
    if (type.name != PickleName::StorageClass)
        m_place.fail("the class of a storage is not one");
    PickledStorage storage;
    storage.type = type.type;
    storage.key = get<PickleText>(m_place, items[2], "the key of a storage").text;
    get<PickleText>(m_place, items[3], "the device of a storage"); // weights are read to the host
    storage.count = get<std::int64_t>(m_place, items[4], "the size of a storage");
    m_budget.charge(sizeof(PickledStorage));
    return PickleReference{PickleKind::Storage, appended(m_pickle.storages, storage)};
}

void PickleBuilder::setState(const PickleValue& object, const PickleValue& state) const
{
    const PickleContainer* target = m_pickle.container(object);
    if (target == nullptr || target->shape != Shape::OrderedDict)
        m_place.fail("a state is given to something that has none");
    const PickleContainer* values = m_pickle.container(state);
    if (values == nullptr || !values->isDict())
        m_place.fail("the state of an OrderedDict is no dictionary");
    for (std::size_t i = 0; i < values->items.size(); i += 2)
        if (get<PickleText>(m_place, values->items[i], "the key of a state").text != "_metadata")
            m_place.fail("an OrderedDict has more state than its '_metadata'");
}

Pickle PickleBuilder::take(const PickleValue& root) &&
{
    m_pickle.root = root;
    return std::move(m_pickle);
}

const PickleBuilder::Items& PickleBuilder::tuple(const PickleValue& value, const char* what) const
{
    const PickleContainer* container = m_pickle.container(value);
    if (container == nullptr || container->shape != Shape::Tuple)
        m_place.fail(what, " is no tuple");
    return container->items;
}

std::vector<std::int64_t> PickleBuilder::numbers(const PickleValue& value, const char* what) const
{
    const Items& items = tuple(value, what);
    if (items.size() > kMaxDimensions)
        m_place.fail(what, " has ", items.size(), " dimensions; the limit is ", kMaxDimensions);
    std::vector<std::int64_t> result;
    for (const PickleValue& item : items)
        result.push_back(get<std::int64_t>(m_place, item, what));
    return result;
}

const PickleReference& PickleBuilder::reference(const PickleValue& value, PickleKind kind,
                                                const char* what) const
{
    const auto& found = get<PickleReference>(m_place, value, what);
    if (found.kind != kind)
        m_place.fail(what, " is of a wrong kind");
    return found;
}

void PickleBuilder::demandNoHooks(const PickleValue& value) const
{
    if (std::holds_alternative<std::monostate>(value))
        return;
    const PickleContainer* hooks = m_pickle.container(value);
    if (hooks == nullptr || !hooks->isDict() || !hooks->items.empty())
        m_place.fail("a tensor has hooks or metadata");
}

} // namespace imprint::engine
