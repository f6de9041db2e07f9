#include "ui/lessons/spotlight.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/attention/edit_text.h"
#include "core/attention/token_reference.h"
#include "core/error.h"
#include "core/lessons/stage_names.h"
#include "ui/lessons/lesson_input.h"
#include "ui/lessons/lesson_memory.h"
#include "ui/lessons/lit_items.h"
#include "ui/widgets/draw.h"

namespace ui {

namespace {

using core::Index;

// Panels by their names in lessons, as the items that they register.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kPanelItems = {{{"words", "words.card"},
                                                                                       {"map-row", "map.card"},
                                                                                       {"map", "map.card"},
                                                                                       {"grid", "grid"},
                                                                                       {"stages", "stages"},
                                                                                       {"switches", "stages.switches"},
                                                                                       {"row", "row"},
                                                                                       {"vectors", "vectors"},
                                                                                       {"output", "output"}}};

Names row_items(const core::AttentionTrace& trace, const std::string& word) {
  const Index query = core::find_token(word, trace.tokens);
  return {fmt::format("map.row.{}", query), fmt::format("map.cell.{}.{}", query, trace.tokens.size() - 1)};
}

Names column_items(const core::AttentionTrace& trace, const core::Tokens& keys, const std::string& word) {
  const Index key = core::find_token(word, keys);
  Names names;
  for (std::size_t row = 0; row < trace.tokens.size(); ++row) names.push_back(fmt::format("map.cell.{}.{}", row, key));
  return names;
}

Names cell_items(const core::AttentionTrace& trace, const core::Tokens& keys, const std::string& words) {
  const std::size_t comma = words.find(',', words.front() != ',' ? 0 : 1);
  const Index query = core::find_token(words.substr(0, comma), trace.tokens);
  const Index key = core::find_token(words.substr(comma == std::string::npos ? 0 : comma + 1), keys);
  return {fmt::format("map.cell.{}.{}", query, key)};
}

Names bar_items(const core::Tokens& keys, const std::string& word) {
  const Index key = core::find_token(word, keys);
  return {fmt::format("row.name.{}", key), fmt::format("row.slider.{}", key), fmt::format("row.value.{}", key)};
}

Names component_items(const PanelInput& input, const ViewState& view, const std::string& name) {
  const core::ModelConfig& config = input.trace->config();
  const bool head = view.selection.map == core::MapKind::Head;
  const bool x = view.persisted.vector_tab == VectorTab::X || !head;
  const bool value = view.persisted.vector_tab == VectorTab::Value;
  Index component = 0;
  if (x) {
    component = core::find_component(config.components, config.width, name);
  } else {
    const core::HeadConfig& of = input.head_config(view.selection);
    component = core::find_component(value ? of.value_components : of.score_components, value ? of.d_v : of.d_k, name);
  }
  return {fmt::format("vector.name.{}", component), fmt::format("vector.bar.{}", component),
          fmt::format("vector.value.{}", component)};
}

Names stage_items(const std::string& name) {
  for (std::size_t i = 0; i < core::kWalkStages.size(); ++i) {
    if (core::kWalkStages[i] == name) return {fmt::format("stage.{}", i)};
  }
  return {};
}

Names head_items(const core::AttentionTrace& trace, const std::string& name) {
  const auto [layer, head] = core::parse_head(name, trace.model());
  return {fmt::format("grid.{}.{}", layer, head)};
}

Names targets(std::string_view light, const PanelInput& input, const ViewState& view) {
  for (const auto& [panel, item] : kPanelItems) {
    if (light == panel) return {std::string(item)};
  }
  const std::size_t colon = light.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view kind = light.substr(0, colon);
  const std::string argument(light.substr(colon + 1));
  const core::AttentionTrace& trace = *input.trace;
  const core::Tokens& keys = input.key_tokens(view.selection);
  if (kind == "item") return {argument};
  if (kind == "word") return {fmt::format("words.{}", core::find_token(argument, trace.tokens))};
  if (kind == "row") return row_items(trace, argument);
  if (kind == "column") return column_items(trace, keys, argument);
  if (kind == "cell") return cell_items(trace, keys, argument);
  if (kind == "bar") return bar_items(keys, argument);
  if (kind == "component") return component_items(input, view, argument);
  if (kind == "stage") return stage_items(argument);
  if (kind == "switch") return {"switch." + argument};
  if (kind == "formula") return {"formula." + argument};
  if (kind == "head") return head_items(trace, argument);
  if (kind == "card") return {fmt::format("card.{}", core::find_token(argument, keys))};
  return {};
}

// Names of the items that a light ("word:it", "switch:softmax", "row") means in this frame; of several the first one
// that is on screen counts, an "a|b" pair is united. Empty where the word or head is not there.
Names light_targets(std::string_view light, const PanelInput& input, const ViewState& view) {
  try {
    if (input.has_trace()) return targets(light, input, view);
  } catch (const core::Error&) {
    // The reader's own sentence has not the word that the step pointed at: then nothing is pointed at.
  }
  return {};
}

constexpr int kRevealFrames = 8;  // a panel that has just opened needs some to lay itself out

// True in the frames in which lights are scrolled to: the first ones of a step, or of what its answer uncovered.
bool is_new(const LessonInput& lesson, ViewState& view) {
  LessonMemory& memory = lesson_memory(view);
  LitPlace lit{{}, "", lesson.covering};
  if (lesson.card != nullptr) lit.card = lesson.card->id;
  if (lesson.card == nullptr) lit.step = step_key(lesson);
  if (memory.lit != lit) {
    memory.lit = lit;
    memory.lit_frames = kRevealFrames;
  }
  if (memory.lit_frames == 0) return false;
  --memory.lit_frames;
  view.transient.unfinished = true;
  return true;
}

// Above all panels, below popups and tooltips, and without any part in input.
class Sheet {
 public:
  Sheet() {
    const ScopedVar padding(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    const ScopedColor none(ImGuiCol_ChildBg, 0);
    ImGui::SetCursorScreenPos(ImVec2(0, 0));
    ImGui::BeginChild("spotlight", ImGui::GetIO().DisplaySize, ImGuiChildFlags_None,
                      ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollbar |
                          ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoSavedSettings);
  }
  ~Sheet() { ImGui::EndChild(); }
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;
};

void draw_outline(const Style& style, const ImRect& around) {
  constexpr float kSmall = 44;  // CSS pixels: a row, chip or button has its like close beside it
  const bool small = around.GetHeight() < style.px(kSmall);
  const float halo_width = style.px(small ? 2 : 4);
  ImRect rect = around;
  rect.Expand(style.px(small ? 1 : 3));
  ImRect halo = rect;
  halo.Expand(halo_width);
  stroke_rect(halo, with_alpha(style.palette.weight, 0.22F), style.px(kPanelRadius + 2), halo_width);
  stroke_rect(rect, style.palette.weight, style.px(kPanelRadius - 2), style.px(2));
}

}  // namespace

void draw_spotlights(const Ui& ui, const PanelInput& input, ViewState& view) {
  if (!is_staged(input)) return;
  const bool opens = is_new(*input.lesson, view);
  if (opens) reveal_selected(ui, view);
  if (input.lesson->stage->light.empty()) {
    lesson_memory(view).go_frames = 0;
    return;
  }
  const Sheet sheet;
  Names lit;
  std::size_t number = 0;
  for (const std::string& light : input.lesson->stage->light) {
    const Names names = light_targets(light, input, view);
    ImRect rect = seen_part(ui, names);
    if (opens || lesson_memory(view).go_frames > 0) reveal(ui, names, rect);
    lit.insert(lit.end(), names.begin(), names.end());
    // A low window shows one part of the right column; the tab of another leads there.
    if (rect.Min.x > rect.Max.x) rect = seen_part(ui, {"word.tab." + light});
    const std::string name = fmt::format("spotlight.{}", number++);
    if (rect.Min.x > rect.Max.x) continue;
    register_area(ui, name, rect, "mark");
    draw_outline(ui.style, rect);
  }
  if (lesson_memory(view).go_frames > 0) open_tab_of(lit, view);
  go_to_lit(ui, lit, view);
}

}  // namespace ui
