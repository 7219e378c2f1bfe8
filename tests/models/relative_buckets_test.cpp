#include "tests/support/torch_test.h"

#include "engine/models/umt5/relative_buckets.h"

#include <algorithm>
#include <vector>

using namespace imprint::engine;

namespace {

/// The bucket of key - query among 32 buckets up to distance 128.
std::int64_t bucketOf(std::int64_t offset)
{
    return relativeBuckets(512, 32, 128)[511 + offset].item<std::int64_t>();
}

} // namespace

TEST_CASE("relativeBuckets: UMT5's distances", "[models][umt5]")
{
    for (std::int64_t distance = 0; distance < 8; ++distance) {
        CHECK(bucketOf(-distance) == distance);
        CHECK(bucketOf(distance) == (distance == 0 ? 0 : 16 + distance));
    }
    // Where buckets 8 ... 15 begin (wan-causal.md section 5.1).
    const std::vector<std::int64_t> first = {8, 12, 16, 23, 32, 46, 64, 91};
    for (std::size_t i = 0; i < first.size(); ++i) {
        const auto bucket = static_cast<std::int64_t>(8 + i);
        CAPTURE(bucket);
        CHECK(bucketOf(-first[i]) == bucket);
        CHECK(bucketOf(1 - first[i]) == bucket - 1);
        CHECK(bucketOf(first[i]) == 16 + bucket);
    }
    CHECK(bucketOf(-511) == 15);
    CHECK(bucketOf(511) == 31);
}

TEST_CASE("relativeBuckets: a shorter table is the middle of a longer one", "[models][umt5]")
{
    const at::Tensor longest = relativeBuckets(300, 12, 40);
    for (const std::int64_t length : {1, 2, 17, 299}) {
        const at::Tensor table = relativeBuckets(length, 12, 40);
        CHECK(at::equal(table, longest.narrow(0, 300 - length, 2 * length - 1)));
    }
    CHECK(longest.max().item<std::int64_t>() == 11);
    CHECK(longest.min().item<std::int64_t>() == 0);
}
