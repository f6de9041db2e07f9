// One line of text to type into, on a std::string.
#pragma once

#include <string>
#include <string_view>

#include "ui/widgets/icons.h"
#include "ui/widgets/item.h"

namespace ui {

struct TextFieldSpec {
  std::string_view hint = {};  // shown while empty
  std::string_view tooltip = {};
  Icon icon = Icon::None;  // in front
  TextRole role = TextRole::Body;
  bool enabled = true;
  bool invalid = false;     // frame in the error colour
  bool take_focus = false;  // in this frame, also where nobody asked for it by name
  bool select_all = false;  // when it gets the focus
  float room_right = 0;     // screen pixels kept free at the right end for a button of the caller
};
struct TextFieldState {
  bool edited = false;     // the text changed in this frame
  bool committed = false;  // Enter
  bool left = false;       // lost the focus after a change
  bool active = false;     // has the cursor
  ImRect rect;
};
TextFieldState text_field(const Ui& ui, std::string_view name, const ImRect& rect, std::string& text,
                          const TextFieldSpec& spec = {});

// The width that text and hint of a field of this size have.
float text_field_room(const Style& style, const ImRect& rect, const TextFieldSpec& spec);

}  // namespace ui
