// Text in figures: any script, each sign in the first of several fonts that has it.
#pragma once

#include <cairo.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Measures and draws on one cairo context, in points.
class FigureText {
 public:
  FigureText(cairo_t* context, const std::vector<std::string>& fonts) : context_(context), fonts_(fonts) {}

  double width(std::string_view text, double size);
  // Draws with the left end of the base line at (x, y), turned by `angle` radians; the colour is the context's.
  void draw(std::string_view text, double size, double x, double y, double angle = 0);

 private:
  struct Run {
    std::size_t font = 0;
    std::string text;
  };
  std::vector<Run> runs(std::string_view text);
  std::size_t font_with(const std::string& sign);
  void select(std::size_t font, double size);

  cairo_t* context_;
  const std::vector<std::string>& fonts_;
  std::map<std::string, std::size_t> font_of_;  // by grapheme
};

}  // namespace core
