// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/Table.h"

#include <algorithm>

#include "app/CsvTable.h"

namespace handscope::bench {
namespace {

struct Column {
    std::size_t width = 3;  // the least that Markdown's rule takes
    bool numbers = false;
};

std::string fieldOf(const std::vector<std::string>& row, std::size_t index) {
    return index < row.size() ? row[index] : std::string();
}

bool isNumberColumn(const std::vector<std::vector<std::string>>& rows, std::size_t index) {
    bool any = false;
    for (const auto& row : rows) {
        const std::string field = fieldOf(row, index);
        if (!field.empty() && !app::numberIn(field)) {
            return false;
        }
        any = any || !field.empty();
    }
    return any;
}

std::string padded(const std::string& text, const Column& column) {
    const std::string blanks(column.width - textWidth(text), ' ');
    return column.numbers ? blanks + text : text + blanks;
}

}  // namespace

std::size_t textWidth(const std::string& text) noexcept {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;  // no continuation byte
    }));
}

std::string asTable(const std::vector<std::string>& header,
                    const std::vector<std::vector<std::string>>& rows) {
    std::vector<Column> columns;
    for (std::size_t i = 0; i < header.size(); ++i) {
        Column column{.numbers = isNumberColumn(rows, i)};
        column.width = std::max(column.width, textWidth(header[i]));
        for (const auto& row : rows) {
            column.width = std::max(column.width, textWidth(fieldOf(row, i)));
        }
        columns.push_back(column);
    }
    std::string text = "|";
    std::string rule = "|";
    for (std::size_t i = 0; i < columns.size(); ++i) {
        text += " " + padded(header[i], columns[i]) + " |";
        rule += std::string(columns[i].width + 1, '-') + (columns[i].numbers ? ":|" : "-|");
    }
    text += "\n" + rule + "\n";
    for (const auto& row : rows) {
        text += "|";
        for (std::size_t i = 0; i < columns.size(); ++i) {
            text += " " + padded(fieldOf(row, i), columns[i]) + " |";
        }
        text += "\n";
    }
    return text;
}

}  // namespace handscope::bench
