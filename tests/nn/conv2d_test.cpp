#include "tests/support/torch_test.h"

#include "engine/nn/conv2d.h"
#include "engine/weights/weight_file.h"
#include "tests/support/block_weights.h"
#include "tests/support/temporary_folder.h"

using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("Conv2d: parts of the input's channels add up to the whole", "[nn]")
{
    const TemporaryFolder folder;
    RandomTensors random(16);
    writeSafetensors(folder / "w",
                     {{"layer.weight", random({4, 6, 3, 3})}, {"layer.bias", random({4})}});
    WeightFile weights(folder / "w");
    const Conv2d layer(weights, "layer", 6, 4, 3);
    const at::Tensor x = random({2, 6, 5, 7});
    const int first = GENERATE(1, 3, 5);
    const at::Tensor parts =
        layer.part(x.narrow(1, 0, first), 0) + layer.part(x.narrow(1, first, 6 - first), first);
    CHECK(distance(parts, layer(x)) < 2e-5);
}
