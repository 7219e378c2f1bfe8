#pragma once

#include "engine/core/engine_model.h"
#include "engine/core/fitting_model.h"
#include "engine/link/engine.capnp.h"
#include "engine/link/failure.h"
#include "engine/link/field_texts.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Every conversion between the schema's types and the values of engine/core. Readers check all that they read.
namespace imprint::link {

using Bytes = std::vector<std::uint8_t>;

/// A SessionRequest whose persona is no file of this machine.
struct RequestOnTheWire {
    SessionRequest request; ///< `persona` is how the client calls it; empty: none
    Bytes persona;          ///< what that file holds
};

void write(wire::Failure::Builder to, const Failure& failure);
Failure read(wire::Failure::Reader from);

void write(capnp::List<wire::FieldText>::Builder to, const FieldTexts& texts);
FieldTexts read(capnp::List<wire::FieldText>::Reader from);

void write(wire::SessionRequest::Builder to, const RequestOnTheWire& request);
/// Throws Error(BadConfig | BadInput).
RequestOnTheWire read(wire::SessionRequest::Reader from);

/// What is asked of FittingModel::fit besides its request.
struct MemoryWishOnTheWire {
    MemoryWish wish;
    std::optional<double> seconds;
};

void write(wire::MemoryWish::Builder to, const MemoryWishOnTheWire& wanted);
MemoryWishOnTheWire read(wire::MemoryWish::Reader from);

void write(wire::ModelInfo::Builder to, const ModelInfo& info);
ModelInfo read(wire::ModelInfo::Reader from);

void write(wire::SessionInfo::Builder to, const SessionInfo& info);
SessionInfo read(wire::SessionInfo::Reader from);

void write(wire::VideoFrame::Builder to, const VideoFrame& frame);
/// Throws Error(BadInput) if the data is not of the size that it must have.
std::shared_ptr<const VideoFrame> read(wire::VideoFrame::Reader from);

capnp::Data::Reader soundBytes(const std::vector<float>& samples);
/// Throws Error(BadInput) for bytes that are no whole samples.
std::vector<float> readSound(capnp::Data::Reader from);

std::string text(capnp::Text::Reader from);
Bytes bytes(capnp::Data::Reader from);
capnp::Data::Reader asData(const Bytes& bytes);

} // namespace imprint::link
