// Stages 7 and 8: softmax, and the sum of weighted values.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/panels/stage_content_parts.h"

namespace ui::content {

namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

// Who set a weight that the softmax does not give.
enum class Hold : std::uint8_t { None, Given, Held };

bool any_is(const std::vector<Hold>& holds, Hold kind) {
  return std::find(holds.begin(), holds.end(), kind) != holds.end();
}
bool any(const std::vector<Hold>& holds) {
  return any_is(holds, Hold::Given) || any_is(holds, Hold::Held);
}

// Of each key of the row; the reader's hold counts where the model gives a weight, too.
std::vector<Hold> holds_of(const Scene& scene) {
  const core::HeadTrace& head = scene.head();
  std::vector<Hold> holds(static_cast<std::size_t>(head.weights.cols()), Hold::None);
  for (const core::GivenWeight& given : head.given) {
    if (given.query == scene.focus.query) holds[static_cast<std::size_t>(given.key)] = Hold::Given;
  }
  for (const core::Edit& edit : head.held) {
    if (edit.row == scene.focus.query) holds[static_cast<std::size_t>(edit.column)] = Hold::Held;
  }
  return holds;
}

RowTable::Column hold_column(const std::vector<Hold>& holds) {
  static constexpr const char* kWords[] = {"", "given", "held"};
  RowTable::Column column;
  for (const Hold hold : holds) column.texts.emplace_back(kWords[static_cast<int>(hold)]);
  column.ink = any_is(holds, Hold::Held) ? Ink::Edited : Ink::Quiet;
  return column;
}

RowTable weight_table(const Scene& scene, const std::vector<Hold>& holds) {
  RowTable table;
  table.name = "stage.weight";
  table.rows = scene.keys().size();
  table.chosen = scene.focus.key;
  table.picks = Picks::Key;
  RowTable::Column words;
  words.heading = "word";
  words.texts = texts_of(scene.keys());
  table.columns.push_back(std::move(words));
  RowTable::Column scaled;
  scaled.heading = "scaled";
  scaled.numbers = row_of(scene.head().scaled, scene.focus.query);
  table.columns.push_back(std::move(scaled));
  for (std::size_t key = 0; key < table.rows; ++key) {
    table.quiet.push_back(!scene.is_allowed(static_cast<Index>(key)));
    table.edited.push_back(holds[key] == Hold::Held);
  }
  return table;
}

void add_weights(const Scene& scene, const std::string& heading, RowTable& table) {
  RowTable::Column weights;
  weights.heading = heading;
  weights.numbers = row_of(scene.head().weights, scene.focus.query);
  weights.ink = Ink::Weight;
  weights.bar = true;
  double sum = 0;
  for (const float weight : weights.numbers) sum += static_cast<double>(weight);
  table.columns.push_back(std::move(weights));
  table.footer_label = "sum";
  table.footer.assign(table.columns.size(), kNone);
  table.footer.back() = static_cast<float>(sum);
}

// e^scaled where a reader can follow the powers, else e^(scaled − the largest): the same quotient.
double taken_off(const std::vector<float>& scaled) {
  constexpr float kReadable = 20;
  float largest = -std::numeric_limits<float>::infinity();
  for (const float one : scaled) largest = std::max(largest, one);
  return std::isfinite(largest) && std::abs(largest) > kReadable ? static_cast<double>(largest) : 0;
}

void add_powers(const Scene& scene, RowTable& table, double& sum) {
  const std::vector<float> scaled = row_of(scene.head().scaled, scene.focus.query);
  const double off = taken_off(scaled);
  RowTable::Column powers;
  powers.heading = off == 0 ? "e^scaled" : fmt::format("e^(scaled − {})", scene.number(off));
  sum = 0;
  for (const float one : scaled) {
    const double power = std::isfinite(one) ? std::exp(static_cast<double>(one) - off) : 0;
    sum += power;
    powers.numbers.push_back(static_cast<float>(power));
  }
  table.columns.push_back(std::move(powers));
}

// The quotients before some weights were held or given.
void add_quotients(double sum, RowTable& table) {
  RowTable::Column quotients;
  quotients.heading = "÷ sum";
  quotients.ink = Ink::Quiet;
  quotients.essential = false;
  for (const float power : table.columns.back().numbers) {
    quotients.numbers.push_back(sum > 0 ? static_cast<float>(static_cast<double>(power) / sum) : 0);
  }
  table.columns.push_back(std::move(quotients));
}

Sentence kind_sentence(const Scene& scene, const std::vector<Hold>& holds) {
  const std::size_t allowed = static_cast<std::size_t>(
      (scene.head().scaled.row(scene.focus.query).array() > -std::numeric_limits<float>::infinity()).count());
  if (allowed == 0) return {{"Nothing to look at: every word is hidden, so every weight is 0."}};
  switch (scene.softmax()) {
    case core::SoftmaxKind::Hard:
      return {{"Hard: the largest score takes everything, equal ones share; all other weights are 0."}};
    case core::SoftmaxKind::Uniform:
      return {{fmt::format("Uniform: each of {} words gets the same weight, 1 ÷ {}, whatever the scores say.", allowed,
                           allowed)}};
    case core::SoftmaxKind::None:
      return {
          {"No softmax: the scaled scores themselves are the weights. They may be negative and need not add up to "
           "1."}};
    case core::SoftmaxKind::Soft:
      break;
  }
  Sentence says = {{"e to the power of each scaled score, divided by the sum of them all: "},
                   {"weights", Ink::Weight, false, true},
                   {" between 0 and 1 that add up to 1."}};
  const bool given = any_is(holds, Hold::Given), held = any_is(holds, Hold::Held);
  if (given && held) {
    says.push_back({" The model gives some weights of this row and you hold some; the others share what is left."});
  } else if (given) {
    says.push_back({" Some weights of this row are given by the model instead; the others share what is left."});
  } else if (held) {
    says.push_back({" You hold some weights of this row; the others share what is left."});
  }
  return says;
}

}  // namespace

StageContent softmax_content(const Scene& scene) {
  const std::vector<Hold> holds = holds_of(scene);
  const bool held = any(holds);
  StageContent content;
  content.says = kind_sentence(scene, holds);
  const core::Explanation explained = scene.explain(
      {core::ValueKind::Weight, false, scene.focus.layer, scene.focus.head, scene.focus.query, scene.focus.key});
  content.blocks.emplace_back(Arithmetic{arithmetic_line(scene.key_word(), Ink::Key, explained.formula)});
  if (!explained.note.empty()) content.blocks.emplace_back(Caption{explained.note, Ink::Quiet});
  RowTable table = weight_table(scene, holds);
  if (scene.softmax() == core::SoftmaxKind::Soft) {
    double sum = 0;
    add_powers(scene, table, sum);
    const std::size_t powers = table.columns.size() - 1;
    if (held) add_quotients(sum, table);
    add_weights(scene, held ? "= weight" : "÷ sum = weight", table);
    table.footer[powers] = static_cast<float>(sum);
  } else {
    add_weights(scene, "weight", table);
  }
  if (held) {
    table.columns.push_back(hold_column(holds));
    table.footer.push_back(kNone);
  }
  content.blocks.emplace_back(std::move(table));
  return content;
}

namespace {

TermTable mix_terms(const Scene& scene) {
  const core::HeadTrace& head = scene.head();
  const Index component = scene.focus.value_component;
  TermTable table;
  table.name = "stage.terms";
  table.left_label = {{"weight", Ink::Weight, false, true}};
  table.right_label = {{"v", Ink::Value, true, true}};
  table.product_label = "w × v";
  table.left_ink = Ink::Weight;
  table.right_ink = Ink::Value;
  for (Index key = 0; key < head.weights.cols(); ++key) {
    const float weight = head.weights(scene.focus.query, key);
    const float value = head.v(key, component);
    table.columns.push_back({token_at(scene.keys(), key).text, key, weight, value, weight * value});
  }
  sort_terms(table);
  table.total = static_cast<float>(rest_of(table, 0));
  table.chosen = scene.focus.key;
  table.picks = Picks::Key;
  return table;
}

ShareBar weight_shares(const Scene& scene) {
  ShareBar bar;
  bar.name = "stage.share";
  bar.ink = Ink::Weight;
  bar.chosen = scene.focus.key;
  const std::vector<float> weights = row_of(scene.head().weights, scene.focus.query);
  for (std::size_t key = 0; key < weights.size(); ++key) {
    bar.parts.push_back({token_at(scene.keys(), static_cast<Index>(key)).text, static_cast<Index>(key), weights[key]});
  }
  std::stable_sort(bar.parts.begin(), bar.parts.end(),
                   [](const auto& a, const auto& b) { return std::abs(a.share) > std::abs(b.share); });
  return bar;
}

}  // namespace

StageContent mix_content(const Scene& scene) {
  const core::HeadTrace& head = scene.head();
  const std::vector<std::string> names = value_names(scene);
  const std::string component = names[static_cast<std::size_t>(scene.focus.value_component)];
  Index strongest = 0;
  const float most = head.weights.row(scene.focus.query).maxCoeff(&strongest);
  StageContent content;
  content.says = {{"The values of all words, each times its weight, are added: a blend that is mostly "},
                  {"v of " + scene.key_word(strongest), Ink::Value, false, true},
                  {fmt::format(" (weight {}).", scene.number(static_cast<double>(most)))}};
  if (most <= 0) content.says = {{"Every weight of this row is 0, so nothing is blended: the output is 0."}};
  content.blocks.emplace_back(weight_shares(scene));

  VectorStrip output;
  output.name = "stage.vector.output";
  output.label = {{"output", Ink::Value, false, true}, {" of " + scene.query_word()}};
  output.shape = fmt::format("weights [1 × {}] · V [{} × {}] = [1 × {}]", head.weights.cols(), head.v.rows(),
                             head.v.cols(), head.v.cols());
  output.ink = Ink::Value;
  output.components = names;
  output.values = row_of(head.output, scene.focus.query);
  output.chosen = scene.focus.value_component;
  output.picks = Picks::ValueComponent;
  output.place = core::Place{core::ValueKind::Output, false, scene.focus.layer, scene.focus.head, scene.focus.query, 0};
  output.edited = scene.edited(core::Site::Output, scene.focus.query, head.output.cols());
  const bool edited = output.edited[static_cast<std::size_t>(scene.focus.value_component)];
  content.blocks.emplace_back(std::move(output));
  content.blocks.emplace_back(Caption{"Component " + component + ": the weight of each word times its value"});
  TermTable terms = mix_terms(scene);
  const float total = terms.total;
  content.blocks.emplace_back(std::move(terms));
  if (head.muted) {
    content.blocks.emplace_back(Caption{"This head is muted: its output is taken as 0.", Ink::Warning});
  } else if (edited) {
    const float value = head.output(scene.focus.query, scene.focus.value_component);
    content.blocks.emplace_back(
        Caption{fmt::format("You set this number to {}; the sum would be {}.", scene.number(static_cast<double>(value)),
                            scene.number(static_cast<double>(total))),
                Ink::Edited});
  }
  return content;
}

}  // namespace ui::content
