#include "ui/docks/prompt_dock.h"

#include "ui/docks/dock_parts.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/video_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace imprint::ui {
namespace {

constexpr int kEditorLines = 4;
constexpr int kTableRows = 5;
constexpr double kCueGapSeconds = 5; // behind the last cue

QLabel* makeText(const char* role, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setProperty("role", QString::fromLatin1(role));
    return label;
}

} // namespace

PromptDock::PromptDock(QWidget* parent)
    : Dock(QStringLiteral("promptDock"), tr("Prompt"), parent)
    , m_cues(new PromptCueModel(this))
{
    auto* content = new QWidget(this);
    auto* layout = makeColumn(content);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(kMargin);
    layout->addWidget(buildEditor());
    m_video = new VideoBar(content);
    m_video->hide();
    layout->addWidget(m_video);
    layout->addWidget(buildTimeline());
    layout->addStretch(1);
    setContent(content);
    connect(m_video, &VideoBar::makeWished, this, [this] {
        apply();
        Q_EMIT videoWished();
    });
    connect(m_video, &VideoBar::stopWished, this, &PromptDock::videoStopWished);
    connect(m_video, &VideoBar::secondsChanged, this, &PromptDock::videoSecondsChanged);
    setSentences(false);
}

void PromptDock::setSentences(bool sentences)
{
    m_sentences = sentences;
    m_presets->setVisible(!sentences);
    m_play->setVisible(!sentences);
    m_video->setVisible(sentences);
    m_editor->setPlaceholderText(
        sentences ? tr("What the video shows, in whole sentences: A red fox walks through a snowy "
                       "forest. The camera follows it.")
                  : tr("Who speaks, and how: woman, red curly hair, round glasses, smiling"));
    m_timelineHint->setText(sentences ? tr("Prompts that follow each other in a video. Each holds "
                                           "from the first block at its time.")
                                      : tr("Prompts that follow each other. Times are those of "
                                           "blocks: a prompt changes between two of them."));
    if (sentences)
        showUnknownWords({});
    showEditState();
}

double PromptDock::videoSeconds() const
{
    return m_video->seconds();
}

int PromptDock::videoSize() const
{
    return m_video->size();
}

void PromptDock::setVideoSize(int width, int height)
{
    m_video->setOwnSize(width, height);
}

bool PromptDock::recordsVideo() const
{
    return m_video->records();
}

void PromptDock::showVideo(const VideoView& view)
{
    m_video->showVideo(view);
}

/// Why no video can be made of what is written; empty: one can.
QString PromptDock::obstacle() const
{
    const auto& cues = m_cues->timeline().cues();
    const bool begins = !cues.empty() && cues.front().seconds == 0 && !cues.front().text.isEmpty();
    return text().isEmpty() && !begins ? tr("Write what it shows first.") : QString();
}

QWidget* PromptDock::buildEditor()
{
    auto* box = new QWidget(this);
    auto* layout = makeColumn(box);
    m_presets = new QComboBox(box);
    m_presets->setAccessibleName(tr("Presets"));
    m_presets->setPlaceholderText(tr("Presets"));
    m_presets->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_presets->setMinimumContentsLength(10);
    layout->addWidget(m_presets);
    m_editor = new QPlainTextEdit(box);
    m_editor->setAccessibleName(tr("Prompt"));
    m_editor->setTabChangesFocus(true);
    m_editor->setFixedHeight(kEditorLines * m_editor->fontMetrics().lineSpacing() + 20);
    m_editor->installEventFilter(this);
    layout->addWidget(m_editor);
    m_unknown = makeText("warn", box);
    m_unknown->setAccessibleName(tr("Words without effect"));
    m_unknown->hide();
    layout->addWidget(m_unknown);
    auto* row = new QHBoxLayout;
    m_effect = makeText("muted", box);
    m_effect->setAccessibleName(tr("When the prompt takes effect"));
    row->addWidget(m_effect, 1);
    m_apply = new QPushButton(tr("Apply"), box);
    m_apply->setToolTip(tr("Ctrl+Enter in the text does the same"));
    row->addWidget(m_apply);
    layout->addLayout(row);
    connect(m_apply, &QPushButton::clicked, this, &PromptDock::apply);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        showEditState();
        Q_EMIT promptEdited(text());
    });
    connect(m_presets, &QComboBox::activated, this, [this](int preset) {
        // As typed: Ctrl+Z brings back what was written.
        QTextCursor cursor(m_editor->document());
        cursor.select(QTextCursor::Document);
        cursor.insertText(m_presets->itemData(preset).toString());
        m_presets->setCurrentIndex(-1);
        m_editor->setFocus();
    });
    return box;
}

QWidget* PromptDock::buildTimeline()
{
    auto* box = new QWidget(this);
    auto* layout = makeColumn(box);
    auto* heading = new QLabel(tr("Timeline"), box);
    heading->setProperty("role", QStringLiteral("heading"));
    layout->addWidget(heading);
    m_timelineHint = makeText("muted", box);
    layout->addWidget(m_timelineHint);
    m_table = new QTableView(box);
    m_table->setModel(m_cues);
    m_table->setAccessibleName(tr("Timeline of prompts"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setColumnWidth(PromptCueModel::TimeColumn,
                            m_table->fontMetrics().horizontalAdvance(QStringLiteral("▶ 00:00.0")) +
                                24);
    m_table->setFixedHeight((kTableRows + 1) * m_table->verticalHeader()->defaultSectionSize());
    layout->addWidget(m_table);
    auto* row = new QHBoxLayout;
    row->setSpacing(kSmallGap);
    auto* add = new QPushButton(icon(Icon::Plus), tr("Add"), box);
    add->setToolTip(tr("The prompt above, at the time of now or behind the last one"));
    m_remove = new QPushButton(icon(Icon::Trash), tr("Remove"), box);
    m_play = new QPushButton(box);
    m_play->setCheckable(true);
    row->addWidget(add);
    row->addWidget(m_remove);
    row->addStretch(1);
    row->addWidget(m_play);
    layout->addLayout(row);
    connect(add, &QPushButton::clicked, this, &PromptDock::addCue);
    connect(m_remove, &QPushButton::clicked, this,
            [this] { m_cues->remove(m_table->currentIndex().row()); });
    connect(m_play, &QPushButton::clicked, this, &PromptDock::setPlaying);
    connect(m_cues, &PromptCueModel::cuesChanged, this, [this] {
        showEditState();
        Q_EMIT timelineChanged();
    });
    return box;
}

bool PromptDock::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_editor && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<const QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers().testFlag(Qt::ControlModifier)) {
            apply();
            return true;
        }
    }
    return Dock::eventFilter(watched, event);
}

QString PromptDock::text() const
{
    return m_editor->toPlainText().simplified();
}

void PromptDock::apply()
{
    if (text() != m_prompt)
        send(text());
}

void PromptDock::send(const QString& prompt)
{
    m_prompt = prompt;
    if (m_clock.runs())
        m_effectBlock = m_clock.nextBlock();
    showEditState();
    Q_EMIT promptApplied(prompt);
}

void PromptDock::showPresets(const std::vector<PromptPreset>& presets)
{
    m_presets->clear();
    for (const PromptPreset& preset : presets) {
        m_presets->addItem(preset.name, preset.prompt);
        m_presets->setItemData(m_presets->count() - 1, preset.prompt, Qt::ToolTipRole);
    }
    m_presets->setCurrentIndex(-1);
}

void PromptDock::showPrompt(const QString& prompt)
{
    const bool written = text() != m_prompt; // and not applied
    if (std::exchange(m_prompt, prompt) == prompt)
        return;
    if (m_clock.runs())
        m_effectBlock = m_clock.nextBlock();
    if (!written)
        m_editor->setPlainText(prompt);
    showEditState();
}

void PromptDock::showUnknownWords(const QStringList& words)
{
    m_unknown->setText(tr("The model does not know: %1").arg(words.join(QStringLiteral(", "))));
    m_unknown->setVisible(!words.isEmpty() && !m_sentences);
}

void PromptDock::showEditState()
{
    const bool written = text() != m_prompt;
    m_apply->setEnabled(written);
    m_remove->setEnabled(m_cues->rowCount() > 0);
    m_play->setEnabled(playsTimeline() || (m_cues->rowCount() > 0 && m_clock.runs()));
    m_play->setChecked(playsTimeline());
    m_play->setText(playsTimeline() ? tr("Stop") : tr("Play"));
    m_play->setAccessibleName(playsTimeline() ? tr("Stop the timeline") : tr("Play the timeline"));
    m_play->setIcon(icon(playsTimeline() ? Icon::Stop : Icon::Play, Tint::Text, Tint::OnAccent));
    if (written)
        m_effect->setText(tr("Not applied yet: Ctrl+Enter"));
    else if (m_effectBlock)
        m_effect->setText(effectText(m_clock, *m_effectBlock));
    else
        m_effect->setText(m_prompt.isEmpty()
                              ? (m_sentences ? QString() : tr("Empty: all is left open"))
                              : tr("In effect"));
    m_video->setObstacle(obstacle());
}

void PromptDock::showClock(const RunClock& clock)
{
    m_clock = clock;
    // A timeline of sentences begins with the video, any other one somewhere in a run.
    m_cues->setBlockSeconds(clock.blockSeconds, m_sentences ? clock.firstBlockSeconds : 0);
    if (playsTimeline())
        playDue();
    showEditState();
}

void PromptDock::showTimeline(const std::vector<PromptCue>& cues)
{
    m_cues->setCues(cues);
}

void PromptDock::addCue()
{
    const auto& cues = m_cues->timeline().cues();
    double seconds = cues.empty() ? 0 : cues.back().seconds + kCueGapSeconds;
    if (playsTimeline())
        seconds =
            static_cast<double>(m_player.timelineBlock(m_clock.nextBlock())) * m_clock.blockSeconds;
    m_table->selectRow(m_cues->add(seconds, text()));
}

void PromptDock::setPlaying(bool on)
{
    m_player.stop();
    m_cues->setCurrent(-1);
    if (on && m_clock.runs()) {
        m_player.start(m_clock.nextBlock());
        playDue();
    }
    showEditState();
}

/// What holds in the next block that can still be reached.
void PromptDock::playDue()
{
    const PromptTimeline& timeline = m_cues->timeline();
    const auto prompt = m_player.due(timeline, m_clock.nextBlock());
    m_cues->setCurrent(m_player.rowAt(timeline, m_clock.nextBlock()).value_or(-1));
    if (!prompt || *prompt == m_prompt)
        return;
    m_table->scrollTo(m_cues->index(m_cues->current(), 0));
    const bool written = text() != m_prompt;
    send(*prompt);
    if (!written)
        m_editor->setPlainText(*prompt);
}

} // namespace imprint::ui
