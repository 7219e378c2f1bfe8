#pragma once

#include <cstdint>
#include <fstream>
#include <span>
#include <string>

namespace imprint::app {

/// A WAV file of mono 32-bit floats at the engine's rate that grows while it is written: its header is true after every
/// piece, so that a killed program leaves a whole file. Thread: its owner's.
class FloatWave {
public:
    /// Throws Error(Io) naming the file.
    explicit FloatWave(const std::string& path);

    /// Throws Error(Io), e.g. when the disk is full.
    void append(std::span<const float> samples);

    std::int64_t samples() const { return m_samples; }

private:
    void writeHeader();
    void requireWritten() const;

    std::string m_path;
    std::ofstream m_file;
    std::int64_t m_samples = 0;
};

/// Samples of such a file. Throws Error(NotFound | BadInput) naming it if it does not exist, is another kind of file or is
/// shorter than it says.
std::int64_t samplesOfFloatWave(const std::string& path);

} // namespace imprint::app
