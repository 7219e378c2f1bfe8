#pragma once

#include "engine/weights/checkpoint_rules.h"
#include "engine/weights/tensor_file.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace imprint::engine {

/// One tensor of a checkpoint and the file it lies in.
struct CheckpointTensor {
    const TensorFile* file = nullptr;
    const StoredTensor* stored = nullptr;
};

/// A checkpoint as it was published, whatever its container, by the names of the network. Free of LibTorch.
/// Thread: any.
class Checkpoint {
public:
    /// Opens it (openTensorFiles) and applies the rules. Throws Error(NotFound | Io | BadInput); two tensors of which the
    /// rules make one name are an error too.
    Checkpoint(const std::string& path, const CheckpointRules& rules);
    Checkpoint(const Checkpoint&) = delete; // the tensors point into the files
    Checkpoint(Checkpoint&&) = default;
    Checkpoint& operator=(const Checkpoint&) = delete;
    Checkpoint& operator=(Checkpoint&&) = default;

    /// What the user calls it: the file, with the dictionary inside it that was chosen.
    const std::string& name() const { return m_name; }
    const std::map<std::string, CheckpointTensor, std::less<>>& tensors() const
    {
        return m_tensors;
    }

private:
    void add(const TensorFile& file, const std::string& scope, const CheckpointRules& rules);

    std::string m_name;
    std::vector<TensorFile> m_files;
    std::map<std::string, CheckpointTensor, std::less<>> m_tensors;
};

} // namespace imprint::engine
