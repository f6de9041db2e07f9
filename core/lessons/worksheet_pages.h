// The lines of a worksheet's two pages, before they are a text, Markdown or PDF file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/lessons/drill.h"

namespace core {

enum class SheetStyle : std::uint8_t { Title, Heading, Body, Item };  // Item: text on the left, value beside it
struct SheetLine {
  SheetStyle style = SheetStyle::Body;
  std::string text, value = {};
};

std::vector<SheetLine> question_page(const Drill& drill);
std::vector<SheetLine> answer_page(const Drill& drill);

}  // namespace core
