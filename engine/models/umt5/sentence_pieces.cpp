#include "engine/models/umt5/sentence_pieces.h"

#include "engine/core/error.h"

#include <sentencepiece_processor.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <utility>

namespace imprint::engine {
namespace {

/// The byte that a piece "<0xE2>" stands for.
char byteOf(const std::string& piece)
{
    constexpr std::size_t kDigits = 3; // behind "<0x"
    unsigned value = 0;
    const char* digits = piece.data() + kDigits;
    const auto end = std::from_chars(digits, piece.data() + piece.size() - 1, value, 16);
    IMPRINT_ASSERT(piece.size() == kDigits + 3 && end.ec == std::errc(), "byte piece ", piece);
    return static_cast<char>(value);
}

} // namespace

SentencePieces::SentencePieces(const std::string& path)
{
    if (!std::filesystem::is_regular_file(path))
        throw Error(ErrorCode::NotFound, concat("the tokenizer's file '", path, "' is not there"),
                    "It comes with the model's files, in the folder google/umt5-xxl");
    auto model = std::make_unique<sentencepiece::SentencePieceProcessor>();
    const auto status = model->Load(path);
    if (!status.ok())
        throw Error(ErrorCode::BadInput,
                    concat("'", path, "' is no SentencePiece model: ", status.message()),
                    "Fetch the file again");
    m_model = std::move(model);
    for (const auto& [id, what] :
         {std::pair{unknownId(), "unknown pieces"}, std::pair{endId(), "the end"},
          std::pair{paddingId(), "padding"}})
        if (id < 0)
            throw Error(ErrorCode::BadInput, concat("'", path, "' has no piece for ", what),
                        "The file is of another model");
}

SentencePieces::SentencePieces(SentencePieces&&) noexcept = default;
SentencePieces::~SentencePieces() = default;

TokenIds SentencePieces::encode(std::string_view text) const
{
    std::vector<int> ids;
    const auto status = m_model->Encode(text, &ids);
    if (!status.ok())
        throw Error(ErrorCode::Internal, concat("SentencePiece: ", status.message()));
    return {ids.begin(), ids.end()};
}

TokenIds SentencePieces::encodeWhole(std::string_view text, std::size_t length) const
{
    TokenIds ids = encode(text);
    endWithin(ids, length, endId());
    return ids;
}

std::string SentencePieces::normalForm(std::string_view text) const
{
    // SentencePiece 0.1 shows its normal form as the texts of the pieces alone.
    const auto encoded = m_model->EncodeAsImmutableProto(text); // owns its pieces
    std::string form;
    for (const auto& piece : encoded.pieces())
        if (m_model->IsByte(static_cast<int>(piece.id())))
            form += byteOf(piece.piece());
        else
            form += piece.piece();
    return form;
}

std::int64_t SentencePieces::size() const
{
    return m_model->GetPieceSize();
}

const std::string& SentencePieces::piece(std::int64_t id) const
{
    return m_model->IdToPiece(static_cast<int>(id));
}

std::int64_t SentencePieces::unknownId() const
{
    return m_model->unk_id();
}

std::int64_t SentencePieces::endId() const
{
    return m_model->eos_id();
}

std::int64_t SentencePieces::paddingId() const
{
    return m_model->pad_id();
}

void endWithin(TokenIds& ids, std::size_t length, std::int64_t endId)
{
    IMPRINT_ASSERT(length > 0);
    ids.resize(std::min(ids.size(), length - 1));
    ids.push_back(endId);
}

} // namespace imprint::engine
