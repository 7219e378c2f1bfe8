#include "tests/support/torch_test.h"

#include "engine/weights/weight_file.h"
#include "tests/support/child_process.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/torch_bytes.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <sstream>

using namespace imprint::engine;
using namespace imprint::test;

namespace {

using Tensors = std::map<std::string, at::Tensor>;

/// The smallest case of a network with its weights as a training script under FSDP leaves them: torch.save, wrapped names
/// in the dictionary "generator_ema", and other things beside it.
struct TorchCase {
    TemporaryFolder folder;
    std::string path = folder / "sf-dit-window-sink";

    explicit TorchCase(const std::function<void(Tensors&)>& spoil = [](Tensors&) {})
    {
        std::filesystem::copy(IMPRINT_SOURCE_DIR "/tests/parity/golden/sf-dit-window-sink", path,
                              std::filesystem::copy_options::recursive);
        const std::string plain = "diffusion_pytorch_model.safetensors";
        Tensors weights = readAllTensors(path + "/checkpoint/" + plain);
        std::filesystem::remove(path + "/checkpoint/" + plain);
        spoil(weights);
        writeTorch(path + "/checkpoint/self_forcing.pt", weights);

        std::stringstream text;
        text << std::ifstream(path + "/case.json").rdbuf();
        std::string json = text.str();
        json.replace(json.find(plain), plain.size(),
                     R"(self_forcing.pt", "checkpoint_key": "generator_ema)");
        std::ofstream(path + "/case.json") << json;
    }

    static void writeTorch(const std::string& file, const Tensors& weights)
    {
        PickleWriter pickle;
        pickle.raw("}(").text("generator_ema").orderedDict().raw("(");
        std::map<std::string, std::string> storages;
        for (const auto& [name, tensor] : weights) {
            const std::string key = std::to_string(storages.size());
            storages[key] = {static_cast<const char*>(tensor.const_data_ptr()), tensor.nbytes()};
            pickle.text("model._fsdp_wrapped_module." + name)
                .tensor({"FloatStorage", key, tensor.numel(), 0, tensor.sizes().vec(),
                         tensor.strides().vec()});
        }
        pickle.raw("u").text("critic").raw("}").text("step").number(600).raw("u");
        writeFile(file, torchBytes(pickle.done(), storages));
    }

    ProgramEnd run() const { return runCaptured({IMPRINT_CLI, "parity", path}, {}); }
};

} // namespace

TEST_CASE("Parity: a case passes whatever the container of its weights", "[parity]")
{
    const ProgramEnd end = TorchCase().run();
    CAPTURE(end.out, end.err);
    CHECK(end.exitCode == 0);
}

TEST_CASE("Parity: what is wrong in a file of torch.save is named", "[parity]")
{
    const std::string name = "blocks.1.ffn.0.weight";
    const auto run = [&](const std::function<void(at::Tensor&)>& spoil) {
        return TorchCase([&](Tensors& weights) { spoil(weights.at(name)); }).run();
    };
    const auto refused = [&](const ProgramEnd& end) {
        CAPTURE(end.err);
        CHECK(end.exitCode == 1);
        CHECK(end.err.find("'" + name + "'") != std::string::npos);
        CHECK(end.err.find("self_forcing.pt") != std::string::npos);
    };
    refused(run([](at::Tensor& tensor) { tensor = tensor.t().contiguous(); }));
    refused(run([](at::Tensor& tensor) { tensor = tensor.narrow(0, 1, 8).contiguous(); }));
    refused(run([](at::Tensor& tensor) { tensor = at::cat({tensor, tensor}); }));
    refused(run(
        [](at::Tensor& tensor) { tensor.view(-1)[3] = std::numeric_limits<float>::quiet_NaN(); }));
    refused(TorchCase([&](Tensors& weights) { weights.erase(name); }).run());
    const ProgramEnd surplus =
        TorchCase([](Tensors& weights) { weights["blocks.9.extra"] = at::zeros({1}); }).run();
    CHECK(surplus.exitCode == 1);
    CHECK(surplus.err.find("'blocks.9.extra'") != std::string::npos);
}
