#include "ui/panels/matrix_card.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/attention/edit_site.h"
#include "ui/lessons/lesson_input.h"
#include "ui/panels/word_names.h"
#include "ui/run_questions.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/matrix_editor.h"
#include "ui/widgets/matrix_lines.h"

namespace ui {
namespace {

using core::Index;
using core::Site;

struct Face {
  Site site;
  const char* id;      // of the registry: "matrix.q.3.4"
  const char* letter;  // "W_Q"
};
constexpr Face kFaces[] = {
    {Site::WQ, "q", "W_Q"}, {Site::WK, "k", "W_K"}, {Site::WV, "v", "W_V"}, {Site::WO, "o", "W_O"}};

const Face& face_of(Site site) {
  for (const Face& face : kFaces) {
    if (face.site == site) return face;
  }
  return kFaces[0];
}

ImU32 color_of(const Palette& p, Site site) {
  if (site == Site::WQ) return p.query;
  if (site == Site::WK) return p.key;
  return site == Site::WV ? p.value : p.weight;
}

// The head's part of its layer's fused matrix.
MatrixView head_matrix(const core::LayerWeights& weights, const core::HeadConfig& head, Site site) {
  if (site == Site::WQ) return weights.w_q.middleCols(head.query_column, head.d_k);
  if (site == Site::WK) return weights.w_k.middleCols(head.key_column, head.d_k);
  if (site == Site::WV) return weights.w_v.middleCols(head.value_column, head.d_v);
  return weights.w_o.middleRows(head.output_row, head.d_v);
}

std::vector<core::Edit> matrix_edits(const PanelInput& input, const core::Selection& selection, Site site) {
  std::vector<core::Edit> found;
  for (const core::SessionEdit& one : listed_edits(input)) {
    const core::Edit& edit = one.edit;
    if (edit.site == site && edit.layer == selection.layer && edit.head == selection.head) found.push_back(edit);
  }
  return found;
}

struct Names {
  const std::vector<std::string>* rows;
  const std::vector<std::string>* columns;
};
Names names_of(const PanelInput& input, const core::HeadConfig& head, Site site) {
  const std::vector<std::string>& stream = input.trace->config().components;
  if (site == Site::WO) return {&head.value_components, &stream};
  return {&stream, site == Site::WV ? &head.value_components : &head.score_components};
}

void act(const PanelInput& input, const core::Selection& selection, const Face& face, const Names& names,
         const MatrixEvent& event, Requests& requests) {
  const std::string& head = input.head_config(selection).name;
  const auto entry_name = [&](Index row, Index column) {
    return fmt::format("{}[{}, {}] of {}", face.letter, component_name(*names.rows, row),
                       component_name(*names.columns, column), head);
  };
  if (event.change) {
    const core::Edit edit = core::head_edit(face.site, selection.layer, selection.head, event.change->row,
                                            event.change->column, event.change->value);
    requests.add(PutEdits{{edit}, entry_name(edit.row, edit.column), event.change->continues});
  }
  if (event.reset) {
    const core::Edit place =
        core::head_edit(face.site, selection.layer, selection.head, event.reset->row, event.reset->column);
    requests.add(RemoveEdits{{place}, "Reset " + entry_name(place.row, place.column)});
  }
  const std::vector<core::Edit> all = matrix_edits(input, selection, face.site);
  if (event.reset_all && !all.empty()) {
    requests.add(RemoveEdits{all, fmt::format("Reset {} of {}", face.letter, head)});
  }
  if (event.copied) requests.add(CopyText{*event.copied, fmt::format("{} of {}", face.letter, head)});
}

// The longest that fits. Of a large matrix, how much of it is shown.
std::string caption_of(const Style& style, const PanelInput& input, const core::Selection& selection, const Face& face,
                       const MatrixView& values, const MatrixLines& lines, bool small_enough, float width) {
  const std::string whole = fmt::format("{} of {}", face.letter, map_title(input, selection));
  const std::string brief = fmt::format("{} of {}", face.letter, input.head_config(selection).name);
  std::vector<std::string> ways;
  if (!small_enough) {
    ways = {whole + " · too many weights to edit: change q, k or v instead",
            fmt::format("{}: too many weights to edit", face.letter)};
  } else if (is_large(values.rows(), values.cols())) {
    const std::string part = fmt::format("{} of {} rows, {} of {} columns", lines.rows.size(), values.rows(),
                                         lines.columns.size(), values.cols());
    ways = {whole + " · row in, column out · " + part, brief + " · " + part, fmt::format("{} · {}", face.letter, part),
            part};
  } else {
    ways = {whole + " · row in, column out", brief + " · row in, column out", whole};
  }
  ways.push_back(brief);
  ways.emplace_back(face.letter);
  const auto fits = [&](const std::string& text) { return text_width(style, TextRole::Caption, text) <= width; };
  const auto found = std::find_if(ways.begin(), ways.end(), fits);
  return found == ways.end() ? ways.back() : *found;
}

// Of a large matrix: which names, which rows and columns, and how much room.
void draw_tools(const Ui& ui, ImRect line, const PanelInput& input, MatrixSight& sight) {
  const Style& style = ui.style;
  if (!is_staged(input)) {
    const ImRect rect = cut_right(line, style.px(kControlHeight), style.px(kGap1));
    const std::string_view tip =
        sight.roomy ? "Back to the map and the steps" : "Larger: in the place of the map and the steps";
    if (icon_button(ui, "matrix.roomy", rect, Icon::Fit, tip, ButtonKind::Raised, sight.roomy)) {
      sight.roomy = !sight.roomy;
    }
  }
  const Segment segments[] = {{"non-zero", 0, "Rows and columns with an entry that is not 0", true, "nonzero"},
                              {"all", 0, "Also the rows and columns that hold only zeros", true, "all"}};
  const float width = std::min(segmented_width(style, segments), line.GetWidth() * 0.6F);
  const ImRect choice = cut_right(line, width, style.px(kGap2));
  TextFieldSpec field;
  field.hint = line.GetWidth() > style.px(210) ? "Filter names, or row > column" : "Filter names";
  field.tooltip = "Part of a row's or column's name; “noun > wave” is rows of the first, columns of the second";
  field.icon = Icon::Search;
  field.role = TextRole::Caption;
  line.Max.x = std::min(line.Max.x, line.Min.x + style.px(360));
  text_field(ui, "matrix.filter", line, sight.filter, field);
  if (const auto chosen = segmented(ui, "matrix.show", choice, segments, sight.all ? 1 : 0)) sight.all = *chosen == 1;
}

// Which head's part of which weights is shown.
struct Source {
  std::shared_ptr<const core::LayerWeights> now, before;  // the same without the reader's edits, or null
  Index head = 0;
  Site site = Site::WQ;
};

Source source_of(const PanelInput& input, const core::Selection& selection, Site site) {
  const auto layer = static_cast<std::size_t>(selection.layer);
  return {input.trace->layers[layer]->weights, input.before == nullptr ? nullptr : input.before->layers[layer]->weights,
          selection.head, site};
}

using WeakWeights = std::weak_ptr<const core::LayerWeights>;
bool is_same(const WeakWeights& read, const WeakWeights& shown) {
  return !read.owner_before(shown) && !shown.owner_before(read);
}

// Reads the matrix anew where it, or what the reader wants to see of it, changed.
void refresh(MatrixReading& reading, const Source& source, const NamedMatrix& matrix, const MatrixSight& sight) {
  const bool same_place = reading.head == source.head && reading.site == source.site && reading.sight == sight;
  if (same_place && is_same(reading.weights, source.now) && is_same(reading.before, source.before)) return;
  const bool large = is_large(matrix.values->rows(), matrix.values->cols());
  reading = {.weights = source.now,
             .before = source.before,
             .head = source.head,
             .site = source.site,
             .sight = sight,
             .lines = large ? find_matrix_lines(matrix, sight) : all_matrix_lines(matrix),
             .largest = matrix.values->size() > 0 ? matrix.values->cwiseAbs().maxCoeff() : 1.0F};
}

void draw_no_lines(const Style& style, const ImRect& rest, const MatrixSight& sight) {
  draw_paragraph(style, rest.Min, rest.GetWidth(), TextRole::Caption, style.palette.second_text,
                 sight.filter.empty() ? "Every entry is 0: choose “all” to change one."
                                      : "No row or column has this in its name.");
}

void choose_matrix(const Ui& ui, const ImRect& tabs, bool has_output, Site& site) {
  const Palette& p = ui.style.palette;
  const Segment segments[] = {{"W_Q", p.query, "makes q of x", true, "q"},
                              {"W_K", p.key, "makes k of x", true, "k"},
                              {"W_V", p.value, "makes v of x", true, "v"},
                              {"W_O", p.weight, "writes the output into the stream", true, "o"}};
  const std::span<const Segment> shown(segments, has_output ? 4 : 3);
  const auto selected = static_cast<int>(site) - static_cast<int>(Site::WQ);
  if (const auto chosen = segmented(ui, "matrix.tab", tabs, shown, selected)) {
    site = kFaces[static_cast<std::size_t>(*chosen)].site;
  }
}

}  // namespace

void draw_matrix_card(const Ui& ui, const ImRect& area, float toggle_room, const PanelInput& input, ViewState& view,
                      Requests& requests) {
  const Style& style = ui.style;
  const core::Selection& selection = view.selection;
  ImRect rest = area;
  const ImRect tabs = cut_top(rest, style.px(34), style.px(kGap2));
  ImRect caption = cut_top(rest, style.px(kControlHeight), style.px(kGap1));
  caption.Max.x -= toggle_room;
  if (selection.map != core::MapKind::Head) {
    draw_paragraph(style, rest.Min, rest.GetWidth(), TextRole::Body, style.palette.second_text,
                   "An average of heads has no matrices: choose one head in the grid.");
    return;
  }
  WordView& word = view.transient.word;
  const bool has_output = input.trace->layers[static_cast<std::size_t>(selection.layer)]->weights->w_o.size() > 0;
  if (word.matrix == Site::WO && !has_output) word.matrix = Site::WQ;
  choose_matrix(ui, tabs, has_output, word.matrix);
  const Face& face = face_of(word.matrix);
  const Source source = source_of(input, selection, face.site);
  const core::HeadConfig& head = input.head_config(selection);
  const MatrixView values = head_matrix(*source.now, head, face.site);
  const MatrixView unedited = source.before ? head_matrix(*source.before, head, face.site) : values;
  const Names names = names_of(input, head, face.site);
  const NamedMatrix matrix{&values, &unedited, names.rows, names.columns};
  const bool large = is_large(values.rows(), values.cols());
  if (large) draw_tools(ui, cut_top(rest, style.px(kControlHeight), style.px(kGap2)), input, word.sight);
  refresh(word.reading, source, matrix, word.sight);
  const MatrixLines& lines = word.reading.lines;
  if (lines.rows.empty() || lines.columns.empty()) return draw_no_lines(style, rest, word.sight);
  const std::string prefix = fmt::format("matrix.{}", face.id);
  const std::string what = fmt::format("{} of {}", face.letter, map_title(input, selection));
  const bool small_enough = core::attention_weight_count(input.trace->model()) <= core::kMostEditableWeights;
  MatrixSpec spec;
  spec.prefix = prefix;
  spec.what = what;
  spec.matrix = matrix;
  spec.largest = word.reading.largest;
  spec.color = color_of(style.palette, face.site);
  spec.editable = small_enough && !view.transient.show_before;
  const MatrixEvent event = matrix_editor(ui, rest, spec, lines, word.matrices, word.numbers);
  draw_text_in(style, caption, TextRole::Caption, style.palette.second_text,
               caption_of(style, input, selection, face, values, lines, small_enough, caption.GetWidth()));
  act(input, selection, face, names, event, requests);
}

bool is_matrix_roomy(const PanelInput& input, const ViewState& view) {
  if (!view.persisted.matrices_open || !view.transient.word.sight.roomy || !input.has_trace()) return false;
  if (is_staged(input) || view.transient.presenter || view.selection.map != core::MapKind::Head) return false;
  if (!is_kept(input, view.selection)) return false;
  return is_large(input.trace->config().width, input.head_config(view.selection).d_k);
}

}  // namespace ui
