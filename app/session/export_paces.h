#pragma once

#include "app/outputs/movie_format.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace imprint::app {

/// What decides how long an export takes and how large its movie becomes, and what one that was made took.
struct ExportPace {
    std::string model;
    int size = 0;         ///< width and height; 0: the model's own
    int steps = 0;        ///< denoising steps per block
    int blockLatents = 0; ///< latent frames per block; 0: the model's own
    VideoCodec videoCodec = VideoCodec::H264;
    int crf = 18;
    double loadSeconds = 0;     ///< until the model was there
    double secondsPerFrame = 0; ///< of making and encoding; 0: not measured
    double bytesPerFrame = 0;   ///< of the finished file, sound included; 0: not measured
};

template <class Config, class Visitor>
requires ConfigOf<Config, ExportPace>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"model", "Model that made the pictures"}, c.model);
    visit(Field{"size", "Wanted width and height"}, c.size, Range{0, 16384});
    visit(Field{"steps", "Denoising steps per block"}, c.steps, Range{0, 1000});
    visit(Field{"blockLatents", "Latent frames per block"}, c.blockLatents, Range{0, 1000});
    visit(Field{"videoCodec", "How pictures were encoded"}, c.videoCodec);
    visit(Field{"crf", "Quality of the movie"}, c.crf, Range{0, 51});
    visit(Field{"loadSeconds", "Time until the model was there"}, c.loadSeconds, Range{0.0, 1e6});
    visit(Field{"secondsPerFrame", "Time per frame"}, c.secondsPerFrame, Range{0.0, 1e6});
    visit(Field{"bytesPerFrame", "Size per frame"}, c.bytesPerFrame, Range{0.0, 1e12});
}

/// What an export will take. What was never measured on this machine is not known.
struct ExportEstimate {
    std::optional<double> seconds; ///< from its start to the finished file
    std::optional<std::int64_t> bytes;
};

/// What exports took on this machine: the latest of each kind, kept in a file for later runs of the program. Thread: any.
class ExportPaces {
public:
    /// Most kinds that are kept; the one that was measured longest ago goes.
    static constexpr std::size_t kKinds = 200;

    enum class Keep {
        InMemory, ///< of an export that goes on
        OnDisk,
    };

    /// file  is read at the first question; empty: nothing outlives this object
    explicit ExportPaces(std::string file = {})
        : m_file(std::move(file))
    {
    }

    /// Takes the place of what was known of that kind; what it did not measure stays. A file that cannot be written is
    /// logged: an estimate less, and nothing else.
    void measured(const ExportPace& pace, Keep keep);

    /// wanted  its figures do not count
    ExportEstimate estimate(const ExportPace& wanted, std::int64_t frames) const;

private:
    void readOnce() const;
    void write() const;

    const std::string m_file;
    mutable std::mutex m_mutex; // guards what follows
    mutable bool m_read = false;
    mutable std::vector<ExportPace> m_paces; // the latest last
};

/// Where they are kept: a file of this machine in the folder, which several machines may share.
std::string exportPacesFile(const std::string& folder);

} // namespace imprint::app
