#include "ui/widgets/player_bar.h"

#include "ui/models/words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <cmath>

namespace imprint::ui {
namespace {

constexpr double kStepsPerSecond = 10; // of the slider

int stepOf(double seconds)
{
    return static_cast<int>(std::lround(seconds * kStepsPerSecond));
}

} // namespace

PlayerBar::PlayerBar(QWidget* parent)
    : QWidget(parent)
    , m_play(new QToolButton(this))
    , m_time(new QSlider(Qt::Horizontal, this))
    , m_loop(new QToolButton(this))
    , m_clock(new QLabel(this))
{
    buildKeys();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(m_play);
    layout->addWidget(m_time, 1);
    layout->addWidget(m_clock);
    layout->addWidget(m_loop);
    showPlayer(PlayerView());
}

void PlayerBar::buildKeys()
{
    m_play->setAccessibleName(tr("Play"));
    m_time->setAccessibleName(tr("Time in the file"));
    m_time->setSingleStep(stepOf(1));
    m_time->setPageStep(stepOf(10));
    m_time->setTracking(false); // a seek per drag, not per pixel
    m_loop->setIcon(icon(Icon::Refresh, Tint::Text, Tint::OnAccent));
    m_loop->setCheckable(true);
    m_loop->setAccessibleName(tr("Repeat"));
    m_loop->setToolTip(tr("Begin again at the end"));
    makeMuted(*m_clock);
    connect(m_play, &QToolButton::clicked, this, [this] { Q_EMIT playWanted(!m_player.playing); });
    connect(m_loop, &QToolButton::clicked, this, &PlayerBar::loopWanted);
    connect(m_time, &QSlider::valueChanged, this, &PlayerBar::seekToSlider);
    connect(m_time, &QSlider::sliderMoved, this,
            [this](int step) { showTime(step / kStepsPerSecond); });
}

void PlayerBar::showPlayer(const PlayerView& player)
{
    m_player = player;
    setEnabled(!player.file.isEmpty());
    m_play->setIcon(icon(player.playing ? Icon::Pause : Icon::Play));
    m_play->setAccessibleName(player.playing ? tr("Pause") : tr("Play"));
    m_play->setToolTip(player.playing ? tr("Pause the file") : tr("Play the file"));
    m_loop->setChecked(player.loop);
    if (m_time->isSliderDown())
        return;
    const QSignalBlocker quiet(m_time);
    m_time->setRange(0, std::max(stepOf(player.lengthSeconds), stepOf(player.positionSeconds)));
    m_time->setValue(stepOf(player.positionSeconds));
    showTime(player.positionSeconds);
}

void PlayerBar::showTime(double seconds)
{
    m_clock->setText(m_player.lengthSeconds > 0
                         ? tr("%1 of %2").arg(clockText(seconds), clockText(m_player.lengthSeconds))
                         : clockText(seconds));
}

void PlayerBar::seekToSlider()
{
    Q_EMIT seekWanted(m_time->value() / kStepsPerSecond);
}

} // namespace imprint::ui
