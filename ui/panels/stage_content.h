// What one stage of the walkthrough says and shows for the selected row and cell, as data: pure and without a window,
// so that every number can be checked against the trace. How it is drawn is in stages_*.cpp.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/attention/explain.h"
#include "core/attention/trace.h"
#include "ui/view_state.h"

namespace ui {

// What a piece of text or a number belongs to; drawn in the colour of that role.
enum class Ink { Plain, Quiet, Query, Key, Value, Weight, Edited, Warning };

struct Phrase {
  std::string text;
  Ink ink = Ink::Plain;
  bool number = false;  // set in mono
  bool strong = false;
};
using Sentence = std::vector<Phrase>;

// What choosing a row, column or cell changes.
enum class Picks { Nothing, Query, Key, Component, ValueComponent, StreamComponent };

// How one number is made: a number of the trace, told in words, or what a head writes into the chosen component.
struct NumberNote {
  std::optional<core::Place> place;
  std::string text;
  Eigen::Index writer = -1;  // the head; -1: none
};

// A heading between blocks, or a remark.
struct Caption {
  std::string text;
  Ink ink = Ink::Quiet;
};

// The arithmetic of the chosen number on one or more lines.
struct Arithmetic {
  Sentence line;
};

// One vector as a row of cells: "q(it)  [1 × 12]".
struct VectorStrip {
  std::string name;  // of its item: "stage.vector.q"
  Sentence label;
  std::string shape;  // "[1 × 80] · W_Q [80 × 12] = [1 × 12]"
  Ink ink = Ink::Plain;
  std::vector<std::string> components;  // names
  std::vector<float> values;
  std::vector<bool> edited;  // empty: none
  Eigen::Index chosen = -1;
  Picks picks = Picks::Nothing;
  VectorTab tab = VectorTab::Query;  // with Picks::Component: whose component
  bool difference = false;           // the values are now − before
  // Where a component's arithmetic is found, its column left open. Nothing: what the head writes, through W_O.
  std::optional<core::Place> place;
};

// left × right = product, added up: the largest products first. As many as fit are shown, the others are counted.
struct TermTable {
  std::string name;  // "stage.terms"
  Sentence left_label, right_label;
  std::string product_label;
  Ink left_ink = Ink::Query, right_ink = Ink::Key;
  struct Column {
    std::string heading;
    Eigen::Index index = -1;  // component or key, for Picks
    float left = 0, right = 1, product = 0;
  };
  std::vector<Column> columns;  // by |product|, largest first; up to six in their own order
  float total = 0;              // what they add up to: the value in force
  Eigen::Index chosen = -1;
  Picks picks = Picks::Nothing;
  bool difference = false;  // all numbers are now − before; a product's change is not the product of two changes
};
// What the columns from `first` on add up to.
double rest_of(const TermTable& table, std::size_t first);

// One bar a key, in the sentence's order.
struct KeyBars {
  std::string name;  // items are "<name>.K"
  Ink ink = Ink::Weight;
  struct Bar {
    std::string word;
    float value = 0;
    float former = 0;     // before the last gesture: where the glide starts
    float unedited = 0;   // ghost
    bool edited = false;  // the reader set this very number
    bool hidden = false;  // masked or ignored
  };
  std::vector<Bar> bars;
  Eigen::Index chosen = -1;
  bool editable = false;  // scores
};

// Rows and columns of texts and numbers; long ones scroll.
struct RowTable {
  std::string name;  // items are "<name>.ROW"
  struct Column {
    std::string heading;
    std::vector<std::string> texts;  // or ...
    std::vector<float> numbers;      // ... numbers
    Ink ink = Ink::Plain;
    bool bar = false;       // a bar of |number| behind the numbers' right
    int decimals = -1;      // -1: the preference
    bool essential = true;  // false: dropped where the panel is narrow
  };
  std::vector<Column> columns;
  std::size_t rows = 0;
  Eigen::Index chosen = -1;
  std::vector<bool> quiet;            // rows drawn faint; empty: none
  std::vector<bool> edited;           // rows with a mark; empty: none
  std::vector<Eigen::Index> indices;  // what a row stands for; empty: its own number
  Picks picks = Picks::Nothing;
  bool editable = false;          // scores: a double click or Enter types one
  std::vector<NumberNote> notes;  // of each row: how its number is made; empty: as the stage's cell is made
  std::string footer_label;       // below a rule: "sum"
  std::vector<float> footer;      // one number a column, NaN for none; empty: no footer
  bool difference = false;        // the numbers are now − before
};

// Shares of a whole, side by side.
struct ShareBar {
  std::string name;  // items are "<name>.K"
  Ink ink = Ink::Value;
  struct Part {
    std::string word;
    Eigen::Index key = 0;
    float share = 0;
  };
  std::vector<Part> parts;
  Eigen::Index chosen = -1;
  bool difference = false;  // the shares are now − before
};

using Block = std::variant<Caption, Arithmetic, VectorStrip, TermTable, KeyBars, RowTable, ShareBar>;

struct StageContent {
  Sentence says;  // one sentence that tells what happens
  std::vector<Block> blocks;
};

// What the walkthrough looks at: the selection with everything that was left open filled in.
struct StageFocus {
  Eigen::Index layer = 0, head = 0, query = 0, key = 0;
  VectorTab vector = VectorTab::Query;  // which of q, k, v
  Eigen::Index component = 0;           // of that vector
  Eigen::Index value_component = 0;     // of the head's output
  Eigen::Index input_component = 0;     // of the stream before the layer
  Eigen::Index stream_component = 0;    // of the residual stream
  int decimals = -1;                    // of numbers in sentences, arithmetic and notes; as in core::number_text
};
// A key that is not selected becomes the strongest one, a component that is not chosen the largest one. The selected
// map must be a head's and the head not idle.
StageFocus stage_focus(const core::AttentionTrace& trace, const ViewState& view);

// The runs beside the shown one; null where there is none.
struct OtherRuns {
  const core::AttentionTrace* compared = nullptr;  // without the reader's edits; of that run: the one with them
  const core::AttentionTrace* former = nullptr;    // before the last gesture
};
StageContent stage_content(Stage stage, const core::AttentionTrace& trace, const StageFocus& focus,
                           const OtherRuns& others = {});

// The same blocks with now − before in place of every number: what the reader's edits changed. Needs a compared run.
StageContent stage_difference(Stage stage, const core::AttentionTrace& trace, const StageFocus& focus,
                              const OtherRuns& others);

// Why a stage does nothing under the present switches: "no mask here"; "" where it does something.
std::string passed_through(Stage stage, const core::AttentionTrace& trace, const StageFocus& focus);

// "words", "x", "q k v" ... and what each is, for tooltips.
const char* stage_name(Stage stage);
const char* stage_about(Stage stage);
// Forward or back by so many stages, as far as there are; the walkthrough no longer plays by itself.
void move_stage(ViewState& view, int by);

// The trace's matrix that a stage is about, of the mask the scaled scores; null: the stage has none.
const core::Matrix* stage_values(Stage stage, const core::AttentionTrace& trace, const StageFocus& focus);

// The stage's values for the whole sentence.
struct StageMatrix {
  const core::Matrix* values = nullptr;  // of the trace; null: the stage has no matrix
  bool as_mask = false;                  // shown as 1, and 0 where masked
  std::string caption;
  bool key_columns = false;  // columns are keys, else components
  bool weights = false;      // 0 to 1 in the weight's colours, else signed
  std::vector<std::string> rows, columns;
  Eigen::Index chosen_row = -1, chosen_column = -1;
  bool key_rows = false;  // rows are keys (k, v of a cross head)
  Ink ink = Ink::Weight;
  Picks picks = Picks::Nothing;  // of the column
  Eigen::Index row_count() const { return values->rows(); }
  Eigen::Index column_count() const { return values->cols(); }
  float value(Eigen::Index row, Eigen::Index column) const;
  core::Matrix whole() const;  // a copy, as it is shown
  bool empty() const { return values == nullptr; }
};
StageMatrix stage_matrix(Stage stage, const core::AttentionTrace& trace, const StageFocus& focus);
// The arithmetic of a component of a strip, for tooltips; and of any number that has a note.
std::string strip_arithmetic(const VectorStrip& strip, const core::AttentionTrace& trace, const StageFocus& focus,
                             Eigen::Index component);
std::string note_arithmetic(const NumberNote& note, const core::AttentionTrace& trace, const StageFocus& focus);
// The arithmetic of one cell of it, for tooltips.
std::string cell_arithmetic(Stage stage, const core::AttentionTrace& trace, const StageFocus& focus, Eigen::Index row,
                            Eigen::Index column);

}  // namespace ui
