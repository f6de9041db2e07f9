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

std::pair<Index, std::string> identity(const TermTable::Column& column) {
  return {column.index, column.index >= 0 ? std::string() : column.heading};
}

TermTable difference_of(TermTable now, const TermTable& before) {
  std::map<std::pair<Index, std::string>, const TermTable::Column*> places;
  for (const TermTable::Column& column : before.columns) places[identity(column)] = &column;
  for (TermTable::Column& column : now.columns) {
    const auto found = places.find(identity(column));
    if (found == places.end()) continue;
    column.left = change(column.left, found->second->left);
    column.right = change(column.right, found->second->right);
    column.product = change(column.product, found->second->product);
  }
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

void append_row(RowTable& now, const RowTable& before, std::size_t row) {
  for (std::size_t c = 0; c < now.columns.size(); ++c) {
    if (!now.columns[c].texts.empty()) now.columns[c].texts.push_back(before.columns[c].texts[row]);
    if (!now.columns[c].numbers.empty()) now.columns[c].numbers.push_back(-before.columns[c].numbers[row]);
  }
  if (!now.indices.empty()) now.indices.push_back(before.indices[row]);
  if (!now.edited.empty()) now.edited.push_back(false);
  if (!now.quiet.empty()) now.quiet.push_back(false);
  ++now.rows;
}

RowTable difference_of(RowTable now, const RowTable& before) {
  if (now.columns.size() != before.columns.size() || now.rows == 0) return now;
  std::map<std::string, std::size_t> places;
  const std::vector<std::string> old_names = row_names(before);
  for (std::size_t row = 0; row < old_names.size(); ++row) places[old_names[row]] = row;
  const std::vector<std::string> names = row_names(now);
  for (RowTable::Column& column : now.columns) {
    const std::vector<float>& old = before.columns[static_cast<std::size_t>(&column - now.columns.data())].numbers;
    for (std::size_t row = 0; row < column.numbers.size(); ++row) {
      const auto found = places.find(names[row]);
      column.numbers[row] =
          change(column.numbers[row], found == places.end() || found->second >= old.size() ? 0 : old[found->second]);
    }
  }
  // What has become 0 is left out of the table of now, and is a change all the same.
  for (const std::string& name : names) places.erase(name);
  if (!now.indices.empty()) {
    for (const auto& [name, row] : places) append_row(now, before, row);
  }
  for (std::size_t i = 0; i < std::min(now.footer.size(), before.footer.size()); ++i) {
    now.footer[i] = change(now.footer[i], before.footer[i]);
  }
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

StageContent difference_content(const StageContent& now, const StageContent& before) {
  StageContent content;
  content.says = {{"Now − before", Ink::Edited, false, true}, {": how much your edits changed each number."}};
  for (const Block& block : now.blocks) {
    if (std::optional<Block> changed = std::visit(Subtract{before}, block)) content.blocks.push_back(*changed);
  }
  return content;
}

}  // namespace ui
