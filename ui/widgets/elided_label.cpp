#include "ui/widgets/elided_label.h"

namespace imprint::ui {

ElidedLabel::ElidedLabel(Qt::TextElideMode mode, QWidget* parent)
    : QLabel(parent)
    , m_mode(mode)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidedLabel::setWhole(const QString& text, const QString& tip)
{
    m_whole = text;
    m_tip = tip;
    fit();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    fit();
}

void ElidedLabel::fit()
{
    const QString line = m_whole.simplified();
    const QString shown = fontMetrics().elidedText(line, m_mode, contentsRect().width());
    setText(shown);
    setToolTip(m_tip.isEmpty() && shown != m_whole ? m_whole : m_tip);
}

} // namespace imprint::ui
