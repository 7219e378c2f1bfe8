#include "app/gui/prompt_link.h"

#include "app/session/resources.h"
#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/models/character/character_prompt.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace imprint::app {
namespace {

QStringList unknownWords(const QString& prompt)
{
    QStringList words;
    for (const std::string& word : engine::parseCharacterPrompt(prompt.toStdString()).unknownWords)
        words << QString::fromStdString(word);
    return words;
}

ui::RunClock clockOf(const VideoRhythm& rhythm, double heardSeconds, double delaySeconds)
{
    const auto seconds = [&](int frames) {
        return static_cast<double>(frames) / rhythm.framesPerSecond;
    };
    return {.soundSeconds = heardSeconds,
            .delaySeconds = delaySeconds,
            .blockSeconds = seconds(rhythm.blockFrames),
            .firstBlockSeconds = seconds(rhythm.firstBlockFrames)};
}

} // namespace

PromptLink::PromptLink(ui::PromptDock& dock, Studio& studio, QObject* parent)
    : QObject(parent)
    , m_dock(dock)
    , m_studio(studio)
{
    using ui::PromptDock;
    connect(&dock, &PromptDock::promptApplied, this, [this](const QString& prompt) {
        SessionConfig config = m_studio.config();
        config.prompt = prompt.toStdString();
        m_studio.changeConfig(config);
    });
    connect(&dock, &PromptDock::promptEdited, this, [this](const QString& text) {
        const ModelInfo* model = m_studio.model();
        const bool readsSentences = model != nullptr && !model->readsAttributes;
        m_dock.showUnknownWords(readsSentences ? QStringList() : unknownWords(text));
    });
    connect(&studio, &Studio::configChanged, this, [this](const SessionConfig& config) {
        m_dock.showPrompt(QString::fromStdString(config.prompt));
    });
    connect(&studio, &Studio::snapshotTaken, this, &PromptLink::showClock);
    connect(&studio, &Studio::opened, this, [this] {
        const auto& text = m_studio.model()->text;
        m_dock.setSentences(text.has_value());
        if (!text)
            return;
        m_dock.setVideoSize(m_studio.model()->width, m_studio.model()->height);
        m_dock.showClock(clockOf(*text, 0, 0));
    });
    m_dock.showPrompt(QString::fromStdString(studio.config().prompt));
    try { // the dock works without them
        m_dock.showPresets(readPromptPresets());
    } catch (const Error& error) {
        log(LogLevel::Warning, error.oneLine());
    }
}

void PromptLink::showClock(const StudioSnapshot& snapshot)
{
    const double delay = snapshot.stats.schedule.delayMs / 1000;
    const VideoRhythm rhythm = snapshot.format.rhythm();
    double heard = snapshot.stats.seconds + delay;
    if (snapshot.stats.wantedFrames > 0) // nobody is heard: what is made counts
        heard = static_cast<double>(rhythm.firstFrame(snapshot.stats.session.blocks)) /
                rhythm.framesPerSecond;
    m_dock.showClock(clockOf(rhythm, heard, delay));
}

std::vector<ui::PromptPreset> readPromptPresets()
{
    const std::string path = resourceDirectory() + "/presets/prompts.json";
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        throw Error(ErrorCode::NotFound, concat("the file '", path, "' cannot be read"),
                    "Install Imprint again");
    const QJsonArray list =
        QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("prompts")).toArray();
    std::vector<ui::PromptPreset> presets;
    for (const QJsonValue value : list)
        presets.push_back({.name = value.toObject().value(QStringLiteral("name")).toString(),
                           .prompt = value.toObject().value(QStringLiteral("prompt")).toString()});
    if (presets.empty())
        throw Error(ErrorCode::BadInput, concat("the file '", path, "' holds no prompts"),
                    "Install Imprint again");
    return presets;
}

} // namespace imprint::app
