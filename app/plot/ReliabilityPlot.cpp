// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plot/ReliabilityPlot.h"

#include <algorithm>
#include <cmath>

#include "app/CsvTable.h"
#include "app/plot/CurvePlot.h"
#include "app/plot/PlotStyle.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

constexpr std::size_t kMostBins = 100;
constexpr const char* kNameEvalsFile = "Name a calibration.csv that eval wrote.";
const std::vector<std::string> kColumns{"low", "high", "count", "mean_confidence", "accuracy"};

/// One line of the file.
class BinReader {
public:
    BinReader(const CsvRow& row, const std::filesystem::path& file) : row_(row), file_(file) {}

    ReliabilityBin read() const {
        if (row_.fields.size() != kColumns.size()) {
            refuse(std::to_string(row_.fields.size()) + " fields",
                   std::to_string(kColumns.size()) + ", as in the header");
        }
        ReliabilityBin bin{.low = share(0), .high = share(1), .count = count(2)};
        if (bin.low >= bin.high) {
            refuse("the bounds " + row_.fields[0] + " and " + row_.fields[1], "ascending ones");
        }
        if (bin.count > 0) {
            bin.confidence = share(3);
            bin.accuracy = share(4);
        }
        return bin;
    }

    [[noreturn]] void refuse(const std::string& found, const std::string& expected) const {
        throw model::ModelError(
            "Line " + std::to_string(row_.line) + " of " + file_.string() + " holds " + found + ".",
            "Expected " + expected + ".", kNameEvalsFile);
    }

private:
    const CsvRow& row_;
    const std::filesystem::path& file_;

    double share(std::size_t index) const {
        const auto number = numberIn(row_.fields[index]);
        if (!number || *number < 0.0 || *number > 1.0) {
            refuse("'" + row_.fields[index] + "' as " + kColumns[index], "a number from 0 to 1");
        }
        return *number;
    }

    std::int64_t count(std::size_t index) const {
        const auto number = countIn(row_.fields[index]);
        if (!number) {
            refuse("'" + row_.fields[index] + "' as " + kColumns[index], "a count");
        }
        return *number;
    }
};

/// Draws one reliability diagram.
class ReliabilityPainter {
public:
    ReliabilityPainter(const ReliabilityTable& table, int width, int height)
        : table_(table), canvas_(width, height) {
        left_ = kMargin + kNameSize + 14.0 + Canvas::textWidth("100 %", kTickSize) + 10.0;
        right_ = width - kMargin - 12.0;
        top_ = kMargin + kTitleSize + 22.0;
        foot_ = height - kMargin - kNameSize - kTickSize - 24.0;
        countRoom_ = (foot_ - top_) * 0.2;
        bottom_ = foot_ - countRoom_ - kTickSize - 17.0;  // with a number over the longest bar
    }

    RgbImage paint(const std::string& title) {
        canvas_.text(fitted(title, kTitleSize, canvas_.width() - 2 * kMargin),
                     {kMargin, kMargin + kTitleSize / 2}, kTitleSize, kInk);
        paintGrid();
        std::int64_t most = 1;
        for (const ReliabilityBin& bin : table_.bins) {
            most = std::max(most, bin.count);
        }
        for (const ReliabilityBin& bin : table_.bins) {
            paintBin(bin, most);
        }
        canvas_.line({across(0.0), up(0.0)}, {across(1.0), up(1.0)}, colourOf(1), 3.0);
        paintNames();
        return canvas_.finished();
    }

private:
    const ReliabilityTable& table_;
    Canvas canvas_;
    double left_ = 0.0;
    double right_ = 0.0;
    double top_ = 0.0;
    double bottom_ = 0.0;  ///< of the bars of accuracy
    double foot_ = 0.0;    ///< of those of the counts
    double countRoom_ = 0.0;

    double across(double confidence) const { return left_ + confidence * (right_ - left_); }
    double up(double accuracy) const { return bottom_ - accuracy * (bottom_ - top_); }

    void paintGrid() {
        for (const double value : niceTicks(0.0, 1.0, 5)) {
            const std::string text = formatted("%.0f %%", 100.0 * value);
            const double y = up(value);
            canvas_.line({left_, y}, {right_, y}, kGrid, 1.0);
            canvas_.text(text, {left_ - 9.0, y}, kTickSize, kFaintInk, Align::Right);
            const double x = across(value);
            canvas_.line({x, top_}, {x, bottom_}, kGrid, 1.0);
            canvas_.text(text, {x, foot_ + 8.0 + kTickSize / 2}, kTickSize, kFaintInk,
                         Align::Centre);
        }
        canvas_.line({left_, top_}, {left_, bottom_}, kAxis, 1.0);
        canvas_.line({left_, bottom_}, {right_, bottom_}, kAxis, 1.0);
        canvas_.line({left_, foot_}, {right_, foot_}, kAxis, 1.0);
    }

    void paintBin(const ReliabilityBin& bin, std::int64_t most) {
        if (bin.count == 0) {
            return;
        }
        const double x = across(bin.low) + 0.5;
        const double width = across(bin.high) - across(bin.low) - 1.0;
        canvas_.fill({x, up(bin.accuracy), width, bottom_ - up(bin.accuracy)}, colourOf(0));
        const double length =
            countRoom_ * static_cast<double>(bin.count) / static_cast<double>(most);
        canvas_.fill({x, foot_ - length, width, length}, faint(colourOf(0)));
        const std::string text = std::to_string(bin.count);
        const double size =
            kTickSize * std::min(1.0, width * 0.95 / Canvas::textWidth(text, kTickSize));
        if (size > 3.0) {  // smaller numbers cannot be read
            canvas_.text(text, {x + width / 2, foot_ - length - kTickSize / 2 - 4.0}, size, kInk,
                         Align::Centre);
        }
    }

    void paintNames() {
        const double middle = kMargin + kNameSize / 2;
        canvas_.textUpwards("accuracy", {middle, (top_ + bottom_) / 2}, kNameSize, kFaintInk);
        canvas_.textUpwards("clips", {middle, foot_ - countRoom_ / 2}, kNameSize, kFaintInk);
        canvas_.text("confidence",
                     {(left_ + right_) / 2, foot_ + 8.0 + kTickSize + 12.0 + kNameSize / 2},
                     kNameSize, kFaintInk, Align::Centre);
    }
};

}  // namespace

std::int64_t ReliabilityTable::clips() const {
    std::int64_t sum = 0;
    for (const ReliabilityBin& bin : bins) {
        sum += bin.count;
    }
    return sum;
}

double ReliabilityTable::error() const {
    double sum = 0.0;
    for (const ReliabilityBin& bin : bins) {
        sum += static_cast<double>(bin.count) * std::abs(bin.accuracy - bin.confidence);
    }
    return clips() == 0 ? 0.0 : sum / static_cast<double>(clips());
}

ReliabilityTable readReliability(const std::filesystem::path& file) {
    const CsvTable table = CsvTable::read(file);
    if (table.rows.front().fields != kColumns || table.rows.size() < 2 ||
        table.rows.size() > kMostBins + 1) {
        throw model::ModelError("The file " + file.string() + " holds no bins of confidence.",
                                "Expected the columns low, high, count, mean_confidence and "
                                "accuracy, and 1 to " +
                                    std::to_string(kMostBins) + " lines below.",
                                kNameEvalsFile);
    }
    ReliabilityTable result;
    double above = 0.0;
    for (std::size_t i = 1; i < table.rows.size(); ++i) {
        const BinReader reader(table.rows[i], file);
        result.bins.push_back(reader.read());
        if (result.bins.back().low < above) {
            reader.refuse("a bin that overlaps the one before it", "ascending ones");
        }
        above = result.bins.back().high;
    }
    return result;
}

RgbImage drawReliability(const ReliabilityTable& table, const std::string& title, int width,
                         int height) {
    return ReliabilityPainter(table, width, height).paint(title);
}

}  // namespace handscope::app
