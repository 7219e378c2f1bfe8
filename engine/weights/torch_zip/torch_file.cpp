#include "engine/weights/torch_zip/torch_file.h"

#include "engine/core/error.h"
#include "engine/weights/mapped_file.h"
#include "engine/weights/strict_json.h"
#include "engine/weights/torch_zip/byte_cursor.h"
#include "engine/weights/torch_zip/pickle.h"
#include "engine/weights/torch_zip/tensor_placement.h"
#include "engine/weights/torch_zip/zip_archive.h"

#include <algorithm>
#include <optional>

namespace imprint::engine {
namespace {

constexpr std::size_t kMaxDepth = 16;            // of dictionaries and lists
constexpr std::size_t kMaxTensorNameBytes = 512; // of a tensor, dots included
constexpr std::size_t kMaxKeyBytes = 64;         // of a storage
constexpr std::size_t kStepBytes = 32; // charged per value, so that containers in containers end

template <class... Parts>
[[noreturn]] void failFile(const std::string& path, const Parts&... problem)
{
    throw Error(ErrorCode::BadInput, concat("'", path, "' ", problem...),
                "The file is damaged or no file of torch.save; get it again");
}

/// The archive's entries below its one top folder.
class TorchArchive {
public:
    TorchArchive(std::span<const std::byte> bytes, const std::string& path)
        : m_path(path)
        , m_entries(readStoredZip(bytes, path))
    {
        if (m_entries.empty())
            failFile(path, "is an empty archive");
        const std::string_view first = m_entries.begin()->first;
        const std::size_t slash = first.find('/');
        m_top = slash == std::string_view::npos ? std::string()
                                                : std::string(first.substr(0, slash + 1));
        for (const auto& [name, data] : m_entries)
            if (m_top.empty() || !name.starts_with(m_top))
                failFile(path, "has the entry '", printable(name), "' outside of its one folder");
        const auto order = find("byteorder");
        if (order && asText(*order) != "little")
            failFile(path, "was written by a big-endian machine");
    }

    std::span<const std::byte> pickle() const
    {
        const auto found = find("data.pkl");
        if (!found)
            failFile(m_path, "has no 'data.pkl': it is a zip archive, but no file of torch.save");
        return *found;
    }

    std::optional<std::span<const std::byte>> storage(std::string_view key) const
    {
        if (key.size() > kMaxKeyBytes)
            return std::nullopt;
        return find("data/" + std::string(key));
    }

private:
    std::optional<std::span<const std::byte>> find(const std::string& name) const
    {
        const auto found = m_entries.find(m_top + name);
        return found == m_entries.end() ? std::nullopt : std::optional(found->second);
    }

    const std::string& m_path;
    ZipEntries m_entries;
    std::string m_top; // with its slash
};

/// Finds every tensor in the containers of a pickle and gives it its dotted name.
class TensorCollector {
public:
    TensorCollector(const Pickle& pickle, const TorchArchive& archive, const std::string& path,
                    AllocationBudget& budget)
        : m_pickle(pickle)
        , m_archive(archive)
        , m_path(path)
        , m_budget(budget)
    {
    }

    StoredTensors collect()
    {
        const PickleContainer* root = m_pickle.container(m_pickle.root);
        if (root == nullptr || !root->isDict())
            failFile(m_path, "holds something else than a dictionary of tensors");
        enter(*root);
        return std::move(m_tensors);
    }

private:
    void enter(const PickleContainer& container)
    {
        if (++m_depth > kMaxDepth)
            failFile(m_path, "nests its values deeper than ", kMaxDepth, " below '",
                     printable(m_name), "'");
        const std::size_t step = container.isDict() ? 2 : 1;
        for (std::size_t i = 0; i < container.items.size(); i += step) {
            const PickleValue& value = container.items[i + step - 1];
            if (!std::holds_alternative<PickleReference>(value))
                continue; // a number or text beside the weights ("step")
            const std::size_t length = m_name.size();
            append(container.isDict() ? container.items[i] : static_cast<std::int64_t>(i));
            visit(value);
            m_name.resize(length);
        }
        --m_depth;
    }

    void append(const PickleValue& key)
    {
        if (!m_name.empty())
            m_name += '.';
        if (const auto* text = std::get_if<PickleText>(&key); text != nullptr) {
            if (text->text.size() >
                kMaxTensorNameBytes - std::min(m_name.size(), kMaxTensorNameBytes))
                failFile(m_path, "has a name of more than ", kMaxTensorNameBytes, " bytes: '",
                         printable(text->text), "'");
            m_name += text->text;
        } else if (const auto* number = std::get_if<std::int64_t>(&key); number != nullptr) {
            m_name += std::to_string(*number);
        } else {
            failFile(m_path, "has a key that is neither text nor number below '", printable(m_name),
                     "'");
        }
        m_budget.charge(kStepBytes + m_name.size());
    }

    void visit(const PickleValue& value)
    {
        if (const PickleContainer* inner = m_pickle.container(value); inner != nullptr)
            enter(*inner);
        else if (const auto& reference = std::get<PickleReference>(value);
                 reference.kind == PickleKind::Tensor)
            keep(m_pickle.tensors[reference.index]);
    }

    void keep(const PickledTensor& tensor)
    {
        const PickledStorage& storage = m_pickle.storages[tensor.storage];
        const auto bytes = m_archive.storage(storage.key);
        if (!bytes)
            failFile(m_path, "tensor '", printable(m_name), "' lies in the storage '",
                     printable(storage.key), "', which is missing");
        m_budget.charge(sizeof(StoredTensors::value_type) +
                        2 * tensor.shape.size() * sizeof(std::int64_t));
        StoredTensor placed = placeTensor(tensor, storage, *bytes, m_path, m_name);
        if (!m_tensors.emplace(m_name, std::move(placed)).second)
            failFile(m_path, "has the tensor '", printable(m_name), "' twice");
    }

    const Pickle& m_pickle;
    const TorchArchive& m_archive;
    const std::string& m_path;
    AllocationBudget& m_budget;
    StoredTensors m_tensors;
    std::string m_name; // of where the walk is
    std::size_t m_depth = 0;
};

} // namespace

TorchFile TorchFile::parse(std::span<const std::byte> bytes, const std::string& name)
{
    const TorchArchive archive(bytes, name);
    AllocationBudget budget(name, bytes.size());
    const Pickle pickle = readPickle(archive.pickle(), name, budget);
    TorchFile file;
    file.m_path = name;
    file.m_tensors = TensorCollector(pickle, archive, name, budget).collect();
    return file;
}

TorchFile TorchFile::open(const std::string& path)
{
    auto mapping = MappedFile::open(path);
    TorchFile file = parse(mapping->bytes(), path);
    file.m_file = std::move(mapping);
    return file;
}

} // namespace imprint::engine
