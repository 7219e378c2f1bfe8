#include "engine/weights/torch_zip/tensor_placement.h"

#include "engine/core/error.h"
#include "engine/weights/strict_json.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {
namespace {

using Numbers = std::vector<std::int64_t>;

/// Places one tensor; every failure names file and tensor.
class Placement {
public:
    Placement(const PickledTensor& tensor, const PickledStorage& storage, const std::string& path,
              const std::string& name)
        : m_tensor(tensor)
        , m_storage(storage)
        , m_path(path)
        , m_name(name)
    {
    }

    StoredTensor within(std::span<const std::byte> storageBytes) const
    {
        const std::uint64_t width = elementBytes(m_storage.type);
        const std::uint64_t count = storageCount(storageBytes.size(), width);
        if (m_tensor.strides.size() != m_tensor.shape.size())
            fail("has ", m_tensor.shape.size(), " dimensions, but ", m_tensor.strides.size(),
                 " strides");
        for (const Numbers* numbers : {&m_tensor.shape, &m_tensor.strides})
            for (const std::int64_t number : *numbers)
                if (number < 0)
                    fail("has the negative size or stride ", number);
        if (m_tensor.offset < 0)
            fail("begins in front of its storage");
        const std::uint64_t elements = elementCount(count);
        const auto offset = static_cast<std::uint64_t>(m_tensor.offset);
        const std::uint64_t extent = elements == 0 ? 0 : lastElement() + 1;
        if (offset > count || extent > count - offset)
            fail("reaches behind its storage of ", count, " elements");
        StoredTensor stored;
        stored.type = m_storage.type;
        stored.shape = m_tensor.shape;
        stored.bytes = storageBytes.subspan(offset * width, extent * width);
        if (elements != 0 && !isRowMajor())
            stored.strides = m_tensor.strides;
        return stored;
    }

private:
    template <class... Parts>
    [[noreturn]] void fail(const Parts&... problem) const
    {
        throw Error(ErrorCode::BadInput,
                    concat("'", m_path, "' tensor '", printable(m_name), "' ", problem...),
                    "The file is damaged or was made to do harm; get it again");
    }

    std::uint64_t storageCount(std::uint64_t bytes, std::uint64_t width) const
    {
        const std::uint64_t count = bytes / width;
        if (bytes % width != 0 || !std::in_range<std::uint64_t>(m_storage.count) ||
            count != static_cast<std::uint64_t>(m_storage.count))
            fail("has a storage of ", bytes, " bytes, but ", m_storage.count, " elements of ",
                 width, " bytes are announced");
        return count;
    }

    std::uint64_t elementCount(std::uint64_t limit) const
    {
        std::uint64_t elements = 1;
        bool empty = false;
        for (const std::int64_t size : m_tensor.shape) {
            // An empty tensor's other sizes must multiply without overflow too.
            const auto factor = static_cast<std::uint64_t>(std::max<std::int64_t>(size, 1));
            if (__builtin_mul_overflow(elements, factor, &elements) ||
                elements > static_cast<std::uint64_t>(INT64_MAX) / sizeof(double))
                fail("has a shape whose size overflows");
            empty = empty || size == 0;
        }
        if (!empty && elements > limit)
            fail("has ", elements, " elements, more than the ", limit, " of its storage");
        return empty ? 0 : elements;
    }

    /// Distance of the last element from the first, in elements.
    std::uint64_t lastElement() const
    {
        std::uint64_t last = 0;
        for (std::size_t i = 0; i < m_tensor.shape.size(); ++i) {
            std::uint64_t step = 0;
            if (__builtin_mul_overflow(static_cast<std::uint64_t>(m_tensor.shape[i] - 1),
                                       static_cast<std::uint64_t>(m_tensor.strides[i]), &step) ||
                __builtin_add_overflow(last, step, &last) || last > std::uint64_t{INT64_MAX})
                fail("has strides that overflow");
        }
        return last;
    }

    bool isRowMajor() const
    {
        std::int64_t dense = 1;
        for (std::size_t i = m_tensor.shape.size(); i-- > 0;) {
            if (m_tensor.shape[i] != 1 && m_tensor.strides[i] != dense)
                return false;
            dense *= m_tensor.shape[i]; // fits: the elements were counted
        }
        return true;
    }

    const PickledTensor& m_tensor;
    const PickledStorage& m_storage;
    const std::string& m_path;
    const std::string& m_name;
};

} // namespace

StoredTensor placeTensor(const PickledTensor& tensor, const PickledStorage& storage,
                         std::span<const std::byte> storageBytes, const std::string& path,
                         const std::string& name)
{
    return Placement(tensor, storage, path, name).within(storageBytes);
}

} // namespace imprint::engine
