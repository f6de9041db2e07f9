#include "ui/panels/matrix_card.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/attention/edit_site.h"
#include "ui/panels/word_names.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/matrix_editor.h"

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
core::Matrix head_matrix(const core::LayerWeights& weights, const core::HeadConfig& head, Site site) {
  if (site == Site::WQ) return weights.w_q.middleCols(head.query_column, head.d_k);
  if (site == Site::WK) return weights.w_k.middleCols(head.key_column, head.d_k);
  if (site == Site::WV) return weights.w_v.middleCols(head.value_column, head.d_v);
  return weights.w_o.middleRows(head.output_row, head.d_v);
}

std::vector<core::Edit> matrix_edits(const PanelInput& input, const core::Selection& selection, Site site) {
  std::vector<core::Edit> found;
  const auto list = input.session->edits.find(input.session->model);
  if (list == input.session->edits.end()) return found;
  for (const core::SessionEdit& one : list->second) {
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

std::string caption_of(const PanelInput& input, const core::Selection& selection, const Face& face, bool editable) {
  std::string caption = fmt::format("{} of {} · row in, column out", face.letter, map_title(input, selection));
  if (!editable) caption += " · too many weights to edit: change q, k or v instead";
  return caption;
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
  const auto layer = static_cast<std::size_t>(selection.layer);
  const core::LayerWeights& weights = *input.trace->layers[layer]->weights;
  const core::HeadConfig& head = input.head_config(selection);
  const bool has_output = weights.w_o.size() > 0;
  Site& site = view.transient.word.matrix;
  if (site == Site::WO && !has_output) site = Site::WQ;
  const Palette& p = style.palette;
  const Segment segments[] = {{"W_Q", p.query, "makes q of x", true, "q"},
                              {"W_K", p.key, "makes k of x", true, "k"},
                              {"W_V", p.value, "makes v of x", true, "v"},
                              {"W_O", p.weight, "writes the output into the stream", true, "o"}};
  const std::span<const Segment> shown(segments, has_output ? 4 : 3);
  const auto selected = static_cast<int>(site) - static_cast<int>(Site::WQ);
  if (const auto chosen = segmented(ui, "matrix.tab", tabs, shown, selected)) {
    site = kFaces[static_cast<std::size_t>(*chosen)].site;
  }
  const Face& face = face_of(site);
  const core::Matrix values = head_matrix(weights, head, site);
  const core::Matrix unedited =
      input.before == nullptr ? values : head_matrix(*input.before->layers[layer]->weights, head, site);
  const Names names = names_of(input, head, site);
  const std::string prefix = fmt::format("matrix.{}", face.id);
  const std::string what = fmt::format("{} of {}", face.letter, head.name);
  MatrixSpec spec;
  spec.prefix = prefix;
  spec.what = what;
  spec.values = &values;
  spec.unedited = &unedited;
  spec.row_names = names.rows;
  spec.column_names = names.columns;
  spec.color = color_of(p, site);
  spec.editable =
      core::attention_weight_count(input.trace->model()) <= core::kMostEditableWeights && !view.transient.show_before;
  draw_text_in(style, caption, TextRole::Caption, p.second_text, caption_of(input, selection, face, spec.editable));
  act(input, selection, face, names,
      matrix_editor(ui, rest, spec, view.transient.word.matrices, view.transient.word.numbers), requests);
}

}  // namespace ui
