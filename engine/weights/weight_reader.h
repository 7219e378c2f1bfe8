#pragma once

#include <ATen/ATen.h>

#include <string>

namespace imprint::engine {

/// Hands the tensors of a network to the layers that are built from it. Layers take `(WeightReader&, scope)`; scope is
/// the dotted name of the layer ("blocks.3.ffn.0"). A checkpoint on disk is one source (WeightFile), parameters in
/// training are another: the layer classes are the same.
class WeightReader {
public:
    virtual ~WeightReader() = default;

    /// The tensor `name` in exactly this shape; throws Error if there is none.
    virtual at::Tensor require(const std::string& name, at::IntArrayRef shape) = 0;

    /// The same in the type that it is stored in, and for a source on disk without a copy if its place there allows that: for
    /// tables of which few rows are read. Nobody may write into it. Throws as require().
    virtual at::Tensor requireMapped(const std::string& name, at::IntArrayRef shape)
    {
        return require(name, shape);
    }

    /// The last rows of the tensor `name`, in exactly this shape: a file may keep whole groups of rows before them, for a
    /// larger variant of the network. Sources that never have more need not say so.
    virtual at::Tensor requireLastRows(const std::string& name, at::IntArrayRef shape)
    {
        return require(name, shape);
    }
};

} // namespace imprint::engine
