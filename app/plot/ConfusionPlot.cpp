// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plot/ConfusionPlot.h"

#include <algorithm>

#include "app/CsvTable.h"
#include "app/plot/PlotStyle.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

constexpr std::size_t kMostLabels = 200;

std::int64_t countAt(const CsvRow& row, std::size_t index, const std::filesystem::path& file) {
    const auto count = countIn(row.fields[index]);
    if (!count) {
        throw model::ModelError("Line " + std::to_string(row.line) + " of " + file.string() +
                                    " holds '" + row.fields[index] + "'.",
                                "Expected a count.", "Name a confusion matrix that eval wrote.");
    }
    return *count;
}

/// White to a deep blue; `share` 0 … 1.
Colour heat(double share) {
    const Colour deep(120, 62, 8);
    return deep * share + Colour::all(255) * (1.0 - share);
}

/// Draws one confusion matrix.
class ConfusionPainter {
public:
    ConfusionPainter(const ConfusionMatrix& matrix, int width, int height)
        : matrix_(matrix), size_(matrix.labels.size()), canvas_(width, height) {
        const double labelRoom = std::min(widestLabel(), width * 0.3);
        left_ = kMargin + kNameSize + 14.0 + labelRoom + 10.0;
        top_ = kMargin + kTitleSize + 22.0 + kNameSize + 8.0 + labelRoom * kSlope + 12.0;
        const double across = width - left_ - kMargin - std::max(54.0, labelRoom * 0.55);
        const double down = height - top_ - kMargin;
        cell_ = std::max(2.0, std::min(across, down) / static_cast<double>(size_));
        labelRoom_ = labelRoom;
        textSize_ = std::min(kTickSize, cell_ * 0.3);
    }

    RgbImage paint(const std::string& title) {
        canvas_.text(fitted(title, kTitleSize, canvas_.width() - 2 * kMargin),
                     {kMargin, kMargin + kTitleSize / 2}, kTitleSize, kInk);
        canvas_.text("answer", {left_ + side() / 2, kMargin + kTitleSize + 22.0}, kNameSize,
                     kFaintInk, Align::Centre);
        canvas_.textUpwards("label", {kMargin + kNameSize / 2, top_ + side() / 2}, kNameSize,
                            kFaintInk);
        for (std::size_t row = 0; row < size_; ++row) {
            paintRow(row);
        }
        paintLines();
        for (std::size_t column = 0; column < size_; ++column) {
            canvas_.textSlanted(fitted(matrix_.labels[column], nameSize(), labelRoom_),
                                {left_ + (static_cast<double>(column) + 0.4) * cell_, top_ - 9.0},
                                nameSize(), kInk, kDegrees);
        }
        return canvas_.finished();
    }

private:
    static constexpr double kDegrees = 50.0;
    static constexpr double kSlope = 0.77;  // sine of kDegrees

    const ConfusionMatrix& matrix_;
    std::size_t size_;
    Canvas canvas_;
    double left_ = 0.0;
    double top_ = 0.0;
    double cell_ = 0.0;
    double labelRoom_ = 0.0;
    double textSize_ = 0.0;

    double side() const { return cell_ * static_cast<double>(size_); }
    double nameSize() const { return std::min(kTickSize + 0.5, cell_ * 0.6); }

    double widestLabel() const {
        double widest = 40.0;
        for (const std::string& label : matrix_.labels) {
            widest = std::max(widest, Canvas::textWidth(label, kTickSize + 0.5));
        }
        return widest;
    }

    std::int64_t sumOf(std::size_t row) const {
        std::int64_t sum = 0;
        for (std::size_t column = 0; column < size_; ++column) {
            sum += matrix_.at(row, column);
        }
        return sum;
    }

    void paintRow(std::size_t row) {
        const double middle = top_ + (static_cast<double>(row) + 0.5) * cell_;
        const std::int64_t sum = sumOf(row);
        canvas_.text(fitted(matrix_.labels[row], nameSize(), labelRoom_), {left_ - 9.0, middle},
                     nameSize(), kInk, Align::Right);
        for (std::size_t column = 0; column < size_; ++column) {
            paintCell(row, column, sum, middle);
        }
        if (sum > 0) {
            const double right =
                100.0 * static_cast<double>(matrix_.at(row, row)) / static_cast<double>(sum);
            canvas_.text(formatted("%.0f %%", right), {left_ + side() + 9.0, middle}, nameSize(),
                         kFaintInk);
        }
    }

    void paintCell(std::size_t row, std::size_t column, std::int64_t sum, double middle) {
        const std::int64_t count = matrix_.at(row, column);
        if (count == 0) {
            return;
        }
        const double share = static_cast<double>(count) / static_cast<double>(sum);
        const double x = left_ + static_cast<double>(column) * cell_;
        canvas_.fill({x, middle - cell_ / 2, cell_, cell_}, heat(share));
        const std::string text = std::to_string(count);
        const double natural = Canvas::textWidth(text, textSize_);
        const double size = textSize_ * std::min(1.0, cell_ * 0.86 / natural);
        canvas_.text(text, {x + cell_ / 2, middle}, size, share > 0.5 ? Colour::all(255) : kInk,
                     Align::Centre);
    }

    void paintLines() {
        for (std::size_t i = 0; i <= size_; ++i) {
            const double shift = static_cast<double>(i) * cell_;
            const Colour& colour = i == 0 || i == size_ ? kAxis : kGrid;
            canvas_.line({left_ + shift, top_}, {left_ + shift, top_ + side()}, colour, 1.0);
            canvas_.line({left_, top_ + shift}, {left_ + side(), top_ + shift}, colour, 1.0);
        }
    }
};

}  // namespace

ConfusionMatrix readConfusion(const std::filesystem::path& file) {
    const CsvTable table = CsvTable::read(file);
    const auto& header = table.rows.front().fields;
    ConfusionMatrix matrix{.labels = {header.begin() + 1, header.end()}, .counts = {}};
    const std::size_t size = matrix.labels.size();
    if (size == 0 || size > kMostLabels || table.rows.size() != size + 1) {
        throw model::ModelError(
            "The file " + file.string() + " has " + std::to_string(size) +
                " columns of counts and " + std::to_string(table.rows.size() - 1) +
                " rows of them.",
            "Expected as many of both, at most " + std::to_string(kMostLabels) + ".",
            "Name a confusion matrix that eval wrote.");
    }
    for (std::size_t i = 0; i < size; ++i) {
        const CsvRow& row = table.rows[i + 1];
        if (row.fields.size() != size + 1 || row.fields.front() != matrix.labels[i]) {
            throw model::ModelError(
                "Line " + std::to_string(row.line) + " of " + file.string() + " does not fit.",
                "Expected '" + matrix.labels[i] + "' and " + std::to_string(size) + " counts.",
                "Name a confusion matrix that eval wrote.");
        }
        for (std::size_t j = 1; j <= size; ++j) {
            matrix.counts.push_back(countAt(row, j, file));
        }
    }
    return matrix;
}

RgbImage drawConfusion(const ConfusionMatrix& matrix, const std::string& title, int width,
                       int height) {
    return ConfusionPainter(matrix, width, height).paint(title);
}

}  // namespace handscope::app
