#include "tests/support/torch_test.h"

#include "engine/nn/frame_store.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr KvShape kStoreShape{.tokensPerFrame = 5, .heads = 3, .headDim = 8};
constexpr KvType kTypes[] = {KvType::Float, KvType::Int8, KvType::Int4};

using Slots = std::vector<std::int64_t>;

at::Tensor frames(RandomTensors& random, std::int64_t count)
{
    return random({count, 5, 3, 8});
}

/// Of numbers around 1.
double bound(KvType type)
{
    return type == KvType::Float ? 0 : type == KvType::Int8 ? 0.02 : 0.3;
}

} // namespace

TEST_CASE("FrameStore: each slot holds what was written to it last", "[nn][store]")
{
    const auto which = GENERATE(0, 1, 2);
    const auto per = GENERATE(QuantizedPer::Channel, QuantizedPer::Token);
    const KvType type = kTypes[which];
    CAPTURE(which, per);
    RandomTensors random(50);
    FrameStore store(kStoreShape, type, per);
    CHECK(store.slots() == 0);
    store.rebuild(6, {});
    const at::Tensor x = frames(random, 4);
    const at::Tensor y = frames(random, 2);
    store.write(Slots{4, 0, 2, 1}, x);
    store.write(Slots{2, 3}, y);
    const at::Tensor expected = at::stack({x[1], x[3], y[0], y[1], x[0], at::zeros_like(x[0])});
    CHECK(store.read(0, 6).scalar_type() == at::kFloat);
    CHECK(distance(store.read(0, 6), expected) <= bound(type));
    CHECK(at::equal(store.read(2, 3), store.read(0, 6).narrow(0, 2, 3)));
}

TEST_CASE("FrameStore: rebuilt, it keeps the named slots as they were, in their new order",
          "[nn][store]")
{
    const auto which = GENERATE(0, 1, 2);
    RandomTensors random(51);
    FrameStore store(kStoreShape, kTypes[which], QuantizedPer::Channel);
    store.rebuild(5, {});
    store.write(Slots{0, 1, 2, 3, 4}, frames(random, 5));
    const at::Tensor before = store.read(0, 5).clone();
    const std::int64_t bytes = store.bytes();
    store.rebuild(4, Slots{3, 0});
    CHECK(store.slots() == 4);
    CHECK(at::equal(store.read(0, 1)[0], before[3]));
    CHECK(at::equal(store.read(1, 1)[0], before[0]));
    CHECK(at::all(store.read(2, 2) == 0).item<bool>());
    CHECK(store.bytes() == bytes / 5 * 4);
    CHECK(errorOf([&] { store.rebuild(1, Slots{0, 1}); }).code == ErrorCode::Internal);
}

TEST_CASE("FrameStore: the network's own type is read as a view", "[nn][store]")
{
    const c10::InferenceMode
        guard; // as the engine's threads run; else a view keeps its base for the gradient
    FrameStore store(kStoreShape, KvType::Float, QuantizedPer::Token);
    store.rebuild(3, {});
    const at::Tensor view = store.read(0, 3);
    store.write(Slots{1}, at::ones({1, 5, 3, 8}));
    CHECK(at::all(view[1] == 1).item<bool>());
    CHECK(view.storage().use_count() == 2);
    store.rebuild(2, Slots{1});
    CHECK(view.storage().use_count() == 1); // the store has let go of it
}

TEST_CASE("FrameStore: beside exact frames, only the other slots are rounded", "[nn][store]")
{
    const auto which = GENERATE(0, 1, 2);
    RandomTensors random(53);
    FrameStore store(kStoreShape, kTypes[which], QuantizedPer::Channel);
    store.rebuild(4, {});
    const at::Tensor x = frames(random, 2);
    store.write(Slots{0, 1}, frames(random, 2));
    store.write(Slots{3, 1}, x);
    const at::Tensor stored = store.read(0, 4).clone();
    const at::Tensor beside = store.readBeside(4, Slots{3, 1}, x);
    CHECK(at::equal(beside[3], x[0]));
    CHECK(at::equal(beside[1], x[1]));
    CHECK(at::equal(beside[0], stored[0]));
    CHECK(at::equal(beside[2], stored[2]));
    CHECK(at::equal(store.read(0, 4), stored));
    const bool isView = beside.data_ptr() == store.read(0, 4).data_ptr();
    CHECK(isView == (kTypes[which] == KvType::Float)); // no copy where there is no need
}

TEST_CASE("FrameStore: keys and values take the bytes of the formula", "[nn][store]")
{
    const auto compute = GENERATE(at::kFloat, at::kBFloat16);
    KvShape shape = kStoreShape;
    shape.type = compute;
    for (const KvType type : kTypes) {
        FrameStore keys(shape, type, QuantizedPer::Channel);
        FrameStore values(shape, type, QuantizedPer::Token);
        keys.rebuild(7, {});
        values.rebuild(7, {});
        CHECK(keys.bytes() + values.bytes() == 7 * shape.bytesPerFrame(type));
        CHECK(keys.read(0, 1).scalar_type() == compute);
    }
    const std::int64_t numbers = 2 * 5 * 3 * 8;
    const std::int64_t groups = 3 * 8 + 5 * 3;
    CHECK(shape.bytesPerFrame() == numbers * (compute == at::kFloat ? 4 : 2));
    CHECK(shape.bytesPerFrame(KvType::Int8) == numbers + 4 * groups);
    CHECK(shape.bytesPerFrame(KvType::Int4) == numbers / 2 + 4 * groups);
}

TEST_CASE("FrameStore: a channel that is always large does not blur the others' keys",
          "[nn][store]")
{
    RandomTensors random(52);
    at::Tensor x = frames(random, 1) * 0.01;
    x.select(-1, 3).add_(50);
    const auto errorOfSmall = [&](QuantizedPer per) {
        FrameStore store(kStoreShape, KvType::Int8, per);
        store.rebuild(1, {});
        store.write(Slots{0}, x);
        return distance(store.read(0, 1).narrow(-1, 0, 3), x.narrow(-1, 0, 3));
    };
    CHECK(errorOfSmall(QuantizedPer::Channel) < 2e-4);
    CHECK(errorOfSmall(QuantizedPer::Token) > 5e-3); // why keys are not stored so
}
