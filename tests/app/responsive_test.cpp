// The largest run that is promised, SmolLM2's 30 × 9 heads over 512 tokens, in the real workspace: every frame of the
// window's thread is a small part of the run itself, however slow the machine is, and cancelling is felt at once. Runs
// where app/get_model.sh has fetched the model.
#include <gtest/gtest.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>

#include "core/attention/forward.h"
#include "core/models/learned_model.h"
#include "tests/support/app_gui.h"

namespace {

namespace fs = std::filesystem;
using support::AppGui;

fs::path smollm2() {
  const char* data = std::getenv("XDG_DATA_HOME");
  const char* home = std::getenv("HOME");
  const fs::path share = data != nullptr ? fs::path(data) : fs::path(home == nullptr ? "" : home) / ".local/share";
  return share / "heed/models/smollm2";
}

std::string text_of_512_tokens() {
  std::string text;
  for (int i = 0; i < 51; ++i) text += "The old cat sat down on the mat again, ";  // ten tokens
  return text + "so.";
}

double processor_milliseconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

// Draws frames; remembers the longest by this thread's processor time, which other programs do not lengthen.
class Frames {
 public:
  explicit Frames(AppGui& window) : window_(window) {}
  void draw(int count = 1) {
    for (int i = 0; i < count; ++i) {
      const double begin = processor_milliseconds(CLOCK_THREAD_CPUTIME_ID);
      window_.gui().frames(1);
      longest_ = std::max(longest_, processor_milliseconds(CLOCK_THREAD_CPUTIME_ID) - begin);
    }
  }
  // Draws as the window would until then, or for a minute.
  void draw_until(const std::function<bool()>& done) {
    const auto start = std::chrono::steady_clock::now();
    while (!done() && std::chrono::steady_clock::now() - start < std::chrono::minutes(1)) draw();
  }
  double longest() { return std::exchange(longest_, 0); }

 private:
  AppGui& window_;
  double longest_ = 0;
};

constexpr double kPart = 0.1;  // of the processor time that the run takes, a frame at most

// The processor time of this run alone, on all threads, in milliseconds.
double time_of_run(const std::string& model, const std::string& text) {
  core::RunInput run;
  run.model = core::open_learned_model(model, "smollm2");
  run.sentence = text;
  const double begin = processor_milliseconds(CLOCK_PROCESS_CPUTIME_ID);
  core::compute_trace(run);
  return processor_milliseconds(CLOCK_PROCESS_CPUTIME_ID) - begin;
}

template <typename Kind>
void begin(AppGui& window, Kind request) {
  ui::Requests requests;
  requests.add(std::move(request));
  window.app().apply(requests);
}

class Responsive : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(smollm2())) GTEST_SKIP() << "no model: app/get_model.sh smollm2 fetches it";
#ifndef NDEBUG
    GTEST_SKIP() << "times are those of a release build";
#endif
    run_ = time_of_run(smollm2().string(), text_of_512_tokens());
  }
  void tell(const char* what, double longest) const {
    std::printf("%-28s longest frame %6.1f ms, the run %6.0f ms\n", what, longest, run_);
    EXPECT_LT(longest, kPart * run_) << what;
  }

 private:
  double run_ = 0;
};

TEST_F(Responsive, NoFrameOfThirtyLayersNineHeadsAnd512TokensTakesLong) {
  AppGui window({.model = smollm2().string(), .sentence = "The cat sat.", .word = ""});
  Frames frames(window);
  frames.draw(60);
  frames.longest();
  begin(window, ui::SetSentence{text_of_512_tokens(), false});
  frames.draw_until([&] { return window.trace().tokens.size() > 500; });
  tell("while it runs", frames.longest());
  ASSERT_GT(window.trace().tokens.size(), 500U);
  frames.draw(90);
  tell("the grid and map fill in", frames.longest());
  for (core::Index head = 0; head < 9; ++head) {
    window.view().selection.head = head;
    window.view().selection.layer = 3 * head;
    frames.draw(2);
  }
  tell("another head", frames.longest());
  for (core::Index query = 500; query > 490; --query) {
    window.view().selection.query = query;
    frames.draw(2);
  }
  tell("another word", frames.longest());
  for (const core::MapKind map :
       {core::MapKind::MeanOverHeads, core::MapKind::MeanOverLayers, core::MapKind::MeanOverAll}) {
    window.view().selection.map = map;
    frames.draw(4);
  }
  tell("averages", frames.longest());
  window.view().selection.map = core::MapKind::Head;
  window.view().persisted.whole_words = true;
  frames.draw(90);
  tell("whole words", frames.longest());
  window.view().persisted.whole_words = false;
  window.view().persisted.stage = ui::Stage::Softmax;
  frames.draw(30);
  tell("a stage", frames.longest());
}

TEST_F(Responsive, ADraggedValueIsFollowedBesideTheWindow) {
  AppGui window({.model = smollm2().string(), .sentence = text_of_512_tokens(), .word = ""});
  Frames frames(window);
  frames.draw(120);
  frames.longest();
  core::Edit edit;
  edit.site = core::Site::Score;
  edit.layer = 15;
  edit.head = 3;
  edit.row = 400;
  edit.column = 30;
  for (int step = 0; step < 20; ++step) {
    edit.value = static_cast<float>(step);
    begin(window, ui::PutEdits{{edit}, "Change a score", step > 0});
    frames.draw(2);
  }
  tell("dragging", frames.longest());
  window.app().finish_run();
  frames.draw(60);
  tell("after the drag", frames.longest());
}

TEST_F(Responsive, CancellingIsFeltAtOnce) {
  AppGui window({.model = smollm2().string(), .sentence = "The cat sat.", .word = ""});
  begin(window, ui::SetSentence{text_of_512_tokens(), false});
  window.gui().frames(3);
  const auto start = std::chrono::steady_clock::now();
  begin(window, ui::CancelRun{});
  window.gui().frames(1);
  const std::chrono::duration<double> felt = std::chrono::steady_clock::now() - start;
  EXPECT_FALSE(window.app().panel_input().computing);
  begin(window, ui::SetSentence{"A dog ran.", false});
  while (window.app().panel_input().computing) window.gui().frames(1);
  const std::chrono::duration<double> next = std::chrono::steady_clock::now() - start;
  std::printf("cancelled after %.0f ms, the next text shown after %.0f ms\n", 1e3 * felt.count(), 1e3 * next.count());
  EXPECT_EQ(window.trace().tokens.size(), 4U);
}

}  // namespace
