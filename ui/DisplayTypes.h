// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QMap>
#include <QRectF>
#include <QString>
#include <QStringList>
#include <QVector>
#include <vector>

/// What the window is given to show: plain values, copied freely, made on any thread.
namespace handscope::ui {

/// One class with its smoothed score, 0 … 1.
struct ScoredLabel {
    QString label;
    float score = 0.0F;
};

/// A gesture that was recognised. Times are PTS in seconds.
struct EventRow {
    qint64 id = 0;  ///< the same id again updates the row
    QString label;
    double start = 0.0;
    double end = 0.0;
    double score = 0.0;  ///< 0 … 1
    bool open = false;   ///< the segment has not ended: its end and score still change
    QString runnerUp;    ///< empty when unknown
};

/// A block of the network that can be looked into, by its name in the checkpoint ("layer3.5"; what
/// stands before the point is its stage), and its taps: "input", "cstm", "cmm", "output".
struct BlockChoice {
    QString name;
    QStringList taps;
};

/// One map over one of the frames that the network was given.
struct MapImage {
    QImage frame;               ///< the sampled frame
    QRectF square;              ///< what the network saw of it, in frame pixels
    QImage colours;             ///< the map through its colour map, one pixel a cell
    QImage colourBar;           ///< the colour map itself, low at the left, high at the right
    std::vector<float> values;  ///< [height × width], row-major; for the value under the cursor
    int width = 0;
    int height = 0;
    float low = 0.0F;      ///< value at the left end of the colour bar
    float high = 1.0F;     ///< value at its right end
    double pts = 0.0;      ///< of the frame, seconds
    int frameIndex = 1;    ///< t, counted from 1 as in the picker
    int frameCount = 1;    ///< T
    int channelCount = 0;  ///< of the tap; 0 leaves the channel picker as it is
    QString title;         ///< such as "layer2.1 · CMM · mean of 128 channels"
};

/// Everything that the statistics panel shows. Times in milliseconds, rates a second.
struct StatisticsView {
    double captureRate = 0.0;
    double inferenceRate = 0.0;
    double displayRate = 0.0;
    qint64 captured = 0;
    qint64 delivered = 0;
    qint64 dropped = 0;
    qint64 late = 0;
    qint64 skipped = 0;  ///< not shown, because the next one came first
    qint64 corrupt = 0;
    qint64 windows = 0;
    qint64 missed = 0;  ///< grid points without a window, because the machine was busy
    double latencyP50 = 0.0;
    double latencyP95 = 0.0;
    double latencyP99 = 0.0;
    double capture = 0.0;  ///< as all that follow: a stage on the way to the painted label
    double wait = 0.0;
    double prepare = 0.0;
    double forward = 0.0;
    double decide = 0.0;
    double paint = 0.0;
    QString device;     ///< such as "CPU"
    QString precision;  ///< such as "fp32, 2 threads"
};

/// Where the source stands. Times in seconds from its beginning.
struct PlaybackView {
    bool seekable = false;
    bool live = false;  ///< a camera or stream: it sets the pace itself
    bool playing = false;
    double position = 0.0;
    double duration = 0.0;  ///< 0 when unknown
};

/// One way in which a camera can deliver pictures.
struct DeviceFormatChoice {
    QString pixelFormat;  ///< as V4L2 names it: "MJPG", "YUYV"
    int width = 0;
    int height = 0;
    QVector<double> rates;  ///< frames a second, highest first; empty when not told
    QString inputFormat{};  ///< FFmpeg's name for it; empty where it cannot be asked for
};

/// Why a camera cannot be opened.
enum class DeviceRefusal { None, Forbidden, Busy, Failed };

/// One camera, or a device that may be one and cannot be opened.
struct DeviceChoice {
    QString address;   ///< such as "v4l2:/dev/video0"
    QString name;      ///< for people
    QString stableId;  ///< the same after a replug
    QVector<DeviceFormatChoice> formats;
    DeviceRefusal refusal = DeviceRefusal::None;
    QString refusalText{};  ///< in the system's words
};

/// What a person chose to watch.
struct SourceChoice {
    QString address;
    QMap<QString, QString> formatOptions;  ///< FFmpeg's names: "video_size", "framerate", …
    QString title;                         ///< for people; empty: the address says it
    QString stableId;                      ///< of a camera
    bool opensFurther = false;  ///< a playlist's files, a stream's addresses, any protocol
    bool operator==(const SourceChoice&) const = default;

    bool isStandardInput() const { return address == QLatin1String("-"); }
};

/// A message in three parts.
struct Problem {
    QString whatHappened;
    QString whatWasExpected;
    QString whatToDo;
};

}  // namespace handscope::ui
