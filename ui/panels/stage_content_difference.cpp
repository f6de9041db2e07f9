// A stage's content as what the reader's edits changed: now − before, number by number.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "ui/panels/stage_content.h"

namespace ui {

namespace {

using Eigen::Index;

// Equal infinities (masked scores) differ by nothing.
float change(float now, float before) {
  return now == before ? 0.0F : now - before;
}

// The block of the same kind and name; null where the other run has none.
template <typename Kind>
const Kind* counterpart(const StageContent& before, const std::string& name) {
  for (const Block& block : before.blocks) {
    if (const Kind* found = std::get_if<Kind>(&block); found != nullptr && found->name == name) return found;
  }
  return nullptr;
}

VectorStrip difference_of(VectorStrip now, const VectorStrip& before) {
  for (std::size_t i = 0; i < now.values.size(); ++i) {
    now.values[i] = change(now.values[i], i < before.values.size() ? before.values[i] : 0);
  }
  now.difference = true;
  return now;
}

using Place = std::pair<Index, std::string>;
Place place_of(const TermTable::Column& column) {
  return {column.index, column.index >= 0 ? std::string() : column.heading};
}

// A product of the other run alone, or of this one alone: terms are left out where their left number is 0.
TermTable::Column from_zero(TermTable::Column column, float sign) {
  column.left *= sign;
  column.right = 0;  // it has not changed
  column.product *= sign;
  return column;
}

TermTable difference_of(TermTable now, const TermTable& before) {
  std::map<Place, const TermTable::Column*> places;
  for (const TermTable::Column& column : before.columns) places[place_of(column)] = &column;
  for (TermTable::Column& column : now.columns) {
    const auto found = places.find(place_of(column));
    if (found == places.end()) {
      column = from_zero(column, 1);
      continue;
    }
    column.left = change(column.left, found->second->left);
    column.right = change(column.right, found->second->right);
    column.product = change(column.product, found->second->product);
    places.erase(found);
  }
  for (const auto& [place, column] : places) now.columns.push_back(from_zero(*column, -1));
  std::stable_sort(now.columns.begin(), now.columns.end(),
                   [](const auto& a, const auto& b) { return std::abs(a.product) > std::abs(b.product); });
  now.total = change(now.total, before.total);
  now.difference = true;
  return now;
}

// What a row is about: its index, or its first text; and which of several equal ones.
std::vector<std::string> row_names(const RowTable& table) {
  std::vector<std::string> names;
  std::map<std::string, int> seen;
  for (std::size_t row = 0; row < table.rows; ++row) {
    std::string name = table.columns.front().texts.empty() ? std::string() : table.columns.front().texts[row];
    if (!table.indices.empty()) name = std::to_string(table.indices[row]);
    name += "/" + std::to_string(seen[name]++);
    names.push_back(std::move(name));
  }
  return names;
}

// "÷ sum = weight" is a weight: a change is not made as the number itself is.
std::string without_arithmetic(const std::string& heading) {
  const std::size_t equals = heading.rfind("= ");
  return equals == std::string::npos ? heading : heading.substr(equals + 2);
}

const RowTable::Column* counterpart(const RowTable& before, const RowTable::Column& column) {
  for (const RowTable::Column& other : before.columns) {
    const bool same_kind = other.numbers.empty() == column.numbers.empty();
    if (same_kind && without_arithmetic(other.heading) == column.heading) return &other;
  }
  return nullptr;
}

void subtract(RowTable::Column& column, const std::vector<std::string>& names, const RowTable::Column& before,
              const std::map<std::string, std::size_t>& places) {
  for (std::size_t row = 0; row < column.numbers.size(); ++row) {
    const auto found = places.find(names[row]);
    const float old = found == places.end() || before.numbers.empty() ? 0 : before.numbers[found->second];
    column.numbers[row] = change(column.numbers[row], old);
  }
}

// Column by column under its heading: a held weight brings columns of its own. Steps on the way to a number (its
// quotient, its divisor) and numbers that only one run has are left out.
RowTable difference_of(RowTable now, const RowTable& before) {
  std::map<std::string, std::size_t> places;
  const std::vector<std::string> old_names = row_names(before);
  for (std::size_t row = 0; row < old_names.size(); ++row) places[old_names[row]] = row;
  const std::vector<std::string> names = row_names(now);
  std::vector<RowTable::Column> columns;
  std::vector<float> footer;
  for (std::size_t c = 0; c < now.columns.size(); ++c) {
    RowTable::Column& column = now.columns[c];
    column.heading = without_arithmetic(column.heading);
    const RowTable::Column* other = counterpart(before, column);
    const bool numbers = column.texts.empty();
    if (numbers && (other == nullptr || !column.essential)) continue;
    if (numbers) subtract(column, names, *other, places);
    if (!now.footer.empty()) {
      const float old = other == nullptr ? 0 : before.footer[static_cast<std::size_t>(other - before.columns.data())];
      footer.push_back(change(now.footer[c], old));
    }
    columns.push_back(std::move(column));
  }
  now.columns = std::move(columns);
  now.footer = std::move(footer);
  now.notes.clear();
  now.difference = true;
  return now;
}

ShareBar difference_of(ShareBar now, const ShareBar& before) {
  std::map<Index, float> shares;
  for (const ShareBar::Part& part : before.parts) shares[part.key] = part.share;
  for (ShareBar::Part& part : now.parts) part.share = change(part.share, shares[part.key]);
  std::stable_sort(now.parts.begin(), now.parts.end(),
                   [](const auto& a, const auto& b) { return std::abs(a.share) > std::abs(b.share); });
  now.difference = true;
  return now;
}

struct Subtract {
  const StageContent& before;

  std::optional<Block> operator()(const Caption& block) const { return block; }
  // The arithmetic is of what is in force; of a difference there is none.
  std::optional<Block> operator()(const Arithmetic&) const { return std::nullopt; }
  // Bars know their own past.
  std::optional<Block> operator()(const KeyBars& block) const { return block; }
  template <typename Kind>
  std::optional<Block> operator()(const Kind& block) const {
    const Kind* other = counterpart<Kind>(before, block.name);
    return other == nullptr ? Block(block) : Block(difference_of(block, *other));
  }
};

}  // namespace

StageContent stage_difference(Stage stage, const core::AttentionTrace& trace, const StageFocus& focus,
                              const OtherRuns& others) {
  const StageContent now = stage_content(stage, trace, focus, others);
  const StageContent before = stage_content(stage, *others.compared, focus, {&trace, nullptr});
  StageContent content;
  content.says = {{"Now − before", Ink::Edited, false, true}, {": how much your edits changed each number."}};
  for (const Block& block : now.blocks) {
    if (std::optional<Block> changed = std::visit(Subtract{before}, block)) content.blocks.push_back(*changed);
  }
  return content;
}

}  // namespace ui
