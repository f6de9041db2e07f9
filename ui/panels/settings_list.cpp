// The reader's preferences.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/panels/left_lists.h"
#include "ui/widgets/layout.h"

namespace ui {

namespace {

// Writes labelled controls below one another and sends a changed copy of the preferences.
class SettingsForm {
 public:
  SettingsForm(Ui& ui, ImVec2 origin, float width, const PanelInput& input, Requests& requests)
      : ui_(ui), at_(origin), width_(width), changed_(*input.preferences), requests_(requests) {}

  void choose(const char* name, const char* label, std::span<const Segment> segments, int selected,
              void (*set)(Preferences&, int)) {
    caption(label);
    const ImRect rect = row(32);
    if (const auto chosen = segmented(ui_, name, rect, segments, selected)) {
      set(changed_, *chosen);
      requests_.add(SetPreferences{changed_});
    }
  }

  void step(const char* name, const char* label, const std::string& value, void (*set)(Preferences&, int)) {
    ImRect rect = row(kControlHeight);
    const Style& style = ui_.style;
    const float side = rect.GetHeight();
    const std::string base = name;
    if (icon_button(ui_, base + ".more", cut_right(rect, side, style.px(kGap1)), Icon::Plus, "More",
                    ButtonKind::Outlined)) {
      send(set, 1);
    }
    const ImRect number = cut_right(rect, style.px(56), style.px(kGap1));
    draw_text_in(style, number, TextRole::Number, style.palette.text, value, Align::Center);
    if (icon_button(ui_, base + ".less", cut_right(rect, side), Icon::Minus, "Less", ButtonKind::Outlined)) {
      send(set, -1);
    }
    draw_text_in(style, rect, TextRole::Body, style.palette.text, label);
  }

  void check(const char* name, const char* label, bool checked, const char* tooltip, void (*set)(Preferences&, int)) {
    if (check_box(ui_, name, row(kControlHeight), label, checked, tooltip)) send(set, checked ? 0 : 1);
  }

  ImVec2 at() const { return at_; }

 private:
  void send(void (*set)(Preferences&, int), int value) {
    set(changed_, value);
    requests_.add(SetPreferences{changed_});
  }
  void caption(const char* label) {
    draw_text_in(ui_.style, ImRect(at_.x, at_.y, at_.x + width_, at_.y + ui_.style.px(20)), TextRole::Caption,
                 ui_.style.palette.second_text, label);
    at_.y += ui_.style.px(22);
  }
  ImRect row(float height) {
    const ImRect rect(at_.x, at_.y, at_.x + width_, at_.y + ui_.style.px(height));
    at_.y = rect.Max.y + ui_.style.px(kGap3);
    return rect;
  }

  Ui& ui_;
  ImVec2 at_;
  float width_;
  Preferences changed_;
  Requests& requests_;
};

void step_scale(Preferences& preferences, int by) {
  preferences.scale = std::clamp(std::round(preferences.scale * 10 + static_cast<float>(by)) / 10, 0.5F, 3.0F);
}

}  // namespace

float draw_settings_list(Ui& ui, ImVec2 origin, float width, const PanelInput& input, ViewState&, Requests& requests) {
  const Preferences& now = *input.preferences;
  SettingsForm form(ui, origin, width, input, requests);
  const Segment themes[] = {{"Light"}, {"Dark"}, {"System", 0, "What the desktop asks for, where it says so"}};
  form.choose("settings.theme", "Theme", themes, static_cast<int>(now.theme),
              [](Preferences& all, int value) { all.theme = static_cast<ThemeChoice>(value); });
  const Segment maps[] = {{"Purple"}, {"Viridis"}, {"Cividis"}};
  form.choose("settings.colors", "Colours of maps", maps, static_cast<int>(now.color_map),
              [](Preferences& all, int value) { all.color_map = static_cast<ColorMap>(value); });
  form.step("settings.scale", "Size", fmt::format("{:.0f} %", now.scale * 100), step_scale);
  form.step("settings.cells", "Decimals in cells", std::to_string(now.cell_decimals),
            [](Preferences& all, int by) { all.cell_decimals = std::clamp(all.cell_decimals + by, 1, 4); });
  form.step("settings.readouts", "Decimals in read-outs", std::to_string(now.readout_decimals),
            [](Preferences& all, int by) { all.readout_decimals = std::clamp(all.readout_decimals + by, 2, 7); });
  form.check("settings.motion", "Reduce motion", now.reduce_motion, "Values jump to their new place instead of gliding",
             [](Preferences& all, int value) { all.reduce_motion = value != 0; });
  return form.at().y - origin.y;
}

}  // namespace ui
