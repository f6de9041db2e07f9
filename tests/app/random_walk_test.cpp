#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "app/app.h"
#include "app/headless.h"
#include "app/look.h"
#include "core/attention/forward.h"
#include "core/sessions/session_json.h"
#include "tests/support/temporary_folder.h"

namespace {

int setting(const char* name, int otherwise) {
  const char* asked = std::getenv(name);
  return asked == nullptr ? otherwise : std::atoi(asked);
}

// HEED_RANDOM_EVENTS sets how many events are sent, HEED_RANDOM_SEED which; one pair is the same walk on every machine.
int event_count() {
  return setting("HEED_RANDOM_EVENTS", 4000);
}
unsigned seed() {
  return static_cast<unsigned>(setting("HEED_RANDOM_SEED", 20260));
}

constexpr int kEventsOfOneStart = 1000;  // then the program is closed and started again

// Everything that a person could do to the window, chosen at random, with more clicks on things than beside them.
class RandomHand {
 public:
  RandomHand(app::Headless& headless, unsigned seed) : headless_(headless), random_(seed) {}

  void act() {
    ImGuiIO& io = ImGui::GetIO();
    if (below(40) == 0) let_go();  // or an overlay would take most of the walk
    switch (below(12)) {
      case 0:
      case 1:
      case 2:
        point_at_something(io);
        break;
      case 3:
      case 4:
        io.AddMouseButtonEvent(0, true);
        held_ = true;
        break;
      case 5:
      case 6:
        io.AddMouseButtonEvent(0, false);
        held_ = false;
        break;
      case 7:
        io.AddMousePosEvent(static_cast<float>(below(1700)) - 50, static_cast<float>(below(1100)) - 50);
        break;
      case 8:
        press_key(io);
        break;
      case 9:
        io.AddInputCharacter(static_cast<unsigned>(below(4) == 0 ? below(0x1F000) + 1 : 'a' + below(26)));
        break;
      case 10:
        io.AddMouseWheelEvent(0, static_cast<float>(below(5)) - 2);
        break;
      default:
        click_right_or_resize(io);
        break;
    }
  }

  void let_go() {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseButtonEvent(0, false);
    io.AddMouseButtonEvent(1, false);
    io.AddMousePosEvent(-1, -1);
    for (int key = 0; key < 3; ++key) io.AddKeyEvent(ImGuiKey_Escape, key % 2 == 0);
    io.AddKeyEvent(ImGuiKey_Escape, false);
  }

 private:
  int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }

  void point_at_something(ImGuiIO& io) {
    const auto& items = headless_.gui().items().items();
    if (items.empty()) return;
    const ImRect& rect = items[static_cast<std::size_t>(below(static_cast<int>(items.size())))].shown;
    io.AddMousePosEvent(rect.GetCenter().x + static_cast<float>(below(9)) - 4, rect.GetCenter().y);
  }

  void press_key(ImGuiIO& io) {
    static constexpr ImGuiKey kKeys[] = {ImGuiKey_Tab,       ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow,
                                         ImGuiKey_DownArrow, ImGuiKey_Enter,     ImGuiKey_Escape,     ImGuiKey_Space,
                                         ImGuiKey_Delete,    ImGuiKey_Backspace, ImGuiKey_Home,       ImGuiKey_End,
                                         ImGuiKey_F1,        ImGuiKey_Z,         ImGuiKey_Y,          ImGuiKey_K,
                                         ImGuiKey_B,         ImGuiKey_T,         ImGuiKey_M,          ImGuiKey_I,
                                         ImGuiKey_D,         ImGuiKey_E,         ImGuiKey_A,          ImGuiKey_V,
                                         ImGuiKey_S,         ImGuiKey_F11,       ImGuiKey_Period};
    static constexpr ImGuiKey kModifiers[] = {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt};
    const ImGuiKey modifier = kModifiers[below(3)];
    const bool modified = below(2) == 0;
    const ImGuiKey key = kKeys[below(static_cast<int>(std::size(kKeys)))];
    if (modified) io.AddKeyEvent(modifier, true);
    io.AddKeyEvent(key, true);
    io.AddKeyEvent(key, false);
    if (modified) io.AddKeyEvent(modifier, false);
  }

  void click_right_or_resize(ImGuiIO& io) {
    if (below(8) == 0) {
      headless_.resize(640 + below(1400), 480 + below(800));
      return;
    }
    io.AddMouseButtonEvent(1, true);
    io.AddMouseButtonEvent(1, false);
  }

  app::Headless& headless_;
  std::mt19937 random_;
  bool held_ = false;
};

class Walk {
 public:
  explicit Walk(const std::filesystem::path& folder) : folder_(folder) { start(); }

  app::App& app() { return *app_; }
  app::Headless& headless() { return headless_; }

  void start() {
    const std::filesystem::path root = HEED_SOURCE_DIR;
    app_ = std::make_unique<app::App>(root / "assets", root / "sentences", app::store_in(folder_), app::Surroundings{});
  }

  void frame() {
    headless_.frame([&](ui::Ui& ui) { app_->frame(ui, ImGui::GetIO().DisplaySize, now_ += 1.0 / 60); });
    app::apply_preferences(headless_.gui(), app_->preferences(), app_->view().transient.presenter);
  }

  void settle() {
    for (int i = 0; i < 100 && (i < 6 || !ImGui::GetCurrentContext()->InputEventsQueue.empty()); ++i) frame();
    app_->finish_run();
    frame();
  }

  // The run of a long one is under way while the hand goes on.
  void begin_text(const std::string& text) {
    ui::Requests requests;
    requests.add(ui::SetSentence{text, false});
    app_->apply(requests);
  }

  void send(const ui::Request& request) {
    ui::Requests requests;
    std::visit([&](const auto& one) { requests.add(one); }, request);
    app_->apply(requests);
    app_->finish_run();
  }

 private:
  std::filesystem::path folder_;
  app::Headless headless_;
  std::unique_ptr<app::App> app_;
  double now_ = 0;
};

std::string long_text() {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "The cat sat, ";
  return text;
}

void expect_rows_sum_to_one(const core::AttentionTrace& trace) {
  for (std::size_t l = 0; l < trace.layers.size(); ++l) {
    for (std::size_t h = 0; h < trace.layers[l]->heads.size(); ++h) {
      const auto layer = static_cast<core::Index>(l);
      const auto head = static_cast<core::Index>(h);
      const core::HeadTrace& values = trace.head(layer, head);
      if (values.idle || trace.run.switches.softmax_of(layer, head) == core::SoftmaxKind::None) continue;
      for (core::Index i = 0; i < values.weights.rows(); ++i) {
        const bool something_allowed = values.scaled.row(i).maxCoeff() > -std::numeric_limits<float>::infinity();
        ASSERT_NEAR(values.weights.row(i).sum(), something_allowed ? 1 : 0, 1e-5)
            << "layer " << l << " head " << h << " row " << i << " of \"" << trace.run.sentence << '"';
      }
    }
  }
}

void expect_equal_to_a_full_run(const core::AttentionTrace& trace) {
  const core::TracePointer full = core::compute_trace(trace.run);
  for (std::size_t l = 0; l < trace.layers.size(); ++l) {
    ASSERT_TRUE(trace.layers[l]->output.isApprox(full->layers[l]->output, 1e-6F)) << "layer " << l;
  }
}

core::Session without_selection(core::Session session) {
  session.selection = {};
  return session;
}

// Undo leads back to `start` and redo to the state before, unless the walk was longer than the history.
void expect_undo_returns(Walk& walk, const core::Session& start) {
  constexpr int kHistory = 498;
  walk.app().lessons().leave_everything();  // which gives the own work back, with its history
  walk.app().finish_run();
  const core::Session end = walk.app().session();
  int steps = 0;
  while (!walk.app().panel_input().undo_name.empty()) {
    walk.send(ui::Undo{});
    ++steps;
  }
  if (steps < kHistory) {
    EXPECT_EQ(without_selection(walk.app().session()), without_selection(start));
  }
  for (int i = 0; i < steps; ++i) walk.send(ui::Redo{});
  EXPECT_EQ(without_selection(walk.app().session()), without_selection(end));
}

TEST(RandomWalk, KeepsRowsUndoAndTheSavedSessionRightWhateverIsClickedTypedOrDragged) {
  const support::TemporaryFolder home;
  setenv("HOME", home.path().c_str(), 1);  // what the walk saves stays in here
  Walk walk(home.path());
  RandomHand hand(walk.headless(), seed());
  walk.settle();
  core::Session start = walk.app().session();
  const int events = event_count();
  for (int event = 1; event <= events; ++event) {
    hand.act();
    walk.frame();
    if (event % kEventsOfOneStart == kEventsOfOneStart / 2) walk.begin_text(long_text());
    if (event % kEventsOfOneStart == kEventsOfOneStart * 6 / 10) walk.begin_text("The dog ran, and it was tired.");
    if (event % 50 == 0 && walk.app().trace()) expect_rows_sum_to_one(*walk.app().trace());
    if (event % kEventsOfOneStart != 0) continue;
    hand.let_go();
    walk.settle();
    if (walk.app().trace()) expect_equal_to_a_full_run(*walk.app().trace());
    expect_undo_returns(walk, start);
    walk.app().save();
    const core::Session saved = walk.app().session();
    const core::TracePointer trace = walk.app().trace();
    walk.start();
    walk.settle();
    ASSERT_EQ(walk.app().session(), saved)
        << "after " << event << " events: restored " << core::write_session(walk.app().session()) << " instead of "
        << core::write_session(saved);
    ASSERT_EQ(walk.app().trace() == nullptr, trace == nullptr);
    if (trace) {
      ASSERT_EQ(walk.app().trace()->run.sentence, trace->run.sentence) << "after " << event << " events";
      ASSERT_EQ(walk.app().trace()->output.rows(), trace->output.rows()) << "after " << event << " events";
      ASSERT_EQ(walk.app().trace()->output, trace->output);
    }
    start = walk.app().session();
    ASSERT_FALSE(::testing::Test::HasFailure()) << "after " << event << " events";
  }
}

}  // namespace
