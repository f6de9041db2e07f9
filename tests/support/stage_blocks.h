// What tests of the walkthrough look for in a stage's content: a selection's stage, its only block of a kind, a column.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <variant>

#include "ui/panels/stage_content.h"

namespace support {

inline ui::ViewState selecting(core::Index layer, core::Index head, core::Index query, std::optional<core::Index> key) {
  ui::ViewState view;
  view.selection.layer = layer;
  view.selection.head = head;
  view.selection.query = query;
  view.selection.key = key;
  return view;
}

inline ui::StageContent content_of(ui::Stage stage, const core::AttentionTrace& trace, const ui::ViewState& view) {
  return ui::stage_content(stage, trace, ui::stage_focus(trace, view));
}

template <typename Kind>
const Kind& only(const ui::StageContent& content) {
  const Kind* found = nullptr;
  for (const ui::Block& block : content.blocks) {
    if (const Kind* one = std::get_if<Kind>(&block)) {
      EXPECT_EQ(found, nullptr) << "more than one block of this kind";
      found = one;
    }
  }
  if (found == nullptr) throw std::runtime_error("the stage has no block of this kind");
  return *found;
}

inline const ui::RowTable::Column& column(const ui::RowTable& table, const std::string& heading) {
  for (const ui::RowTable::Column& one : table.columns) {
    if (one.heading == heading) return one;
  }
  throw std::runtime_error("no column " + heading);
}

}  // namespace support
