// The walkthrough "How this row is computed": nine stages from words to output, with the switches above them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/attention/explain.h"
#include "core/attention/whole_words.h"
#include "ui/lessons/lesson_input.h"
#include "ui/panels/not_kept_card.h"
#include "ui/panels/panel_list.h"
#include "ui/panels/row_views.h"
#include "ui/panels/stages_internal.h"
#include "ui/row_views_memory.h"
#include "ui/run_questions.h"

namespace ui {

namespace stages {

void go_to(ViewState& view, Stage stage) {
  view.persisted.stage = stage;
  view.transient.playing = false;
}

namespace {

constexpr double kStepSeconds = 1.6;
constexpr float kLowCard = 500;       // CSS pixels of the card's height: below, the formula is left out
constexpr float kFlatCard = 280;      // below, the switches are left out, too
constexpr float kLabelledPlay = 430;  // CSS pixels of width: below, the play button shows its icon only

bool is_idle(const Frame& frame) {
  return frame.input.head(frame.view.selection).idle;
}

// Plays on: one stage every 1.6 s, past those that change nothing here, stopping at the last.
void play(const Frame& frame) {
  TransientView& now = frame.view.transient;
  if (!now.playing || ImGui::GetTime() < now.next_step_time) return;
  const auto is_idle_stage = [&](int stage) {
    return !passed_through(static_cast<Stage>(stage), frame.trace(), frame.focus).empty();
  };
  int next = static_cast<int>(frame.view.persisted.stage) + 1;
  while (next < kStageCount && is_idle_stage(next)) ++next;
  if (next >= kStageCount) {
    now.playing = false;
    return;
  }
  frame.view.persisted.stage = static_cast<Stage>(next);
  now.next_step_time = ImGui::GetTime() + kStepSeconds;
  if (next + 1 == kStageCount) now.playing = false;
}

void start_or_pause(ViewState& view) {
  TransientView& now = view.transient;
  now.playing = !now.playing;
  if (!now.playing) return;
  if (view.persisted.stage == Stage::Output) view.persisted.stage = Stage::Words;
  now.next_step_time = ImGui::GetTime() + kStepSeconds;
}

float draw_remark(const Frame& frame, const ImRect& area, std::string_view text) {
  return draw_paragraph(frame.style(), area.Min, area.GetWidth(), TextRole::Body, frame.colors().second_text, text);
}

ImRect remark_button(const Frame& frame, const ImRect& area, float below, const ButtonSpec& spec) {
  const float top = area.Min.y + below + frame.px(kGap3);
  const float width = std::min(button_width(frame.style(), spec), area.GetWidth());
  return ImRect(area.Min.x, top, area.Min.x + width, top + frame.px(32));
}

void draw_average_remark(Frame& frame, const ImRect& area) {
  core::Selection& selection = frame.view.selection;
  const std::string name = frame.input.head_config(selection).name;
  const float height =
      draw_remark(frame, area,
                  "An average of weights is shown. Averages are means of what several heads computed, "
                  "so they have no stages of their own. Open one head to see how its row is computed.");
  const std::string label = "Show head " + name;
  ButtonSpec spec;
  spec.label = label;
  spec.kind = ButtonKind::Primary;
  if (button(frame.ui, "stages.open_head", remark_button(frame, area, height, spec), spec)) {
    select_head(frame.input, selection, selection.layer, selection.head);
  }
}

void draw_idle_remark(Frame& frame, const ImRect& area) {
  const bool open = frame.input.session->has_second;
  const std::string name = frame.input.head_config(frame.view.selection).name;
  const std::string way = open ? "Type one into the second field" : "Add a second sentence";
  const float height = draw_remark(frame, area,
                                   name +
                                       " takes its keys and values from a second sentence, and there is none: it "
                                       "has nothing to look at. " +
                                       way + " to see it work.");
  if (open) return;
  ButtonSpec spec;
  spec.label = "Add a second sentence";
  spec.icon = Icon::Plus;
  spec.kind = ButtonKind::Primary;
  if (button(frame.ui, "stages.add_second", remark_button(frame, area, height, spec), spec)) {
    frame.requests.add(OpenSecond{});
    frame.view.transient.focus_request = "bar.second.text";
  }
}

// "Show this stage for the whole sentence (11 × 11)", or back to one row.
void draw_whole_button(Frame& frame, const ImRect& area) {
  bool& whole = frame.view.persisted.whole_stage;
  const core::Matrix* const values = stage_values(frame.stage, frame.trace(), frame.focus);
  std::string label = "The words are the whole sentence", shorter = label;
  if (values != nullptr) {
    const std::string shape = fmt::format("({} × {})", values->rows(), values->cols());
    label = whole ? "Show this stage for one row" : "Show this stage for the whole sentence " + shape;
    shorter = whole ? "One row" : "Whole sentence " + shape;
  }
  ButtonSpec spec;
  spec.label = label;
  spec.kind = ButtonKind::Raised;
  spec.selected = spec.enabled = values != nullptr;
  spec.tooltip = "The chosen row, or the same values of every word";
  if (button_width(frame.style(), spec) > area.GetWidth()) spec.label = shorter;
  const float width = std::min(button_width(frame.style(), spec), area.GetWidth());
  if (button(frame.ui, "stages.whole", ImRect(area.Min.x, area.Min.y, area.Min.x + width, area.Max.y), spec)) {
    whole = !whole;
  }
}

// The same as an icon, for the header of a low card.
void draw_whole_icon(Frame& frame, const ImRect& rect) {
  bool& whole = frame.view.persisted.whole_stage;
  const bool possible = frame.has_stages && frame.stage != Stage::Words;
  const std::string_view tip = whole ? "Show this stage for one row" : "Show this stage for the whole sentence";
  if (icon_button(frame.ui, "stages.whole", rect, Icon::Patterns, tip, ButtonKind::Raised, whole && possible,
                  possible)) {
    whole = !whole;
  }
}

// Another word or head starts at the top, too; in the table of words the choice itself is followed.
void start_at_top(Frame& frame) {
  core::Selection shown = frame.view.selection;
  shown.key.reset();
  if (std::exchange(row_views_memory(frame.view).scrolled, shown) == shown || frame.stage == Stage::Words) return;
  ImGui::SetScrollY(0);
  frame.view.transient.stages.table.clear();
}

void draw_row_stage(Frame& frame, ImRect area) {
  const OtherRuns others = {frame.input.before, frame.input.former};
  const bool difference = shows_difference(frame.input, frame.view) && frame.stage != Stage::Words;
  const auto make = difference ? stage_difference : stage_content;
  const StageContent content = make(frame.stage, frame.trace(), frame.focus, others);
  if (frame.low) {  // no half line of text at its end
    const float line = line_height(frame.style(), TextRole::Body);
    const float text = area.GetHeight() - frame.px(kGap1);
    if (text > line && text < 4 * line) area.Max.y = area.Min.y + frame.px(kGap1) + std::floor(text / line) * line;
  }
  // Another stage starts at its top.
  const std::string name = fmt::format("stages.content.{}", static_cast<int>(frame.stage));
  ScrollArea scroll(frame.ui, name, area);
  start_at_top(frame);
  const float inner = frame.px(kGap1);  // room for the focus ring
  ImVec2 at(scroll.origin().x + inner, scroll.origin().y + inner);
  const float width = scroll.width() - 2 * inner;
  fit_blocks(frame, content, width, area.GetHeight() - 2 * inner);
  at.y += draw_sentence(frame, at, width, content.says) + frame.px(kGap3);
  for (const Block& block : content.blocks) at.y += draw_block(frame, block, at, width) + frame.px(kGap3);
  scroll.set_content_height(at.y - frame.px(kGap3) + inner - scroll.origin().y);
}

void draw_stage(Frame& frame, ImRect area) {
  const ImRect bottom = frame.low ? ImRect() : cut_bottom(area, frame.px(kControlHeight), frame.px(kGap2));
  const bool whole = frame.view.persisted.whole_stage && frame.stage != Stage::Words;
  if (whole) {
    draw_whole_sentence(frame, area);
  } else {
    draw_row_stage(frame, area);
  }
  if (!frame.low) draw_whole_button(frame, inset(bottom, frame.px(kGap1), 0));
  draw_popups(frame);
}

// The title, where the switch between the views leaves room for it.
void draw_title(const Frame& frame, const ImRect& area) {
  const std::string_view title = "How this row is computed";
  if (text_width(frame.style(), TextRole::Heading, title) > area.GetWidth() - 2 * frame.px(kGap4)) return;
  draw_text_in(frame.style(), inset(area, frame.px(kGap4), 0), TextRole::Heading, frame.colors().text, title);
}

// Views of single numbers: a joined word has none of its own.
bool shows_tokens(RowView view) {
  return view != RowView::Prediction && view != RowView::Cost && view != RowView::Drill;
}

// Where the rest of the window shows pieces of words as one.
void draw_pieces_remark(const Frame& frame, ImRect& rest) {
  const core::RunInput& run = frame.trace().run;
  if (!frame.view.persisted.whole_words) return;
  if (!core::has_word_pieces(frame.trace().tokens, run.sentence, run.second)) return;
  const ImRect line = cut_top(rest, line_height(frame.style(), TextRole::Caption), frame.px(kGap2));
  register_area(frame.ui, "stages.pieces", line);
  draw_text_in(frame.style(), line, TextRole::Caption, frame.colors().second_text,
               "Piece by piece here: the model computes with pieces, a joined word has no vectors or scores");
}

// A lesson's step is about the formula: then it stands in a low card, too.
bool points_at_formula(const PanelInput& input) {
  if (!is_staged(input)) return false;
  const core::StageView& stage = *input.lesson->stage;
  return stage.view == "formula" || std::any_of(stage.light.begin(), stage.light.end(), [](const std::string& light) {
           return light.rfind("formula", 0) == 0;
         });
}

}  // namespace

void draw_header(Frame& frame, const ImRect& area) {
  ImRect rest = area;
  if (frame.view.persisted.row_view != RowView::Steps) return draw_row_view_switch(frame, rest);
  const bool playing = frame.view.transient.playing;
  const bool labelled = area.GetWidth() >= frame.px(kLabelledPlay);
  const float side = frame.px(kBarControlHeight - 4);
  const ImRect forward = cut_right(rest, side, frame.px(kGap1));
  ButtonSpec spec;
  spec.kind = ButtonKind::Raised;
  spec.icon = playing ? Icon::Pause : Icon::Play;
  if (labelled) spec.label = playing ? "Pause" : "Play";
  spec.enabled = frame.has_stages;
  spec.tooltip = playing ? "Stop stepping by itself" : "Step through the stages, one every 1.6 s";
  ButtonSpec widest = spec;
  if (labelled) widest.label = "Pause";
  const ImRect middle = cut_right(rest, std::max(side, button_width(frame.style(), widest)), frame.px(kGap1));
  const ImRect back = cut_right(rest, side, frame.px(kGap2));
  if (frame.low) draw_whole_icon(frame, cut_right(rest, side, frame.px(kGap2)));
  draw_row_view_switch(frame, rest);
  draw_title(frame, rest);
  if (icon_button(frame.ui, "stages.back", back, Icon::StepBack, "Stage before (Ctrl+[)", ButtonKind::Raised, false,
                  frame.has_stages && frame.stage != Stage::Words)) {
    move_stage(frame.view, -1);
  }
  if (button(frame.ui, "stages.play", middle, spec)) start_or_pause(frame.view);
  if (icon_button(frame.ui, "stages.forward", forward, Icon::StepForward, "Next stage (Ctrl+])", ButtonKind::Raised,
                  false, frame.has_stages && frame.stage != Stage::Output)) {
    move_stage(frame.view, 1);
  }
}

}  // namespace stages

void move_stage(ViewState& view, int by) {
  const int stage = std::clamp(static_cast<int>(view.persisted.stage) + by, 0, kStageCount - 1);
  stages::go_to(view, static_cast<Stage>(stage));
}

void draw_stages_panel(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  using namespace stages;
  Card card(ui, "stages", area);
  Frame frame{ui, input, view, requests};
  ImRect rest = card.content();
  const bool is_head = input.has_trace() && view.selection.map == core::MapKind::Head;
  const bool has_words = input.has_trace() && !input.trace->tokens.empty();
  const bool kept = has_words && is_kept(input, view.selection);
  frame.has_stages = is_head && kept && !is_idle(frame);
  if (frame.has_stages) frame.focus = stage_focus(*input.trace, view);
  frame.focus.decimals = ui.style.readout_decimals;
  if (frame.has_stages) play(frame);
  frame.stage = view.persisted.stage;

  if (!shows_panel(input, "stages")) {  // a lesson shows the switches alone
    if (has_words) draw_switches(frame, rest);
    return;
  }
  frame.low = area.GetHeight() < frame.px(kLowCard);
  draw_header(frame, cut_top(rest, frame.px(32), frame.px(kGap2)));
  if (!has_words) {
    // Why there is nothing, the words panel says once for all.
    if (input.empty_reason.empty()) draw_remark(frame, rest, "Type a sentence above to see how its rows are computed.");
    return;
  }
  const RowViewEntry& shown = row_view_entry(view.persisted.row_view);
  const bool flat = area.GetHeight() < frame.px(kFlatCard) && !is_staged(input);
  if (shown.has_switches && shows_panel(input, "switches") && !flat) {
    draw_switches(frame, rest);
  }
  if (shows_tokens(shown.view)) draw_pieces_remark(frame, rest);
  if (shown.draw != nullptr && !shown.needs_head) return shown.draw(frame, rest);
  if (!is_head) return draw_average_remark(frame, rest);
  if (!kept) return draw_not_kept(ui, rest, view.selection);
  if (!frame.has_stages) return draw_idle_remark(frame, rest);
  if (shown.draw != nullptr) return shown.draw(frame, rest);
  draw_steps(frame, cut_top(rest, steps_height(frame), frame.px(kGap2)));
  if (!frame.low || points_at_formula(input)) draw_formula(frame, cut_top(rest, frame.px(36), frame.px(kGap2)));
  draw_stage(frame, rest);
}

}  // namespace ui
