#include "ui/widgets/video_bar.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace imprint::ui {
namespace {

constexpr int kProgressSteps = 1000;
constexpr double kLongestSeconds = 86'400;
constexpr int kSmallerSides[] = {512, 384, 256};

} // namespace

VideoBar::VideoBar(QWidget* parent)
    : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    auto* label = new QLabel(tr("&Length"), this);
    m_seconds = new QDoubleSpinBox(this);
    m_seconds->setObjectName(QStringLiteral("videoSeconds"));
    m_seconds->setAccessibleName(tr("Length of the video in seconds"));
    m_seconds->setRange(0.1, kLongestSeconds);
    m_seconds->setDecimals(1);
    m_seconds->setValue(5);
    m_seconds->setSuffix(tr(" s"));
    label->setBuddy(m_seconds);
    m_record = new QCheckBox(tr("Record it"), this);
    m_record->setObjectName(QStringLiteral("videoRecords"));
    m_record->setChecked(true);
    m_record->setToolTip(tr("Into the folder of recordings, as the output dock says"));
    m_size = new QComboBox(this);
    m_size->setObjectName(QStringLiteral("videoSize"));
    m_size->setAccessibleName(tr("Size of the video"));
    m_size->setToolTip(tr("A smaller picture takes less time and memory; the model was trained for "
                          "its own"));
    setOwnSize(0, 0);
    row->addWidget(label);
    row->addWidget(m_seconds);
    row->addWidget(m_size, 1);
    column->addLayout(row);
    column->addWidget(m_record);
    m_make = new QPushButton(this);
    m_make->setObjectName(QStringLiteral("makeVideo"));
    m_make->setProperty("role", QStringLiteral("primary"));
    column->addWidget(m_make);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("How much of the video is made"));
    column->addWidget(m_progress);
    m_text = new QLabel(this);
    m_text->setObjectName(QStringLiteral("videoText"));
    m_text->setWordWrap(true);
    makeMuted(*m_text);
    column->addWidget(m_text);
    connect(m_make, &QPushButton::clicked, this,
            [this] { m_view.goesOn() ? stopWished() : makeWished(); });
    connect(m_seconds, &QDoubleSpinBox::valueChanged, this, &VideoBar::secondsChanged);
    refresh();
}

void VideoBar::setOwnSize(int width, int height)
{
    m_size->clear();
    m_size->addItem(width > 0 ? tr("%1 × %2").arg(width).arg(height) : tr("its own"), 0);
    for (const int side : kSmallerSides)
        if (std::int64_t{side} * side < std::int64_t{width} * height)
            m_size->addItem(tr("%1 × %1").arg(side), side);
}

int VideoBar::size() const
{
    return m_size->currentData().toInt();
}

double VideoBar::seconds() const
{
    return m_seconds->value();
}

bool VideoBar::records() const
{
    return m_record->isChecked();
}

void VideoBar::showVideo(const VideoView& view)
{
    if (m_view == view)
        return;
    m_view = view;
    refresh();
}

void VideoBar::setObstacle(const QString& why)
{
    if (m_obstacle == why)
        return;
    m_obstacle = why;
    refresh();
}

void VideoBar::refresh()
{
    using Phase = VideoView::Phase;
    const bool goesOn = m_view.goesOn();
    const bool ready = m_view.phase == Phase::Ready;
    m_seconds->setEnabled(!goesOn);
    m_size->setEnabled(!goesOn);
    m_record->setEnabled(!goesOn);
    m_make->setText(goesOn ? tr("Stop") : tr("Make the video"));
    m_make->setToolTip(goesOn ? tr("What is made so far is kept") : QString());
    m_make->setIcon(icon(goesOn ? Icon::Stop : Icon::Play, Tint::OnAccent, Tint::OnAccent));
    m_make->setEnabled(goesOn ? m_view.phase != Phase::Stopping : ready && m_obstacle.isEmpty());
    m_progress->setVisible(goesOn);
    m_progress->setValue(static_cast<int>(m_view.share * kProgressSteps));
    const QString text = ready ? m_obstacle : videoText(m_view);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
}

} // namespace imprint::ui
