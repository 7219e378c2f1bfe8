#pragma once

#include <QString>

#include <vector>

namespace imprint::ui {

/// How one export stands, as it is shown.
struct ExportRow {
    enum class Phase { Waiting, Loading, Running, Finished, Cancelled, Failed };

    int id = 0;
    QString take; ///< its folder's name
    QString out;  ///< file
    Phase phase = Phase::Waiting;
    double progress = 0;     ///< share of its frames, 0..1
    double seconds = 0;      ///< since it began
    double secondsLeft = -1; ///< -1: not known; of one that waits: all that it will take
    QString note;            ///< how it ended: what failed, how much is as it was live

    friend bool operator==(const ExportRow&, const ExportRow&) = default;
};

bool hasEnded(ExportRow::Phase phase);

/// What a take is, once somebody has looked.
struct TakeView {
    QString folder;
    QString trouble; ///< why it cannot be used; empty: it can
    QString model;
    double seconds = 0;
    int size = 0; ///< of its pictures; 0: the model's own
    int steps = 0;
};

/// What is asked for.
struct ExportChoice {
    QString take;       ///< folder
    QString out;        ///< file, whose ending says the container
    int size = 0;       ///< 0: as the take was
    int steps = 0;      ///< 0: as the take was
    QString videoCodec; ///< stored name of it: "h264"
    QString audioCodec; ///< "aac"
    int crf = 18;

    friend bool operator==(const ExportChoice&, const ExportChoice&) = default;
};

/// What an export will take, before it begins.
struct ExportForecast {
    enum class TimeFrom {
        Nothing, ///< it is not known
        Exports, ///< the same was exported on this machine before
        Run,     ///< the run of now, with the same model and steps, is so fast
    };

    TimeFrom timeFrom = TimeFrom::Nothing;
    double seconds = 0;
    qint64 bytes = -1; ///< of the movie; -1: not known

    friend bool operator==(const ExportForecast&, const ExportForecast&) = default;
};

/// "About 2 min and 14 MB, as an export like this took before."
QString exportForecastText(const ExportForecast& forecast);

/// "Queue", "Queue: 3 to make, about 12 min". What is not known makes it "more than".
QString exportQueueText(const std::vector<ExportRow>& rows);

/// A way to write a movie that suits one purpose.
struct ExportPreset {
    QString name;
    QString ending; ///< ".mp4"
    QString videoCodec;
    QString audioCodec;
    int crf = 18;
};

/// In the language of now, the most common first.
std::vector<ExportPreset> exportPresets();

} // namespace imprint::ui
