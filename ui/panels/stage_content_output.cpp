// Stage 9: what the head writes, and what the layer makes of the residual stream.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/attention/addends.h"
#include "core/attention/equation.h"
#include "core/attention/nearest_words.h"
#include "core/numbers.h"
#include "ui/panels/arithmetic.h"
#include "ui/panels/stage_content_parts.h"

namespace ui::content {

namespace {

bool has_projection(const Scene& scene) {
  return scene.layer().weights->w_o.size() > 0;
}

std::vector<std::string> stream_names(const Scene& scene) {
  return component_names(scene.trace.config().components, scene.trace.config().width);
}

VectorStrip written_strip(const Scene& scene) {
  const core::Vector written =
      core::head_contribution(scene.trace, scene.focus.layer, scene.focus.head, scene.focus.query);
  VectorStrip strip;
  strip.name = "stage.vector.written";
  strip.label = {{"written by " + scene.head_config().name, Ink::Value, false, true}};
  const Index width = scene.trace.config().width;
  strip.shape = has_projection(scene) ? fmt::format("output [1 × {}] · W_O [{} × {}] = [1 × {}]",
                                                    scene.head_config().d_v, scene.head_config().d_v, width, width)
                                      : fmt::format("[1 × {}], straight into the stream", width);
  strip.ink = Ink::Value;
  strip.components = stream_names(scene);
  strip.values.assign(written.data(), written.data() + written.size());
  strip.chosen = scene.focus.stream_component;
  strip.picks = Picks::StreamComponent;
  if (!has_projection(scene)) {
    strip.place =
        core::Place{core::ValueKind::Output, false, scene.focus.layer, scene.focus.head, scene.focus.query, 0};
  }
  return strip;
}

// The head's output times its rows of W_O, for the chosen component of the stream.
TermTable projection_terms(const Scene& scene) {
  const core::HeadConfig& config = scene.head_config();
  const core::Matrix& w_o = scene.layer().weights->w_o;
  const std::vector<std::string> names = value_names(scene);
  TermTable table;
  table.name = "stage.terms";
  table.left_label = {{"output", Ink::Value, false, true}};
  table.right_label = {{"W_O", Ink::Plain, true}};
  table.product_label = "o × W";
  table.left_ink = Ink::Value;
  table.right_ink = Ink::Plain;
  for (Index c = 0; c < config.d_v; ++c) {
    const float output = scene.head().output(scene.focus.query, c);
    const float weight = w_o(config.output_row + c, scene.focus.stream_component);
    table.columns.push_back({names[static_cast<std::size_t>(c)], c, output, weight, output * weight});
  }
  sort_terms(table);
  table.total = static_cast<float>(rest_of(table, 0));
  table.chosen = scene.focus.value_component;
  table.picks = Picks::ValueComponent;
  return table;
}

std::string strongest_components(const Scene& scene, const VectorStrip& strip) {
  std::string text;
  std::vector<float> values = strip.values;
  for (int i = 0; i < 3; ++i) {
    const Index at = largest_of(values);
    const float value = values[static_cast<std::size_t>(at)];
    if (value == 0) break;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", strip.components[static_cast<std::size_t>(at)],
                        scene.number(static_cast<double>(value)));
    values[static_cast<std::size_t>(at)] = 0;
  }
  return text;
}

struct SumLine {
  std::string label;
  double value = 0;
  NumberNote note;
};

NumberNote at_place(const Scene& scene, core::ValueKind kind, Index layer) {
  return {core::Place{kind, false, layer, 0, scene.focus.query, scene.focus.stream_component}, ""};
}

NumberNote before_the_layer(const Scene& scene) {
  if (scene.focus.layer == 0) return at_place(scene, core::ValueKind::X, 0);
  return at_place(scene, core::ValueKind::Residual, scene.focus.layer - 1);
}

// What a head writes into the chosen component of the stream.
double written_by(const Scene& scene, const AttentionTrace& trace, Index head) {
  return core::written_by_head(trace, scene.focus.layer, head, scene.focus.query, scene.focus.stream_component);
}

// The shown head has a line of its own, and so has every head that is loud in this run or in the compared one: a
// difference needs the same lines of both.
bool has_own_line(const Scene& scene, Index head, double written) {
  constexpr double kLoud = 0.005;
  if (head == scene.focus.head) return true;
  if (scene.trace.config().components.empty()) return false;
  if (std::abs(written) >= kLoud) return true;
  const AttentionTrace* other = scene.others.compared;
  return other != nullptr && std::abs(written_by(scene, *other, head)) >= kLoud;
}

// input + heads (+ bias) (norm) + mlp (norm) = output, for the chosen component. The heads without a line of their own
// are put together.
std::vector<SumLine> stream_sum(const Scene& scene) {
  const core::LayerTrace& layer = scene.layer();
  const core::ModelConfig& config = scene.trace.config();
  const Index row = scene.focus.query;
  const Index column = scene.focus.stream_component;
  const bool norm_after = config.norm != core::NormKind::None && config.norm_place == core::NormPlace::After;
  std::vector<SumLine> lines;
  double sum = 0;
  const auto add = [&](const std::string& label, double value, NumberNote note) {
    lines.push_back({label, value, std::move(note)});
    sum += value;
  };
  if (config.residual) {
    add("before the layer", static_cast<double>(layer.input(row, column)), before_the_layer(scene));
  }
  std::vector<core::Term> others;
  for (std::size_t h = 0; h < layer.heads.size(); ++h) {
    if (layer.heads[h]->idle) continue;
    const auto head = static_cast<Index>(h);
    const double written = written_by(scene, scene.trace, head);
    if (has_own_line(scene, head, written)) {
      add("+ " + scene.trace.head_config(scene.focus.layer, head).name + (layer.heads[h]->muted ? " (muted)" : ""),
          written, {std::nullopt, "", head});
    } else {
      const auto value = static_cast<float>(written);
      others.push_back({scene.trace.head_config(scene.focus.layer, head).name, value, 1, value});
    }
  }
  if (!others.empty()) {
    double rest = 0;
    for (const core::Term& other : others) rest += static_cast<double>(other.product);
    add("+ " + core::counted(static_cast<long>(others.size()), "other head"), rest,
        {std::nullopt, "What they write:" + core::addend_lines(others, kAddends, scene.focus.decimals)});
  }
  const core::Vector& bias = layer.weights->b_o;
  if (bias.size() > 0) {
    add("+ bias of W_O", static_cast<double>(bias(column)),
        {std::nullopt, "A learned number, the same for every word"});
  }
  const auto after = static_cast<double>(layer.after_attention(row, column));
  const NumberNote after_attention = at_place(scene, core::ValueKind::AfterAttention, scene.focus.layer);
  if (norm_after) lines.push_back({"after the norm", after, after_attention});
  if (layer.mlp.size() > 0) {
    if (!norm_after) lines.push_back({"= after attention", after, after_attention});
    const auto mlp = static_cast<double>(layer.mlp(row, column));
    lines.push_back({"+ MLP", mlp, at_place(scene, core::ValueKind::Mlp, scene.focus.layer)});
    if (norm_after) {
      const std::string sum_text =
          core::equation(after + mlp, scene.number(after) + " + " + scene.number(mlp), scene.focus.decimals);
      lines.push_back({"= after attention + MLP", after + mlp, {std::nullopt, sum_text}});
    }
  }
  const std::string last =
      norm_after && layer.mlp.size() > 0 ? "after the norm, the layer's output" : "= after the layer";
  lines.push_back({last, static_cast<double>(layer.output(row, column)),
                   at_place(scene, core::ValueKind::Residual, scene.focus.layer)});
  return lines;
}

RowTable sum_table(const Scene& scene) {
  const std::vector<SumLine> lines = stream_sum(scene);
  RowTable table;
  table.name = "stage.sum";
  RowTable::Column labels, values;
  values.bar = true;
  for (const SumLine& line : lines) {
    labels.texts.push_back(line.label);
    values.numbers.push_back(static_cast<float>(line.value));
    table.notes.push_back(line.note);
  }
  table.rows = lines.size();
  table.chosen = static_cast<Index>(lines.size()) - 1;
  table.columns = {std::move(labels), std::move(values)};
  return table;
}

}  // namespace

std::vector<core::Term> written_terms(const Scene& scene, Index head, Index component) {
  const core::HeadConfig& config = scene.trace.head_config(scene.focus.layer, head);
  const core::Matrix& output = scene.trace.head(scene.focus.layer, head).output;
  const core::Matrix& w_o = scene.layer().weights->w_o;
  const Index row = scene.focus.query;
  if (w_o.size() == 0) {
    const float value = output(row, component);
    return {{core::component_label(config.value_components, component), value, 1, value}};
  }
  std::vector<core::Term> terms;
  for (Index c = 0; c < config.d_v; ++c) {
    const float weight = w_o(config.output_row + c, component);
    if (output(row, c) * weight == 0) continue;
    terms.push_back(
        {core::component_label(config.value_components, c), output(row, c), weight, output(row, c) * weight});
  }
  return terms;
}

StageContent output_content(const Scene& scene) {
  const std::vector<std::string> names = stream_names(scene);
  const std::string component = names[static_cast<std::size_t>(scene.focus.stream_component)];
  VectorStrip written = written_strip(scene);
  const std::string strongest = strongest_components(scene, written);
  StageContent content;
  content.says = {
      {scene.head_config().name, Ink::Plain, false, true},
      {scene.trace.config().residual ? " adds its output to the residual stream of " : " writes the output of "},
      {scene.query_word(), Ink::Query, false, true},
      {strongest.empty() ? ": nothing here." : ", most of all " + strongest + "."}};
  if (scene.head().muted) content.says.push_back({" It is muted: it writes 0."});
  const bool projected = has_projection(scene);
  content.blocks.emplace_back(std::move(written));
  if (projected) {
    content.blocks.emplace_back(
        Caption{"Component " + component + " of it: the head's output times its column of W_O"});
    content.blocks.emplace_back(projection_terms(scene));
  }
  content.blocks.emplace_back(
      Caption{fmt::format("Component {} of {} through layer {}", component, scene.query_word(), scene.focus.layer)});
  content.blocks.emplace_back(sum_table(scene));
  const core::Index last = static_cast<Index>(scene.trace.layers.size()) - 1;
  core::Edit edit;
  edit.site = core::Site::Residual;
  edit.layer = scene.focus.layer;
  edit.row = scene.focus.query;
  const std::vector<bool> edited = edited_columns(scene.trace, edit, scene.layer().output.cols());
  if (edited[static_cast<std::size_t>(scene.focus.stream_component)]) {
    content.blocks.emplace_back(Caption{"You set the last number; without the edit it would be the sum.", Ink::Edited});
  }
  content.blocks.emplace_back(Caption{scene.focus.layer < last
                                          ? fmt::format("Layer {} starts from here.", scene.focus.layer + 1)
                                          : "This is the last layer: its output is the model's."});
  return content;
}

}  // namespace ui::content
