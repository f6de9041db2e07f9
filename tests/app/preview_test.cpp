// An edit of a long run: its own layer follows at once, the layers above when the run beside the window is done.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/attention/forward.h"
#include "core/attention/preview.h"
#include "tests/support/app_gui.h"
#include "tests/support/builders.h"

namespace {

using core::Index;
using core::Site;
using support::AppGui;
using support::edit_of;

// 900 words: too many for a frame.
std::string long_text() {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "the cat sat ";
  return text;
}

template <typename Kind>
void begin(AppGui& window, Kind request) {
  ui::Requests requests;
  requests.add(std::move(request));
  window.app().apply(requests);
}

const core::AttentionTrace& shown(AppGui& window) {
  return *window.app().panel_input().trace;
}

struct Preview : testing::Test {
  AppGui window{{.model = "", .sentence = long_text(), .word = ""}};
  core::TracePointer before = window.app().trace();
  Index layer = window.selection().layer, head = 0;
  void edit(float value) {
    begin(window, ui::PutEdits{{edit_of(Site::Score, layer, head, 5, 2, value)}, "Change a score", false});
  }
};

TEST_F(Preview, TheEditedRowIsThereBeforeTheRunIs) {
  edit(7);
  EXPECT_EQ(window.app().trace(), before);
  const core::Matrix early = shown(window).head(layer, head).weights;
  EXPECT_EQ(shown(window).head(layer, head).scores(5, 2), 7);
  EXPECT_NE(early.row(5), before->head(layer, head).weights.row(5));
  window.app().finish_run();
  EXPECT_EQ(&shown(window), window.app().trace().get());
  EXPECT_EQ(window.trace().head(layer, head).weights, early);
  EXPECT_EQ(window.trace().head(layer, head).scores(5, 2), 7);
}

TEST_F(Preview, ADragMovesTheRowAtEveryStep) {
  for (const float value : {1.0F, 2.0F, 3.0F}) {
    begin(window, ui::PutEdits{{edit_of(Site::Score, layer, head, 5, 2, value)}, "Change a score", value > 1});
    EXPECT_EQ(shown(window).head(layer, head).scores(5, 2), value);
  }
  EXPECT_EQ(window.edits().size(), 1U);
}

TEST_F(Preview, ACancelledRunShowsTheNumbersBefore) {
  edit(7);
  ASSERT_NE(&shown(window), before.get());
  begin(window, ui::CancelRun{});
  EXPECT_EQ(&shown(window), before.get());
  EXPECT_TRUE(window.edits().empty());
}

TEST_F(Preview, UndoBeforeTheRunIsDoneShowsTheNumbersBefore) {
  edit(7);
  window.app().undo();
  EXPECT_EQ(&shown(window), before.get());
  EXPECT_FALSE(window.app().panel_input().computing);
}

TEST(PreviewOf, IsTheRunItselfUpToTheEditedLayerAndTheFormerAbove) {
  support::ModelOptions options;
  options.layers = 3;
  options.norm = core::NormKind::RmsNorm;
  options.activation = core::Activation::Silu;
  options.rotary = true;
  core::RunInput run = support::run_of(support::random_model(options), "w1 w2 w3 w4 w5");
  const core::TracePointer former = core::compute_trace(run);
  for (const core::Edit& edit : {edit_of(Site::Score, 1, 0, 3, 2, 2), edit_of(Site::Q, 1, 1, 2, 0, 1.5F),
                                 edit_of(Site::WV, 1, 1, 2, 1, -1), edit_of(Site::Residual, 1, -1, 4, 3, 1)}) {
    run.edits = {edit};
    const core::TracePointer whole = core::compute_trace(run, former);
    const core::TracePointer early = core::preview_of(run, former, 1);
    ASSERT_NE(early, nullptr);
    EXPECT_EQ(early->layers[0], former->layers[0]);
    EXPECT_EQ(early->layers[1]->output, whole->layers[1]->output);
    EXPECT_EQ(early->head(1, 1).weights, whole->head(1, 1).weights);
    EXPECT_EQ(early->layers[2], former->layers[2]);
    EXPECT_EQ(core::preview_of(run, former, 2), nullptr) << "what layer 2 reads has changed";
  }
}

TEST(PreviewOf, IsNothingWhereXOrTheTextIsAnother) {
  core::RunInput run = support::run_of(support::random_model({}), "w1 w2 w3 w4 w5");
  const core::TracePointer former = core::compute_trace(run);
  core::RunInput other = run;
  other.sentence = "w1 w2 w3 w4 w6";
  EXPECT_EQ(core::preview_of(other, former, 0), nullptr);
  run.edits = {edit_of(Site::X, -1, -1, 1, 0, 2), edit_of(Site::Score, 0, 0, 3, 2, 2)};
  EXPECT_EQ(core::preview_of(run, former, 0), nullptr);
}

}  // namespace
