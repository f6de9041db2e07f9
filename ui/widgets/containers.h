// Things that hold other things: cards, scroll areas, popups and the lists inside them. All are scope guards.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ui/widgets/controls.h"
#include "ui/widgets/item.h"

namespace ui {

// A panel's frame: surface, hairline, rounded corners, padding. Registers itself under its name. Declare it before any
// font guard inside.
class Card {
 public:
  Card(const Ui& ui, std::string_view name, const ImRect& rect);
  ~Card();
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;
  // Where the contents go: the frame without its padding.
  const ImRect& content() const { return content_; }

 private:
  ImRect content_;
};

// A region that scrolls vertically when its contents are higher than it is. Draw at `origin()`, then tell how high the
// contents were; without that call the last item counts.
class ScrollArea {
 public:
  ScrollArea(const Ui& ui, std::string_view name, const ImRect& rect);
  ~ScrollArea();
  ScrollArea(const ScrollArea&) = delete;
  ScrollArea& operator=(const ScrollArea&) = delete;
  // Top left of the contents on screen; moves with the scroll position.
  ImVec2 origin() const { return origin_; }
  // What is left beside the place kept for the scroll bar.
  float width() const { return width_; }
  void set_content_height(float height);

 private:
  ImVec2 origin_;
  float width_;
};

// A list or form that floats above everything at an anchor and closes by Esc or a click elsewhere:
//   if (state.right_clicked) open_popup("word menu");
//   if (Popup popup(ui, "word menu", state.rect, 220); popup.open()) { ... draw at the cursor ... }
void open_popup(std::string_view name);
bool is_popup_open(std::string_view name);
class Popup {
 public:
  // `width` in CSS pixels. Opens below the anchor, above it where there is more room.
  Popup(const Ui& ui, std::string_view name, const ImRect& anchor, float width);
  ~Popup();
  Popup(const Popup&) = delete;
  Popup& operator=(const Popup&) = delete;
  bool open() const { return open_; }
  void close();
  // Width of the contents in screen pixels.
  float width() const { return width_; }

 private:
  bool open_;
  float width_;
};

struct MenuItemSpec {
  std::string_view label = {};
  std::string_view caption = {};   // second line
  std::string_view shortcut = {};  // right-aligned: "Ctrl+Z"
  Icon icon = Icon::None;
  bool selected = false;
  bool enabled = true;
  bool default_focus = false;
  std::string_view tooltip = {};
};
// One line of an open Popup; closes it and returns true when chosen. The scroll position moves with it.
bool menu_item(const Ui& ui, std::string_view name, const Popup& popup, const MenuItemSpec& spec);
void menu_separator(const Ui& ui, const Popup& popup);
void menu_heading(const Ui& ui, const Popup& popup, std::string_view text);

struct DropdownItem {
  std::string label = {};
  std::string caption = {};
  Icon icon = Icon::None;
  bool enabled = true;
  std::string heading = {};  // starts a group
  std::string tooltip = {};
};
struct DropdownSpec {
  std::string_view label = {};  // before the current value: "mask: "; may be empty
  std::string_view value = {};  // shown instead of the selected item's label when not empty
  ButtonKind kind = ButtonKind::Raised;
  float list_width = 240;  // CSS pixels
  bool enabled = true;
  std::string_view tooltip = {};
  std::string* filter = nullptr;  // the caller's search text: shows a search field above the list
};
// A button that opens a list; its items are named "<name>/<label>". Returns the index chosen in this frame.
std::optional<int> dropdown(const Ui& ui, std::string_view name, const ImRect& rect,
                            std::span<const DropdownItem> items, int selected, const DropdownSpec& spec = {});
float dropdown_width(const Style& style, std::string_view widest_value, const DropdownSpec& spec = {});

}  // namespace ui
