// What is exported is the map that is shown: its words, its edits or their difference.
#include <gtest/gtest.h>

#include <string>

#include "core/attention/edit_site.h"
#include "core/figures/map_figure.h"
#include "core/files.h"
#include "tests/support/app_gui.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_model.h"
#include "ui/panels/map_scene.h"

namespace {

using support::AppGui;

class ExportedMap {
 public:
  explicit ExportedMap(AppGui& window) : window_(window) {}
  std::string text(const std::string& ending) {
    const std::string path = (folder_.path() / ("map." + ending)).string();
    window_.ask(ui::ExportFigure{path});
    return core::read_file(path, 1'000'000);
  }

 private:
  support::TemporaryFolder folder_;
  AppGui& window_;
};

std::string csv_of(const core::Matrix& values, const std::vector<std::string>& words) {
  core::MapFigure figure;
  figure.values = values;
  figure.rows = figure.columns = words;
  return core::figure_csv(figure);
}

const std::vector<std::string> kWords = {"The", "cat", "sat"};

TEST(ExportMap, WritesTheDifferenceAndWhatWasBeforeWhereTheyAreShown) {
  AppGui window({.model = "three-words", .sentence = "", .word = "sat"});
  ExportedMap exported(window);
  const core::Matrix before = window.head().weights;
  window.ask(ui::PutEdits{{core::head_edit(core::Site::Weight, 0, 0, 2, 1, 0.5F)}, "Hold", false});
  const core::Matrix now = window.head().weights;
  EXPECT_EQ(exported.text("csv"), csv_of(now, kWords));
  window.view().transient.show_difference = true;
  EXPECT_EQ(exported.text("csv"), csv_of(now - before, kWords));
  window.view().transient.show_before = true;
  EXPECT_EQ(exported.text("csv"), csv_of(before, kWords));
}

TEST(ExportMap, WritesJoinedWordsWhereTheyAreShown) {
  const support::TemporaryFolder folder;
  support::write_tiny_model(folder.path() / "bert", "bert", true);
  AppGui window({.model = (folder.path() / "bert").string(), .sentence = "the dogs playing cat", .word = "cat"});
  ExportedMap exported(window);
  const std::string pieces = exported.text("csv");
  window.view().persisted.whole_words = true;
  window.gui().frames(2);
  const ui::MapScene scene = ui::make_map_scene(window.app().panel_input(), window.view());
  ASSERT_TRUE(scene.is_joined());
  EXPECT_EQ(exported.text("csv"), csv_of(scene.values(), {"[CLS]", "the", "dogs", "playing", "cat", "[SEP]"}));
  EXPECT_NE(exported.text("csv"), pieces);
}

}  // namespace
