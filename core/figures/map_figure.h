// A map of numbers as a figure for papers and slides: PNG, SVG, PDF or CSV.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/tensor.h"

namespace core {

struct MapFigure {
  Matrix values;                           // [rows, columns]; −infinity marks a masked cell
  std::vector<std::string> rows, columns;  // labels
  std::string title;                       // may be empty
  std::string axis = "looks ↓ at →";       // rows are the words that look
  std::string quantity = "weight";         // what the legend's numbers are
  float low = 0, high = 1;                 // the range that the colours span
};

struct FigureColor {
  std::uint8_t red = 0, green = 0, blue = 0;
  bool operator==(const FigureColor&) const = default;
};

struct FigureStyle {
  FigureColor background{255, 255, 255}, text{27, 31, 39}, second_text{90, 99, 114}, line{216, 220, 227};
  std::function<FigureColor(float)> color;  // of a share of the range, 0 to 1; empty: white to violet
  std::vector<std::string> fonts = {"Inter", "DejaVu Sans", "WenQuanYi Micro Hei", "Noto Sans CJK SC", "sans-serif"};
};

// Puts `low` and `high` at the smallest and largest value that is not masked.
void fit_range(MapFigure& figure);

// The bytes of a file. `scale` is pixels a point. Values are written into cells where these are large enough.
std::string figure_png(const MapFigure& figure, const FigureStyle& style, double scale = 2);
std::string figure_svg(const MapFigure& figure, const FigureStyle& style);
std::string figure_pdf(const MapFigure& figure, const FigureStyle& style);
// A line a row, its label first, with a heading of column labels; digits that read back to the bit, masked cells empty.
std::string figure_csv(const MapFigure& figure);

// Writes the kind that the file's ending says. Throws Error for another ending, an unwritable path or a full disk; no
// half of a file is left.
void write_figure(const std::filesystem::path& path, const MapFigure& figure, const FigureStyle& style);

}  // namespace core
