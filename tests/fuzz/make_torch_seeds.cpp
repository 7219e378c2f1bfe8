#include "tests/support/safetensors_bytes.h"
#include "tests/support/torch_bytes.h"

#include <filesystem>
#include <iostream>
#include <map>

namespace {

using imprint::test::PickleWriter;
using imprint::test::TensorWords;

/// A file as torch.save writes it: two dictionaries, metadata, a strided view, a parameter, and things beside weights.
PickleWriter fullPickle()
{
    const TensorWords dense{"FloatStorage", "0", 4, 0, {2, 2}, {2, 1}};
    const TensorWords strided{"HalfStorage", "0", 8, 1, {3, 2}, {1, 4}};
    PickleWriter pickle;
    pickle.raw("}(").text("generator").orderedDict().raw("(");
    pickle.text("model.a").tensor(dense).text("model.b").raw("q\1").tensor(strided).raw("u}");
    pickle.text("_metadata").orderedDict().raw("sb");
    pickle.text("ema").raw("}h\1").global("torch._utils", "_rebuild_parameter").raw("(");
    pickle.tensor(dense).raw("\x88").orderedDict().raw("tRs");
    pickle.text("step").number(700).text("list").raw("](K\1N\x88").numbers({1}).raw("eu");
    return pickle;
}

/// The same ways of writing in protocol 4: short texts, memo by counting, globals from the stack, a tensor of a class.
PickleWriter newPickle()
{
    PickleWriter pickle(4);
    pickle.raw("}\x94\x8c\1w\x94").text("torch._tensor").text("_rebuild_from_type_v2").raw("\x93(");
    pickle.global("torch._utils", "_rebuild_tensor_v2").global("torch.nn.parameter", "Parameter");
    pickle.tensorArguments({"ByteStorage", "1", 0, 0, {0, 3}, {3, 1}}).raw("}tRs");
    return pickle;
}

std::map<std::string, std::string> pickles()
{
    const TensorWords far{"FloatStorage", "0", 4, 3, {2}, {1}};
    std::map<std::string, std::string> all = {
        {"good_empty", PickleWriter().raw("}").done()},
        {"good_full", fullPickle().done()},
        {"good_new", newPickle().done()},
        {"bad_global", PickleWriter().global("os", "system").raw("(").text("id").raw("tR").done()},
        {"bad_behind", PickleWriter().raw("}").text("a").tensor(far).raw("s").done()},
        {"bad_cycle", PickleWriter().raw("}q\1").text("a").raw("h\1s").done()},
        {"bad_memo", PickleWriter().raw("}r\xff\xff\xff\xff").done()},
        {"bad_length", PickleWriter(4).raw("\x8d\xff\xff\xff\xff\xff\xff\xff\xff").done()},
    };
    return all;
}

} // namespace

/// Writes the seed corpora of fuzz_torch_zip (whole files) and fuzz_pickle into the two folders that are named.
int main(int argumentCount, char** arguments)
{
    using imprint::test::torchBytes;
    using imprint::test::writeFile;
    using imprint::test::zipBytes;
    if (argumentCount != 3 || !std::filesystem::is_directory(arguments[1]) ||
        !std::filesystem::is_directory(arguments[2])) {
        std::cerr << "usage: make_torch_seeds FOLDER_OF_FILES FOLDER_OF_PICKLES\n";
        return 2;
    }
    const std::string files = std::string(arguments[1]) + "/";
    const std::string alone = std::string(arguments[2]) + "/";
    const std::map<std::string, std::string> storages = {{"0", std::string(16, 'x')},
                                                         {"1", std::string()}};
    for (const auto& [name, pickle] : pickles()) {
        writeFile(alone + name, pickle);
        writeFile(files + name, torchBytes(pickle, storages));
    }
    const std::string full = fullPickle().done();
    writeFile(files + "good_plain",
              zipBytes({{"m/data.pkl", full}, {"m/data/0", std::string(16, 'x')}}));
    writeFile(files + "bad_compressed", zipBytes({{"m/data.pkl", full, 8}}));
    writeFile(files + "bad_offset", zipBytes({{"m/data.pkl", full}}, {.directoryBegin = 7}));
    writeFile(files + "bad_truncated", torchBytes(full, storages).substr(0, 200));
    return 0;
}
