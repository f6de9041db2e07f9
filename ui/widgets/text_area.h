// Several lines of text to type into, wrapped at the width, on a std::string.
#pragma once

#include <string>
#include <string_view>

#include "ui/widgets/item.h"

namespace ui {

struct TextAreaState {
  bool edited = false;
  bool committed = false;  // Enter; Ctrl+Enter is a new line
  bool active = false;
};
TextAreaState text_area(const Ui& ui, std::string_view name, const ImRect& rect, std::string& text,
                        std::string_view hint);

}  // namespace ui
