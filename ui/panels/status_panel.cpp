// The bottom line: what the model is, how large the run is, what was edited and done, which keys help.
#include <fmt/format.h>

#include <algorithm>

#include "core/attention/run_changes.h"
#include "core/numbers.h"
#include "ui/lessons/lesson_input.h"
#include "ui/panels/overlays.h"
#include "ui/panels/panel_list.h"
#include "ui/run_questions.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/layout.h"

namespace ui {

namespace {

std::string origin_text(const PanelInput& input) {
  const core::ModelConfig& config = input.trace->config();
  switch (config.origin) {
    case core::Origin::Compiled:
      return config.name + " — compiled by hand, not learned";
    case core::Origin::Given:
      return config.name + " — numbers given by hand, not learned";
    case core::Origin::Learned:
      return config.name + " — learned";
  }
  return config.name;
}

std::string size_text(const PanelInput& input) {
  const auto& layers = input.trace->config().layers;
  std::size_t heads = 0;
  for (const core::LayerConfig& layer : layers) heads += layer.heads.size();
  const auto count = static_cast<core::Index>(input.trace->tokens.size());
  const std::string tokens = input.trace->second_tokens.empty()
                                 ? core::counted(count, "token")
                                 : fmt::format("{} + {} tokens", count, input.trace->second_tokens.size());
  return fmt::format("{} · {}    {}", core::counted(static_cast<core::Index>(layers.size()), "layer"),
                     core::counted(static_cast<core::Index>(heads), "head"), tokens);
}

// "2 edits", "2 edits, both waiting" for their words, "3 edits, 1 waiting".
std::string edits_text(std::span<const core::SessionEdit> edits) {
  const auto waiting = std::count_if(edits.begin(), edits.end(), [](const auto& one) { return one.parked; });
  const auto count = static_cast<core::Index>(edits.size());
  const std::string all = core::counted(count, "edit");
  if (waiting == 0) return all;
  if (waiting < count) return fmt::format("{}, {} waiting", all, waiting);
  return all + (count == 1 ? ", waiting" : count == 2 ? ", both waiting" : ", all waiting");
}

void draw_edits(Ui& ui, const ImRect& line, float& at, std::span<const core::SessionEdit> edits, ViewState& view) {
  const Style& style = ui.style;
  const bool waiting = std::all_of(edits.begin(), edits.end(), [](const auto& one) { return one.parked; });
  const std::string label = edits_text(edits);
  const ButtonSpec spec{.label = label,
                        .icon = Icon::Edit,
                        .kind = ButtonKind::Quiet,
                        .tooltip = waiting ? "They come into force again with their words. The list of edits (Ctrl+E)"
                                           : "The list of edits (Ctrl+E)",
                        .role = TextRole::Caption,
                        .color = waiting ? style.palette.second_text : style.palette.edited};
  const float width = button_width(style, spec);
  if (button(ui, "status.edits", ImRect(at, line.Min.y, at + width, line.Max.y), spec)) {
    open_overlay(view, Overlay::Edits);
  }
  at += width + style.px(kGap4);
}

void draw_progress(Ui& ui, const ImRect& line, float& at, const PanelInput& input, Requests& requests) {
  const Style& style = ui.style;
  if (!input.loading.empty()) {
    const std::string text = "Loading " + input.loading;
    const float width = text_width(style, TextRole::Caption, text);
    draw_text_in(style, ImRect(at, line.Min.y, at + width, line.Max.y), TextRole::Caption, style.palette.text, text);
    at += width + style.px(kGap2);
  }
  const ImRect bar =
      centered(ImRect(at, line.Min.y, at + style.px(120), line.Max.y), ImVec2(style.px(120), style.px(6)));
  fill_rect(bar, style.palette.raised, style.px(3));
  fill_rect(ImRect(bar.Min.x, bar.Min.y, bar.Min.x + bar.GetWidth() * input.progress, bar.Max.y), style.palette.weight,
            style.px(3));
  at = bar.Max.x + style.px(kGap2);
  const ButtonSpec cancel{
      .label = "Cancel",
      .kind = ButtonKind::Quiet,
      .tooltip = input.loading.empty() ? "Stop this run (Ctrl+.)" : "Keep the present model (Ctrl+.)",
      .role = TextRole::Caption};
  const float width = button_width(style, cancel);
  if (button(ui, "status.cancel", ImRect(at, line.Min.y, at + width, line.Max.y), cancel)) requests.add(CancelRun{});
  at += width + style.px(kGap4);
}

// The short of what was done; the whole stands in the tooltip.
std::string_view first_line(std::string_view status) {
  return status.substr(0, status.find('\n'));
}

// The keys that help here, as many as leave room for what was done.
std::string keys_text(const Style& style, float room, const PanelInput& input) {
  const bool points = is_staged(input) && !input.lesson->stage->light.empty();
  const std::string_view texts[] = {points ? "Alt+G to what is lit, Alt+N next step · Ctrl+K commands · F1 keys"
                                           : "Tab to a panel, ← → ↑ ↓ walk it, Enter edits · Ctrl+K commands · F1 keys",
                                    points ? "Alt+G to what is lit · F1 keys" : "Ctrl+K commands · F1 keys", "F1 keys"};
  const std::string_view said = first_line(input.status);
  const float done = said.empty() ? 0 : text_width(style, TextRole::Caption, said) + style.px(kGap4);
  for (const std::string_view text : texts) {
    if (text_width(style, TextRole::Caption, text) + done <= room) return std::string(text);
  }
  return {};
}

}  // namespace

void draw_status_panel(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const Style& style = ui.style;
  fill_rect(area, style.palette.panel);
  horizontal_line(area.Min.x, area.Max.x, area.Min.y, style.palette.line, style.hairline());
  ImRect line = inset(area, style.px(kGap4), style.px(1));
  float at = line.Min.x;
  const auto write = [&](const std::string& text, ImU32 color) {
    const float width = text_width(style, TextRole::Caption, text);
    draw_text_in(style, ImRect(at, line.Min.y, at + width, line.Max.y), TextRole::Caption, color, text);
    at += width + style.px(kGap6);
  };
  if (input.has_trace()) {
    write(origin_text(input), style.palette.second_text);
    write(size_text(input), style.palette.second_text);
  }
  const auto edits = listed_edits(input);
  if (edits.empty()) {
    write("no edits", style.palette.second_text);
  } else {
    draw_edits(ui, line, at, edits, view);
  }
  // Muted heads, ignored words and switches change every number, too.
  const std::string switched = input.has_trace() ? core::switch_changes(input.trace->run.switches) : std::string();
  if (!switched.empty()) write(switched, style.palette.edited);
  if (input.computing) draw_progress(ui, line, at, input, requests);
  const std::string keys = keys_text(style, line.Max.x - at, input);
  const float keys_width = text_width(style, TextRole::Caption, keys);
  if (!keys.empty()) {
    draw_text_in(style, ImRect(line.Max.x - keys_width, line.Min.y, line.Max.x, line.Max.y), TextRole::Caption,
                 style.palette.second_text, keys);
  }
  const float status_end = !keys.empty() ? line.Max.x - keys_width - style.px(kGap4) : line.Max.x;
  const ImRect status(at, line.Min.y, std::max(at, status_end), line.Max.y);
  item(ui, "status.done", status, {.tooltip = input.status, .role = "text", .focusable = false});
  // What was done stands at its beginning, a file's name or a number at its end.
  const std::string done = middle_ellipsis(style, TextRole::Caption, first_line(input.status), status.GetWidth());
  draw_text_in(style, status, TextRole::Caption, style.palette.text, done);
}

}  // namespace ui
