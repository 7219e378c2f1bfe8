#include "engine/link/wire_values.h"

#include <bit>
#include <cstring>
#include <utility>

namespace imprint::link {
namespace {

static_assert(std::endian::native == std::endian::little, "sound crosses as it lies in memory");

wire::Failure::Code toWire(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadInput: return wire::Failure::Code::BAD_INPUT;
    case ErrorCode::BadShape: return wire::Failure::Code::BAD_SHAPE;
    case ErrorCode::BadConfig: return wire::Failure::Code::BAD_CONFIG;
    case ErrorCode::NotFound: return wire::Failure::Code::NOT_FOUND;
    case ErrorCode::Unsupported: return wire::Failure::Code::UNSUPPORTED;
    case ErrorCode::Io: return wire::Failure::Code::IO;
    case ErrorCode::Stopped: return wire::Failure::Code::STOPPED;
    case ErrorCode::Internal: return wire::Failure::Code::INTERNAL;
    }
    return wire::Failure::Code::INTERNAL;
}

ErrorCode fromWire(wire::Failure::Code code)
{
    switch (code) {
    case wire::Failure::Code::BAD_INPUT: return ErrorCode::BadInput;
    case wire::Failure::Code::BAD_SHAPE: return ErrorCode::BadShape;
    case wire::Failure::Code::BAD_CONFIG: return ErrorCode::BadConfig;
    case wire::Failure::Code::NOT_FOUND: return ErrorCode::NotFound;
    case wire::Failure::Code::UNSUPPORTED: return ErrorCode::Unsupported;
    case wire::Failure::Code::IO: return ErrorCode::Io;
    case wire::Failure::Code::STOPPED: return ErrorCode::Stopped;
    case wire::Failure::Code::INTERNAL: return ErrorCode::Internal;
    }
    return ErrorCode::Internal; // of a newer peer
}

wire::VideoFrame::Format toWire(PixelFormat format)
{
    switch (format) {
    case PixelFormat::Rgb24: return wire::VideoFrame::Format::RGB24;
    case PixelFormat::I420: return wire::VideoFrame::Format::I420;
    }
    return wire::VideoFrame::Format::RGB24;
}

PixelFormat fromWire(wire::VideoFrame::Format format)
{
    switch (format) {
    case wire::VideoFrame::Format::RGB24: return PixelFormat::Rgb24;
    case wire::VideoFrame::Format::I420: return PixelFormat::I420;
    }
    throw Error(ErrorCode::BadInput, "the engine sent a picture of an unknown kind",
                "Use the same version of Imprint on both sides");
}

/// Throws Error(BadInput) unless `have` bytes are a picture of that size. Sizes are bounded first: their product fits.
void requirePicture(PixelFormat format, std::int64_t width, std::int64_t height, std::size_t have)
{
    constexpr std::int64_t kLargestSide = 16384;
    if (width < 1 || height < 1 || width > kLargestSide || height > kLargestSide ||
        pictureBytes(format, static_cast<int>(width), static_cast<int>(height)) != have)
        throw Error(ErrorCode::BadInput,
                    concat("a picture of ", width, " x ", height, " cannot have ", have, " bytes"));
}

Picture readPicture(wire::Picture::Reader from)
{
    const auto rgb = from.getRgb();
    requirePicture(PixelFormat::Rgb24, from.getWidth(), from.getHeight(), rgb.size());
    return {.width = static_cast<int>(from.getWidth()),
            .height = static_cast<int>(from.getHeight()),
            .rgb = bytes(rgb)};
}

kj::StringPtr pointer(const std::string& text)
{
    return {text.c_str(), text.size()};
}

void writeChanges(capnp::List<wire::SettingsChange>::Builder to,
                  const std::vector<SettingsChange>& changes)
{
    for (unsigned i = 0; i < to.size(); ++i) {
        to[i].setFrame(changes[i].frame);
        const FieldTexts config = toTexts(changes[i].config);
        write(to[i].initConfig(static_cast<unsigned>(config.size())), config);
    }
}

std::vector<SettingsChange> readChanges(capnp::List<wire::SettingsChange>::Reader from)
{
    std::vector<SettingsChange> changes;
    for (const auto change : from)
        changes.push_back({.frame = change.getFrame(),
                           .config = settingsFromTexts<SessionConfig>(read(change.getConfig()))});
    return changes;
}

} // namespace

std::string text(capnp::Text::Reader from)
{
    return {from.begin(), from.size()};
}

Bytes bytes(capnp::Data::Reader from)
{
    return {from.begin(), from.end()};
}

capnp::Data::Reader asData(const Bytes& bytes)
{
    return {bytes.data(), bytes.size()};
}

void write(wire::Failure::Builder to, const Failure& failure)
{
    to.setCode(toWire(failure.code));
    to.setMessage(pointer(failure.message));
    to.setHint(pointer(failure.hint));
}

Failure read(wire::Failure::Reader from)
{
    return {fromWire(from.getCode()), text(from.getMessage()), text(from.getHint())};
}

void write(capnp::List<wire::FieldText>::Builder to, const FieldTexts& texts)
{
    for (unsigned i = 0; i < to.size(); ++i) {
        to[i].setKey(pointer(texts[i].first));
        to[i].setText(pointer(texts[i].second));
    }
}

FieldTexts read(capnp::List<wire::FieldText>::Reader from)
{
    FieldTexts texts;
    for (const auto entry : from)
        texts.emplace_back(text(entry.getKey()), text(entry.getText()));
    return texts;
}

void write(wire::SessionRequest::Builder to, const RequestOnTheWire& wanted)
{
    const SessionRequest& request = wanted.request;
    const FieldTexts config = toTexts(request.config);
    write(to.initConfig(static_cast<unsigned>(config.size())), config);
    if (request.reference) {
        auto picture = to.initReference();
        picture.setWidth(static_cast<std::uint32_t>(request.reference->width));
        picture.setHeight(static_cast<std::uint32_t>(request.reference->height));
        picture.setRgb(asData(request.reference->rgb));
    }
    to.setPersonaName(pointer(request.persona));
    to.setPersona(asData(wanted.persona));
    to.setLive(request.live);
    to.setSize(request.size);
    writeChanges(to.initChanges(static_cast<unsigned>(request.changes.size())), request.changes);
    auto skipped = to.initSkippedBlocks(static_cast<unsigned>(request.skippedBlocks.size()));
    for (unsigned i = 0; i < skipped.size(); ++i)
        skipped.set(i, request.skippedBlocks[i]);
}

RequestOnTheWire read(wire::SessionRequest::Reader from)
{
    RequestOnTheWire wanted;
    wanted.request.config = settingsFromTexts<SessionConfig>(read(from.getConfig()));
    if (from.hasReference())
        wanted.request.reference = readPicture(from.getReference());
    wanted.request.persona = text(from.getPersonaName());
    wanted.request.live = from.getLive();
    wanted.request.size = from.getSize();
    wanted.request.changes = readChanges(from.getChanges());
    for (const std::int64_t block : from.getSkippedBlocks())
        wanted.request.skippedBlocks.push_back(block);
    wanted.persona = bytes(from.getPersona());
    return wanted;
}

void write(wire::MemoryWish::Builder to, const MemoryWishOnTheWire& wanted)
{
    to.setSeconds(wanted.seconds.value_or(-1));
    to.setTargetBytes(wanted.wish.targetBytes.value_or(-1));
    to.setChooseIspaLayers(wanted.wish.chooseIspaLayers);
}

MemoryWishOnTheWire read(wire::MemoryWish::Reader from)
{
    MemoryWishOnTheWire wanted{.wish = {.chooseIspaLayers = from.getChooseIspaLayers()}};
    if (from.getSeconds() >= 0) // not of a NaN either
        wanted.seconds = from.getSeconds();
    if (from.getTargetBytes() >= 0)
        wanted.wish.targetBytes = from.getTargetBytes();
    return wanted;
}

void write(wire::ModelInfo::Builder to, const ModelInfo& info)
{
    to.setName(pointer(info.name));
    to.setWidth(info.width);
    to.setHeight(info.height);
    const FieldTexts defaults = toTexts(info.defaults);
    write(to.initDefaults(static_cast<unsigned>(defaults.size())), defaults);
    to.setDrawnFacesOnly(info.drawnFacesOnly);
    to.setReadsAttributes(info.readsAttributes);
    if (info.framing) {
        auto framing = to.initFraming();
        framing.setHeight(info.framing->height);
        framing.setCenterX(info.framing->centerX);
        framing.setCenterY(info.framing->centerY);
    }
    to.setLiveBlockLatents(info.liveBlockLatents);
    if (info.text) {
        auto rhythm = to.initText();
        rhythm.setFirstBlockFrames(info.text->firstBlockFrames);
        rhythm.setBlockFrames(info.text->blockFrames);
        rhythm.setFramesPerSecond(info.text->framesPerSecond);
    }
    auto fixed = to.initFixedSettings(static_cast<unsigned>(info.fixedSettings.size()));
    for (unsigned i = 0; i < fixed.size(); ++i)
        fixed.set(i, pointer(info.fixedSettings[i]));
    to.setNoPersona(pointer(info.noPersona));
}

namespace {

/// Nothing where a peer sends what no picture can have.
std::optional<FaceFraming> framingOf(wire::FaceFraming::Reader from)
{
    const auto isShare = [](double value) { return value >= 0 && value <= 1; }; // not of a NaN
    if (from.getHeight() == 0 || !isShare(from.getHeight()) || !isShare(from.getCenterX()) ||
        !isShare(from.getCenterY()))
        return std::nullopt;
    return FaceFraming{
        .height = from.getHeight(), .centerX = from.getCenterX(), .centerY = from.getCenterY()};
}

/// Throws Error(BadInput) for one that cannot be counted with.
std::optional<VideoRhythm> readRhythm(wire::ModelInfo::Reader from)
{
    if (!from.hasText())
        return std::nullopt;
    const VideoRhythm rhythm{.firstBlockFrames = from.getText().getFirstBlockFrames(),
                             .blockFrames = from.getText().getBlockFrames(),
                             .framesPerSecond = from.getText().getFramesPerSecond()};
    if (!rhythm.isSound())
        throw Error(ErrorCode::BadInput, "the engine tells of blocks without frames",
                    "Use an engine of the same version as this program");
    return rhythm;
}

std::vector<std::string> read(capnp::List<capnp::Text>::Reader from)
{
    std::vector<std::string> texts;
    for (const auto one : from)
        texts.push_back(text(one));
    return texts;
}

} // namespace

ModelInfo read(wire::ModelInfo::Reader from)
{
    return {.name = text(from.getName()),
            .width = from.getWidth(),
            .height = from.getHeight(),
            .defaults = fromTexts<SessionConfig>(read(from.getDefaults())),
            .drawnFacesOnly = from.getDrawnFacesOnly(),
            .readsAttributes = from.getReadsAttributes(),
            .framing = from.hasFraming() ? framingOf(from.getFraming()) : std::nullopt,
            .liveBlockLatents = from.getLiveBlockLatents(),
            .text = readRhythm(from),
            .fixedSettings = read(from.getFixedSettings()),
            .noPersona = text(from.getNoPersona())};
}

void write(wire::SessionInfo::Builder to, const SessionInfo& info)
{
    to.setWidth(info.width);
    to.setHeight(info.height);
    to.setFramesPerSecond(info.framesPerSecond);
    to.setFirstBlockFrames(info.firstBlockFrames);
    to.setBlockFrames(info.blockFrames);
    to.setOrigin(pointer(std::string(enumName(info.origin))));
    to.setLookAheadFrames(info.lookAheadFrames);
}

SessionInfo read(wire::SessionInfo::Reader from)
{
    return {.width = from.getWidth(),
            .height = from.getHeight(),
            .framesPerSecond = from.getFramesPerSecond(),
            .firstBlockFrames = from.getFirstBlockFrames(),
            .blockFrames = from.getBlockFrames(),
            .lookAheadFrames = from.getLookAheadFrames(),
            .origin = parseEnum<PictureOrigin>("origin", text(from.getOrigin()))};
}

void write(wire::VideoFrame::Builder to, const VideoFrame& frame)
{
    to.setFormat(toWire(frame.format));
    to.setWidth(frame.width);
    to.setHeight(frame.height);
    to.setIndex(frame.index);
    to.setPresentationTimeUs(frame.presentationTimeUs);
    to.setBlock(frame.block);
    to.setData(asData(frame.data));
}

std::shared_ptr<const VideoFrame> read(wire::VideoFrame::Reader from)
{
    auto frame = std::make_shared<VideoFrame>();
    frame->format = fromWire(from.getFormat());
    const auto data = from.getData();
    requirePicture(frame->format, from.getWidth(), from.getHeight(), data.size());
    frame->width = from.getWidth();
    frame->height = from.getHeight();
    frame->index = from.getIndex();
    frame->presentationTimeUs = from.getPresentationTimeUs();
    frame->block = from.getBlock();
    frame->data = bytes(data);
    return frame;
}

capnp::Data::Reader soundBytes(const std::vector<float>& samples)
{
    return {reinterpret_cast<const kj::byte*>(samples.data()), samples.size() * sizeof(float)};
}

std::vector<float> readSound(capnp::Data::Reader from)
{
    if (from.size() % sizeof(float) != 0)
        throw Error(ErrorCode::BadInput, concat(from.size(), " bytes are no whole samples"));
    std::vector<float> samples(from.size() / sizeof(float));
    if (!samples.empty())
        std::memcpy(samples.data(), from.begin(), from.size());
    return samples;
}

} // namespace imprint::link
