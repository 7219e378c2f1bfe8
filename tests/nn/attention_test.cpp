#include "tests/support/torch_test.h"

#include "engine/nn/attention.h"
#include "tests/support/tensors.h"

#include <cmath>

using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// softmax(q kᵀ / √width) v in fp64, head by head.
at::Tensor attendByFormula(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v)
{
    std::vector<at::Tensor> heads;
    for (std::int64_t head = 0; head < q.size(2); ++head) {
        const auto of = [&](const at::Tensor& x) { return x.select(2, head).to(at::kDouble); };
        const double scale = std::sqrt(static_cast<double>(q.size(3)));
        const at::Tensor weights = at::exp(at::matmul(of(q), of(k).transpose(1, 2)) / scale);
        heads.push_back(at::matmul(weights / weights.sum(-1, true), of(v)));
    }
    return at::cat(heads, -1); // [B, N, heads·width]
}

} // namespace

TEST_CASE("Attention: equals an explicit softmax in fp64", "[nn][attention]")
{
    const auto width = GENERATE(8, 24, 128);
    RandomTensors random(5);
    const at::Tensor q = random({2, 5, 3, width});
    const at::Tensor k = random({2, 7, 3, width});
    const at::Tensor v = random({2, 7, 3, width});
    const at::Tensor got = attend(q, k, v);
    CHECK(got.scalar_type() == at::kFloat);
    CHECK(distance(got, attendByFormula(q, k, v)) < 2e-6);
}

TEST_CASE("Attention: one key is copied, whatever the query", "[nn][attention]")
{
    RandomTensors random(6);
    const at::Tensor v = random({1, 1, 2, 8});
    const at::Tensor got = attend(random({1, 4, 2, 8}), random({1, 1, 2, 8}), v);
    CHECK(distance(got, v.flatten(2).expand({1, 4, 16})) < 1e-6);
}

TEST_CASE("Attention: huge logits pick the best key instead of overflowing", "[nn][attention]")
{
    at::Tensor k = at::zeros({1, 3, 1, 4});
    k[0][1].fill_(1000.0F);
    const at::Tensor v = at::arange(12, at::kFloat).view({1, 3, 1, 4});
    CHECK(at::equal(attend(at::full({1, 1, 1, 4}, 1000.0F), k, v)[0][0], v[0][1][0]));
}
