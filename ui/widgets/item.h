// The one function under every control: pointer, keyboard, focus ring, tooltip and registration for a rectangle.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <string_view>

#include "ui/widgets/item_registry.h"
#include "ui/widgets/style.h"
#include "ui/widgets/texture.h"

namespace ui {

// What every widget gets besides its own data.
struct Ui {
  const Style& style;
  ItemRegistry& items;
  TextureSet& textures;
};

struct ItemSpec {
  std::string_view tooltip = {};
  std::string_view role = "button";
  bool enabled = true;
  bool focusable = true;          // reached by the keyboard
  bool ring = true;               // false: the widget draws its own mark of focus
  bool allow_overlap = false;     // later items may lie on top, such as a close mark on a chip
  bool default_focus = false;     // takes the focus when its popup opens
  float radius = kControlRadius;  // of the focus ring's inner edge, CSS pixels
};

struct ItemState {
  ImRect rect;
  ImGuiID id = 0;
  bool hovered = false;
  bool active = false;       // held by pointer or key
  bool by_keyboard = false;  // active through Space or Enter: ignore the pointer's place then
  bool clicked = false;      // pointer released on it, or Space or Enter
  bool double_clicked = false;
  bool right_clicked = false;  // or the Menu key, or Shift+F10, while it has the focus
  bool focused = false;        // takes the keys (also after a click)
  bool focus_visible = false;  // ... and the keyboard is in use, so the ring shows
  bool deactivated = false;    // released in this frame; the last pointer move may arrive together with it
  bool enabled = true;
};

// `name` is unique in the window (see Item::name). Positions are screen pixels. Draw by the state afterwards; leave
// 5 CSS pixels around for the ring.
ItemState item(const Ui& ui, std::string_view name, const ImRect& rect, const ItemSpec& spec = {});

// Registers a rectangle that is not a control (a card, a caption, a row) so that tests and lessons can point at it.
void register_area(const Ui& ui, std::string_view name, const ImRect& rect, std::string_view role = "area");

// Registers the text field that was drawn last.
void register_field(const Ui& ui, std::string_view name, const ImRect& rect, bool enabled = true);

// Gives the keyboard to the text field that follows, whatever had it: `Type` opens it.
void focus_next_field();
// Gives the keyboard to the item that was drawn last, and shows its ring.
void focus_last_item();

// The 2-pixel ring around `rect`.
void draw_focus_ring(const Style& style, const ImRect& rect, float radius = kControlRadius);

// A tooltip with any content for the last item, after 0.4 s and beside the pointer:
//   if (const Tooltip tip(ui, 320); tip.open()) draw ... at the cursor
class Tooltip {
 public:
  explicit Tooltip(const Ui& ui);
  ~Tooltip();
  Tooltip(const Tooltip&) = delete;
  Tooltip& operator=(const Tooltip&) = delete;
  bool open() const { return open_; }

 private:
  bool open_;
};

// Opens the tooltip of plain text for the last item when it is due.
void text_tooltip(const Ui& ui, std::string_view text);

// True in the frames in which the focused item shall move by the key; takes it from keyboard navigation. Call every
// frame while `state.focused`.
bool take_key(const ItemState& state, ImGuiKey key, ImGuiKey modifier = ImGuiKey_None);

// The colour of a surface under the pointer: a step toward the text colour when hovered, two when pressed.
ImU32 reacting(const Style& style, ImU32 rest, const ItemState& state);

// What a disabled thing is drawn in.
ImU32 faded(ImU32 color, bool enabled);

}  // namespace ui
