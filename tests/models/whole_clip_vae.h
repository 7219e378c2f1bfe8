#pragma once

#include "tests/support/random_weights.h"

#include <ATen/ATen.h>

#include <cmath>
#include <string>

namespace imprint::test {

/// The Wan VAE computed a second way, for tests: a whole clip at once with 3-D convolutions over padded clips, by the names
/// of the file. Clips are [1, C, T, H, W].
class WholeClipVae {
public:
    explicit WholeClipVae(const RandomWeights& weights, std::int64_t patch = 1)
        : m_weights(weights)
        , m_patch(patch)
    {
    }

    /// latents [T, C, h, w], denormalised -> frames [1 + 4(T-1), 3, 8h, 8w].
    at::Tensor decode(const at::Tensor& latents) const
    {
        at::Tensor x = causal("conv2", fromFrames(latents));
        x = middle("decoder", causal("decoder.conv1", x));
        for (int i = 0; isLevel("decoder.upsamples", i); ++i)
            x = levelUp(concat3("decoder.upsamples", i), x);
        for (int i = 0; isStage("decoder.upsamples", i); ++i)
            x = stage(concat3("decoder.upsamples", i), x, true);
        // A patch's columns are slower than its rows in the file's order of channels.
        const at::Tensor frames = toFrames(head("decoder", x)).clamp(-1, 1);
        return at::pixel_shuffle(
            frames.unflatten(1, {-1, m_patch, m_patch}).transpose(2, 3).flatten(1, 3), m_patch);
    }

    /// frames [1 + 4n, 3, H, W] -> moments [1 + n, 2C, H/8, W/8].
    at::Tensor encode(const at::Tensor& frames) const
    {
        const at::Tensor patches = at::pixel_unshuffle(frames, m_patch)
                                       .unflatten(1, {-1, m_patch, m_patch})
                                       .transpose(2, 3)
                                       .flatten(1, 3);
        at::Tensor x = causal("encoder.conv1", fromFrames(patches));
        for (int i = 0; isLevel("encoder.downsamples", i); ++i)
            x = levelDown(concat3("encoder.downsamples", i), x);
        for (int i = 0; isStage("encoder.downsamples", i); ++i)
            x = stage(concat3("encoder.downsamples", i), x, false);
        return toFrames(causal("conv1", head("encoder", middle("encoder", x))));
    }

private:
    static at::Tensor fromFrames(const at::Tensor& x) { return x.transpose(0, 1).unsqueeze(0); }
    static at::Tensor toFrames(const at::Tensor& x) { return x[0].transpose(0, 1); }
    static std::string concat3(const std::string& scope, int i)
    {
        return scope + "." + std::to_string(i);
    }

    bool isStage(const std::string& scope, int i) const
    {
        const std::string name = concat3(scope, i);
        return m_weights.has(name + ".residual.0.gamma") ||
               m_weights.has(name + ".resample.1.weight");
    }

    bool isLevel(const std::string& scope, int i) const
    {
        const std::string name = concat3(scope, i) + scope.substr(scope.find('.'));
        return isStage(name, 0);
    }

    /// The layers of a level, the last of them changing its size or not.
    at::Tensor layersOf(const std::string& list, at::Tensor x, bool up) const
    {
        for (int i = 0; isStage(list, i); ++i)
            x = stage(concat3(list, i), x, up);
        return x;
    }

    bool changesTime(const std::string& list) const
    {
        int last = 0;
        while (isStage(list, last + 1))
            ++last;
        return m_weights.has(concat3(list, last) + ".time_conv.weight");
    }

    /// Around it: every number of x as often as numbers leave for it, one behind the other in the order channel, frame, row,
    /// column; the first frame is the later one of its two.
    at::Tensor levelUp(const std::string& scope, const at::Tensor& x) const
    {
        const std::string list = scope + ".upsamples";
        const at::Tensor y = layersOf(list, x, true);
        if (y.size(4) == x.size(4))
            return y;
        const std::int64_t out = y.size(1);
        const std::int64_t frames = changesTime(list) ? 2 : 1;
        const at::Tensor all = x.repeat_interleave(out * frames * 4 / x.size(1), 1);
        const at::Tensor around =
            all.unflatten(1, {out, frames, 2, 2}) // [1, out, a, i, j, T, H, W]
                .permute({0, 1, 5, 2, 6, 3, 7, 4})
                .flatten(6, 7)
                .flatten(4, 5)
                .flatten(2, 3);
        return y + around.narrow(2, frames - 1, around.size(2) - frames + 1);
    }

    /// Around it: the mean of as many numbers as come in for one, in the same order; zeros before the first frame.
    at::Tensor levelDown(const std::string& scope, const at::Tensor& x) const
    {
        const std::string list = scope + ".downsamples";
        const at::Tensor y = layersOf(list, x, false);
        const std::int64_t side = x.size(4) / y.size(4);
        const std::int64_t frames = changesTime(list) ? 2 : 1;
        const at::Tensor padded = at::constant_pad_nd(x, {0, 0, 0, 0, frames - 1, 0});
        const at::Tensor parts = padded.unflatten(4, {-1, side})
                                     .unflatten(3, {-1, side})
                                     .unflatten(2, {-1, frames}) // [1, C, T, a, H, i, W, j]
                                     .permute({0, 1, 3, 5, 7, 2, 4, 6})
                                     .flatten(1, 4);
        return y + parts.unflatten(1, {y.size(1), -1}).mean(2);
    }

    const at::Tensor& weight(const std::string& scope) const
    {
        return m_weights[scope + ".weight"];
    }
    const at::Tensor& bias(const std::string& scope) const { return m_weights[scope + ".bias"]; }

    at::Tensor causal(const std::string& scope, const at::Tensor& x) const
    {
        const at::Tensor& w = weight(scope);
        const std::int64_t around = w.size(3) / 2;
        return at::conv3d(
            at::constant_pad_nd(x, {around, around, around, around, w.size(2) - 1, 0}), w,
            bias(scope));
    }

    at::Tensor norm(const std::string& scope, const at::Tensor& x) const
    {
        const at::Tensor length = x.square().sum(1, true).sqrt().clamp_min(1e-12);
        const double root = std::sqrt(static_cast<double>(x.size(1)));
        return x / length * root * m_weights[scope + ".gamma"].view({1, -1, 1, 1, 1});
    }

    at::Tensor residual(const std::string& scope, const at::Tensor& x) const
    {
        at::Tensor y = causal(scope + ".residual.2", at::silu(norm(scope + ".residual.0", x)));
        y = causal(scope + ".residual.6", at::silu(norm(scope + ".residual.3", y)));
        return y + (m_weights.has(scope + ".shortcut.weight") ? causal(scope + ".shortcut", x) : x);
    }

    /// With the matrix of all pixels against all pixels.
    at::Tensor attention(const std::string& scope, const at::Tensor& x) const
    {
        const at::Tensor frames = toFrames(norm(scope + ".norm", x)); // [T, C, H, W]
        const auto parts = at::conv2d(frames, weight(scope + ".to_qkv"), bias(scope + ".to_qkv"))
                               .flatten(2)
                               .chunk(3, 1); // [T, C, H·W]
        const double scale = 1.0 / std::sqrt(static_cast<double>(x.size(1)));
        const at::Tensor shares =
            at::softmax(at::matmul(parts[0].transpose(1, 2), parts[1]) * scale, -1);
        const at::Tensor mixed = at::matmul(parts[2], shares.transpose(1, 2)).view_as(frames);
        return x + fromFrames(at::conv2d(mixed, weight(scope + ".proj"), bias(scope + ".proj")));
    }

    at::Tensor middle(const std::string& half, const at::Tensor& x) const
    {
        const at::Tensor y = residual(half + ".middle.0", x);
        return residual(half + ".middle.2", attention(half + ".middle.1", y));
    }

    at::Tensor head(const std::string& half, const at::Tensor& x) const
    {
        return causal(half + ".head.2", at::silu(norm(half + ".head.0", x)));
    }

    /// The first frame stays as it is; those behind it, on their own, become two each.
    at::Tensor timeUp(const std::string& scope, const at::Tensor& x) const
    {
        if (x.size(2) == 1)
            return x;
        const at::Tensor y = causal(scope, x.narrow(2, 1, x.size(2) - 1));
        const auto halves = y.chunk(2, 1);
        const at::Tensor doubled = at::stack({halves[0], halves[1]}, 3).flatten(2, 3);
        return at::cat({x.narrow(2, 0, 1), doubled}, 2);
    }

    /// The first frame stays as it is; frames 0 1 2, 2 3 4, … become one each.
    at::Tensor timeDown(const std::string& scope, const at::Tensor& x) const
    {
        if (x.size(2) == 1)
            return x;
        const at::Tensor y = at::conv3d(x, weight(scope), bias(scope), {2, 1, 1});
        return at::cat({x.narrow(2, 0, 1), y}, 2);
    }

    at::Tensor stage(const std::string& scope, at::Tensor x, bool up) const
    {
        if (m_weights.has(scope + ".residual.0.gamma"))
            return residual(scope, x);
        const bool changesTime = m_weights.has(scope + ".time_conv.weight");
        const std::string conv = scope + ".resample.1";
        if (up) {
            if (changesTime)
                x = timeUp(scope + ".time_conv", x);
            const at::Tensor frames = toFrames(x);
            const at::Tensor enlarged = frames.repeat_interleave(2, 2).repeat_interleave(2, 3);
            return fromFrames(at::conv2d(enlarged, weight(conv), bias(conv), 1, 1));
        }
        const at::Tensor padded = at::constant_pad_nd(toFrames(x), {0, 1, 0, 1});
        x = fromFrames(at::conv2d(padded, weight(conv), bias(conv), 2));
        return changesTime ? timeDown(scope + ".time_conv", x) : x;
    }

    const RandomWeights& m_weights;
    std::int64_t m_patch;
};

} // namespace imprint::test
