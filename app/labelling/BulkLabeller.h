// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "app/labelling/LabelDocument.h"
#include "app/labelling/LabelFormat.h"
#include "app/labelling/ResultFolder.h"
#include "app/pipeline/WindowBatcher.h"
#include "app/recording/RecordingList.h"

namespace handscope::app {

/// How one recording ended.
enum class LabelEnd {
    Labelled,
    Kept,      ///< an earlier run had finished it
    NotVideo,  ///< met in a folder; neither its content nor its name is a video's
    Failed,
    Cancelled,  ///< nothing was written
};

struct LabelOutcome {
    std::string name;
    LabelEnd end = LabelEnd::Cancelled;
    std::string reason;  ///< why it failed; of a labelled one: which export refused it
    std::size_t windows = 0;
    std::size_t segments = 0;
    std::int64_t corruptPackets = 0;
    double videoSeconds = 0.0;
};

/// Hears how the work goes on, and may give up single recordings. Called by several threads at
/// once.
class LabelObserver {
public:
    virtual ~LabelObserver() = default;
    /// false: the recording is no longer wanted.
    virtual bool began(std::size_t index) = 0;
    /// After each frame. `share`: of the recording, 0 … 1; below 0 where its length is not known.
    /// false: the recording is no longer wanted.
    virtual bool advanced(std::size_t index, double share, double videoSeconds,
                          std::size_t windows) = 0;
    virtual void ended(std::size_t index, const LabelOutcome& outcome) = 0;
};

struct BulkSettings {
    LabelSettings label;
    LabelModel model;
    std::vector<LabelFormat> formats{LabelFormat::Json, LabelFormat::Csv};
    bool scores = false;     ///< also NAME.scores.csv: the scores of every window
    bool overwrite = false;  ///< what stands in a result's place makes way
    int jobs = 1;            ///< recordings decoded at once
};

/// Recordings to decode at once where nobody chose: as many as there are processors.
int defaultJobs() noexcept;

/// How many windows share a batch of a network, on a CPU; the output does not depend on how many
/// recordings are read at once, but it may on this.
int labelBatchSize(const model::ModelDescription& description) noexcept;

/// What an earlier run left for a recording.
enum class EarlierResult {
    None,
    Same,   ///< of this model, these settings and this very file: the recording is finished
    Moved,  ///< likewise, but the file lay elsewhere then: the result need only say where it lies
    Other,  ///< of another version, model, settings or file, or none
};

/// Blocks: reads the file for its hash where all else agrees. Throws std::system_error.
EarlierResult earlierResult(const ListedRecording& recording, const ResultFolder& folder,
                            const BulkSettings& settings);

/// Labels recordings into a folder, `jobs` at once: decoding, preparing and inference overlap, and
/// windows of different recordings share batches. A result appears whole or not at all; what an
/// earlier run finished is kept. Writes no tables: see ResultFolder. Blocks until all have ended,
/// or soon after `stop`. One outcome a recording, in their order; a recording that fails does not
/// stop the others. Throws model::ModelError when the network fails or the folder cannot be
/// written, after the other recordings were stopped.
std::vector<LabelOutcome> labelInBulk(const std::vector<ListedRecording>& recordings,
                                      pipeline::WindowBatcher& batcher, const ResultFolder& folder,
                                      const BulkSettings& settings, LabelObserver& observer,
                                      const std::stop_token& stop = {});

/// What a person has to be told of, in the order of the outcomes: what failed, and what is labelled
/// but an export refused.
std::vector<UnusableFile> failuresOf(const std::vector<LabelOutcome>& outcomes);

}  // namespace handscope::app
