// Everything the interface remembers besides the session: what is open, which stage, which tab. Written by ui only.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <memory>
#include <optional>
#include <string>

#include "core/sessions/session.h"
#include "ui/map_memory.h"
#include "ui/overlay_memory.h"
#include "ui/regions.h"
#include "ui/widgets/map_frame.h"
#include "ui/word_view.h"

namespace ui {

// The nine stages of one row, in order of computation.
enum class Stage { Words, X, Qkv, Scores, Scale, Mask, Softmax, Mix, Output };
inline constexpr int kStageCount = 9;

// What the middle-right card shows of the selected row: its steps, or another view (ui/panels/row_views.h lists them).
enum class RowView { Steps, Cards, Code, Compare, Paths, Cost, Training, Patterns, Drill, Prediction };
inline constexpr int kRowViewCount = 10;
struct RowViewsMemory;
struct LessonMemory;

enum class VectorTab { X, Query, Key, Value };
enum class LeftPanel { None, Lessons, Sentences, Patterns, Settings };
enum class RibbonDirection { LooksAt, LookedAtBy };
enum class RangeMode { ZeroToOne, ThisMap, ThisRow };
// Which card of the right column a small window shows.
enum class WordTab { Row, Vectors, Output };

// Kept between starts.
struct PersistedView {
  Stage stage = Stage::Scores;
  VectorTab vector_tab = VectorTab::Query;
  LeftPanel left_panel = LeftPanel::None;
  RibbonDirection ribbons = RibbonDirection::LooksAt;
  RangeMode range = RangeMode::ZeroToOne;
  WordTab word_tab = WordTab::Row;
  RowView row_view = RowView::Steps;
  bool whole_stage = false;       // the stage for the whole sentence rather than for one row
  bool resting_aside = false;     // ribbons and colours scale without resting places
  bool sort_row = false;          // relevance sliders by weight rather than in the sentence's order
  bool matrices_open = false;     // the vector card shows W_Q, W_K, W_V instead
  bool predict_selected = false;  // the prediction view: at the selected word rather than at the end or the mask
  bool whole_words = false;       // pieces of a word are shown as one: weights to it add up, from it average
  bool code_in_cpp = false;       // the code view shows Heed's own C++ rather than NumPy
  int path_kernel = 3;            // words that a convolution of the path view sees at once, odd
  int path_what_if = 100;         // the distance from token 1 to this one is asked for, too
  bool operator==(const PersistedView&) const = default;
};

// Numbers that are being typed in the walkthrough, kept while they are not valid.
struct NumberDrafts {
  std::string score, divisor, temperature;
};

// What the walkthrough has chosen beside the selection; -1: the largest.
struct StagesView {
  Eigen::Index component = -1;                 // of q, k or v, whichever `vector_tab` names
  Eigen::Index value_component = -1;           // of the head's output
  Eigen::Index stream_component = -1;          // of the residual stream
  Eigen::Index menu_row = 0, menu_column = 0;  // the number whose menu or entry is open
  ImRect menu_place;                           // where it was opened
  bool menu_of_weights = false;                // it is about a weight, whatever the stage
  std::string table;                           // the table last shown, and the row of it that was in view
  Eigen::Index table_row = -1;
  NumberDrafts drafts;
};

// Gone at the end.
struct TransientView {
  std::optional<Eigen::Index> hover_query, hover_key;            // lit in every view that shows them
  std::optional<Eigen::Index> next_hover_query, next_hover_key;  // what panels found in this frame, lit in the next
  bool show_before = false;                                      // as long as a key or button is held
  bool show_difference = false;                                  // now − before
  bool presenter = false;                                        // F11
  bool playing = false;                                          // the walkthrough steps by itself
  double next_step_time = 0;                                     // seconds of ImGui::GetTime
  std::optional<double> outdated_since;                          // likewise: when another text began to be computed
  bool unfinished = false;  // a panel left work to the next frame, which is wanted without input
  MapView map;
  StagesView stages;
  MapMemory maps;
  WordsMemory words;
  Overlay overlay = Overlay::None;
  ListSearch list_search;
  FileOverlay files;
  bool model_menu_open = false;               // in the frame before
  std::string search;                         // in the library of sentences
  std::string typing_field;                   // the field whose typing is still one gesture; "" when it was left
  std::string focus_request;                  // name of the item that takes the keyboard in the next frame
  RegionsMemory regions;                      // where the keyboard was
  WordView word;                              // of the right column
  std::shared_ptr<RowViewsMemory> row_views;  // of the views beside the steps; made when the first one is drawn
  std::shared_ptr<LessonMemory> lessons;      // of the lesson panels; made when the first one is drawn
};

struct ViewState {
  core::Selection selection;
  PersistedView persisted;
  TransientView transient;
};

}  // namespace ui
