#include "app/train/stages.h"

#include "app/session/resources.h"
#include "app/train/audio/audio_task.h"
#include "app/train/codec/codec_task.h"
#include "app/train/compute_device.h"
#include "app/train/dit/dit_task.h"
#include "app/train/face/face_task.h"
#include "app/train/model_folder.h"
#include "app/train/pictures.h"
#include "app/train/probe/probe_score.h"
#include "app/train/probe/probe_task.h"
#include "app/train/progress.h"
#include "app/train/speech/speech_maker.h"
#include "app/train/warp/warp_task.h"
#include "engine/core/error.h"
#include "engine/core/interrupt.h"
#include "engine/weights/weight_file.h"

#include <algorithm>
#include <filesystem>
#include <optional>

namespace imprint::train {
namespace {

constexpr int kBasisClips = 480;
constexpr int kProbeScorePictures = 1000;

std::string inFolder(const StageSettings& settings, const std::string& name)
{
    return settings.folder + "/" + name;
}

bool isDone(const StageSettings& settings, const std::string& file)
{
    if (!std::filesystem::exists(inFolder(settings, file)))
        return false;
    say(concat(file, ": there"));
    return true;
}

/// Says before any work which stage has to come first.
void requireStage(const StageSettings& settings, const std::string& file, const std::string& stage)
{
    if (!std::filesystem::exists(inFolder(settings, file)))
        throw Error(ErrorCode::NotFound,
                    concat("'", inFolder(settings, file), "' is not there yet"),
                    concat("Run imprint-train ", stage, " with the same --out first"));
}

void makeFolder(const std::string& folder)
{
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem)
        throw Error(ErrorCode::Io,
                    concat("the folder '", folder, "' cannot be made: ", problem.message()),
                    "Choose another --out, or mend its rights");
}

Parameters half(const Parameters& parameters)
{
    Parameters halves;
    for (const auto& [name, tensor] : parameters)
        halves.emplace(name, tensor.to(at::kHalf));
    return halves;
}

/// A finished stage's weights as fp32.
Parameters readWeights(const std::string& path)
{
    Parameters weights;
    for (const auto& [name, tensor] : engine::readAllTensors(path))
        weights.emplace(name, tensor.to(at::kFloat));
    return weights;
}

/// Samples of each shard, where two shards have `usual` each: as many per step on a GPU, in more and smaller shards.
int samplesPerShard(const StageSettings& settings, int usual)
{
    const int wanted = usual * settings.batchFactor;
    return settings.device.is_cpu() ? wanted
                                    : std::max(1, 2 * wanted / std::max(1, settings.threads));
}

/// Trains one network and returns its averaged weights. Throws Error(Stopped) once Ctrl-C has ended it at a checkpoint.
Parameters train(TrainingTask& task, const StageSettings& settings, const std::string& name)
{
    ProgressPrinter printer(name);
    const InterruptGuard interrupt;
    const std::string from = settings.from + "/" + name + ".safetensors";
    const TrainingOutcome outcome =
        runTraining(task,
                    {.folder = settings.folder,
                     .name = name,
                     .device = settings.device,
                     .seed = settings.seed,
                     .from = settings.from.empty() ? Parameters() : readWeights(from),
                     .steps = settings.steps,
                     .minutes = settings.minutes,
                     .rate = settings.rate,
                     .stopRequested = [&] { return interrupt.requested(); }},
                    [&](const LogRow& row, std::int64_t steps, double secondsLeft) {
                        printer.show(row, steps, secondsLeft);
                        return true;
                    });
    if (outcome.steps < outcome.plannedSteps)
        throw Error(ErrorCode::Stopped,
                    concat("training of ", name, " was stopped after step ", outcome.steps, " of ",
                           outcome.plannedSteps, "; its checkpoint is in '", settings.folder, "'"),
                    "The same command goes on from there");
    drawLossCurves(inFolder(settings, name + ".png"), concat("Training of ", name), outcome.log);
    return outcome.average;
}

engine::PocketConfig configOf(const StageSettings& settings)
{
    return engine::readPocketConfig(app::modelDirectory(settings.configFrom));
}

/// A GPU takes steps faster than clips are made: they come in large lots, which all threads make while it computes.
DitSettings ditSettings(const StageSettings& settings)
{
    constexpr int kLotPerThread = 4;
    constexpr int kLotSteps = 32;
    DitSettings dit{.shards = settings.threads,
                    .poolClips = settings.clips,
                    .beginner = settings.from.empty(),
                    .computeType = trainingType(settings.device)};
    dit.samplesPerShard = samplesPerShard(settings, dit.samplesPerShard);
    if (!settings.device.is_cpu()) {
        dit.renewedClips = kLotPerThread * settings.threads;
        dit.renewEvery = kLotSteps;
        dit.renewAhead = true;
        dit.mostOwnRounds = 8; // on a processor each costs a third of a step
    }
    return dit;
}

/// Fits the linear codec, unless it is there.
void provideBasis(const StageSettings& settings, const engine::PocketConfig& config,
                  const SpeechCorpus& corpus)
{
    if (!isDone(settings, "basis.safetensors"))
        engine::writeSafetensors(
            inFolder(settings, "basis.safetensors"),
            fitPatchBasis(config, corpus, kBasisClips, settings.seed, settings.threads));
}

/// What makes clips of truth: the trained stages before the generator.
struct ClipTools {
    ClipTools(const StageSettings& settings, const engine::PocketConfig& config)
        : audioFile(inFolder(settings, "audio.safetensors"))
        , basisFile(inFolder(settings, "basis.safetensors"))
        , audioEncoder(audioFile, config.audioBlocks)
        , pictureEncoder(basisFile, config)
        , grey(pictureEncoder.convolution(), linearDecoder(basisFile, config))
        , warp(readWarp(settings, config))
        , encoder(config, pictureEncoder, audioEncoder, warp ? &*warp : nullptr)
    {
    }

    static std::optional<engine::PoseWarp> readWarp(const StageSettings& settings,
                                                    const engine::PocketConfig& config)
    {
        if (!config.posedReference)
            return std::nullopt;
        engine::WeightFile file(inFolder(settings, "warp.safetensors"));
        return engine::PoseWarp(file, "pose_warp");
    }

    static engine::Conv2d linearDecoder(engine::WeightFile& basis,
                                        const engine::PocketConfig& config)
    {
        const std::int64_t patch = config.latent.spatial;
        return {basis, "decoder.linear", config.latent.channels,
                config.latent.temporal * 3 * patch * patch, 1};
    }

    engine::WeightFile audioFile;
    engine::WeightFile basisFile; // the linear codec: latents do not depend on the decoder
    engine::PocketAudioEncoder audioEncoder;
    engine::PocketEncoder pictureEncoder;
    engine::GreyTokens grey;
    std::optional<engine::PoseWarp> warp;
    ClipEncoder encoder;
};

/// What moves the reference's face, for models whose decoder sees it move.
std::optional<engine::FaceMove> readFace(const StageSettings& settings,
                                         const engine::PocketConfig& config)
{
    if (!config.movingFace)
        return std::nullopt;
    engine::WeightFile file(inFolder(settings, "face.safetensors"));
    return engine::FaceMove(file, "face_move");
}

} // namespace

SpeechCorpus provideSpeech(const StageSettings& settings)
{
    makeFolder(settings.folder);
    const std::string path = inFolder(settings, "speech.safetensors");
    if (isDone(settings, "speech.safetensors"))
        return SpeechCorpus::read(path);
    const SpeechCorpus corpus = makeSpeechCorpus(
        {.utterances = settings.utterances, .seed = settings.seed}, countingProgress("speech"));
    corpus.write(path);
    say(concat("speech: ", corpus.size(), " utterances, ", static_cast<int>(corpus.seconds() / 60),
               " minutes"));
    return corpus;
}

void trainAudio(const StageSettings& settings)
{
    if (isDone(settings, "audio.safetensors"))
        return; // before the corpus is read: it is hundreds of megabytes
    const std::int64_t blocks = configOf(settings).audioBlocks;
    const SpeechCorpus corpus = provideSpeech(settings);
    AudioTask task(corpus,
                   {.samplesPerShard = samplesPerShard(settings, AudioSettings().samplesPerShard),
                    .shards = settings.threads,
                    .residualBlocks = blocks});
    const Parameters weights = train(task, settings, "audio");
    ParameterReader reader(weights);
    const engine::PocketAudioEncoder encoder(reader, blocks);
    constexpr const char* kVisemes[] = {"open", "wide", "round", "teeth", "tongue", "press"};
    const auto correlations =
        audioCorrelations(encoder, corpus, SpeechPart::Validation, 60, settings.seed);
    std::string line = "audio: correlation with unseen speech:";
    for (std::size_t i = 0; i < correlations.size(); ++i)
        line += concat(" ", kVisemes[i], " ", rounded(correlations[i]));
    say(line);
    engine::writeSafetensors(inFolder(settings, "audio.safetensors"), half(weights));
}

void trainWarp(const StageSettings& settings)
{
    const engine::PocketConfig config = configOf(settings);
    makeFolder(settings.folder);
    if (isDone(settings, "warp.safetensors"))
        return;
    WarpTask task(static_cast<int>(config.width),
                  {.pairsPerShard = samplesPerShard(settings, WarpSettings().pairsPerShard),
                   .shards = settings.threads});
    engine::writeSafetensors(inFolder(settings, "warp.safetensors"),
                             half(train(task, settings, "warp")));
}

void trainFace(const StageSettings& settings)
{
    const engine::PocketConfig config = configOf(settings);
    makeFolder(settings.folder);
    if (!config.movingFace) {
        say("face: these networks have none");
        return;
    }
    if (isDone(settings, "face.safetensors"))
        return;
    FaceTask task({.pictureSize = static_cast<int>(config.width),
                   .pairsPerShard = samplesPerShard(settings, FaceSettings().pairsPerShard),
                   .shards = settings.threads});
    engine::writeSafetensors(inFolder(settings, "face.safetensors"),
                             half(train(task, settings, "face")));
}

void trainCodec(const StageSettings& settings)
{
    const engine::PocketConfig config = configOf(settings);
    requireStage(settings, "generator.safetensors", "dit");
    if (config.movingFace)
        requireStage(settings, "face.safetensors", "face");
    if (isDone(settings, "codec.safetensors"))
        return;
    const SpeechCorpus corpus = provideSpeech(settings);
    const Parameters basis = readWeights(inFolder(settings, "basis.safetensors"));
    const ClipTools tools(settings, config);
    std::vector<GeneratedClip> generated;
    if (config.referenceDetail) {
        engine::WeightFile generatorFile(inFolder(settings, "generator.safetensors"));
        const engine::PocketGenerator generator(generatorFile, config);
        generated = generateClips(
            generator, tools.encoder, corpus,
            {.clips = settings.generatedClips, .threads = settings.threads, .seed = settings.seed},
            countingProgress("generated clips"));
    }
    const auto face = readFace(settings, config);
    CodecTask task(
        config, corpus, basis,
        {.warp = config.referenceDetail ? &*tools.warp : nullptr, .face = face ? &*face : nullptr},
        generated,
        {.cropsPerShard = samplesPerShard(settings, CodecSettings().cropsPerShard),
         .shards = settings.threads,
         .computeType = trainingType(settings.device)});
    Parameters weights = train(task, settings, "codec");
    weights.insert(basis.begin(), basis.end());
    engine::writeSafetensors(inFolder(settings, "codec.safetensors"), half(weights));
}

void trainGenerator(const StageSettings& settings)
{
    const engine::PocketConfig config = configOf(settings);
    requireStage(settings, "audio.safetensors", "audio");
    if (config.posedReference)
        requireStage(settings, "warp.safetensors", "warp");
    if (isDone(settings, "generator.safetensors"))
        return;
    const SpeechCorpus corpus = provideSpeech(settings);
    provideBasis(settings, config, corpus);
    const ClipTools tools(settings, config);
    DitTask task(config, corpus, tools.encoder, tools.grey, ditSettings(settings));
    const Parameters weights = train(task, settings, "generator");
    engine::writeSafetensors(inFolder(settings, "generator.safetensors"), half(weights));
}

void averageGenerators(const StageSettings& settings, const std::string& with, double share)
{
    const std::string file = "generator.safetensors";
    makeFolder(settings.folder);
    if (isDone(settings, file))
        return;
    engine::writeSafetensors(inFolder(settings, file),
                             half(averaged(readWeights(settings.from + "/" + file),
                                           readWeights(with + "/" + file), share)));
    say(concat(file, ": ", rounded(1 - share), " of ", settings.from, ", ", rounded(share), " of ",
               with));
}

void renderSamples(const StageSettings& settings, int people, int clips)
{
    const SpeechCorpus corpus = provideSpeech(settings);
    const std::string folder = inFolder(settings, "pictures");
    makeFolder(folder);
    renderTruth(corpus, folder, people, clips, settings.seed);
    say(concat("pictures: ", folder));
}

void trainFaceProbe(const StageSettings& settings)
{
    const std::string file = "face-probe/probe.safetensors";
    makeFolder(inFolder(settings, "face-probe"));
    if (isDone(settings, file))
        return;
    ProbeTask task({.picturesPerShard = samplesPerShard(settings, ProbeSettings().picturesPerShard),
                    .shards = settings.threads});
    engine::writeSafetensors(inFolder(settings, file), half(train(task, settings, "face-probe")));
    const ProbeScore score =
        scoreProbe(*engine::FaceProbe::load(inFolder(settings, "face-probe")), kProbeScorePictures);
    std::string line = "face-probe: correlation with unseen faces:";
    for (const auto& [name, value] : score.correlations)
        line += concat(" ", name, " ", rounded(value));
    line += "; named right:";
    for (const auto& [name, value] : score.accuracies)
        line += concat(" ", name, " ", rounded(value));
    say(line);
}

void exportModel(const StageSettings& settings, int version)
{
    requireStage(settings, "generator.safetensors", "dit");
    requireStage(settings, "codec.safetensors", "codec");
    requireStage(settings, "audio.safetensors", "audio");
    const std::string model = inFolder(settings, "model");
    makeFolder(model);
    std::vector<std::string> parts = {"generator", "codec", "audio"};
    const engine::PocketConfig config = configOf(settings);
    if (config.posedReference)
        parts.emplace_back("warp");
    if (config.movingFace)
        parts.emplace_back("face");
    for (const std::string& part : parts) {
        const std::string name = concat(part, ".safetensors");
        std::error_code problem;
        std::filesystem::copy_file(inFolder(settings, name), model + "/" + name,
                                   std::filesystem::copy_options::overwrite_existing, problem);
        if (problem)
            throw Error(
                ErrorCode::Io,
                concat("'", name, "' cannot be copied to '", model, "': ", problem.message()),
                "Check the folder, its rights and the free space");
    }
    writeModelConfig(app::modelDirectory(settings.configFrom), model, version);
    say(concat("model: ", model));
}

} // namespace imprint::train
