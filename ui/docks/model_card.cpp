#include "ui/docks/model_card.h"

#include "ui/docks/dock_parts.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace imprint::ui {
namespace {

void showText(QLabel& label, const QString& text)
{
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

} // namespace

ModelCard::ModelCard(QWidget* parent)
    : QFrame(parent)
{
    setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, kGap, 0, kGap);
    layout->setSpacing(2);
    m_title = addLabel(QStringLiteral("title"), false);
    setRole(*m_title, QStringLiteral("heading"));
    m_state = addLabel(QStringLiteral("state"), true);
    m_does = addLabel(QStringLiteral("does"), false);
    m_licence = addLabel(QStringLiteral("licence"), false);
    m_meaning = addLabel(QStringLiteral("meaning"), true);
    m_size = addLabel(QStringLiteral("size"), true);
    m_memory = addLabel(QStringLiteral("memory"), true);
    m_problem = addLabel(QStringLiteral("problem"), false);
    setRole(*m_problem, QStringLiteral("error"));
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    layout->addWidget(m_progress);
    m_amount = addLabel(QStringLiteral("amount"), true);
    layout->addWidget(buildButtons());
}

void ModelCard::show(const ModelRow& row, std::int64_t machineBytes)
{
    m_row = row;
    m_title->setText(row.title);
    m_state->setText(stateText(row));
    showText(*m_does, row.does);
    showLicence();
    showText(*m_size, sizeLine(row));
    showText(*m_memory, row.memoryText.isEmpty() && row.memoryBytes <= 0
                            ? QString()
                            : memoryLine(row, machineBytes));
    showText(*m_problem, row.problem);
    showProgress();
    showButtons();
    setAccessibleName(row.title);
    setAccessibleDescription(tr("%1. %2. %3").arg(stateText(row), lampText(row.lamp), row.does));
}

/// A line tells one model from the next.
void ModelCard::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.setPen(themeOf(palette()).line);
    painter.drawLine(0, 0, width(), 0);
}

QLabel* ModelCard::addLabel(const QString& name, bool muted)
{
    auto* label = new QLabel(this);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    if (muted)
        makeMuted(*label);
    layout()->addWidget(label);
    return label;
}

QWidget* ModelCard::buildButtons()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, kSmallGap, 0, 0);
    layout->setSpacing(kSmallGap);
    const auto add = [&](const char* name, const QString& text, Icon which, auto&& reaction) {
        auto* button = new QPushButton(icon(which), text, bar);
        button->setObjectName(QLatin1String(name));
        connect(button, &QPushButton::clicked, this, reaction);
        layout->addWidget(button);
        return button;
    };
    m_open = add("open", tr("Open"), Icon::Play, [this] { Q_EMIT openWished(m_row.name); });
    m_download = add("download", tr("Download"), Icon::Download,
                     [this] { Q_EMIT downloadWished(m_row.name); });
    m_pause = add("pause", tr("Pause"), Icon::Pause, [this] { Q_EMIT pauseWished(m_row.name); });
    m_verify =
        add("verify", tr("Verify"), Icon::Check, [this] { Q_EMIT verifyWished(m_row.name); });
    m_reveal = add("reveal", {}, Icon::Folder, [this] { Q_EMIT folderWished(m_row.folder); });
    m_reveal->setToolTip(tr("Show its folder"));
    layout->addStretch();
    return bar;
}

void ModelCard::showLicence()
{
    const QString line =
        m_row.licenceName.isEmpty()
            ? tr("%1 %2").arg(lampSymbol(m_row.lamp), lampText(m_row.lamp))
            : tr("%1 %2 (%3)").arg(lampSymbol(m_row.lamp), lampText(m_row.lamp), m_row.licenceName);
    m_licence->setText(line);
    setRole(*m_licence, m_row.lamp == LicenceLamp::MaySell      ? QStringLiteral("good")
                        : m_row.lamp == LicenceLamp::NotForSale ? QStringLiteral("error")
                                                                : QStringLiteral("warn"));
    showText(*m_meaning, m_row.licenceMeaning);
}

void ModelCard::showProgress()
{
    const bool shown = isBusy(m_row.state) || m_row.state == ModelState::Paused;
    m_progress->setVisible(shown);
    m_amount->setVisible(shown);
    if (!shown)
        return;
    m_progress->setValue(m_row.totalBytes > 0
                             ? static_cast<int>(1000.0 * static_cast<double>(m_row.doneBytes) /
                                                static_cast<double>(m_row.totalBytes))
                             : 0);
    m_progress->setAccessibleName(tr("Progress of %1").arg(m_row.title));
    m_amount->setText(progressText(m_row));
}

void ModelCard::showButtons()
{
    const auto name = [&](QPushButton* button, const QString& what) {
        button->setAccessibleName(tr("%1: %2").arg(what, m_row.title));
    };
    m_open->setVisible(m_row.state == ModelState::Ready && !m_row.open);
    const bool goesOn = m_row.state == ModelState::Paused || m_row.state == ModelState::Failed;
    m_download->setText(goesOn ? tr("Go on") : tr("Download"));
    const bool whole = m_row.state == ModelState::Downloaded || m_row.state == ModelState::Ready;
    m_download->setVisible(m_row.canDownload && !isBusy(m_row.state) && !whole);
    m_pause->setVisible(isBusy(m_row.state));
    m_verify->setVisible(m_row.canDownload && whole);
    m_reveal->setVisible(!m_row.folder.isEmpty());
    name(m_open, m_open->text());
    name(m_download, m_download->text());
    name(m_pause, m_pause->text());
    name(m_verify, m_verify->text());
    name(m_reveal, tr("Show folder"));
}

} // namespace imprint::ui
