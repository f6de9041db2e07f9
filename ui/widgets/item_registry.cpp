#include "ui/widgets/item_registry.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ui {
namespace {

// Levenshtein distance: the count of inserted, removed and replaced characters.
std::size_t edit_distance(std::string_view first, std::string_view second) {
  std::vector<std::size_t> row(second.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= first.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= second.size(); ++j) {
      const std::size_t replaced = diagonal + (first[i - 1] == second[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

// A name that holds the wanted one as a part is nearer than one that is only spelt alike.
std::size_t distance(std::string_view wanted, std::string_view name) {
  const std::size_t spelling = edit_distance(wanted, name);
  return name.find(wanted) != std::string_view::npos ? spelling / 8 : spelling;
}

}  // namespace

void ItemRegistry::begin_frame() {
  items_.clear();
  places_.clear();
  duplicates_.clear();
  if (overdue_ && focus_ == Focus::Land) wanted_.clear();
  overdue_ = true;
}

void ItemRegistry::want_focus(std::string name, Focus focus) {
  wanted_ = std::move(name);
  focus_ = focus;
  overdue_ = false;
}

Focus ItemRegistry::take_focus(std::string_view name) {
  if (wanted_.empty() || wanted_ != name) return Focus::None;
  wanted_.clear();
  return focus_;
}

void ItemRegistry::add(Item item) {
  const bool is_new = places_.emplace(item.name, items_.size()).second;
  if (!is_new) duplicates_.push_back(item.name);
  items_.push_back(std::move(item));
}

const Item* ItemRegistry::find(std::string_view name) const {
  const auto place = places_.find(std::string(name));
  return place == places_.end() ? nullptr : &items_[place->second];
}

std::vector<std::string> ItemRegistry::similar(std::string_view name, std::size_t count) const {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const Item& item : items_) ranked.emplace_back(distance(name, item.name), item.name);
  std::sort(ranked.begin(), ranked.end());
  if (ranked.size() > count) ranked.resize(count);
  std::vector<std::string> names;
  for (auto& [rank, candidate] : ranked) names.push_back(std::move(candidate));
  return names;
}

}  // namespace ui
