#include "audio/realtime/file_transport.h"

namespace imprint::audio {

double FileTransport::positionSeconds() const
{
    const double sought = m_sought;
    return sought >= 0 ? sought : m_position.load();
}

std::optional<double> FileTransport::takeSeek()
{
    const double sought = m_sought.exchange(kNowhere);
    if (sought < 0)
        return std::nullopt;
    return sought;
}

} // namespace imprint::audio
