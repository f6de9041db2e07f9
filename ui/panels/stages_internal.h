// What the files of the stages walkthrough share; used by stages_*.cpp only.
#pragma once

#include <optional>
#include <string>

#include "ui/panel_input.h"
#include "ui/panels/stage_content.h"
#include "ui/requests.h"
#include "ui/selection.h"
#include "ui/view_state.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/item.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/numbers.h"
#include "ui/widgets/text.h"

namespace ui::stages {

using core::Index;

// What is asked for inside a scroll area is opened after it, since a popup belongs to the window that opens it.
enum class Opening { Nothing, Menu, WeightMenu, ScoreEntry };

struct Frame {
  const Ui& ui;
  const PanelInput& input;
  ViewState& view;
  Requests& requests;
  Stage stage = Stage::Scores;
  bool has_stages = false;  // a head is selected and it is not idle
  StageFocus focus = {};    // valid where has_stages
  Opening opening = Opening::Nothing;
  bool low = false;            // a low card: comforts give way to the stage
  std::size_t term_lines = 2;  // of a table of products, at most; see fit_blocks
  float term_heading = 0;      // height of its headings, likewise
  float plot_height = 0;       // of the score bars; 0: the standard

  const Style& style() const { return ui.style; }
  const Palette& colors() const { return ui.style.palette; }
  const core::AttentionTrace& trace() const { return *input.trace; }
  float px(float css) const { return ui.style.px(css); }
};

ImU32 ink_color(const Frame& frame, Ink ink);
// Numbers of a table: as many decimals as the preference says, fewer where they would become long.
std::string table_number(const Frame& frame, float value, int decimals = -1);
// A single number with the decimals of read-outs.
std::string read_out(const Frame& frame, float value);
// A change with its sign, and its colour: as the map draws differences.
std::string change_number(const Frame& frame, float change, int decimals = -1);
ImU32 change_color(const Frame& frame, float change);
// Selects what a row, column or cell stands for; `tab` names the vector of a component.
void pick(Frame& frame, Picks picks, Index index, VectorTab tab = VectorTab::Query);
// Remembers which number a menu or an entry is about.
void open_at(Frame& frame, Opening opening, Index row, Index column, const ImRect& place);
// The row and column that an index means in the stage's matrix.
Index menu_row(const Frame& frame, Picks picks, VectorTab tab);

// The sections from top to bottom; each draws into the strip that it is given. The switches take theirs off `rest`.
void draw_header(Frame& frame, const ImRect& area);
void draw_switches(Frame& frame, ImRect& rest);
float steps_height(const Frame& frame);
void draw_steps(Frame& frame, const ImRect& area);
void draw_formula(Frame& frame, const ImRect& area);
void draw_whole_sentence(Frame& frame, const ImRect& area);

// Gives the blocks the height that there is: bars get their place first, tables of products are content with fewer
// lines. Call before the blocks are drawn.
void fit_blocks(Frame& frame, const StageContent& content, float width, float room);
float sentence_height(const Frame& frame, float width, const Sentence& sentence);
float arithmetic_height(const Frame& frame, const Arithmetic& arithmetic, float width);
float vector_strip_height(const Frame& frame, const VectorStrip& strip, float width);
float term_table_height(const Frame& frame, const TermTable& table, float width);
// Height of a table's headings: one line or two.
float heading_height(const Frame& frame, const TermTable& table);
float key_bars_height(const Frame& frame, const KeyBars& bars, float width);
float row_table_height(const Frame& frame, const RowTable& table);
float share_bar_height(const Frame& frame);

// Blocks of a stage: each draws at `at` and returns the height that it used.
float draw_sentence(const Frame& frame, ImVec2 at, float width, const Sentence& sentence);
float draw_block(Frame& frame, const Block& block, ImVec2 at, float width);
float draw_vector_strip(Frame& frame, const VectorStrip& strip, ImVec2 at, float width);
float draw_term_table(Frame& frame, const TermTable& table, ImVec2 at, float width);
float draw_key_bars(Frame& frame, const KeyBars& bars, ImVec2 at, float width);
float draw_row_table(Frame& frame, const RowTable& table, ImVec2 at, float width);
float draw_share_bar(Frame& frame, const ShareBar& bar, ImVec2 at, float width);

// The menu of a number and the entry of a score; drawn last.
void draw_popups(Frame& frame);

// Moves to a stage and stops playing.
void go_to(ViewState& view, Stage stage);

}  // namespace ui::stages
