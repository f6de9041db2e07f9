#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/app_gui.h"
#include "ui/panels/notices.h"

namespace {

using testing::HasSubstr;

TEST(About, ShowsHeedsLicenceAndTheNoticesOfWhatItIsBuiltWith) {
  EXPECT_THAT(std::string(ui::license_text()), HasSubstr("Permission is hereby granted, free of charge"));
  for (const char* name : {"WordNet", "Dear ImGui", "GLFW", "FriBidi", "LGPL 2.1 or later", "Inter"}) {
    EXPECT_THAT(std::string(ui::notice_text()), HasSubstr(name));
  }
  support::AppGui window;
  window.view().transient.overlay = ui::Overlay::About;
  window.gui().frames(3);
  EXPECT_GT(window.gui().item("about.license").rect.GetHeight(), 200);
  EXPECT_GT(window.gui().item("about.notice").rect.GetHeight(), 400);
}

}  // namespace
