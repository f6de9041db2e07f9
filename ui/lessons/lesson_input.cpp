#include "ui/lessons/lesson_input.h"

#include <algorithm>

namespace ui {

namespace {

bool holds(const std::vector<std::string>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

const core::StageView* stage_of(const PanelInput& input) {
  return input.lesson == nullptr ? nullptr : input.lesson->stage;
}

}  // namespace

std::size_t DrillState::right() const {
  const auto count =
      std::count_if(judgements.begin(), judgements.end(), [](const core::Judgement& one) { return one.right(); });
  return static_cast<std::size_t>(count);
}

bool shows_panel(const PanelInput& input, std::string_view panel) {
  const core::StageView* stage = stage_of(input);
  return stage == nullptr || stage->show_all || holds(stage->show, panel);
}

bool covers(const PanelInput& input, std::string_view what) {
  const core::StageView* stage = stage_of(input);
  return stage != nullptr && input.lesson->covering && holds(stage->hide, what);
}

bool is_staged(const PanelInput& input) {
  return stage_of(input) != nullptr;
}

}  // namespace ui
