#include "app/window.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>

#include "app/frame_pacing.h"
#include "app/headless.h"
#include "app/rasterizer.h"
#include "core/error.h"
#include "tests/support/virtual_display.h"
#include "ui/widgets/colormap.h"
#include "ui/widgets/containers.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"

namespace {

// A bit of everything that Heed draws.
void draw_sampler(ui::Ui& ui) {
  const ui::Style& style = ui.style;
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(viewport.Pos);
  ImGui::SetNextWindowSize(viewport.Size);
  ImGui::Begin("host", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
  {
    const ImRect all = ui::inset(ImRect(viewport.Pos, viewport.Size), style.px(16), style.px(16));
    const ui::Card card(ui, "card", all);
    ImRect rest = card.content();
    ui::draw_text_in(style, ui::cut_top(rest, style.px(36)), ui::TextRole::Heading, style.palette.text,
                     "Where does \u201Cit\u201D look? 0.2860 \u2212 0.3784");
    ImRect row = ui::cut_top(rest, style.px(36), style.px(8));
    ui::button(ui, "next", ui::cut_left(row, style.px(120), style.px(8)),
               {.label = "Next", .icon = ui::Icon::Play, .kind = ui::ButtonKind::Primary});
    ui::icon_button(ui, "lessons", ui::cut_left(row, style.px(36), style.px(8)), ui::Icon::Lessons, "Lessons");
    ImRect cells = ui::cut_top(rest, style.px(30), style.px(8));
    for (int i = 0; i < 12; ++i) {
      ui::fill_rect(ui::cut_left(cells, style.px(30), 1),
                    ui::sample(style.color_map, style.theme, static_cast<float>(i) / 11));
    }
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (int i = 0; i < 8; ++i) {
      const float x = rest.Min.x + static_cast<float>(40 + 45 * i) * style.scale;
      list.AddBezierCubic({rest.Min.x + 30, rest.Max.y - 20}, {rest.Min.x + 30, rest.Min.y + 10}, {x, rest.Min.y},
                          {x + 30, rest.Max.y - 20},
                          ui::mix(style.palette.panel, style.palette.weight, 0.1F * static_cast<float>(i + 2)),
                          0.7F + 1.9F * static_cast<float>(i));
    }
    const ImTextureRef map = ui.textures.get("map", 64, 64, 1, [&](std::span<ImU32> pixels) {
      for (std::size_t i = 0; i < pixels.size(); ++i)
        pixels[i] = 0xFF000000u | static_cast<ImU32>(i * 2654435761u >> 8);
    });
    const ImVec2 corner(ImTrunc(rest.Max.x) - 80, ImTrunc(rest.Max.y) - 80);
    list.AddImage(map, corner, ImVec2(corner.x + 64, corner.y + 64));
  }
  ImGui::End();
}

class WindowTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { display_ = new support::VirtualDisplay(); }
  static void TearDownTestSuite() {
    delete display_;
    display_ = nullptr;
  }
  void SetUp() override {
    if (!display_->missing().empty()) GTEST_SKIP() << display_->missing();
  }
  static support::VirtualDisplay* display_;
};
support::VirtualDisplay* WindowTest::display_ = nullptr;

TEST_F(WindowTest, ItsPixelsAreThoseOfTheRasteriserWithinFourLevels) {
  for (const ui::Theme theme : {ui::Theme::Light, ui::Theme::Dark}) {
    for (const float scale : {1.0F, 1.5F, 2.0F}) {
      app::WindowOptions options;
      options.width = 900;
      options.height = 600;
      app::Window window(options);
      window.gui().style().theme = theme;
      window.gui().set_reader_scale(scale);
      for (int i = 0; i < 3; ++i) window.frame(draw_sampler);
      const app::Picture shown = window.frame_as_shown(draw_sampler);
      app::Picture drawn(shown.width, shown.height, window.gui().style().palette.window);
      app::rasterize(*ImGui::GetDrawData(), drawn);
      EXPECT_GT(shown.width, 100);
      EXPECT_LE(app::largest_difference(shown, drawn), 4) << "scale " << scale;
    }
  }
}

TEST_F(WindowTest, AFrameThatShowsNothingNewIsNotDrawn) {
  app::WindowOptions options;
  options.width = 400;
  options.height = 300;
  app::Window window(options);
  for (int i = 0; i < 4; ++i) window.frame(draw_sampler);
  const auto shown = window.frames_shown();
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(window.frame(draw_sampler));
  EXPECT_EQ(window.frames_shown(), shown);
  EXPECT_EQ(window.frames_built(), 14u);
  window.gui().style().theme = ui::Theme::Dark;
  EXPECT_TRUE(window.frame(draw_sampler));
}

TEST_F(WindowTest, AWakeFromAnotherThreadBringsAFrameAndRestBringsNone) {
  app::WindowOptions options;
  options.width = 300;
  options.height = 200;
  app::Window window(options);
  std::atomic<int> frames = 0;
  std::atomic<bool> woken = false;
  int at_rest = 0;
  int before_wake = -1;
  std::thread worker([&] {
    using namespace std::chrono_literals;
    std::this_thread::sleep_for(1500ms);
    at_rest = frames;
    std::this_thread::sleep_for(700ms);
    before_wake = frames;
    woken = true;
    app::Window::wake();
  });
  window.run(
      [&](ui::Ui& ui) {
        draw_sampler(ui);
        ++frames;
        if (woken) window.close();
      },
      [] { return false; });
  worker.join();
  EXPECT_EQ(before_wake, at_rest);  // it slept for 0.7 s
}

TEST(Window, WithoutADisplayTheErrorSaysWhatToDo) {
  const char* display = std::getenv("DISPLAY");
  const std::string saved = display != nullptr ? display : "";
  const char* wayland = std::getenv("WAYLAND_DISPLAY");
  if (wayland != nullptr) GTEST_SKIP() << "a Wayland session is running";
  unsetenv("DISPLAY");
  try {
    const app::Window window;
    ADD_FAILURE() << "a window was opened";
  } catch (const core::Error& error) {
    EXPECT_NE(std::string(error.what()).find("DISPLAY"), std::string::npos) << error.what();
  }
  if (!saved.empty()) setenv("DISPLAY", saved.c_str(), 1);
}

TEST(FrameSchedule, ThreeFramesFollowAnEventThenTenASecondThenRest) {
  app::FrameSchedule schedule;
  schedule.note_event(100);
  for (int i = 0; i < 3; ++i) {
    EXPECT_NEAR(schedule.wait(100.01, false, false).value(), 1.0 / 60, 1e-9);
    schedule.note_frame();
  }
  EXPECT_NEAR(schedule.wait(100.1, false, false).value(), 0.1, 1e-9);
  EXPECT_FALSE(schedule.wait(100.7, false, false).has_value());
  EXPECT_NEAR(schedule.wait(100.7, false, true).value(), 0.4, 1e-9);
  EXPECT_NEAR(schedule.wait(200, true, false).value(), 1.0 / 60, 1e-9);
  schedule.note_event(200);
  EXPECT_NEAR(schedule.wait(200, false, false).value(), 1.0 / 60, 1e-9);
}

TEST(PictureHash, ChangesWithAVertexAndWithTheBackgroundOnly) {
  app::Headless headless({200, 100, 1, ui::Theme::Light});
  float x = 10;
  const auto draw = [&](ui::Ui&) {
    ImGui::GetForegroundDrawList()->AddRectFilled(ImVec2(x, 10), ImVec2(40, 40), 0xFF0000FF);
  };
  const auto hash = [&](ImU32 background) {
    headless.frame(draw);
    return app::picture_hash(*ImGui::GetDrawData(), background);
  };
  const auto first = hash(1);
  EXPECT_EQ(hash(1), first);
  EXPECT_NE(hash(2), first);
  x = 11;
  EXPECT_NE(hash(1), first);
  x = 10;
  EXPECT_EQ(hash(1), first);
}

}  // namespace
