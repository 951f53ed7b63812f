// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/plot/CurveFiles.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "app/CsvTable.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

const std::set<std::string> kPositions{"step", "clips", "seconds"};

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

/// A CSV file of numbers with named columns.
class NumberTable {
public:
    explicit NumberTable(const fs::path& file) : file_(file) {
        const CsvTable table = CsvTable::read(file);
        names_ = table.rows.front().fields;
        columns_.resize(names_.size());
        for (std::size_t i = 1; i < table.rows.size(); ++i) {
            addRow(table.rows[i]);
        }
        if (table.rows.size() < 2) {
            throw model::ModelError("The file " + file.string() + " has a header and nothing else.",
                                    "Expected at least one line of numbers.",
                                    "Wait until the run has written some, or name another file.");
        }
    }

    const std::vector<std::string>& names() const noexcept { return names_; }

    /// Empty fields are NaN. nullptr: there is no such column.
    const std::vector<double>* find(const std::string& name) const {
        const auto place = std::find(names_.begin(), names_.end(), name);
        return place == names_.end() ? nullptr
                                     : &columns_[static_cast<std::size_t>(place - names_.begin())];
    }

    const std::vector<double>& column(const std::string& name) const {
        if (const auto* const found = find(name)) {
            return *found;
        }
        throw model::ModelError("The file " + file_.string() + " has no column '" + name + "'.",
                                "Expected one of " + joined(names_) + ".",
                                "Choose one of these, or name the curve of a training run.");
    }

private:
    fs::path file_;
    std::vector<std::string> names_;
    std::vector<std::vector<double>> columns_;

    void addRow(const CsvRow& row) {
        if (row.fields.size() != names_.size()) {
            refuse(row, std::to_string(row.fields.size()) + " fields",
                   std::to_string(names_.size()) + ", as in the header");
        }
        for (std::size_t i = 0; i < names_.size(); ++i) {
            columns_[i].push_back(valueOf(row, i));
        }
    }

    double valueOf(const CsvRow& row, std::size_t index) const {
        const std::string& field = row.fields[index];
        // A run that diverges writes what printf() makes of it.
        static const std::set<std::string> kNothing{"", "nan", "-nan", "inf", "-inf"};
        if (kNothing.contains(field)) {
            return std::nan("");
        }
        const auto number = numberIn(field);
        if (!number) {
            refuse(row, "'" + field + "' as " + names_[index], "a number");
        }
        return *number;
    }

    [[noreturn]] void refuse(const CsvRow& row, const std::string& found,
                             const std::string& expected) const {
        throw model::ModelError(
            "Line " + std::to_string(row.line) + " of " + file_.string() + " holds " + found + ".",
            "Expected " + expected + ".",
            "Name the CSV curve of a training run, or correct the line.");
    }
};

/// The end of the path that tells the files apart: a run's folder says more than "curve.csv".
std::string legendName(const fs::path& file, const std::vector<fs::path>& all) {
    const auto sameName = std::count_if(
        all.begin(), all.end(), [&](const fs::path& other) { return other.stem() == file.stem(); });
    const fs::path folder = file.parent_path().filename();
    return sameName > 1 && !folder.empty() ? (folder / file.stem()).string() : file.stem().string();
}

Curve curveOf(const std::vector<double>& x, const std::vector<double>& y, const std::string& name,
              int smooth) {
    Curve curve{.name = name, .x = {}, .y = {}, .raw = {}};
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (std::isfinite(x[i]) && std::isfinite(y[i])) {
            curve.x.push_back(x[i]);
            curve.y.push_back(y[i]);
        }
    }
    // Few points are measurements of their own, such as one a validation, and not noise.
    if (smooth > 1 && curve.y.size() >= 4 * static_cast<std::size_t>(smooth)) {
        curve.raw = curve.y;
        curve.y = movingMean(curve.raw, smooth);
    }
    return curve;
}

std::vector<std::string> valueNames(const NumberTable& table) {
    std::vector<std::string> names;
    std::copy_if(table.names().begin(), table.names().end(), std::back_inserter(names),
                 [](const std::string& name) { return !kPositions.contains(name); });
    return names;
}

CurvePanel panelOf(const std::string& name, const std::vector<fs::path>& files,
                   const std::vector<NumberTable>& tables, const CurveRequest& request) {
    CurvePanel panel{.yName = name, .curves = {}};
    if (std::none_of(tables.begin(), tables.end(),
                     [&](const NumberTable& table) { return table.find(name) != nullptr; })) {
        static_cast<void>(tables.back().column(name));  // says so
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (tables[i].find(name) == nullptr) {
            // Its colour stays its own in the other panels.
            panel.curves.push_back(
                {.name = legendName(files[i], files), .x = {}, .y = {}, .raw = {}});
            continue;
        }
        panel.curves.push_back(curveOf(tables[i].column(request.x), tables[i].column(name),
                                       legendName(files[i], files), request.smooth));
    }
    return panel;
}

/// Seconds are read more easily as hours or minutes where they are many.
void scaleSeconds(CurveFigure& figure) {
    double longest = 0.0;
    for (const CurvePanel& panel : figure.panels) {
        for (const Curve& curve : panel.curves) {
            longest = curve.x.empty() ? longest : std::max(longest, curve.x.back());
        }
    }
    const double unit = longest > 7200.0 ? 3600.0 : longest > 300.0 ? 60.0 : 1.0;
    figure.xName = unit > 60.0 ? "hours" : unit > 1.0 ? "minutes" : "seconds";
    for (CurvePanel& panel : figure.panels) {
        for (Curve& curve : panel.curves) {
            for (double& x : curve.x) {
                x /= unit;
            }
        }
    }
}

}  // namespace

// Sums from blocks of as many values as a window has points: what lies outside a window has no part
// in its mean, however large it is.
std::vector<double> movingMean(const std::vector<double>& values, int points) {
    const auto block = static_cast<std::size_t>(points);
    const std::size_t count = values.size();
    std::vector<double> upTo = values;     // from the beginning of its block on
    std::vector<double> onwards = values;  // to the end of its block
    for (std::size_t i = 1; i < count; ++i) {
        upTo[i] += i % block == 0 ? 0.0 : upTo[i - 1];
    }
    for (std::size_t i = count; i-- > 1;) {
        onwards[i - 1] += i % block == 0 ? 0.0 : onwards[i];
    }
    const std::size_t before = (block - 1) / 2;
    const std::size_t after = block / 2;
    std::vector<double> means;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t begin = i - std::min(i, before);
        const std::size_t last = std::min(count - 1, i + after);
        const bool inOneBlock = begin / block == last / block;
        const double sum = !inOneBlock          ? onwards[begin] + upTo[last]
                           : begin % block == 0 ? upTo[last]
                                                : onwards[begin];  // the last values of all
        means.push_back(sum / static_cast<double>(last - begin + 1));
    }
    return means;
}

CurveFigure readCurves(const std::vector<fs::path>& files, const CurveRequest& request) {
    std::vector<NumberTable> tables;
    for (const fs::path& file : files) {
        tables.emplace_back(file);
    }
    CurveFigure figure{.title = {}, .xName = request.x, .panels = {}};
    const auto names = request.names.empty() ? valueNames(tables.front()) : request.names;
    if (names.empty()) {
        throw model::ModelError("The file " + files.front().string() + " has no column of values.",
                                "Expected some beside step, clips and seconds.",
                                "Name the CSV curve of a training run.");
    }
    for (const std::string& name : names) {
        figure.panels.push_back(panelOf(name, files, tables, request));
    }
    if (request.x == "seconds") {
        scaleSeconds(figure);
    }
    return figure;
}

}  // namespace handscope::app
