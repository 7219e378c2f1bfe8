#include "ui/models/statistics_view.h"

#include "ui/models/tr.h"
#include "ui/models/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <type_traits>

namespace imprint::ui {
namespace {

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// "droppedBlocks" -> "Dropped blocks": for fields that have no words of their own yet.
QString spelledOut(const QString& key)
{
    QString text;
    for (const QChar letter : key) {
        if (letter.isUpper())
            text += QLatin1Char(' ');
        text += text.isEmpty() ? letter.toUpper() : letter.toLower();
    }
    return text;
}

/// A field of SessionStats in the user's language.
struct FigureWords {
    const char* key;
    const char* name;
    const char* help;
};

// No std::array: lupdate takes that for the texts' context.
constexpr FigureWords kWords[] = {
    {"features", QT_TR_NOOP("Features"),
     QT_TR_NOOP("Turns sound and text into what the model hears.")},
    {"denoise", QT_TR_NOOP("Denoise"), QT_TR_NOOP("All denoising passes of a block.")},
    {"context", QT_TR_NOOP("Context"), QT_TR_NOOP("The pass that writes clean keys and values.")},
    {"decode", QT_TR_NOOP("Decode"), QT_TR_NOOP("Turns latents into pictures.")},
    {"draw", QT_TR_NOOP("Draw"), QT_TR_NOOP("Draws the pictures of a face that is not generated.")},
    {"blocks", QT_TR_NOOP("Blocks made"), QT_TR_NOOP("By the engine, since its session began.")},
    {"frames", QT_TR_NOOP("Pictures made"), QT_TR_NOOP("By the engine, since its session began.")},
    {"firstFrameMs", QT_TR_NOOP("First picture after"),
     QT_TR_NOOP("From the session's opening to a picture that moves.")},
    {"droppedBlocks", QT_TR_NOOP("Blocks skipped"),
     QT_TR_NOOP("Left out to keep the delay: the engine was too slow.")},
    {"frameQueue", QT_TR_NOOP("Blocks on the way"),
     QT_TR_NOOP("Made, and not yet fetched from the engine.")},
};

const FigureWords* wordsOf(std::string_view key)
{
    for (const FigureWords& words : kWords)
        if (key == words.key)
            return &words;
    return nullptr;
}

QString nameOf(const Field& field)
{
    const FigureWords* words = wordsOf(field.key);
    return words != nullptr ? tr(words->name) : spelledOut(toQString(field.key));
}

QString helpOf(const Field& field)
{
    const FigureWords* words = wordsOf(field.key);
    return words != nullptr ? tr(words->help) : toQString(field.help);
}

/// Which stage takes from a queue.
struct QueueReader {
    std::string_view queue;
    std::string_view stage;
};

constexpr std::array kQueueReaders = {QueueReader{"featureQueue", "denoise"},
                                      QueueReader{"latentQueue", "decode"}};

std::optional<int> queueOf(const SessionStats& stats, std::string_view stage)
{
    std::optional<int> depth;
    forEachField(stats, [&](const Field& field, const auto& value) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, int>)
            for (const QueueReader& reader : kQueueReaders)
                if (reader.queue == field.key && reader.stage == stage)
                    depth = value;
    });
    return depth;
}

/// The video that is made shows how far its block is, its stage how long its queue is.
bool isShownElsewhere(std::string_view key)
{
    if (key == "blockShare")
        return true;
    for (const QueueReader& reader : kQueueReaders)
        if (reader.queue == key)
            return true;
    return false;
}

QString numberText(std::optional<double> value)
{
    return value ? QLocale().toString(*value, 'f', 1) : QStringLiteral("–");
}

template <class Whole>
QString wholeText(std::optional<Whole> value)
{
    return value ? QLocale().toString(static_cast<qlonglong>(*value)) : QStringLiteral("–");
}

} // namespace

std::vector<StageFigures> engineStages(const SessionStats& stats, double blockMs)
{
    std::vector<StageFigures> stages;
    forEachField(stats, [&](const Field& field, const auto& value) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, StageTime>) {
            if (value.blocks == 0)
                return;
            StageFigures stage{.key = toQString(field.key),
                               .name = nameOf(field),
                               .help = helpOf(field),
                               .meanMs = value.meanMs(),
                               .worstMs = value.worstMs,
                               .queue = queueOf(stats, field.key)};
            if (blockMs > 0)
                stage.budgetMs = blockMs;
            stages.push_back(std::move(stage));
        }
    });
    return stages;
}

std::vector<RunFigure> engineFigures(const SessionStats& stats)
{
    std::vector<RunFigure> figures;
    forEachField(stats, [&](const Field& field, const auto& value) {
        using T = std::remove_cvref_t<decltype(value)>;
        if constexpr (std::is_arithmetic_v<T>) {
            if (isShownElsewhere(field.key))
                return;
            QString text;
            if constexpr (std::is_same_v<T, double>)
                text = field.key.ends_with("Ms") ? millisecondsText(value) : numberText(value);
            else
                text = wholeText(std::optional(value));
            figures.push_back({.name = nameOf(field), .value = text, .help = helpOf(field)});
        }
    });
    return figures;
}

QString statisticsText(const StatisticsView& view)
{
    QString text = tr("%1 after %2")
                       .arg(QCoreApplication::applicationName() + QLatin1Char(' ') +
                                QCoreApplication::applicationVersion(),
                            clockText(view.seconds)) +
                   QLatin1Char('\n');
    for (const StageFigures& stage : view.stages) {
        text += tr("%1: mean %2 ms, worst %3 ms, queue %4, lost %5")
                    .arg(stage.name, numberText(stage.meanMs), numberText(stage.worstMs),
                         wholeText(stage.queue), wholeText(stage.lost));
        text += stage.trouble.isEmpty() ? QStringLiteral("\n")
                                        : QStringLiteral(" (%1)\n").arg(stage.trouble);
    }
    for (const RunFigure& figure : view.figures)
        text += tr("%1: %2").arg(figure.name, figure.value) + QLatin1Char('\n');
    return text;
}

} // namespace imprint::ui
