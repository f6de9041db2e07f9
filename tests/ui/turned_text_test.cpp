// Words above narrow columns rise so steeply that their lines do not touch; marks in a map's cells say what they mean.
#include "ui/widgets/turned_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>

#include "ui/widgets/heatmap_paint.h"

namespace {

using testing::HasSubstr;

TEST(TurnedText, RisesAsSteeplyAsItsColumnsAreNarrow) {
  constexpr float kLeast = 13;
  const ui::Rise wide = ui::rise_between(kLeast, 40);
  EXPECT_FLOAT_EQ(wide.up, wide.across) << "45 degrees where there is room";
  for (const float pitch : {17.0F, 15.0F, 13.0F}) {
    const ui::Rise rise = ui::rise_between(kLeast, pitch);
    EXPECT_GE(pitch * rise.up, kLeast - 1e-3F) << "two lines would touch";
    EXPECT_NEAR(rise.up * rise.up + rise.across * rise.across, 1, 1e-5);
    EXPECT_GT(rise.up, wide.up);
  }
  EXPECT_FLOAT_EQ(ui::rise_between(kLeast, 4).up, 1) << "upright, and then words are left out";
  EXPECT_FLOAT_EQ(ui::rise_between(kLeast, 0).up, 1);
}

TEST(MapMarks, EveryMarkOfACellIsToldInItsTooltip) {
  core::Matrix values(2, 2);
  values << 0.7F, 0.3F, 1, 0;
  core::Matrix former = values;
  former(0, 0) = 0.1F;
  core::Matrix scaled = core::Matrix::Zero(2, 2);
  scaled(1, 1) = -std::numeric_limits<float>::infinity();
  const std::array<ui::CellMark, 3> marks = {
      {{{0, 0}, ui::MarkKind::Edited}, {{0, 1}, ui::MarkKind::Held}, {{1, 0}, ui::MarkKind::Given}}};
  const std::array<core::Index, 1> aside = {1};
  ui::HeatmapSpec spec;
  spec.values = &values;
  spec.former = &former;
  spec.scaled = &scaled;
  spec.marks = marks;
  EXPECT_THAT(ui::told_marks(spec, {0, 0}), testing::AllOf(HasSubstr("you changed the score"), HasSubstr("before")));
  EXPECT_THAT(ui::told_marks(spec, {0, 1}), HasSubstr("you hold"));
  EXPECT_THAT(ui::told_marks(spec, {1, 0}), HasSubstr("the model itself"));
  EXPECT_THAT(ui::told_marks(spec, {1, 1}), HasSubstr("masked"));
  spec.marks = {};
  EXPECT_EQ(ui::told_marks(spec, {0, 1}), "");
  spec.set_aside = aside;
  EXPECT_THAT(ui::told_marks(spec, {0, 1}), HasSubstr("resting place"));
}

}  // namespace
