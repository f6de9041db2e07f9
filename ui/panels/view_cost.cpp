// Cost against length: projections and scores measured on this machine, with the formulas' curves and the map's memory.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/attention/cost.h"
#include "core/numbers.h"
#include "ui/panels/row_views.h"
#include "ui/panels/value_menu.h"
#include "ui/panels/view_cost_notes.h"
#include "ui/panels/word_names.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/number_note.h"
#include "ui/widgets/plot.h"

namespace ui {

namespace {

using core::CostCurves;
using core::CostFit;
using core::CostPoint;
using core::Index;
using stages::Frame;

Index tokens_of(const Frame& frame) {
  return static_cast<Index>(frame.trace().tokens.size());
}

// Measured curves of another model stay in sight, with what they are of.
const CostCurves* curves_of(const Frame& frame) {
  return frame.input.cost;
}

void draw_buttons(Frame& frame, ImRect line) {
  const CostCurves* curves = curves_of(frame);
  ButtonSpec spec;
  spec.kind = frame.input.measuring ? ButtonKind::Raised : ButtonKind::Primary;
  spec.label = frame.input.measuring ? "Cancel" : curves == nullptr ? "Measure on this machine" : "Measure again";
  spec.tooltip = "Times the products of one layer at several lengths, beside the window: a few seconds";
  const ImRect place = cut_left(line, std::min(button_width(frame.style(), spec), line.GetWidth()), frame.px(kGap3));
  if (button(frame.ui, "cost.measure", place, spec)) {
    if (frame.input.measuring) {
      frame.requests.add(CancelCost{});
    } else {
      frame.requests.add(MeasureCost{});
    }
  }
  if (curves == nullptr) return;
  const auto done = static_cast<Index>(curves->points.size());
  const std::string text =
      frame.input.measuring ? fmt::format("{} of {} lengths", done, curves->planned)
                            : fmt::format("{} measured, the shortest of several tries", core::counted(done, "length"));
  draw_text_in(frame.style(), line, TextRole::Caption, frame.colors().second_text, text);
}

float draw_about(const Frame& frame, const ImRect& area) {
  const core::CostShape shape =
      curves_of(frame) != nullptr ? curves_of(frame)->shape : core::cost_shape(frame.trace().config());
  const std::string text = fmt::format(
      "An attention layer of the common form, D = {} wide, {} of {} components: its projections take 4·n·D² "
      "multiplications, its scores and sums 2·n²·D. Twice the words: twice the one, four times the other.",
      shape.width, core::counted(shape.heads, "head"), shape.head_width());
  return draw_paragraph(frame.style(), area.Min, area.GetWidth(), TextRole::Body, frame.colors().text, text);
}

struct Scale {
  double most_n = 0, least_seconds = 0, most_seconds = 0;
};

Scale scale_of(const Frame& frame, const CostCurves& curves) {
  Scale scale{static_cast<double>(tokens_of(frame)), 1, 0};
  for (const CostPoint& point : curves.points) {
    scale.most_n = std::max(scale.most_n, static_cast<double>(point.tokens));
    scale.least_seconds = std::min({scale.least_seconds, point.projection_seconds, point.score_seconds});
    scale.most_seconds = std::max({scale.most_seconds, point.projection_seconds, point.score_seconds});
  }
  return scale;
}

// The formula's curve with the fitted constant, over the whole width.
void draw_theory(const Frame& frame, const PlotFrame& plot, double constant,
                 double (*count)(const core::CostShape&, Index), const core::CostShape& shape, ImU32 color) {
  std::vector<ImVec2> points;
  constexpr int kPieces = 40;
  for (int i = 0; i <= kPieces; ++i) {
    const double n = plot.x.least * std::pow(plot.x.most / plot.x.least, static_cast<double>(i) / kPieces);
    const double seconds = constant * count(shape, static_cast<Index>(std::lround(n)));
    if (seconds < plot.y.least || seconds > plot.y.most) continue;
    points.push_back(plot.at(n, seconds));
  }
  if (points.size() > 1) draw_polyline(points, color, frame.px(1.5F));
}

void draw_marks(const Frame& frame, const PlotFrame& plot, const CostCurves& curves) {
  const Palette& colors = frame.colors();
  for (const CostPoint& point : curves.points) {
    const auto n = static_cast<double>(point.tokens);
    fill_circle(plot.at(n, point.projection_seconds), frame.px(4), colors.query);
    const ImVec2 at = plot.at(n, point.score_seconds);
    const float half = frame.px(4);
    fill_rect(ImRect(at.x - half, at.y - half, at.x + half, at.y + half), colors.weight);
  }
}

// A dashed line at a length, its label at the top or the bottom, on the side where there is room.
void draw_length(const Frame& frame, const PlotFrame& plot, double n, const std::string& label, bool top, ImU32 color) {
  const float x = plot.across(n);
  for (float y = plot.inner.Min.y; y < plot.inner.Max.y; y += frame.px(7)) {
    vertical_line(x, y, std::min(y + frame.px(4), plot.inner.Max.y), color, frame.style().hairline());
  }
  const float width = text_width(frame.style(), TextRole::Caption, label);
  const float right = x + frame.px(5);
  const float left = right + width > plot.inner.Max.x ? x - frame.px(5) - width : right;
  const float height = line_height(frame.style(), TextRole::Caption);
  const float y = top ? plot.inner.Min.y + frame.px(2) : plot.inner.Max.y - height - frame.px(3);
  fill_rect(ImRect(left - frame.px(2), y, left + width + frame.px(2), y + height), frame.colors().panel);
  draw_text(frame.style(), ImVec2(left, y), TextRole::Caption, color, label);
}

void draw_legend(const Frame& frame, const ImRect& line) {
  const Palette& colors = frame.colors();
  ImRect rest = line;
  const auto entry = [&](const char* text, ImU32 color, bool round) {
    const ImRect mark = cut_left(rest, frame.px(14), frame.px(2));
    const ImVec2 center = mark.GetCenter();
    const float half = frame.px(4);
    if (round) {
      fill_circle(center, half, color);
    } else {
      fill_rect(ImRect(center.x - half, center.y - half, center.x + half, center.y + half), color);
    }
    const ImRect place = cut_left(rest, text_width(frame.style(), TextRole::Caption, text), frame.px(kGap3));
    draw_text_in(frame.style(), place, TextRole::Caption, colors.text, text);
  };
  entry("projections, n·D²", colors.query, true);
  entry("scores, n²·D", colors.weight, false);
  draw_text_in(frame.style(), rest, TextRole::Caption, colors.second_text, "lines: the formulas, fitted");
}

const CostPoint& nearest_point(const PlotFrame& plot, const CostCurves& curves) {
  const float x = ImGui::GetMousePos().x;
  const auto apart = [&](const CostPoint& point) {
    return std::abs(plot.across(static_cast<double>(point.tokens)) - x);
  };
  return *std::min_element(curves.points.begin(), curves.points.end(),
                           [&](const CostPoint& a, const CostPoint& b) { return apart(a) < apart(b); });
}

// Of the mark above or below which the pointer is: its seconds, its length's line, and the table of all.
void open_point_menu(const Frame& frame, const PlotFrame& plot, const CostCurves& curves, const CostPoint& point) {
  const ImVec2 pointer = ImGui::GetMousePos();
  const auto apart = [&](double seconds) { return std::abs(plot.up(seconds) - pointer.y); };
  const bool scores = apart(point.score_seconds) < apart(point.projection_seconds);
  core::Matrix table(static_cast<Index>(curves.points.size()), 3);  // tokens, seconds, seconds
  Index line = 0;
  Index of_point = 0;
  for (const CostPoint& one : curves.points) {
    if (one.tokens == point.tokens) of_point = line;
    table.row(line++) << static_cast<float>(one.tokens), static_cast<float>(one.projection_seconds),
        static_cast<float>(one.score_seconds);
  }
  const std::string where = fmt::format("at {} tokens", with_thousands(static_cast<double>(point.tokens)));
  ValueMenu menu = number_menu(fmt::format("seconds of the {} {}", scores ? "scores" : "projections", where),
                               static_cast<float>(scores ? point.score_seconds : point.projection_seconds),
                               "tokens, seconds of projections and of scores " + where, table.row(of_point));
  menu.matrix = std::move(table);
  menu.matrix_name = "tokens, seconds of projections and of scores";
  open_value_menu(frame.view, std::move(menu), ImRect(pointer, pointer));
}

void draw_curves(const Frame& frame, const ImRect& area, const CostCurves& curves) {
  const Scale scale = scale_of(frame, curves);
  PlotAxis x;
  x.least = std::min(10.0, static_cast<double>(tokens_of(frame)));
  x.most = scale.most_n * 1.3;
  x.logarithmic = true;
  x.label = [](double n) { return with_thousands(n); };
  PlotAxis y;
  y.least = scale.least_seconds / 4;
  y.most = std::max(scale.most_seconds, y.least * 10) * 1.6;
  y.logarithmic = true;
  y.label = [](double seconds) { return seconds_text(seconds); };
  const PlotFrame plot = draw_plot(frame.style(), area, x, y);
  const ScopedClip clip(plot.inner.Min, plot.inner.Max);
  if (const auto fit = core::fit_cost(curves)) {
    draw_theory(frame, plot, fit->projection, core::projection_multiplications, curves.shape, frame.colors().query);
    draw_theory(frame, plot, fit->score, core::score_multiplications, curves.shape, frame.colors().weight);
  }
  draw_length(frame, plot, static_cast<double>(tokens_of(frame)),
              fmt::format("this text: {}", with_thousands(static_cast<double>(tokens_of(frame)))), true,
              frame.colors().text);
  if (const auto crossing = core::measured_crossing(curves)) {
    draw_length(frame, plot, *crossing, fmt::format("equal at {}", with_thousands(*crossing)), false,
                frame.colors().second_text);
  }
  draw_marks(frame, plot, curves);
  const auto pointed = [&]() -> const CostPoint& { return nearest_point(plot, curves); };
  const ItemState state = number_note(frame.ui, "cost.plot", area, [&] { return point_note(curves, pointed()); });
  if (state.right_clicked) open_point_menu(frame, plot, curves, pointed());
}

std::string fit_text(const CostCurves& curves, const CostFit& fit) {
  std::string text = fmt::format(
      "Fitted: {} a multiplication of the projections (no point is further off than {:.0f} %), {} of the scores "
      "({:.0f} "
      "%).",
      seconds_text(fit.projection), fit.projection_error * 100, seconds_text(fit.score), fit.score_error * 100);
  const double counted_at = core::counted_crossing(curves.shape);
  if (const auto crossing = core::measured_crossing(curves)) {
    text += fmt::format(" Both take equally long at n ≈ {}", with_thousands(*crossing));
  } else {
    text += " They do not cross within the measured lengths";
  }
  return text + fmt::format("; by counting alone n = 2·D = {}, and 6·D = {} for a whole layer with an MLP 4·D wide.",
                            with_thousands(counted_at), with_thousands(3 * counted_at));
}

// Where a layer of this model has other matrices than the common form: what they take.
std::string own_text(const Frame& frame, const core::CostShape& shape) {
  const Index n = tokens_of(frame);
  const core::Model& model = frame.trace().model();
  const double own = core::own_projection_multiplications(*model.weights.layers.front(), n);
  if (own == core::projection_multiplications(shape, n)) return {};
  return fmt::format(" The matrices of {}'s first layer have another size: {} for its projections.", model.config.name,
                     with_thousands(own));
}

std::string memory_text(const Frame& frame) {
  const core::ModelConfig& model = frame.trace().config();
  const Index n = tokens_of(frame);
  constexpr Index kLong = 2048;
  std::size_t heads = 0;
  for (const core::LayerConfig& layer : model.layers) heads += layer.heads.size();
  return fmt::format("The weights of {} in {} take n² × {} × 4 bytes: {} for these {} tokens, {} for {}.",
                     core::counted(static_cast<Index>(heads), "head"),
                     core::counted(static_cast<Index>(model.layers.size()), "layer"), heads,
                     bytes_text(core::map_bytes(model, n)), with_thousands(static_cast<double>(n)),
                     bytes_text(core::map_bytes(model, kLong)), with_thousands(static_cast<double>(kLong)));
}

}  // namespace

void draw_cost_view(Frame& frame, const ImRect& area) {
  ScrollArea scroll(frame.ui, "cost", area);
  const float inner = frame.px(5);
  const float width = scroll.width() - 2 * inner;
  ImRect rest(scroll.origin().x + inner, scroll.origin().y + inner, scroll.origin().x + inner + width,
              scroll.origin().y + 10'000);
  cut_top(rest, draw_about(frame, rest), frame.px(kGap2));
  draw_buttons(frame, cut_top(rest, frame.px(32), frame.px(kGap3)));
  const CostCurves* curves = curves_of(frame);
  const auto paragraph = [&](const char* name, const std::string& text, const std::string& note) {
    const float used =
        draw_paragraph(frame.style(), rest.Min, width, TextRole::Caption, frame.colors().second_text, text);
    number_note(frame.ui, name, cut_top(rest, used, frame.px(kGap2)), [&] { return note; });
  };
  if (curves != nullptr && !curves->points.empty()) {
    draw_legend(frame, cut_top(rest, frame.px(20), frame.px(kGap1)));
    const float room = area.Max.y - rest.Min.y - frame.px(120);
    draw_curves(frame, cut_top(rest, std::clamp(room, frame.px(170), frame.px(420)), frame.px(kGap3)), *curves);
    if (const auto fit = core::fit_cost(*curves)) {
      paragraph("cost.fit", fit_text(*curves, *fit), fit_note(*curves));
    }
  } else {
    const core::CostShape shape = core::cost_shape(frame.trace().config());
    const Index n = tokens_of(frame);
    paragraph("cost.counted",
              fmt::format("Counted for {}: {} multiplications for the projections, {} for the scores.{} Measure to see "
                          "how long they take here.",
                          core::counted(n, "token"), with_thousands(core::projection_multiplications(shape, n)),
                          with_thousands(core::score_multiplications(shape, n)), own_text(frame, shape)),
              counted_note(shape, n));
  }
  paragraph("cost.memory", memory_text(frame), memory_note(frame.trace().config(), tokens_of(frame)));
  scroll.set_content_height(rest.Min.y + inner - scroll.origin().y);
}

}  // namespace ui
