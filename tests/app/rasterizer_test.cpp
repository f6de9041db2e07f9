#include "app/rasterizer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <initializer_list>
#include <vector>

#include "app/headless.h"
#include "ui/widgets/color.h"

namespace {

constexpr ImU32 kWhite = 0xFFFFFFFF;
constexpr ImU32 kBlack = 0xFF000000;

// Triangles of plain colour on a texture of the test's own.
class Scene {
 public:
  Scene() : list_(nullptr) {
    texture_.Create(ImTextureFormat_RGBA32, 4, 4);
    for (int i = 0; i < 16; ++i) set_texel(i % 4, i / 4, kWhite);
    texture_.SetTexID(static_cast<ImTextureID>(reinterpret_cast<std::uintptr_t>(&texture_)));
    texture_.SetStatus(ImTextureStatus_OK);
    ImDrawCmd command;
    command.ClipRect = ImVec4(0, 0, 1000, 1000);
    command.TexRef = texture_.GetTexRef();
    list_.CmdBuffer.push_back(command);
  }
  ~Scene() { texture_.Status = ImTextureStatus_Destroyed; }

  void set_texel(int x, int y, ImU32 color) { static_cast<ImU32*>(texture_.GetPixelsAt(x, y))[0] = color; }
  void clip(float left, float top, float right, float bottom) {
    list_.CmdBuffer[0].ClipRect = ImVec4(left, top, right, bottom);
  }

  void triangle(ImDrawVert a, ImDrawVert b, ImDrawVert c) {
    for (const ImDrawVert& vertex : {a, b, c}) {
      list_.IdxBuffer.push_back(static_cast<ImDrawIdx>(list_.VtxBuffer.Size));
      list_.VtxBuffer.push_back(vertex);
    }
    list_.CmdBuffer[0].ElemCount += 3;
  }
  void rectangle(ImVec2 min, ImVec2 max, ImU32 color, ImVec2 uv_min = {0.5F, 0.5F}, ImVec2 uv_max = {0.5F, 0.5F}) {
    const ImDrawVert a{min, uv_min, color};
    const ImDrawVert b{{max.x, min.y}, {uv_max.x, uv_min.y}, color};
    const ImDrawVert c{max, uv_max, color};
    const ImDrawVert d{{min.x, max.y}, {uv_min.x, uv_max.y}, color};
    triangle(a, b, c);
    triangle(a, c, d);
  }

  app::Picture draw(int width, int height, ImU32 background = kBlack) {
    ImDrawData data;
    data.Valid = true;
    data.DisplaySize = ImVec2(static_cast<float>(width), static_cast<float>(height));
    data.FramebufferScale = ImVec2(1, 1);
    data.CmdLists.push_back(&list_);
    app::Picture picture(width, height, background);
    app::rasterize(data, picture);
    return picture;
  }

 private:
  ImTextureData texture_;
  ImDrawList list_;
};

int count(const app::Picture& picture, ImU32 color) {
  int found = 0;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) found += picture.color_at(x, y) == color ? 1 : 0;
  }
  return found;
}

TEST(Rasterizer, ARectangleOnPixelEdgesFillsExactlyItsPixels) {
  Scene scene;
  scene.rectangle({2, 3}, {6, 5}, kWhite);
  const app::Picture picture = scene.draw(10, 10);
  EXPECT_EQ(count(picture, kWhite), 8);
  EXPECT_EQ(picture.color_at(2, 3), kWhite);
  EXPECT_EQ(picture.color_at(5, 4), kWhite);
  EXPECT_EQ(picture.color_at(6, 4), kBlack);
  EXPECT_EQ(picture.color_at(5, 5), kBlack);
}

TEST(Rasterizer, TiesBelongToLeftAndBottomEdges) {
  Scene scene;
  scene.rectangle({1.5F, 1.5F}, {3.5F, 3.5F}, kWhite);  // every edge runs through pixel centres
  const app::Picture picture = scene.draw(6, 6);
  EXPECT_EQ(count(picture, kWhite), 4);
  EXPECT_EQ(picture.color_at(1, 2), kWhite);  // left edge in, top edge (row 1) out
  EXPECT_EQ(picture.color_at(1, 1), kBlack);
  EXPECT_EQ(picture.color_at(2, 3), kWhite);  // bottom edge in
  EXPECT_EQ(picture.color_at(3, 3), kBlack);  // right edge out
}

TEST(Rasterizer, TrianglesThatShareAnEdgeNeitherOverlapNorLeaveAGap) {
  Scene scene;
  const ImVec2 center(20.37F, 19.81F);
  constexpr int kSlices = 23;
  const auto corner = [&](int i) {
    const double angle = 2 * 3.14159265358979 * i / kSlices;
    return ImDrawVert{
        {center.x + 17 * static_cast<float>(std::cos(angle)), center.y + 17 * static_cast<float>(std::sin(angle))},
        {0.5F, 0.5F},
        0x80FFFFFF};
  };
  for (int i = 0; i < kSlices; ++i) scene.triangle({center, {0.5F, 0.5F}, 0x80FFFFFF}, corner(i), corner(i + 1));
  const app::Picture picture = scene.draw(40, 40);
  const ImU32 once = 0xFF808080;
  EXPECT_EQ(count(picture, once) + count(picture, kBlack), 1600);
  EXPECT_NEAR(count(picture, once), 3.14159 * 17 * 17, 25);
}

TEST(Rasterizer, BothWindingsAreDrawn) {
  Scene scene;
  const auto at = [](float x, float y) { return ImDrawVert{{x, y}, {0.5F, 0.5F}, kWhite}; };
  scene.triangle(at(0, 0), at(0, 8), at(8, 0));
  Scene other;
  other.triangle(at(0, 0), at(8, 0), at(0, 8));
  EXPECT_EQ(scene.draw(8, 8), other.draw(8, 8));
  EXPECT_GT(count(scene.draw(8, 8), kWhite), 25);
}

TEST(Rasterizer, BlendingRoundsToTheNearestLevel) {
  Scene scene;
  scene.rectangle({0, 0}, {1, 1}, 0x40C86432);  // a 64, b 200, g 100, r 50 over 10, 20, 30
  const app::Picture picture = scene.draw(1, 1, 0xFF1E140A);
  EXPECT_EQ(picture.pixel(0, 0)[0], std::lround((50 * 64 + 10 * 191) / 255.0));
  EXPECT_EQ(picture.pixel(0, 0)[1], std::lround((100 * 64 + 20 * 191) / 255.0));
  EXPECT_EQ(picture.pixel(0, 0)[2], std::lround((200 * 64 + 30 * 191) / 255.0));
  EXPECT_EQ(picture.pixel(0, 0)[3], 255);
}

TEST(Rasterizer, NothingIsDrawnOutsideTheClipRectangleOrThePicture) {
  Scene scene;
  scene.clip(2, 2, 4.9F, 5);
  scene.rectangle({-50, -50}, {500, 500}, kWhite);
  const app::Picture picture = scene.draw(8, 8);
  EXPECT_EQ(count(picture, kWhite), 6);  // 2..3 across (4.9 is cut to 4), 2..4 down
}

TEST(Rasterizer, ATextureDrawnOneToOneComesBackExactly) {
  Scene scene;
  for (int i = 0; i < 16; ++i) scene.set_texel(i % 4, i / 4, 0xFF000000u | static_cast<ImU32>(i * 0x0F0B07));
  scene.rectangle({3, 2}, {7, 6}, kWhite, {0, 0}, {1, 1});
  const app::Picture picture = scene.draw(10, 10);
  for (int i = 0; i < 16; ++i) {
    EXPECT_EQ(picture.color_at(3 + i % 4, 2 + i / 4), 0xFF000000u | static_cast<ImU32>(i * 0x0F0B07)) << i;
  }
}

TEST(Rasterizer, ColoursRunEvenlyBetweenCorners) {
  Scene scene;
  const auto at = [](float x, float y, ImU32 color) { return ImDrawVert{{x, y}, {0.5F, 0.5F}, color}; };
  scene.triangle(at(0, 0, kBlack), at(256, 0, kWhite), at(256, 4, kWhite));
  scene.triangle(at(0, 0, kBlack), at(256, 4, kWhite), at(0, 4, kBlack));
  const app::Picture picture = scene.draw(256, 4);
  for (int x = 0; x < 256; ++x) EXPECT_NEAR(picture.pixel(x, 2)[0], (x + 0.5) * 255 / 256, 1) << x;
}

TEST(Rasterizer, BrokenVerticesAreLeftOut) {
  Scene scene;
  scene.rectangle({std::nanf(""), 0}, {4, 4}, kWhite);
  scene.rectangle({0, 0}, {INFINITY, 4}, kWhite);
  scene.rectangle({1e30F, 0}, {4, 4}, kWhite);
  EXPECT_EQ(count(scene.draw(8, 8), kWhite), 0);
}

void draw_busy_window(const ui::Ui& ui) {
  ImGui::SetNextWindowPos(ImVec2(10, 10));
  ImGui::SetNextWindowSize(ImVec2(380, 280));
  ImGui::Begin("busy", nullptr, ImGuiWindowFlags_NoDecoration);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddBezierCubic({20, 250}, {60, 20}, {300, 20}, {360, 250}, ui.style.palette.weight, 9.5F);
  list.AddCircle({200, 150}, 60.3F, ui.style.palette.key, 0, 1.5F);
  ImGui::TextUnformatted("The cat sat on the mat because it was tired.");
  ImGui::End();
}

TEST(Rasterizer, TheSameFrameGivesTheSameBytesEveryTime) {
  const auto picture = [] {
    app::Headless headless({400, 300, 1.5F, ui::Theme::Dark});
    return app::draw_settled(headless, draw_busy_window);
  };
  const app::Picture first = picture();
  EXPECT_EQ(first, picture());
  EXPECT_LT(count(first, ui::palette(ui::Theme::Dark).window), 400 * 300 - 2000);
}

}  // namespace
