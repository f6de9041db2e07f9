// The nine numbered steps, and the formula whose terms light up at theirs.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/attention/explain.h"
#include "ui/panels/stages_internal.h"

namespace ui::stages {

namespace {

constexpr float kCircle = 24;

struct StepLook {
  ImU32 fill, line, text;
  TextRole role = TextRole::Caption;
};

StepLook step_look(const Frame& frame, Stage stage, bool idle) {
  const Palette& p = frame.colors();
  if (stage == frame.stage) return {p.weight, p.weight, p.on_weight, TextRole::CaptionSemibold};
  if (idle) return {0, p.line, p.second_text};
  if (stage < frame.stage) return {p.panel, p.weight, p.weight};
  return {p.raised, p.line, p.second_text};
}

void draw_circle(const Frame& frame, const ItemState& state, Stage stage, bool idle) {
  const StepLook look = step_look(frame, stage, idle);
  const ImVec2 center = state.rect.GetCenter();
  const float radius = frame.px(kCircle) / 2;
  const ImU32 fill = look.fill == 0 ? frame.colors().panel : look.fill;
  fill_circle(center, radius, reacting(frame.style(), fill, state));
  stroke_circle(center, radius - 0.5F, look.line, frame.style().hairline());
  const std::string number = fmt::format("{}", static_cast<int>(stage) + 1);
  draw_text_in(frame.style(), state.rect, look.role, look.text, number, Align::Center);
  // A stage that passes its numbers through is crossed by the line that joins the steps.
  if (idle && stage != frame.stage) {
    horizontal_line(center.x - radius, center.x + radius, center.y, look.line, frame.style().hairline());
  }
}

struct Label {
  Stage stage;
  float left, right;
};

// The active stage's name first, then the others as far as they do not touch one already placed: what does nothing here
// may lack its name first.
std::vector<Label> place_labels(const Frame& frame, const std::array<float, kStageCount>& centers, const ImRect& area) {
  std::vector<Label> placed;
  const float gap = frame.px(6);
  const auto try_place = [&](Stage stage) {
    const TextRole role = stage == frame.stage ? TextRole::CaptionSemibold : TextRole::Caption;
    const float width = text_width(frame.style(), role, stage_name(stage));
    const float center = centers[static_cast<std::size_t>(stage)];
    const float left = std::clamp(std::floor(center - width / 2), area.Min.x, std::max(area.Min.x, area.Max.x - width));
    for (const Label& other : placed) {
      if (left < other.right + gap && left + width + gap > other.left) return;
    }
    placed.push_back({stage, left, left + width});
  };
  try_place(frame.stage);
  // Its neighbours matter most.
  for (const bool idle : {false, true}) {
    for (int distance = 1; distance < kStageCount; ++distance) {
      for (const int at : {static_cast<int>(frame.stage) + distance, static_cast<int>(frame.stage) - distance}) {
        if (at < 0 || at >= kStageCount) continue;
        const auto stage = static_cast<Stage>(at);
        if (passed_through(stage, frame.trace(), frame.focus).empty() != idle) try_place(stage);
      }
    }
  }
  return placed;
}

void walk_steps(Frame& frame, const ItemState& state, Stage stage) {
  if (!state.focused) return;
  const int at = static_cast<int>(stage);
  int next = at;
  if (take_key(state, ImGuiKey_LeftArrow)) next = std::max(at - 1, 0);
  if (take_key(state, ImGuiKey_RightArrow)) next = std::min(at + 1, kStageCount - 1);
  if (take_key(state, ImGuiKey_Home)) next = 0;
  if (take_key(state, ImGuiKey_End)) next = kStageCount - 1;
  if (next == at) return;
  go_to(frame.view, static_cast<Stage>(next));
  frame.view.transient.focus_request = fmt::format("stage.{}", next);
}

void draw_step(Frame& frame, Stage stage, ImVec2 center, const std::string& passed) {
  const float half = frame.px(kCircle) / 2;
  const ImRect rect(std::floor(center.x - half), center.y - half, std::floor(center.x - half) + 2 * half,
                    center.y + half);
  const std::string tooltip =
      std::string(stage_about(stage)) + (passed.empty() ? "" : "\nPassed through: " + passed + ".");
  ItemSpec spec;
  spec.tooltip = tooltip;
  spec.role = "step";
  spec.radius = kCircle / 2;
  const std::string name = fmt::format("stage.{}", static_cast<int>(stage));
  const ItemState state = item(frame.ui, name, rect, spec);
  if (state.clicked) go_to(frame.view, stage);
  walk_steps(frame, state, stage);
  draw_circle(frame, state, stage, !passed.empty());
}

}  // namespace

float steps_height(const Frame& frame) {
  return frame.px(kCircle) + frame.px(kGap1) + line_height(frame.style(), TextRole::Caption) + frame.px(2);
}

void draw_steps(Frame& frame, const ImRect& area) {
  register_area(frame.ui, "stages.steps", area);
  const float edge = frame.px(kGap2 + kCircle / 2);
  const float spacing = (area.GetWidth() - 2 * edge) / static_cast<float>(kStageCount - 1);
  std::array<float, kStageCount> centers{};
  for (int i = 0; i < kStageCount; ++i) {
    centers[static_cast<std::size_t>(i)] = std::floor(area.Min.x + edge + spacing * static_cast<float>(i));
  }
  const float middle = area.Min.y + frame.px(kCircle) / 2;
  const float split = centers[static_cast<std::size_t>(frame.stage)];
  horizontal_line(centers.front(), split, middle, frame.colors().weight, frame.style().hairline());
  horizontal_line(split, centers.back(), middle, frame.colors().line, frame.style().hairline());
  const Stage shown = frame.stage;
  for (int i = 0; i < kStageCount; ++i) {
    const auto stage = static_cast<Stage>(i);
    draw_step(frame, stage, ImVec2(centers[static_cast<std::size_t>(i)], middle),
              passed_through(stage, frame.trace(), frame.focus));
  }
  const float top = area.Min.y + frame.px(kCircle + kGap1);
  for (const Label& label : place_labels(frame, centers, area)) {
    const bool active = label.stage == shown;
    const bool passed = !passed_through(label.stage, frame.trace(), frame.focus).empty();
    const ImU32 color = active ? frame.colors().text : frame.colors().second_text;
    draw_text(frame.style(), ImVec2(label.left, top), active ? TextRole::CaptionSemibold : TextRole::Caption, color,
              stage_name(label.stage));
    if (passed) {
      const float line = top + line_height(frame.style(), TextRole::Caption) / 2;
      horizontal_line(label.left, label.right, std::floor(line), color, frame.style().hairline());
    }
  }
}

namespace {

struct FormulaTerm {
  std::string text;
  const char* item = nullptr;  // null: only a sign
  Stage stage = Stage::Words;  // where it leads
  ImU32 color = 0;
  bool lit = false;
  bool idle = false;   // does nothing under the present switches
  bool tight = false;  // no blank before it
};

std::string softmax_text(const Frame& frame) {
  const auto& settings = frame.trace().layers[static_cast<std::size_t>(frame.focus.layer)]->settings;
  switch (settings.heads[static_cast<std::size_t>(frame.focus.head)].softmax) {
    case core::SoftmaxKind::Hard:
      return "hardmax(";
    case core::SoftmaxKind::Uniform:
      return "uniform(";
    default:
      return "softmax(";
  }
}

std::vector<FormulaTerm> formula_terms(const Frame& frame) {
  const Palette& p = frame.colors();
  const Stage now = frame.stage;
  const bool all = now == Stage::Output;
  const bool vectors = now == Stage::Qkv;
  const bool match = now == Stage::Scores || vectors || all;
  const bool masks = passed_through(Stage::Mask, frame.trace(), frame.focus).empty();
  const bool scales = passed_through(Stage::Scale, frame.trace(), frame.focus).empty();
  const bool softens = passed_through(Stage::Softmax, frame.trace(), frame.focus).empty();
  const float temperature = frame.trace().run.switches.temperature;
  const core::HeadConfig& head = frame.input.head_config(frame.view.selection);
  const double divisor =
      core::divisor_in_force(frame.trace(), frame.focus.layer, frame.focus.head) / static_cast<double>(temperature);
  // Where a model does not scale, the term of the formula stays in sight, crossed out.
  std::string below =
      core::is_root_of(divisor, head.d_k) || divisor == 1 ? std::string("√d_k") : core::number_text(divisor);
  if (temperature != 1) below = "(" + below + " · " + core::number_text(static_cast<double>(temperature)) + ")";
  std::vector<FormulaTerm> terms = {
      {softmax_text(frame), "formula.softmax", Stage::Softmax, p.weight, now == Stage::Softmax || all, !softens, true},
      {"Q", "formula.q", Stage::Scores, p.query, match, false, false},
      {"Kᵀ", "formula.k", Stage::Scores, p.key, match, false, true},
      {"/ " + below, "formula.scale", Stage::Scale, p.text, now == Stage::Scale || all, !scales, false}};
  if (masks) terms.push_back({"+ mask", "formula.mask", Stage::Mask, p.text, now == Stage::Mask || all, false, false});
  terms.push_back({")", nullptr, Stage::Softmax, p.weight, now == Stage::Softmax || all, !softens, false});
  terms.push_back({"V", "formula.v", Stage::Mix, p.value, now == Stage::Mix || vectors || all, false, false});
  return terms;
}

// A term that is pointed at, or has the keyboard, lights the step that it stands for.
void light_step(const Frame& frame, const FormulaTerm& term) {
  const Item* step = frame.ui.items.find(fmt::format("stage.{}", static_cast<int>(term.stage)));
  if (step == nullptr) return;
  const ImRect rect = step->rect;  // the registry may grow
  register_area(frame.ui, "formula.lit", rect, "mark");
  stroke_rect(rect, term.color, frame.px(kControlRadius), frame.px(2));
}

void draw_term(Frame& frame, const FormulaTerm& term, const ImRect& rect, TextRole role) {
  const Style& style = frame.style();
  ImU32 color = term.lit ? term.color : frame.colors().second_text;
  ItemState state;
  if (term.item != nullptr) {
    const std::string tooltip = fmt::format("{} Stage {}: {}.", stage_about(term.stage),
                                            static_cast<int>(term.stage) + 1, stage_name(term.stage));
    ItemSpec spec;
    spec.tooltip = tooltip;
    spec.role = "formula term";
    spec.radius = 4;
    state = item(frame.ui, term.item, rect, spec);
    if (state.clicked) go_to(frame.view, term.stage);
    if (state.hovered || state.focus_visible) light_step(frame, term);
    if (state.hovered || state.active) {
      fill_rect(rect, reacting(style, frame.colors().panel, state), style.px(4));
      color = term.color;
    }
  }
  draw_text_in(style, rect, role, color, term.text, Align::Center);
  const float width = text_width(style, role, term.text);
  const float left = std::floor(rect.GetCenter().x - width / 2);
  if (term.lit && term.item != nullptr) {
    horizontal_line(left, left + width, rect.Max.y - style.px(3), term.color, style.px(2));
  }
  if (term.idle && term.item != nullptr) {
    horizontal_line(left, left + width, std::floor(rect.GetCenter().y), color, style.hairline());
  }
}

struct FormulaWidths {
  std::vector<float> terms;
  float blank = 0, total = 0;
};

FormulaWidths measure(const Frame& frame, const std::vector<FormulaTerm>& terms, TextRole role) {
  const Style& style = frame.style();
  FormulaWidths widths;
  widths.blank = text_width(style, role, " ");
  for (const FormulaTerm& term : terms) {
    const float text = text_width(style, role, term.text);
    widths.terms.push_back(term.item == nullptr ? text : std::max(text, frame.px(kMinTarget)));
    widths.total += widths.terms.back() + (term.tight ? 0 : widths.blank);
  }
  return widths;
}

}  // namespace

void draw_formula(Frame& frame, const ImRect& area) {
  register_area(frame.ui, "stages.formula", area);
  const std::vector<FormulaTerm> terms = formula_terms(frame);
  const FormulaWidths large = measure(frame, terms, TextRole::Formula);
  const TextRole role = large.total <= area.GetWidth() ? TextRole::Formula : TextRole::Number;
  const auto& [widths, blank, total] = role == TextRole::Formula ? large : measure(frame, terms, role);
  float x = std::floor(std::max(area.Min.x, area.GetCenter().x - total / 2));
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (!terms[i].tight) x += blank;
    draw_term(frame, terms[i], ImRect(x, area.Min.y, x + widths[i], area.Max.y), role);
    x += widths[i];
  }
}

}  // namespace ui::stages
