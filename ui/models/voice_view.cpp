#include "ui/models/voice_view.h"

#include "ui/models/tr.h"
#include "ui/models/words.h"

#include <QStringList>

namespace imprint::ui {
namespace {

QString lengthText(std::int64_t ms)
{
    return ms < 1000 ? millisecondsText(static_cast<double>(ms))
                     : spanText(static_cast<double>(ms) / 1000);
}

} // namespace

QString lossesText(const VoiceSourceView& source)
{
    QStringList losses;
    if (source.lostMs > 0)
        losses << tr("%1 lost").arg(lengthText(source.lostMs));
    if (source.filledMs > 0)
        losses << tr("%1 of silence filled in").arg(lengthText(source.filledMs));
    if (source.reopened > 0)
        losses << tr("came back: %1").arg(source.reopened);
    return losses.join(QStringLiteral(", "));
}

} // namespace imprint::ui
