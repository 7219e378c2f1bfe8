#pragma once

#include <map>
#include <string>

namespace imprint::app {

enum class StreamProtocol { Rtmp, Srt };

/// A stream's target, taken apart so that its secrets stand in none of the texts that are shown or handed to FFmpeg
/// as an address (which it prints in its own messages).
struct StreamAddress {
    StreamProtocol protocol = StreamProtocol::Rtmp;
    std::string address; ///< without secrets: "rtmp://host:1935/app", "srt://host:9000"
    std::map<std::string, std::string>
        options; ///< for FFmpeg, beside the address; stream key, stream id and passphrase are among them
};

/// key  may be empty where the URL has all
/// Throws Error(BadInput), which names the URL's harmless part only.
StreamAddress parseStreamAddress(const std::string& url, const std::string& key);

} // namespace imprint::app
