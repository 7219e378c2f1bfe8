#include "ui/models/memory_words.h"

#include "ui/models/tr.h"
#include "ui/models/words.h"

#include <QStringList>

#include <cstdlib>

namespace imprint::ui {
namespace {

QString arrow(const QString& from, const QString& to)
{
    return QStringLiteral("%1 → %2").arg(from, to);
}

/// A figure stays with its unit where a line ends.
QString unbroken(std::int64_t bytes)
{
    return bytesText(bytes).replace(QLatin1Char(' '), QChar::Nbsp);
}

/// "84.9 → 44.5 MB": a unit that both have is written once.
QString bytesArrow(std::int64_t before, std::int64_t after)
{
    QString from = unbroken(before);
    const QString to = unbroken(after);
    const QString unit = from.mid(from.indexOf(QChar::Nbsp));
    if (to.endsWith(unit))
        from.chop(unit.size());
    return arrow(from, to);
}

QString differenceText(std::int64_t before, std::int64_t after)
{
    if (after < before)
        return tr("saves %1").arg(unbroken(before - after));
    if (after > before)
        return tr("takes %1 more").arg(unbroken(after - before));
    return tr("the same");
}

/// "84.9 → 44.5 MB, saves 40.4 MB"
QString stepText(std::int64_t before, std::int64_t after)
{
    return tr("%1, %2").arg(before == after ? unbroken(after) : bytesArrow(before, after),
                            differenceText(before, after));
}

QString policyName(CacheKind kind)
{
    return kind == CacheKind::Growing ? tr("whole") : tr("window");
}

QString capText(int frames)
{
    return frames == 0 ? tr("none") : QString::number(frames);
}

} // namespace

QString partName(MemoryPart part)
{
    switch (part) {
    case MemoryPart::Weights: return tr("Weights");
    case MemoryPart::FullHistory: return tr("KV of F-layers");
    case MemoryPart::LocalHistory: return tr("KV of L-layers");
    case MemoryPart::Sinks: return tr("Sinks");
    case MemoryPart::Absorbed: return tr("ISPA");
    case MemoryPart::Archive: return tr("Archive");
    case MemoryPart::Inputs: return tr("Text, sound, face");
    case MemoryPart::Decoder: return tr("Decoder (VAE)");
    case MemoryPart::Activations: return tr("Work space");
    case MemoryPart::Model: return tr("Model");
    case MemoryPart::EngineProgram: return tr("Engine program");
    case MemoryPart::App: return tr("This window");
    case MemoryPart::Others: return tr("Other programs");
    case MemoryPart::Free: return tr("Free");
    }
    return {};
}

QString partShortName(MemoryPart part)
{
    switch (part) {
    case MemoryPart::FullHistory: return tr("KV F", "short for: KV of F-layers");
    case MemoryPart::LocalHistory: return tr("KV L", "short for: KV of L-layers");
    case MemoryPart::Inputs: return tr("Inputs");
    case MemoryPart::Decoder: return tr("VAE");
    case MemoryPart::EngineProgram: return tr("Engine");
    case MemoryPart::Others: return tr("Others");
    default: return partName(part);
    }
}

QString partHelp(MemoryPart part)
{
    switch (part) {
    case MemoryPart::Weights: return tr("The trained network. It does not change.");
    case MemoryPart::FullHistory:
        return tr("Keys and values of layers that keep their whole history.");
    case MemoryPart::LocalHistory:
        return tr("Keys and values of layers that gave their history up: the latest "
                  "frames alone.");
    case MemoryPart::Sinks:
        return tr("Keys and values of the first frames, which are never thrown away.");
    case MemoryPart::Absorbed:
        return tr("What the layers learn in the warm-up, and the corrections that then "
                  "stand in for the history.");
    case MemoryPart::Archive:
        return tr("The latest clean pictures in small, from which a layer can get its "
                  "history back.");
    case MemoryPart::Inputs:
        return tr("What words, sound and the face are held as for the network.");
    case MemoryPart::Decoder: return tr("What makes pictures of latent frames.");
    case MemoryPart::Activations: return tr("What is needed while a block is computed.");
    case MemoryPart::Model: return tr("All that the bar below shows: the model and its session.");
    case MemoryPart::EngineProgram:
        return tr("The engine's process besides the model: libraries and work space.");
    case MemoryPart::App: return tr("This program, its previews and recordings.");
    case MemoryPart::Others:
        return tr("What neither Imprint nor its engine holds and is not free.");
    case MemoryPart::Free: return tr("What a program could still have.");
    }
    return {};
}

QString segmentText(const MemorySegment& segment, std::int64_t ofBytes)
{
    const double share =
        ofBytes == 0 ? 0.0 : static_cast<double>(segment.bytes) / static_cast<double>(ofBytes);
    QString text = tr("%1: %2, %3 of %4.")
                       .arg(partName(segment.part), bytesText(segment.bytes), percentText(share),
                            bytesText(ofBytes));
    if (segment.predictedBytes > 0)
        text += QLatin1Char(' ') + tr("Predicted: %1.").arg(bytesText(segment.predictedBytes));
    return text + QLatin1Char('\n') + partHelp(segment.part);
}

QString historyLetter(LayerHistory history)
{
    switch (history) {
    case LayerHistory::Full: return tr("F", "letter of a layer with its full history");
    case LayerHistory::Warming: return tr("…", "sign of a layer that still learns");
    case LayerHistory::Local: return tr("L", "letter of a layer that keeps the latest");
    }
    return {};
}

QString historyName(LayerHistory history)
{
    switch (history) {
    case LayerHistory::Full: return tr("F: keeps its history");
    case LayerHistory::Warming: return tr("learning");
    case LayerHistory::Local: return tr("L: gave its history up");
    }
    return {};
}

QString historyHelp(LayerHistory history)
{
    switch (history) {
    case LayerHistory::Full: return tr("This layer looks at everything that the cache keeps.");
    case LayerHistory::Warming:
        return tr("Until the warm-up ends every layer keeps its history and learns what "
                  "could take its place.");
    case LayerHistory::Local:
        return tr("This layer keeps the first and the latest frames; a correction stands "
                  "in for what lay between.");
    }
    return {};
}

QString rungName(IspaRung rung)
{
    switch (rung) {
    case IspaRung::Auto: return tr("chosen by itself");
    case IspaRung::None: return tr("nothing");
    case IspaRung::Bias: return tr("bias");
    case IspaRung::HeadScale: return tr("scale per head");
    case IspaRung::ChannelScale: return tr("scale per channel");
    case IspaRung::HeadMatrix: return tr("matrix per head");
    case IspaRung::Dense: return tr("dense matrix");
    case IspaRung::LowRank: return tr("low-rank matrix");
    case IspaRung::Hierarchical: return tr("hierarchical");
    case IspaRung::VirtualTokens: return tr("virtual tokens");
    }
    return {};
}

std::vector<std::pair<QString, QString>> layerFacts(const LayerCell& cell)
{
    std::vector<std::pair<QString, QString>> facts{
        {tr("Holds"), bytesText(cell.bytes)}, {tr("Predicted"), bytesText(cell.predictedBytes)}};
    if (!cell.learnt)
        return facts;
    const QString residual = percentText(cell.heldOutResidual());
    facts.emplace_back(tr("Residual, held out"),
                       cell.learnt->validated ? residual
                                              : tr("%1, on rows it learnt from").arg(residual));
    facts.emplace_back(tr("Attention given up"), percentText(cell.learnt->evictedMass));
    if (cell.learnt->chosen) {
        facts.emplace_back(tr("Rung"), rungName(cell.learnt->rung));
        facts.emplace_back(tr("Freed"), bytesText(cell.learnt->freedBytes));
    }
    return facts;
}

QString layerTitle(const LayerCell& cell)
{
    return tr("Layer %1, %2").arg(cell.layer).arg(historyName(cell.history));
}

QString layerTip(const LayerCell& cell)
{
    QStringList lines{layerTitle(cell)};
    for (const auto& [name, value] : layerFacts(cell))
        lines.append(tr("%1: %2").arg(name, value));
    lines.append(historyHelp(cell.history));
    return lines.join(QLatin1Char('\n'));
}

QString reportText(const MemoryReport& report)
{
    const QString step = stepText(report.before.kv, report.after.kv);
    switch (report.kind) {
    case MemoryReport::Kind::Quiet: return {};
    case MemoryReport::Kind::Asking: return tr("Predicting …");
    case MemoryReport::Kind::Predicted:
        return tr("Predicted at %1: KV %2").arg(clockText(report.seconds), step);
    case MemoryReport::Kind::Refused: return report.refusal;
    case MemoryReport::Kind::Applying:
        return report.way == ApplyWay::NewStart
                   ? tr("Starting anew. KV was %1, is %2")
                         .arg(bytesText(report.before.kv), bytesText(report.after.kv))
                   : tr("Applying. KV was %1, is %2")
                         .arg(bytesText(report.before.kv), bytesText(report.after.kv));
    case MemoryReport::Kind::Measured:
        return report.shorterHistory
                   ? tr("Measured: KV %1 so far; its history still grows").arg(step)
                   : tr("Measured: KV %1").arg(step);
    }
    return {};
}

QString reportTotalText(const MemoryReport& report)
{
    if (report.kind != MemoryReport::Kind::Predicted && report.kind != MemoryReport::Kind::Measured)
        return {};
    return tr("In all: %1").arg(stepText(report.before.all, report.after.all));
}

QString changesText(const SessionConfig& from, const SessionConfig& to)
{
    QStringList changes;
    const auto add = [&](const QString& name, const QString& before, const QString& after) {
        if (before != after)
            changes.append(tr("%1 %2").arg(name, arrow(before, after)));
    };
    const auto number = [](int value) { return QString::number(value); };
    const auto bits = [](KvBits value) {
        const std::string_view name = enumName(value);
        return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    };
    add(tr("K"), number(from.ispaLayers), number(to.ispaLayers));
    add(tr("T_warm"), number(from.ispaWarmup), number(to.ispaWarmup));
    add(tr("L-window"), number(from.ispaWindowFrames), number(to.ispaWindowFrames));
    add(tr("L-sinks"), number(from.ispaSinkFrames), number(to.ispaSinkFrames));
    add(tr("history"), policyName(from.kvPolicy), policyName(to.kvPolicy));
    add(tr("KV bits"), bits(from.kvBits), bits(to.kvBits));
    add(tr("window"), number(from.kvWindowFrames), number(to.kvWindowFrames));
    add(tr("sinks"), number(from.kvSinkFrames), number(to.kvSinkFrames));
    add(tr("cap"), capText(from.fCap), capText(to.fCap));
    return changes.join(QStringLiteral(", "));
}

QString personaText(const QString& name, const SessionConfig& config)
{
    const QString settings = tr("K %1, T_warm %2, L-window %3, L-sinks %4; rung: %5")
                                 .arg(config.ispaLayers)
                                 .arg(config.ispaWarmup)
                                 .arg(config.ispaWindowFrames)
                                 .arg(config.ispaSinkFrames)
                                 .arg(rungName(config.ispaRung));
    return tr("Persona %1 began without a warm-up: %2. They stay as it was learnt; what each "
              "layer holds is in the strip above.")
        .arg(name, settings);
}

QString machineName(const MachineMemory& machine)
{
    return machine.graphicsCard ? tr("Memory of the graphics card")
                                : tr("Main memory (no GPU in use)");
}

} // namespace imprint::ui
