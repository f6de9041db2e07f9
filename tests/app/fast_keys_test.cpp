// Keys that a slow frame sees all at once: down and up again between two frames, as on a loaded machine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "app/app.h"
#include "core/sessions/session_json.h"
#include "tests/support/headless_gui.h"
#include "tests/support/temporary_folder.h"
#include "ui/commands.h"

namespace {

// The program before its first frame, in frames as slow as asked for.
class SlowProgram {
 public:
  explicit SlowProgram(float seconds) : seconds_(seconds) {
    const std::filesystem::path root = HEED_SOURCE_DIR;
    app::Surroundings surroundings;
    surroundings.quit = [this] { ++quits_; };
    app_ = std::make_unique<app::App>(root / "assets", root / "sentences", app::store_in(home_.path()),
                                      std::move(surroundings));
    headless_.gui().activate();
  }

  app::App& app() { return *app_; }
  int quits() const { return quits_; }
  const std::vector<std::string>& pressed() const { return pressed_; }
  // What a start would find now.
  std::string saved_sentence() const {
    return core::read_session_file(app::store_in(home_.path()).session_file).sentence;
  }

  void frame() {
    headless_.frame(
        [this](ui::Ui& ui) {
          for (const ui::Command* command : ui::pressed_commands()) pressed_.emplace_back(command->id);
          now_ += static_cast<double>(ImGui::GetIO().DeltaTime);
          app_->frame(ui, ImGui::GetIO().DisplaySize, now_);
        },
        seconds_);
  }
  void frames(int count) {
    for (int i = 0; i < count; ++i) frame();
  }
  // Until all input was taken in, and as many frames as the window draws after an event.
  void settle() {
    do frame();
    while (!ImGui::GetCurrentContext()->InputEventsQueue.empty());
    frames(3);
  }

 private:
  support::TemporaryFolder home_;
  app::Headless headless_;
  std::unique_ptr<app::App> app_;
  float seconds_;
  double now_ = 0;
  int quits_ = 0;
  std::vector<std::string> pressed_;
};

struct Modifier {
  ImGuiKey modifier, key;
};
constexpr Modifier kModifiers[] = {
    {ImGuiMod_Ctrl, ImGuiKey_LeftCtrl}, {ImGuiMod_Shift, ImGuiKey_LeftShift}, {ImGuiMod_Alt, ImGuiKey_LeftAlt}};

// The events of a chord in the order in which ImGui's GLFW backend queues them.
void press(ImGuiKeyChord chord) {
  ImGuiIO& io = ImGui::GetIO();
  const auto hold = [&](bool down) {
    for (const Modifier& one : kModifiers) {
      if ((chord & one.modifier) == 0) continue;
      io.AddKeyEvent(one.modifier, down);
      io.AddKeyEvent(one.key, down);
    }
  };
  const auto key = static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_);
  hold(true);
  io.AddKeyEvent(key, true);
  io.AddKeyEvent(key, false);
  hold(false);
}

std::vector<const ui::Command*> commands_with_keys() {
  std::vector<const ui::Command*> found;
  for (const ui::Command& command : ui::commands()) {
    if (command.chord != ImGuiKey_None) found.push_back(&command);
  }
  return found;
}

constexpr float kFast = 1.0F / 60, kSlow = 0.5F;

// The chord's commands in a program that has nothing open; one program serves for all commands.
std::vector<std::string> pressed_in(SlowProgram& program, const ui::Command& command, bool in_field) {
  program.app().view().transient = {};
  ImGui::ClearActiveID();
  program.frames(2);
  if (in_field) {
    press(ImGuiMod_Ctrl | ImGuiKey_L);
    program.settle();
  }
  EXPECT_EQ(ImGui::GetIO().WantTextInput, in_field) << "before " << command.id;
  const std::size_t before = program.pressed().size();
  press(command.chord);
  program.settle();
  return {program.pressed().begin() + static_cast<std::ptrdiff_t>(before), program.pressed().end()};
}

TEST(FastKeys, ReachEveryCommandWhenDownAndUpFallBetweenTwoFrames) {
  ASSERT_GT(commands_with_keys().size(), 20U);
  for (const float seconds : {kFast, kSlow}) {
    SlowProgram program(seconds);
    program.frames(6);
    for (const ui::Command* command : commands_with_keys()) {
      EXPECT_EQ(pressed_in(program, *command, false), std::vector<std::string>{command->id}) << seconds << " s a frame";
    }
  }
}

TEST(FastKeys, ArriveWhereCtrlGoesUpBeforeTheKeyWithinOneFrame) {
  SlowProgram program(kSlow);
  program.frames(6);
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Ctrl, true);
  io.AddKeyEvent(ImGuiKey_LeftCtrl, true);
  program.frame();
  io.AddKeyEvent(ImGuiKey_Q, true);
  io.AddKeyEvent(ImGuiMod_Ctrl, false);
  io.AddKeyEvent(ImGuiKey_LeftCtrl, false);
  io.AddKeyEvent(ImGuiKey_Q, false);
  program.settle();
  EXPECT_EQ(program.quits(), 1);
}

// The window polls its first events after its first frame.
TEST(FastKeys, ReachEveryCommandFromTheFirstFrameOn) {
  for (int frames_before = 1; frames_before < 4; ++frames_before) {
    for (const ui::Command* command : commands_with_keys()) {
      app::Headless headless;
      std::vector<std::string> pressed;
      const auto frames = [&](int count) {
        for (int i = 0; i < count; ++i) {
          headless.frame([&](ui::Ui&) {
            for (const ui::Command* one : ui::pressed_commands()) pressed.emplace_back(one->id);
          });
        }
      };
      frames(frames_before);
      press(command->chord);
      frames(4);
      EXPECT_EQ(pressed, std::vector<std::string>{command->id}) << "after frame " << frames_before;
    }
  }
}

// Text has these keys for itself: its own undo, leaving the field, moving in it, letters and digits.
bool belongs_to_text(const ui::Command& command) {
  const ImGuiKey key = static_cast<ImGuiKey>(command.chord & ~ImGuiMod_Mask_);
  const bool writes = (key >= ImGuiKey_0 && key <= ImGuiKey_9) || (key >= ImGuiKey_A && key <= ImGuiKey_Z);
  const ImGuiKeyChord modifiers = command.chord & ImGuiMod_Mask_;
  if (writes && modifiers == 0) return true;
  constexpr ImGuiKeyChord kText[] = {ImGuiMod_Ctrl | ImGuiKey_Z,        ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z,
                                     ImGuiMod_Ctrl | ImGuiKey_Y,        ImGuiKey_Escape,
                                     ImGuiMod_Alt | ImGuiKey_LeftArrow, ImGuiMod_Alt | ImGuiKey_RightArrow};
  return std::count(std::begin(kText), std::end(kText), command.chord) > 0;
}

TEST(FastKeys, ReachEveryCommandThatTextDoesNotTakeWhileASentenceIsTyped) {
  SlowProgram program(kSlow);
  program.frames(6);
  for (const ui::Command* command : commands_with_keys()) {
    std::vector<std::string> expected;
    if (!belongs_to_text(*command)) expected.emplace_back(command->id);
    EXPECT_EQ(pressed_in(program, *command, true), expected) << command->id;
  }
}

TEST(FastKeys, CtrlQQuitsAndCtrlLTakesTheKeyboard) {
  for (int frames_before = 1; frames_before < 5; ++frames_before) {
    SlowProgram program(kSlow);
    program.frames(frames_before);
    press(ImGuiMod_Ctrl | ImGuiKey_L);
    program.settle();
    EXPECT_TRUE(ImGui::GetIO().WantTextInput) << frames_before << " frames before";
    press(ImGuiMod_Ctrl | ImGuiKey_Q);
    program.settle();
    EXPECT_EQ(program.quits(), 1) << frames_before << " frames before";
  }
}

TEST(FastKeys, WhatIsTypedRightAfterCtrlLStandsInTheField) {
  for (const bool after_all : {false, true}) {
    SlowProgram program(kSlow);
    program.frames(6);
    press(ImGuiMod_Ctrl | ImGuiKey_L);
    if (after_all) press(ImGuiMod_Ctrl | ImGuiKey_A);
    ImGui::GetIO().AddInputCharactersUTF8("The dog slept.");
    press(ImGuiKey_Enter);
    program.settle();
    EXPECT_EQ(program.app().session().sentence, "The dog slept.") << after_all;
    EXPECT_FALSE(ImGui::GetIO().WantTextInput) << "Enter did not leave the field";
  }
}

TEST(FastKeys, WhatIsTypedRightAfterCtrlKFindsTheCommand) {
  SlowProgram program(kSlow);
  program.frames(6);
  press(ImGuiMod_Ctrl | ImGuiKey_K);
  ImGui::GetIO().AddInputCharactersUTF8("quit");
  press(ImGuiKey_Enter);
  program.settle();
  EXPECT_EQ(program.quits(), 1);
}

TEST(FastKeys, ChordsThatFollowEachOtherInOneFrameAllArrive) {
  SlowProgram program(kSlow);
  program.frames(6);
  for (const ImGuiKey key : {ImGuiKey_B, ImGuiKey_T, ImGuiKey_T, ImGuiKey_RightBracket, ImGuiKey_B}) {
    press(ImGuiMod_Ctrl | key);
  }
  program.settle();
  EXPECT_THAT(program.pressed(), testing::ElementsAre("library", "theme", "theme", "stage-forward", "library"));
}

TEST(Typing, IsInTheSavedSessionASecondAfterTheLastLetterThoughTheFieldWasNotLeft) {
  SlowProgram program(kFast);
  program.frames(6);
  const std::string before = program.saved_sentence();
  press(ImGuiMod_Ctrl | ImGuiKey_L);
  program.settle();
  ImGui::GetIO().AddInputCharactersUTF8("The dog slept.");
  program.settle();
  ASSERT_EQ(program.app().session().sentence, "The dog slept.");
  EXPECT_EQ(program.saved_sentence(), before) << "each letter would be written to the disk";
  program.frames(70);
  ASSERT_TRUE(ImGui::GetIO().WantTextInput) << "the field was left";
  EXPECT_EQ(program.saved_sentence(), "The dog slept.");
}

}  // namespace
