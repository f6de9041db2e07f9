// Every number of the look: colours by role, spacing, type, and the guards that apply them to Dear ImGui.
#pragma once

#include <imgui.h>

#include <string_view>

#include "ui/widgets/color.h"

namespace ui {

enum class Theme { Light, Dark };

// Sequential maps for weights; signed values take `sample_signed` (colormap.h) whatever is chosen.
enum class ColorMap { SingleHue, Viridis, Cividis };

// Colours by role. Panels name roles, never colours.
struct Palette {
  ImU32 query, key, value, edited;  // the same everywhere: labels, formula terms, bars, frames
  ImU32 weight;                     // weight and selection: ribbons, maps, the selected word, the primary button
  ImU32 tint;                       // the surface of what is lightly selected
  ImU32 window, panel, raised;      // surfaces: behind all; cards; controls and chips
  ImU32 line, outline;              // hairlines between things; the frame of an input (3 : 1)
  ImU32 text, second_text;
  ImU32 good, warning, error;  // always with an icon and a word
  ImU32 on_weight;             // text and icons on a fill of `weight`
};
const Palette& palette(Theme theme);

// The 4-px grid, in unscaled pixels; multiply by Style::scale (Style::px does, to whole pixels).
constexpr float kGap1 = 4;
constexpr float kGap2 = 8;
constexpr float kGap3 = 12;
constexpr float kGap4 = 16;
constexpr float kGap6 = 24;
constexpr float kPanelPadding = 12;
constexpr float kPanelRadius = 8;
constexpr float kControlRadius = 6;
constexpr float kControlHeight = 28;  // at least; the top bar uses 36
constexpr float kBarControlHeight = 36;
constexpr float kMinTarget = 24;  // the smallest thing a pointer must hit
constexpr float kFocusRing = 2;

// Sizes in CSS pixels at scale 1.
enum class TextRole {
  Body,          // Inter 15
  BodySemibold,  // Inter semibold 15
  Caption,       // Inter 13
  CaptionSemibold,
  Small,  // Inter 11: the names along small pictures, where a caption has no room
  SmallSemibold,
  Heading,      // Inter semibold 19
  Title,        // Inter semibold 24: the selected word on its own card
  Sentence,     // Inter 21
  Number,       // JetBrains Mono 14
  NumberSmall,  // JetBrains Mono 12
  NumberBold,   // JetBrains Mono bold 14
  Formula,      // JetBrains Mono 20
};

// The faces, and how many of ImGui's pixels make one CSS pixel of each: ImGui sizes a font by ascent - descent, CSS
// by the em. Owned by the atlas of the current ImGui context.
struct Fonts {
  ImFont* text = nullptr;
  ImFont* semibold = nullptr;
  ImFont* mono = nullptr;
  ImFont* mono_bold = nullptr;
  float text_em = 1.21F;  // Inter
  float mono_em = 1.32F;  // JetBrains Mono
};

// What every widget needs to know about the look; built once a frame by the owner and passed by const reference.
struct Style {
  Theme theme = Theme::Light;
  Palette palette = ui::palette(Theme::Light);
  Fonts fonts;
  float scale = 1;           // screen pixels per CSS pixel
  int cell_decimals = 2;     // in the cells of maps
  int readout_decimals = 4;  // in read-outs
  ColorMap color_map = ColorMap::SingleHue;
  bool reduce_motion = false;

  // CSS pixels to whole screen pixels.
  float px(float css) const;
  // Width of a hairline on screen: at least one whole pixel.
  float hairline() const;
};

// Replaces every size and colour of `style`, so that nothing of ImGui's default look is left. Call before NewFrame
// whenever theme or scale changed.
void apply_style(ImGuiStyle& style, Theme theme, float scale);

// The font of a role, and its size as PushFont wants it (before scaling) and as it is on screen.
ImFont* role_font(const Style& style, TextRole role);
float role_size(const Style& style, TextRole role);
float line_height(const Style& style, TextRole role);

// Guards. Declare a card before the guards inside it: a font still pushed at EndChild aborts.
class ScopedFont {
 public:
  ScopedFont(const Style& style, TextRole role);
  ~ScopedFont();
  ScopedFont(const ScopedFont&) = delete;
  ScopedFont& operator=(const ScopedFont&) = delete;
};

class ScopedColor {
 public:
  ScopedColor(ImGuiCol which, ImU32 color);
  ~ScopedColor();
  ScopedColor(const ScopedColor&) = delete;
  ScopedColor& operator=(const ScopedColor&) = delete;
};

class ScopedVar {
 public:
  ScopedVar(ImGuiStyleVar which, float value);
  ScopedVar(ImGuiStyleVar which, ImVec2 value);
  ~ScopedVar();
  ScopedVar(const ScopedVar&) = delete;
  ScopedVar& operator=(const ScopedVar&) = delete;
};

class ScopedId {
 public:
  explicit ScopedId(std::string_view id);
  explicit ScopedId(int id);
  ~ScopedId();
  ScopedId(const ScopedId&) = delete;
  ScopedId& operator=(const ScopedId&) = delete;
};

class ScopedDisabled {
 public:
  explicit ScopedDisabled(bool disabled);
  ~ScopedDisabled();
  ScopedDisabled(const ScopedDisabled&) = delete;
  ScopedDisabled& operator=(const ScopedDisabled&) = delete;
};

class ScopedClip {
 public:
  ScopedClip(ImVec2 min, ImVec2 max);
  ~ScopedClip();
  ScopedClip(const ScopedClip&) = delete;
  ScopedClip& operator=(const ScopedClip&) = delete;
};

}  // namespace ui
