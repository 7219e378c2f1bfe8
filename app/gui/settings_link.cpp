#include "app/gui/settings_link.h"

#include "app/gui/fixed_settings.h"
#include "app/gui/global_keys.h"
#include "app/gui/key_link.h"
#include "app/gui/output_link.h"
#include "ui/models/message_words.h"
#include "ui/settings/cheat_sheet.h"
#include "ui/settings/settings_dialog.h"
#include "ui/settings/shortcut_page.h"
#include "ui/shell/tray.h"
#include "ui/shell/window_shortcuts.h"
#include "ui/widgets/secret_field.h"

#include <QApplication>
#include <QLabel>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace imprint::app {
namespace {

using ui::SettingsPage;
using ui::WindowAction;

// Sections of the file: never changed.
const QString kGeneral = QStringLiteral("window"); // "general" is a name of QSettings' own
const QString kVoice = QStringLiteral("voice");
const QString kRecording = QStringLiteral("recording");
const QString kStream = QStringLiteral("stream");
const QString kOutputs = QStringLiteral("outputs");
const QString kShortcuts = QStringLiteral("shortcuts");
const QString kModels = QStringLiteral("models");
const QString kState = QStringLiteral("state"); // what nobody sets

const QString kStartedBefore = QStringLiteral("startedBefore");     // in "state"
const QString kHubIsRemembered = QStringLiteral("hubIsRemembered"); // in "models"

/// What can be done by a key that counts in every program.
struct GlobalAction {
    const char* id; ///< by which the desktop remembers its key: never changed
    WindowAction action;
    const char* preferred;
};

constexpr GlobalAction kGlobalActions[] = {
    {"mute", WindowAction::Mute, "CTRL+ALT+m"},
    {"panic", WindowAction::Panic, "CTRL+ALT+p"},
    {"record", WindowAction::Record, "CTRL+ALT+r"},
};

QStringList textsOf(const std::vector<std::string>& texts)
{
    QStringList result;
    for (const std::string& text : texts)
        result << QString::fromStdString(text);
    return result;
}

/// A preset is a text that only some values have: a list to choose from.
std::vector<ui::FieldSpec> withPresets(std::vector<ui::FieldSpec> specs)
{
    for (ui::FieldSpec& spec : specs)
        if (spec.key == QLatin1String("preset")) {
            spec.kind = ui::FieldKind::Choice;
            for (const char* preset : {"ultrafast", "superfast", "veryfast", "faster", "fast",
                                       "medium", "slow", "slower", "veryslow"})
                spec.choices << QLatin1String(preset);
            spec.choiceLabels = spec.choices;
        }
    return specs;
}

} // namespace

QString settingsFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/imprint/imprint.ini");
}

ui::GeneralSettings storedGeneral()
{
    return ui::SettingsStore(settingsFile()).load<ui::GeneralSettings>(kGeneral);
}

SettingsLink::SettingsLink(ui::MainWindow& window, Studio& studio, OutputLink& outputs,
                           ui::SecretField& streamKey, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_studio(studio)
    , m_outputs(outputs)
    , m_streamKey(streamKey)
    , m_store(settingsFile())
    , m_shortcuts(ui::windowShortcuts())
    , m_tray(new ui::Tray(window, this))
{
    loadAll();
    beginKeys();
    applyGlobalKeys();
    ui::followShortcuts(window, m_shortcuts);
    m_tray->setShown(m_general.trayIcon);
    connect(m_tray, &ui::Tray::quitWished, this, &SettingsLink::quitWished);
    connect(&m_shortcuts, &ui::ShortcutTable::keyChanged, this, &SettingsLink::keep);
    connect(&studio, &Studio::voiceChanged, this, [this](const audio::VoiceSettings& voice) {
        showVoice(voice);
        keep();
    });
    connect(&outputs, &OutputLink::settingsChanged, this, &SettingsLink::keep);
    connect(&studio, &Studio::configChanged, this, &SettingsLink::showSession);
    connect(&studio, &Studio::opened, this, [this] { showSession(m_studio.config()); });
    connect(&studio, &Studio::snapshotTaken, this, &SettingsLink::showOnAir);
    connect(&window.action(WindowAction::Settings), &QAction::triggered, this, [this] {
        dialog().show();
        dialog().raise();
        dialog().activateWindow();
    });
    connect(&window.action(WindowAction::Shortcuts), &QAction::triggered, this,
            &SettingsLink::showCheatSheet);
}

SettingsLink::~SettingsLink() = default;

/// Secrets that their user chose to keep.
void SettingsLink::beginKeys()
{
    m_keys = new KeyStore(fallbackKeyFile(), this);
    auto* stream = new KeyLink(*m_keys, m_streamKey, QStringLiteral("stream"), this);
    connect(stream, &KeyLink::keptChanged, &m_outputs, &OutputLink::rememberStream);
    stream->begin(m_outputs.settings().streamIsRemembered);
    m_hubToken = std::make_unique<ui::SecretField>(tr("Token of your account"));
    auto* hub = new KeyLink(*m_keys, *m_hubToken, QStringLiteral("hub"), this);
    connect(hub, &KeyLink::secretChanged, this, &SettingsLink::hubTokenChanged);
    connect(hub, &KeyLink::keptChanged, this, [this](bool kept) {
        m_store.setValue(kModels, kHubIsRemembered, kept ? QVariant(true) : QVariant());
        keep();
    });
    hub->begin(m_store.value(kModels, kHubIsRemembered).toBool());
}

void SettingsLink::applyGlobalKeys()
{
    if (!m_general.globalKeys) {
        if (m_globalKeys)
            m_globalKeys->release();
        return;
    }
    if (!m_globalKeys) {
        m_globalKeys = new GlobalKeys(QDBusConnection::sessionBus(), this);
        connect(m_globalKeys, &GlobalKeys::refused, this,
                [this](const QString& why) { Q_EMIT problem(why, {}); });
        connect(m_globalKeys, &GlobalKeys::pressed, this, [this](const QString& id) {
            for (const GlobalAction& one : kGlobalActions)
                if (id == QLatin1String(one.id))
                    m_window.action(one.action).trigger();
        });
    }
    std::vector<GlobalKey> keys;
    for (const GlobalAction& one : kGlobalActions)
        keys.push_back({.id = QLatin1String(one.id),
                        .description = m_window.action(one.action).toolTip(),
                        .preferred = QLatin1String(one.preferred)});
    m_globalKeys->bind(std::move(keys));
}

bool SettingsLink::hidesWhenClosed() const
{
    return m_general.closeToTray && m_tray->isShown();
}

bool SettingsLink::takeFirstStart()
{
    const bool first = !m_store.value(kState, kStartedBefore).toBool();
    if (first)
        m_store.setValue(kState, kStartedBefore, true);
    return first;
}

ui::SettingsDialog& SettingsLink::dialog()
{
    if (!m_dialog)
        buildDialog();
    return *m_dialog;
}

void SettingsLink::loadAll()
{
    m_general = m_store.load<ui::GeneralSettings>(kGeneral);
    m_movie = m_store.load<MovieFormat>(kRecording);
    m_stream = m_store.load<StreamSettings>(kStream);
    m_outputStandard = m_outputs.settings();
    m_outputs.setSettings(m_store.load(kOutputs, m_outputStandard));
    m_outputs.setDetails(m_movie, m_stream);
    QMap<QString, QString> keys;
    for (const QString& id : m_store.names(kShortcuts))
        keys.insert(id, m_store.value(kShortcuts, id).toString());
    m_shortcuts.setChosenKeys(keys);
    audio::VoiceSettings voice = m_store.load<audio::VoiceSettings>(kVoice, m_studio.voice());
    voice.muted = m_studio.voice().muted; // nobody is muted because of yesterday
    m_studio.changeVoice(voice);
    // Told when the window can show it.
    QMetaObject::invokeMethod(
        this,
        [this] {
            for (const QString& sentence : m_store.takeProblems())
                Q_EMIT problem(sentence, {});
        },
        Qt::QueuedConnection);
}

void SettingsLink::buildDialog()
{
    m_dialog = new ui::SettingsDialog(&m_window);
    buildGeneral();
    buildModels();
    buildSession();
    buildOutputs();
    auto* keys = new ui::ShortcutPage(m_shortcuts, m_dialog);
    m_dialog->addWidget(SettingsPage::HotKeys, keys,
                        [keys](const QString& words) { return keys->setFilter(words); });
    showSession(m_studio.config());
    showVoice(m_studio.voice());
}

void SettingsLink::buildGeneral()
{
    ui::FieldForm& form =
        m_dialog->addForm(SettingsPage::General, ui::fieldSpecs<ui::GeneralSettings>());
    form.showConfig(m_general);
    connect(&form, &ui::FieldForm::valueWished, this, [this, &form] {
        const ui::GeneralSettings before = std::exchange(m_general, form.config(m_general));
        applyGeneral();
        if (before.globalKeys != m_general.globalKeys)
            applyGlobalKeys();
        keep();
    });
}

void SettingsLink::buildModels()
{
    auto* part = new QWidget(m_dialog);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    const QString words = tr("Token of your account at Hugging Face, for models that are not given "
                             "to everybody");
    auto* heading = new QLabel(words, part);
    heading->setWordWrap(true);
    column->addWidget(heading);
    column->addWidget(m_hubToken.release());
    m_dialog->addWidget(SettingsPage::Models, part, [words](const QString& search) {
        return search.isEmpty() || words.contains(search, Qt::CaseInsensitive) ? 1 : 0;
    });
}

void SettingsLink::addSessionForm(SettingsPage page, std::vector<ui::FieldSpec> specs,
                                  const QString& heading)
{
    QStringList keys;
    for (const ui::FieldSpec& spec : specs)
        keys << spec.key;
    ui::FieldForm& form = m_dialog->addForm(page, std::move(specs), heading);
    m_sessionForms.emplace_back(&form, keys);
    connect(&form, &ui::FieldForm::valueWished, this,
            [this, &form] { m_studio.changeConfig(form.config(m_studio.config())); });
}

void SettingsLink::buildSession()
{
    std::vector<ui::FieldSpec> all = ui::fieldSpecs<SessionConfig>();
    const auto take = [&all](std::initializer_list<const char*> keys) {
        std::vector<ui::FieldSpec> chosen = ui::chosenSpecs(all, keys);
        std::erase_if(all, [&](const ui::FieldSpec& spec) {
            return std::any_of(chosen.begin(), chosen.end(),
                               [&](const ui::FieldSpec& one) { return one.key == spec.key; });
        });
        return chosen;
    };
    take({"prompt"}); // it has a dock of its own
    addSessionForm(SettingsPage::Memory,
                   take({"kvPolicy", "kvSinkFrames", "kvWindowFrames", "kvBits", "fCap"}),
                   tr("History of the layers"));
    addSessionForm(SettingsPage::Memory,
                   take({"ispaLayers", "ispaWarmup", "ispaSinkFrames", "ispaWindowFrames",
                         "ispaRung", "ispaSelect", "ispaReabsorb"}),
                   tr("Layers that give up their history (ISPA)"));
    addSessionForm(SettingsPage::Video,
                   take({"steps", "blockLatents", "headMotion", "blinks", "nods", "seed"}), {});
    // All others: a new setting appears without being named here.
    addSessionForm(SettingsPage::Advanced, std::move(all), tr("For experiments"));
    m_voiceForm = &m_dialog->addForm(
        SettingsPage::Voice,
        ui::chosenSpecs(ui::fieldSpecs<audio::VoiceSettings>(),
                        {"gainDb", "automaticGain", "automaticGainTargetDb", "suppressNoise",
                         "suppressNoiseDb", "gate", "gateThresholdDb", "gateAttackMs", "gateHoldMs",
                         "gateReleaseMs"}));
    connect(m_voiceForm, &ui::FieldForm::valueWished, this,
            [this] { m_studio.changeVoice(m_voiceForm->config(m_studio.voice())); });
}

void SettingsLink::buildOutputs()
{
    ui::FieldForm& recording = m_dialog->addForm(
        SettingsPage::Recording,
        withPresets(ui::chosenSpecs(ui::fieldSpecs<MovieFormat>(), {"crf", "preset"})));
    recording.showConfig(m_movie);
    connect(&recording, &ui::FieldForm::valueWished, this, [this, &recording] {
        m_movie = recording.config(m_movie);
        m_outputs.setDetails(m_movie, m_stream);
        keep();
    });
    ui::FieldForm& stream =
        m_dialog->addForm(SettingsPage::Streaming,
                          ui::chosenSpecs(ui::fieldSpecs<StreamSettings>(),
                                          {"srtLatencyMs", "firstRetryMs", "longestRetryMs"}));
    stream.showConfig(m_stream);
    connect(&stream, &ui::FieldForm::valueWished, this, [this, &stream] {
        m_stream = stream.config(m_stream);
        m_outputs.setDetails(m_movie, m_stream);
        keep();
    });
}

void SettingsLink::showSession(const SessionConfig& config)
{
    const QStringList fixed = fixedWhileRunning(config);
    const QString reason = m_studio.state() == StudioState::Running
                               ? tr("Fixed while the session runs; the memory dock can begin anew.")
                               : QString();
    const ModelInfo* model = m_studio.model();
    const QStringList ofModel = model ? textsOf(model->fixedSettings) : QStringList();
    const QString modelReason = tr("This model leaves no choice here.");
    for (const auto& [form, keys] : m_sessionForms) {
        form->showConfig(config);
        for (const QString& key : keys)
            form->setLocked({key}, ofModel.contains(key) ? modelReason
                                   : fixed.contains(key) ? reason
                                                         : QString());
    }
}

void SettingsLink::showVoice(const audio::VoiceSettings& voice)
{
    if (m_voiceForm)
        m_voiceForm->showConfig(voice);
}

void SettingsLink::applyGeneral()
{
    ui::applyTheme(*qApp, m_general.appearance);
    m_tray->setShown(m_general.trayIcon);
}

void SettingsLink::keep()
{
    m_store.save(kGeneral, m_general);
    m_store.save(kRecording, m_movie);
    m_store.save(kStream, m_stream);
    ui::OutputSettings outputs = m_outputs.settings();
    outputs.streamAddress =
        ui::withoutSecrets(QString::fromStdString(outputs.streamAddress)).toStdString();
    m_store.save(kOutputs, outputs, m_outputStandard);
    audio::VoiceSettings voice = m_studio.voice();
    voice.muted = false;
    m_store.save(kVoice, voice);
    const auto chosen = m_shortcuts.chosenKeys();
    for (const QString& id : m_store.names(kShortcuts))
        if (!chosen.contains(id))
            m_store.setValue(kShortcuts, id, {});
    for (auto item = chosen.begin(); item != chosen.end(); ++item)
        m_store.setValue(kShortcuts, item.key(), *item);
    try {
        m_store.flush();
    } catch (const Error& error) { // told, and tried again with the next change
        Q_EMIT problem(ui::inWords(error.what()), ui::inWords(error.hint()));
    }
}

void SettingsLink::showOnAir(const StudioSnapshot& snapshot)
{
    const auto runs = [](const OutputReport& report) {
        return report.phase != OutputPhase::Ended && !report.stats.failed;
    };
    const auto count = std::count_if(snapshot.outputs.begin(), snapshot.outputs.end(), runs);
    const QString what =
        count > 0 ? tr("%n output(s)", nullptr, static_cast<int>(count)) : QString();
    if (std::exchange(m_onAir, what) != what) // eight times a second would make the tray flicker
        m_tray->setOnAir(what);
}

void SettingsLink::showCheatSheet()
{
    if (!m_cheatSheet) {
        m_cheatSheet = new ui::CheatSheet(m_shortcuts, &m_window);
        connect(m_cheatSheet, &ui::CheatSheet::editWished, this, [this] {
            dialog().showPage(SettingsPage::HotKeys);
            dialog().show();
            dialog().raise();
        });
    }
    m_cheatSheet->show();
    m_cheatSheet->raise();
    m_cheatSheet->activateWindow();
}

} // namespace imprint::app
