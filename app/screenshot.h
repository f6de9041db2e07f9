// The real frame of the window, drawn on the processor: no display, no GPU, the same picture everywhere.
#pragma once

#include <filesystem>
#include <string>

#include "app/picture.h"
#include "core/sessions/session.h"
#include "ui/view_state.h"
#include "ui/widgets/style.h"

namespace app {

struct ScreenshotOptions {
  std::filesystem::path assets, sentences;
  core::Session session;  // an empty sentence takes the model's own
  std::string select;     // word or position; "" takes the default
  std::string lesson;     // "ID" or "ID:STEP", instead of the session; "" for none
  ui::RowView row_view = ui::RowView::Steps;
  ui::LeftPanel left_panel = ui::LeftPanel::None;
  bool whole_words = false, resting_aside = false;
  ui::Theme theme = ui::Theme::Light;
  int width = 1600, height = 1000;
  float scale = 1;
};

// Throws core::Error where the session cannot be computed or the selected word is not there.
Picture take_screenshot(const ScreenshotOptions& options);

}  // namespace app
