#include "ui/widgets/output_card.h"

#include "ui/models/output_words.h"
#include "ui/models/words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/live_light.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace imprint::ui {
namespace {

constexpr int kButtonWidth = 118; // wide enough for an hour's clock

Icon iconOf(OutputId output)
{
    switch (output) {
    case OutputId::Recording: return Icon::Record;
    case OutputId::Camera:
    case OutputId::Loopback: return Icon::Camera;
    case OutputId::Microphone: return Icon::Microphone;
    case OutputId::Stream: return Icon::Stream;
    case OutputId::Take: break;
    }
    return Icon::Save;
}

/// Shown only while there is something to say.
void say(QLabel& label, const QString& text)
{
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

} // namespace

OutputCard::OutputCard(OutputId output, QWidget* settings, QWidget* parent)
    : QFrame(parent)
    , m_output(output)
    , m_settings(settings)
{
    setProperty("role", QStringLiteral("card"));
    setAccessibleName(outputName(output));
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    m_layout->setSpacing(kGap);
    m_layout->addLayout(buildHead());
    m_help = buildLine(QStringLiteral("help"), "muted");
    m_layout->addWidget(m_help);
    if (settings != nullptr)
        m_layout->addWidget(settings);
    m_note = buildLine(QStringLiteral("note"), "muted");
    m_counters = buildLine(QStringLiteral("counters"), "muted");
    m_trouble = buildLine(QStringLiteral("trouble"), "error");
    for (QLabel* line : {m_note, m_counters, m_trouble})
        m_layout->addWidget(line);
    setView({});
    setNote({});
}

QLayout* OutputCard::buildHead()
{
    auto* title = new QLabel(outputName(m_output), this);
    title->setProperty("role", QStringLiteral("heading"));
    title->setWordWrap(true);
    m_light = new LiveLight(this);
    m_button = new QPushButton(this);
    m_button->setObjectName(QStringLiteral("start"));
    m_button->setProperty("role", QStringLiteral("live"));
    m_button->setCheckable(true);
    m_button->setIcon(icon(iconOf(m_output), Tint::Text, Tint::OnLive));
    m_button->setMinimumSize(kButtonWidth, m_output == OutputId::Recording ? 40 : 0);
    connect(m_button, &QPushButton::clicked, this, &OutputCard::press);

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(m_light, 0, Qt::AlignLeft);
    auto* head = new QHBoxLayout;
    head->setSpacing(kGap);
    head->addLayout(words, 1);
    head->addWidget(m_button, 0, Qt::AlignVCenter);
    return head;
}

QLabel* OutputCard::buildLine(const QString& name, const char* role)
{
    auto* line = new QLabel(this);
    line->setObjectName(name);
    line->setProperty("role", QString::fromLatin1(role));
    line->setWordWrap(true);
    line->setTextFormat(Qt::PlainText);
    line->setTextInteractionFlags(Qt::TextSelectableByMouse);
    line->setFocusPolicy(Qt::NoFocus);
    return line;
}

void OutputCard::addFreeSettings(QWidget* settings)
{
    m_layout->insertWidget(m_layout->indexOf(m_note), settings);
}

void OutputCard::press()
{
    // Its mark says what is, not what was wished: the next view sets it.
    m_button->setChecked(isBusy(m_state));
    if (isBusy(m_state))
        Q_EMIT stopWished();
    else
        Q_EMIT startWished();
}

void OutputCard::showButton(const OutputView& view)
{
    const bool busy = isBusy(view.state);
    m_button->setChecked(busy);
    m_button->setEnabled(view.state != OutputState::Starting &&
                         view.state != OutputState::Finishing);
    m_button->setText(view.state == OutputState::OnAir
                          ? tr("%1 · %2").arg(stopText(m_output), clockText(view.seconds))
                      : busy ? stateText(view)
                             : startText(m_output));
    m_button->setAccessibleName(
        tr("%1: %2").arg(outputName(m_output), busy ? stopText(m_output) : startText(m_output)));
}

void OutputCard::setView(const OutputView& view)
{
    if (m_view == view)
        return;
    m_view = view;
    m_state = view.state;
    m_light->setState(view.state, lightText(m_output, view.state));
    showButton(view);
    const QString detail = detailText(m_output, view);
    say(*m_help, detail.isEmpty() ? outputHelp(m_output) : detail);
    say(*m_counters, countersText(view));
    say(*m_trouble, troubleText(view));
    setToolTip(isBusy(view.state) ? view.target : QString());
    if (m_settings != nullptr) {
        m_settings->setEnabled(!isBusy(view.state));
        m_settings->setToolTip(isBusy(view.state) ? tr("Stop it first to change this.")
                                                  : QString());
    }
}

void OutputCard::setNote(const QString& note)
{
    say(*m_note, note);
}

} // namespace imprint::ui
