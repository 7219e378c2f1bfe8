#include "ui/widgets/message_bar.h"

#include "ui/widgets/severity_symbol.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrapping_label.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace imprint::ui {
namespace {

constexpr int kNarrow = 560; // below, the buttons stand under the text
constexpr int kTall = 56;    // above, what stands beside the text is level with its first line
constexpr int kStripe = 3;

} // namespace

MessageBar::MessageBar(QWidget* parent, std::chrono::milliseconds informationShown)
    : QFrame(parent)
{
    setAccessibleName(tr("Messages"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    buildContent();
    m_timer.setSingleShot(true);
    m_timer.setInterval(informationShown);
    connect(&m_timer, &QTimer::timeout, this, &MessageBar::leave);
    hide();
}

void MessageBar::buildContent()
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kMargin + kStripe, kGap, kGap, kGap);
    row->setSpacing(kGap);
    m_symbol = new SeveritySymbol(Severity::Information, this);
    row->addWidget(m_symbol, 0, Qt::AlignTop);

    m_body = new QBoxLayout(QBoxLayout::LeftToRight);
    m_body->setSpacing(kGap);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    m_text = makeWrappingLabel({}, this);
    m_hint = makeWrappingLabel({}, this);
    makeMuted(*m_hint);
    texts->addWidget(m_text);
    texts->addWidget(m_hint);
    m_body->addLayout(texts, 1);
    m_buttons = buildButtons();
    m_body->addWidget(m_buttons);
    row->addLayout(m_body, 1);

    m_count = new QLabel(this);
    makeMuted(*m_count);
    row->addWidget(m_count, 0, Qt::AlignTop);
    m_dismiss = new QToolButton(this);
    m_dismiss->setText(QStringLiteral("✕"));
    m_dismiss->setAutoRaise(true);
    m_dismiss->setToolTip(tr("Dismiss this message (Esc)"));
    m_dismiss->setAccessibleName(tr("Dismiss this message"));
    connect(m_dismiss, &QToolButton::clicked, this, &MessageBar::dismissCurrent);
    row->addWidget(m_dismiss, 0, Qt::AlignTop);
}

QWidget* MessageBar::buildButtons()
{
    auto* buttons = new QWidget(this);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    for (std::size_t i = 0; i < m_actions.size(); ++i) {
        m_actions[i] = new QPushButton(buttons);
        connect(m_actions[i], &QPushButton::clicked, this, [this, i] { runAction(i); });
        row->addWidget(m_actions[i]);
    }
    row->addStretch();
    return buttons;
}

void MessageBar::post(Message message)
{
    m_messages.post(std::move(message));
    showCurrent();
}

void MessageBar::withdraw(const QString& key)
{
    if (m_messages.withdraw(key))
        showCurrent();
}

void MessageBar::dismissCurrent()
{
    if (const Message* message = m_messages.current())
        withdraw(QString(message->key));
}

void MessageBar::runAction(std::size_t index)
{
    const Message* message = m_messages.current();
    if (!message || index >= message->actions.size())
        return;
    const auto run = message->actions[index].run; // it may post, or end this message itself
    dismissCurrent();
    if (run)
        run();
}

void MessageBar::leave()
{
    const bool isRead = underMouse() || (focusWidget() && focusWidget()->hasFocus());
    if (isRead)
        m_timer.start();
    else
        dismissCurrent();
}

void MessageBar::showCurrent()
{
    const Message* message = m_messages.current();
    if (!message) {
        m_shownText.clear();
        m_timer.stop();
        hide();
        return;
    }
    present(*message);
}

void MessageBar::present(const Message& message)
{
    m_symbol->setSeverity(message.severity);
    m_text->setText(message.text);
    m_hint->setText(message.hint);
    m_hint->setVisible(!message.hint.isEmpty());
    m_buttons->setVisible(!message.actions.empty());
    for (std::size_t i = 0; i < m_actions.size(); ++i) {
        const bool used = i < message.actions.size();
        m_actions[i]->setVisible(used);
        m_actions[i]->setText(used ? message.actions[i].text : QString());
        m_actions[i]->setAccessibleName(m_actions[i]->text());
    }
    const std::size_t more = m_messages.size() - 1;
    m_count->setVisible(more > 0);
    m_count->setText(tr("+%1").arg(more));
    m_count->setToolTip(tr("%n more message(s)", nullptr, static_cast<int>(more)));
    m_count->setAccessibleName(m_count->toolTip());
    setVisible(true);
    update();
    const QString shown = message.key + QLatin1Char('\n') + message.text;
    if (shown == m_shownText)
        return;
    m_shownText = shown;
    if (leavesByItself(message))
        m_timer.start();
    else
        m_timer.stop();
    announce();
}

/// Screen readers read the name of what sends an alert.
void MessageBar::announce()
{
    const QString severity = m_symbol->accessibleName();
    setAccessibleName(m_hint->text().isEmpty()
                          ? tr("%1: %2").arg(severity, m_text->text())
                          : tr("%1: %2 %3").arg(severity, m_text->text(), m_hint->text()));
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    Q_EMIT announced(accessibleName());
}

void MessageBar::paintEvent(QPaintEvent*)
{
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.surface);
    painter.fillRect(QRect(0, 0, kStripe, height()), severityColour(m_symbol->severity(), theme));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.line);
}

void MessageBar::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    const bool narrow = width() < kNarrow;
    m_body->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    const Qt::Alignment vertical = height() > kTall ? Qt::AlignTop : Qt::AlignVCenter;
    for (QWidget* widget : {static_cast<QWidget*>(m_symbol), static_cast<QWidget*>(m_count),
                            static_cast<QWidget*>(m_dismiss)})
        layout()->setAlignment(widget, vertical);
}

void MessageBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        dismissCurrent();
    else
        QFrame::keyPressEvent(event);
}

} // namespace imprint::ui
