// Stages 1 to 3: the words, their vectors x, and the projections q, k, v.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/numbers.h"
#include "ui/panels/stage_content_parts.h"

namespace ui::content {

namespace {

RowTable::Column text_column(std::string heading, std::vector<std::string> texts, Ink ink = Ink::Plain) {
  RowTable::Column column;
  column.heading = std::move(heading);
  column.texts = std::move(texts);
  column.ink = ink;
  return column;
}

// Columns that say nothing (all empty, or the same as the word) are left out.
void add_if_telling(RowTable& table, RowTable::Column column) {
  const bool telling =
      std::any_of(column.texts.begin(), column.texts.end(), [](const std::string& text) { return !text.empty(); });
  if (telling) table.columns.push_back(std::move(column));
}

RowTable token_table(const std::string& name, const core::Tokens& tokens) {
  std::vector<std::string> places, spellings, ids, kinds, known;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const core::Token& token = tokens[i];
    places.push_back(fmt::format("{}", i));
    spellings.push_back(token.vocabulary == token.text ? "" : token.vocabulary);
    ids.push_back(token.id < 0 ? "" : fmt::format("{}", token.id));
    kinds.push_back(token.special ? "special" : token.kind);
    known.push_back(token.known ? "" : "unknown");
  }
  RowTable table;
  table.name = name;
  table.rows = tokens.size();
  table.columns = {text_column("place", places, Ink::Quiet), text_column("word", texts_of(tokens))};
  add_if_telling(table, text_column("in the vocabulary", spellings, Ink::Quiet));
  add_if_telling(table, text_column("id", ids, Ink::Quiet));
  add_if_telling(table, text_column("kind", kinds, Ink::Quiet));
  add_if_telling(table, text_column("", known, Ink::Warning));
  return table;
}

std::string origin_sentence(const Scene& scene) {
  const core::Token& token = token_at(scene.trace.tokens, scene.focus.query);
  if (!token.known) return "It is in no list: this vector is a guess from its ending and its place.";
  switch (scene.trace.config().origin) {
    case core::Origin::Compiled:
      return "They come from a lexicon and from the word's place in the sentence; each component has a meaning.";
    case core::Origin::Given:
      return "They are given by the text that the example comes from.";
    case core::Origin::Learned:
      return "They were learned: the model looks them up by the token's number and adds what its place contributes.";
  }
  return "";
}

// Every component that is not 0, now or in the compared run, largest first; the others are counted.
RowTable component_table(const std::string& name, const std::vector<std::string>& names,
                         const std::vector<float>& values, const std::vector<float>& compared,
                         const std::string& heading) {
  std::vector<Index> order;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] != 0 || compared[i] != 0) order.push_back(static_cast<Index>(i));
  }
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
    return std::abs(values[static_cast<std::size_t>(a)]) > std::abs(values[static_cast<std::size_t>(b)]);
  });
  RowTable table;
  table.name = name;
  table.rows = order.size();
  RowTable::Column label, column;
  label.heading = "component";
  column.heading = heading;
  column.bar = true;
  for (const Index i : order) {
    label.texts.push_back(names[static_cast<std::size_t>(i)]);
    column.numbers.push_back(values[static_cast<std::size_t>(i)]);
  }
  table.columns = {std::move(label), std::move(column)};
  table.indices = std::move(order);
  return table;
}

}  // namespace

StageContent words_content(const Scene& scene) {
  const core::Tokens& tokens = scene.trace.tokens;
  StageContent content;
  content.says = {{"The sentence is cut into "},
                  {count_of(scene, tokens), Ink::Plain, false, true},
                  {". This row belongs to "},
                  {"“" + token_at(tokens, scene.focus.query).text + "”", Ink::Query, false, true},
                  {fmt::format(", the {}.", core::ordinal(scene.focus.query + 1))}};
  RowTable table = token_table("stage.word", tokens);
  table.chosen = scene.focus.query;
  table.picks = Picks::Query;
  content.blocks.emplace_back(std::move(table));
  if (scene.cross() && !scene.trace.second_tokens.empty()) {
    content.blocks.emplace_back(Caption{"This head looks at the words of the second sentence:"});
    RowTable second = token_table("stage.word2", scene.trace.second_tokens);
    second.chosen = scene.focus.key;
    second.picks = Picks::Key;
    content.blocks.emplace_back(std::move(second));
  }
  return content;
}

StageContent x_content(const Scene& scene) {
  const core::LayerTrace& layer = scene.layer();
  const Index query = scene.focus.query;
  const Index component = scene.focus.input_component;
  const bool first = scene.focus.layer == 0;
  const std::vector<float> values = row_of(layer.input, query);
  const std::vector<std::string> names = component_names(scene.trace.config().components, layer.input.cols());
  StageContent content;
  content.says = {{scene.query_word(), Ink::Plain, false, true}};
  if (first) {
    content.says.push_back({fmt::format(" becomes a list of {} numbers, its vector ", values.size())});
    content.says.push_back({"x", Ink::Plain, false, true});
    content.says.push_back({". " + origin_sentence(scene)});
  } else {
    content.says.push_back(
        {fmt::format(" comes as layer {} left it: {} numbers of the residual stream, its own "
                     "vector with what the heads before have added.",
                     scene.focus.layer - 1, values.size())});
  }

  const AttentionTrace* other = scene.others.compared;
  const core::LayerTrace& compared =
      other == nullptr ? layer : *other->layers[static_cast<std::size_t>(scene.focus.layer)];
  RowTable table = component_table("stage.x", names, values, row_of(compared.input, query), first ? "x" : "stream");
  const std::size_t zeros = values.size() - table.rows;
  table.picks = Picks::StreamComponent;
  core::Edit edit;
  edit.site = first ? core::Site::X : core::Site::Residual;
  edit.layer = scene.focus.layer - 1;
  edit.row = query;
  const std::vector<bool> edited = edited_columns(scene.trace, edit, layer.input.cols());
  for (std::size_t row = 0; row < table.indices.size(); ++row) {
    if (table.indices[row] == component) table.chosen = static_cast<Index>(row);
    table.edited.push_back(edited[static_cast<std::size_t>(table.indices[row])]);
  }
  if (layer.normed.size() > 0) {
    RowTable::Column normed;
    normed.heading = "after the norm";
    normed.ink = Ink::Plain;
    for (const Index i : table.indices) normed.numbers.push_back(layer.normed(query, i));
    table.columns.push_back(std::move(normed));
  }

  core::Place place{first ? core::ValueKind::X : core::ValueKind::Residual,
                    false,
                    first ? 0 : scene.focus.layer - 1,
                    0,
                    query,
                    component};
  const std::string name = names[static_cast<std::size_t>(component)];
  content.blocks.emplace_back(Arithmetic{arithmetic_line(name, Ink::Plain, scene.explain(place).formula)});
  if (layer.normed.size() > 0) {
    place = {core::ValueKind::Normed, false, scene.focus.layer, 0, query, component};
    content.blocks.emplace_back(
        Arithmetic{arithmetic_line(name + ", after the norm", Ink::Plain, scene.explain(place).formula)});
  }
  content.blocks.emplace_back(std::move(table));
  if (zeros > 0) content.blocks.emplace_back(Caption{fmt::format("+ {} more at 0", zeros)});
  return content;
}

namespace {

struct VectorFacts {
  VectorTab tab;
  const char* letter;
  const char* matrix;
  Ink ink;
  core::Site site;
  core::ValueKind kind, projected, unrotated;
};
constexpr VectorFacts kVectors[] = {
    {VectorTab::Query, "q", "W_Q", Ink::Query, core::Site::Q, core::ValueKind::Q, core::ValueKind::QProjected,
     core::ValueKind::QUnrotated},
    {VectorTab::Key, "k", "W_K", Ink::Key, core::Site::K, core::ValueKind::K, core::ValueKind::KProjected,
     core::ValueKind::KUnrotated},
    {VectorTab::Value, "v", "W_V", Ink::Value, core::Site::V, core::ValueKind::V, core::ValueKind::V,
     core::ValueKind::V},
};

const core::Matrix& vectors_of(const core::HeadTrace& head, VectorTab tab) {
  if (tab == VectorTab::Query) return head.q;
  return tab == VectorTab::Key ? head.k : head.v;
}

VectorStrip strip_of(const Scene& scene, const VectorFacts& facts) {
  const core::Matrix& matrix = vectors_of(scene.head(), facts.tab);
  const bool is_query = facts.tab == VectorTab::Query;
  const Index row = is_query ? scene.focus.query : scene.focus.key;
  const std::string word = is_query ? scene.query_word() : scene.key_word();
  VectorStrip strip;
  strip.name = std::string("stage.vector.") + facts.letter;
  strip.label = {{facts.letter, facts.ink, false, true}, {" of " + word, Ink::Plain}};
  strip.shape = fmt::format("x [1 × {}] · {} [{} × {}] = {} [1 × {}]", scene.trace.config().width, facts.matrix,
                            scene.trace.config().width, matrix.cols(), facts.letter, matrix.cols());
  strip.ink = facts.ink;
  strip.components = facts.tab == VectorTab::Value
                         ? value_names(scene)
                         : component_names(scene.head_config().score_components, matrix.cols());
  strip.values = row_of(matrix, row);
  strip.edited = scene.edited(facts.site, row, matrix.cols(), !is_query && scene.cross());
  strip.chosen = scene.focus.vector == facts.tab ? scene.focus.component : -1;
  strip.place = core::Place{facts.kind, !is_query && scene.cross(), scene.focus.layer, scene.focus.head, row, 0};
  strip.picks = Picks::Component;
  strip.tab = facts.tab;
  return strip;
}

// x · W, the largest input terms first, then what a norm, the rotation or an edit makes of the sum.
void add_projection(const Scene& scene, const VectorFacts& facts, StageContent& content) {
  const bool is_query = facts.tab == VectorTab::Query;
  const Index row = is_query ? scene.focus.query : scene.focus.key;
  const core::Place place{facts.projected,      !is_query && scene.cross(), scene.focus.layer, scene.focus.head, row,
                          scene.focus.component};
  const core::Explanation projected = scene.explain(place);
  const VectorStrip strip = strip_of(scene, facts);
  const std::string component = strip.components[static_cast<std::size_t>(scene.focus.component)];
  TermTable table;
  table.name = "stage.terms";
  table.left_label = {{"x", Ink::Plain, true}};
  table.right_label = {{facts.matrix, facts.ink, true}};
  table.product_label = "x × W";
  table.left_ink = Ink::Plain;
  table.right_ink = facts.ink;
  for (const core::Term& term : projected.terms) table.columns.push_back(column_of(term));
  sort_terms(table);
  table.total = projected.computed;
  content.blocks.emplace_back(
      Caption{fmt::format("{} of {}, {}: every component of x times its entry of {}, added up", facts.letter,
                          is_query ? scene.query_word() : scene.key_word(), component, facts.matrix)});
  content.blocks.emplace_back(std::move(table));
  core::Place next = place;
  if (scene.head().q_unrotated.size() > 0 && facts.unrotated != facts.kind) {
    next.kind = facts.unrotated;
    content.blocks.emplace_back(Arithmetic{arithmetic_line("before the turn", facts.ink, scene.explain(next).formula)});
  }
  next.kind = facts.kind;
  const core::Explanation final = scene.explain(next);
  const bool further = final.value != projected.computed || final.edited;
  if (further) {
    content.blocks.emplace_back(
        Arithmetic{arithmetic_line(final.edited ? "in force" : "after that", facts.ink, final.formula)});
  }
  if (!final.note.empty()) content.blocks.emplace_back(Caption{final.note, final.edited ? Ink::Edited : Ink::Quiet});
}

}  // namespace

StageContent qkv_content(const Scene& scene) {
  const bool same_word = !scene.cross() && scene.focus.query == scene.focus.key;
  StageContent content;
  content.says = {{"Three products with x: the "},
                  {"query", Ink::Query, false, true},
                  {" is what " + scene.query_word() + " looks for, the "},
                  {"key", Ink::Key, false, true},
                  {" is what " + (same_word ? "it" : scene.key_word()) + " offers, the "},
                  {"value", Ink::Value, false, true},
                  {" is what it passes on."}};
  for (const VectorFacts& facts : kVectors) content.blocks.emplace_back(strip_of(scene, facts));
  for (const VectorFacts& facts : kVectors) {
    if (facts.tab == scene.focus.vector) add_projection(scene, facts, content);
  }
  return content;
}

}  // namespace ui::content
