#include "app/headless.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "app/fonts.h"
#include "core/error.h"
#include "tests/support/headless_gui.h"
#include "ui/widgets/controls.h"

namespace {

namespace fs = std::filesystem;

class HostWindow {
 public:
  HostWindow() {
    const ImGuiViewport& viewport = *ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(viewport.Pos);
    ImGui::SetNextWindowSize(viewport.Size);
    ImGui::Begin("host", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
  }
  ~HostWindow() { ImGui::End(); }
};

TEST(Headless, AClickReachesTheButtonOfThatName) {
  int clicks = 0;
  support::HeadlessGui gui([&](const ui::Ui& ui) {
    const HostWindow host;
    ui::ButtonSpec spec;
    spec.label = "Play";
    if (ui::button(ui, "stages.play", ImRect(40, 40, 140, 70), spec)) ++clicks;
  });
  gui.click("stages.play");
  EXPECT_EQ(clicks, 1);
  gui.click("stages.play");
  EXPECT_EQ(clicks, 2);
}

TEST(Headless, AMissingItemFailsWithTheNamesNearIt) {
  support::HeadlessGui gui([&](const ui::Ui& ui) {
    const HostWindow host;
    ui::ButtonSpec spec;
    spec.label = "Play";
    ui::button(ui, "stages.play", ImRect(40, 40, 140, 70), spec);
  });
  try {
    gui.click("stages.pley");
    FAIL() << "the click found something";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("stages.play"), std::string::npos) << error.what();
  }
}

TEST(Headless, APanelMayDrawMoreCornersThanSixteenBitsCount) {
  constexpr int kSquares = 20'000;  // of four corners each
  support::HeadlessGui gui([&](const ui::Ui&) {
    const HostWindow host;
    for (int i = 0; i < kSquares; ++i) {
      const ImVec2 at(10 + static_cast<float>(i % 200), 10 + static_cast<float>(i / 200));
      ImGui::GetWindowDrawList()->AddRectFilled(at, ImVec2(at.x + 1, at.y + 1),
                                                i + 1 < kSquares ? IM_COL32(0, 128, 0, 255) : IM_COL32(0, 0, 255, 255));
    }
  });
  gui.frames(1);
  const app::Picture picture = gui.picture();
  EXPECT_EQ(picture.color_at(10, 10), IM_COL32(0, 128, 0, 255));
  EXPECT_EQ(picture.color_at(110, 90), IM_COL32(0, 128, 0, 255));
  EXPECT_EQ(picture.color_at(209, 109), IM_COL32(0, 0, 255, 255));
}

TEST(Headless, TheClipboardStaysInMemory) {
  app::Headless headless;
  headless.frame([](const ui::Ui&) { ImGui::SetClipboardText("a\u2212b"); });
  EXPECT_EQ(headless.clipboard(), "a\u2212b");
  headless.set_clipboard("0,5");
  std::string seen;
  headless.frame([&](const ui::Ui&) { seen = ImGui::GetClipboardText(); });
  EXPECT_EQ(seen, "0,5");
}

TEST(Headless, ThemeAndScaleChangeWithTheNextFrame) {
  app::Headless headless({200, 100, 1, ui::Theme::Light});
  const auto nothing = [](const ui::Ui&) {};
  headless.frame(nothing);
  EXPECT_EQ(headless.picture().color_at(5, 5), ui::palette(ui::Theme::Light).window);
  headless.gui().style().theme = ui::Theme::Dark;
  headless.gui().set_reader_scale(2);
  headless.frame(nothing);
  EXPECT_EQ(headless.picture().color_at(5, 5), ui::palette(ui::Theme::Dark).window);
  EXPECT_EQ(headless.gui().style().px(ui::kGap2), 16);
}

TEST(Headless, ATextureLivesAsLongAsItIsAskedFor) {
  app::Headless headless({64, 64, 1, ui::Theme::Light});
  int fills = 0;
  std::uint64_t version = 1;
  bool wanted = true;
  std::size_t alive = 0;
  const auto draw = [&](const ui::Ui& ui) {
    const HostWindow host;
    alive = ui.textures.size();
    if (!wanted) return;
    const ImTextureRef texture = ui.textures.get("map", 8, 8, version, [&](std::span<ImU32> pixels) {
      ++fills;
      for (ImU32& pixel : pixels) pixel = 0xFF000000u | static_cast<ImU32>(version * 100);
    });
    ImGui::GetWindowDrawList()->AddImage(texture, ImVec2(20, 20), ImVec2(28, 28));
  };
  for (int i = 0; i < 3; ++i) headless.frame(draw);
  EXPECT_EQ(fills, 1);
  EXPECT_EQ(headless.picture().color_at(24, 24), 0xFF000064u);
  version = 2;
  for (int i = 0; i < 2; ++i) headless.frame(draw);
  EXPECT_EQ(fills, 2);
  EXPECT_EQ(headless.picture().color_at(24, 24), 0xFF0000C8u);
  wanted = false;
  for (int i = 0; i < 4; ++i) headless.frame(draw);
  EXPECT_EQ(alive, 0u);
}

TEST(Fonts, MissingFontsAreNamedWithTheirPackageAndTextStillShows) {
  ImGui::CreateContext();
  const app::LoadedFonts loaded = app::load_fonts(*ImGui::GetIO().Fonts, {"/nowhere"});
  EXPECT_EQ(loaded.messages.size(), 3u);
  EXPECT_NE(loaded.messages.at(0).find("fonts-inter"), std::string::npos);
  EXPECT_NE(loaded.fonts.text, nullptr);
  EXPECT_NE(loaded.fonts.mono_bold, nullptr);
  ImGui::DestroyContext();
}

TEST(Fonts, EveryIconLetterOfTheInterfaceHasAGlyph) {
  app::Headless headless;
  if (!headless.gui().font_messages().empty()) GTEST_SKIP() << headless.gui().font_messages().front();
  headless.frame([](const ui::Ui& ui) {
    constexpr ImWchar kLetters[] = {0x2212, 0x221E, 0x2026, 0x1D40, 0x2299, 0x27E8, 0x22C5, 0x221A, 0x03A3, 0x25A1};
    for (const ImWchar letter : kLetters) {
      EXPECT_TRUE(ui.style.fonts.text->IsGlyphInFont(letter)) << std::hex << letter;
      EXPECT_TRUE(ui.style.fonts.mono->IsGlyphInFont(letter)) << std::hex << letter;
    }
  });
}

TEST(Picture, AnUnwritablePathIsRefusedWithAReason) {
  EXPECT_THROW(app::write_png(app::Picture(4, 4, 0xFFFFFFFF), "/nowhere/at/all.png"), core::Error);
}

TEST(Picture, ThePngFileIsWholeAndAlwaysTheSame) {
  const fs::path path = fs::temp_directory_path() / "heed_picture_test.png";
  app::Picture picture(3, 2, 0xFF336699);
  app::write_png(picture, path);
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  EXPECT_EQ(bytes, app::to_png(picture));
  EXPECT_EQ(bytes.substr(1, 3), "PNG");
  EXPECT_EQ(bytes.substr(bytes.size() - 8, 4), "IEND");
  fs::remove(path);
}

}  // namespace
