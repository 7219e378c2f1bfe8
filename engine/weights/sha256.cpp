#include "engine/weights/sha256.h"

#include "engine/weights/mapped_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace imprint::engine {
namespace {

constexpr std::size_t kChunk = 64; // bytes
using State = std::array<std::uint32_t, 8>;
using Chunk = std::span<const std::byte, kChunk>;

constexpr State kStart = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                          0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

constexpr std::array<std::uint32_t, 64> kRounds = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/// The 16 words of a chunk, big-endian, and 48 that follow from them.
std::array<std::uint32_t, 64> schedule(Chunk chunk)
{
    std::array<std::uint32_t, 64> words{};
    for (std::size_t i = 0; i < kChunk; ++i)
        words[i / 4] = words[i / 4] << 8 | std::to_integer<std::uint32_t>(chunk[i]);
    for (std::size_t i = 16; i < words.size(); ++i) {
        const std::uint32_t a = words[i - 15];
        const std::uint32_t b = words[i - 2];
        words[i] = words[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3) + words[i - 7] +
                   (std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10);
    }
    return words;
}

void add(State& state, Chunk chunk)
{
    const auto words = schedule(chunk);
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::uint32_t one = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
                                  ((e & f) ^ (~e & g)) + kRounds[i] + words[i];
        const std::uint32_t two =
            (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + one;
        d = c;
        c = b;
        b = a;
        a = one + two;
    }
    const State mixed = {a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < state.size(); ++i)
        state[i] += mixed[i];
}

/// What is left behind the whole chunks, a one, zeros, and the length in bits: one or two chunks.
std::vector<std::byte> lastChunks(std::span<const std::byte> rest, std::uint64_t totalBytes)
{
    std::vector<std::byte> padded(rest.begin(), rest.end());
    padded.push_back(std::byte{0x80});
    padded.resize((padded.size() + 8 + kChunk - 1) / kChunk * kChunk);
    for (std::size_t i = 0; i < 8; ++i)
        padded[padded.size() - 1 - i] = static_cast<std::byte>(totalBytes * 8 >> (8 * i) & 0xff);
    return padded;
}

void addWhole(State& state, std::span<const std::byte> chunks)
{
    for (std::size_t at = 0; at + kChunk <= chunks.size(); at += kChunk)
        add(state, chunks.subspan(at).first<kChunk>());
}

} // namespace

std::string sha256Of(std::span<const std::byte> bytes)
{
    State state = kStart;
    addWhole(state, bytes);
    addWhole(state, lastChunks(bytes.last(bytes.size() % kChunk), bytes.size()));
    std::string text;
    for (const std::uint32_t word : state)
        for (int shift = 28; shift >= 0; shift -= 4)
            text += "0123456789abcdef"[word >> shift & 0xf];
    return text;
}

std::string sha256OfFile(const std::string& path)
{
    return sha256Of(MappedFile::open(path)->bytes());
}

} // namespace imprint::engine
