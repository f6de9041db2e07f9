#include "app/lesson_stage.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "core/lessons/stage_names.h"
#include "ui/panels/row_views.h"

namespace app {

namespace {

template <std::size_t count>
std::size_t place_in(const std::array<std::string_view, count>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? 0 : static_cast<std::size_t>(found - names.begin());
}

bool holds(const std::vector<std::string>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// The card of a small window's right column that the step points at, or the first one that it shows.
ui::WordTab tab_for(const core::StageView& stage) {
  struct Card {
    const char* panel;
    ui::WordTab tab;
    std::array<const char*, 2> lights;
  };
  static constexpr Card kCards[] = {{"row", ui::WordTab::Row, {"row", "bar:"}},
                                    {"vectors", ui::WordTab::Vectors, {"vectors", "component:"}},
                                    {"output", ui::WordTab::Output, {"output", "output"}}};
  for (const Card& card : kCards) {
    for (const std::string& light : stage.light) {
      if (light == card.lights[0] || light.rfind(card.lights[1], 0) == 0) return card.tab;
    }
  }
  for (const Card& card : kCards) {
    if (!stage.show_all && holds(stage.show, card.panel)) return card.tab;
  }
  return ui::WordTab::Row;
}

}  // namespace

core::Session with_model(core::Session session, const std::string& id) {
  if (id == session.model) return session;
  auto edits = session.edits.extract(session.model);
  session.model = id;
  if (edits.empty()) return session;
  edits.key() = id;
  session.edits.erase(id);
  session.edits.insert(std::move(edits));
  return session;
}

void show_view(const core::StageView& stage, ui::PersistedView& view) {
  view.stage = static_cast<ui::Stage>(place_in(core::kWalkStages, stage.at));
  view.vector_tab = static_cast<ui::VectorTab>(place_in(core::kVectorTabs, stage.tab));
  view.whole_stage = stage.whole;
  const ui::RowViewEntry* entry = ui::find_row_view(stage.view);
  view.row_view = entry == nullptr ? ui::RowView::Steps : entry->view;
}

void set_view(const core::StageView& stage, ui::PersistedView& view) {
  show_view(stage, view);
  view.ribbons = ui::RibbonDirection::LooksAt;
  view.range = ui::RangeMode::ZeroToOne;
  view.resting_aside = false;
  view.sort_row = false;
  view.matrices_open = false;
  view.word_tab = tab_for(stage);
}

void show_uncovered(const std::vector<std::string>& hidden, ui::PersistedView& view) {
  if (holds(hidden, "bars")) view.word_tab = ui::WordTab::Row;
  if (holds(hidden, "vectors")) view.word_tab = ui::WordTab::Vectors;
  if (holds(hidden, "output")) view.word_tab = ui::WordTab::Output;
}

core::StageView seen_stage(core::StageView stage, const ui::PersistedView& view) {
  stage.at = core::kWalkStages[static_cast<std::size_t>(view.stage)];
  stage.tab = core::kVectorTabs[static_cast<std::size_t>(view.vector_tab)];
  stage.whole = view.whole_stage;
  // The formula stands above the steps.
  const bool formula = view.row_view == ui::RowView::Steps && stage.view == "formula";
  if (!formula) stage.view = ui::row_view_entry(view.row_view).id;
  return stage;
}

}  // namespace app
