// What was measured of a model is kept by the model's files, not by its name, and is told as it was measured.
#include "core/models/measured.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/whole_models.h"

namespace {

namespace fs = std::filesystem;
using core::Measured;
using support::put_whole_model;
using support::TemporaryFolder;

Measured some(const std::string& fingerprint) {
  return {fingerprint, "minilm", "PyTorch 2.0, Transformers 5.0", 1.25e-7, 3.5e-6, 1e-5, 4, 44};
}

core::ModelPlaces places_in(const fs::path& folder) {
  core::ModelPlaces places;
  places.own = {folder / "models"};
  return places;
}

TEST(Measured, WhatIsWrittenIsReadBack) {
  const std::vector<Measured> models = {some("a"), some("b")};
  EXPECT_EQ(core::parse_measured(core::write_measured(models), "measured.json"), models);
}

TEST(Measured, AModelIsKnownByItsFilesNotByItsName) {
  const TemporaryFolder one, other;
  const fs::path model = put_whole_model("bert", one.path());
  const fs::path copy = put_whole_model("bert", other.path());
  const std::string before = core::fingerprint_of(model);
  EXPECT_EQ(before, core::fingerprint_of(copy));
  EXPECT_NE(before, core::fingerprint_of(put_whole_model("roberta", one.path())));
  std::fstream weights(copy / "model.safetensors", std::ios::in | std::ios::out | std::ios::binary);
  weights.seekp(-4, std::ios::end);
  weights << "\1\2\3\4";
  weights.close();
  EXPECT_NE(before, core::fingerprint_of(copy)) << "a weight has changed";
}

TEST(Measured, AFolderWithOneGgufIsThatFile) {
  const TemporaryFolder folder;
  const fs::path file = support::whole_models_folder() / "llama.gguf";
  fs::copy(file, folder.path() / "renamed.gguf");
  EXPECT_EQ(core::fingerprint_of(file), core::fingerprint_of(folder.path()));
}

TEST(Measured, TheReadersOwnResultCountsAndTheLastOneStays) {
  const TemporaryFolder folder;
  const core::ModelPlaces places = places_in(folder.path() / "data");
  core::record_measured(core::shipped_measured_file(folder.path()), some("a"));
  core::record_measured(core::shipped_measured_file(folder.path()), some("b"));
  Measured own = some("a");
  core::record_measured(core::reader_measured_file(places), own);
  own.weights = 2e-7;
  core::record_measured(core::reader_measured_file(places), own);
  const core::MeasuredBook book = core::read_measured_book(folder.path(), places);
  EXPECT_EQ(book.problem, "");
  ASSERT_NE(core::find_measured(book, "a"), nullptr);
  EXPECT_EQ(*core::find_measured(book, "a"), own);
  EXPECT_EQ(*core::find_measured(book, "b"), some("b"));
  EXPECT_EQ(core::find_measured(book, "c"), nullptr);
}

TEST(Measured, ADamagedFileIsNamedAndHidesNothingElse) {
  const TemporaryFolder folder;
  const core::ModelPlaces places = places_in(folder.path() / "data");
  core::record_measured(core::shipped_measured_file(folder.path()), some("a"));
  fs::create_directories(folder.path() / "data");
  std::ofstream(core::reader_measured_file(places)) << "{\"measured\": [{\"weights\": -1}]}";
  const core::MeasuredBook book = core::read_measured_book(folder.path(), places);
  EXPECT_NE(core::find_measured(book, "a"), nullptr);
  EXPECT_NE(core::measured_text(book, "a").find("measured.json"), std::string::npos);
}

TEST(Measured, TheTextSaysWhatWasMeasuredOrWhatToDo) {
  core::MeasuredBook book;
  EXPECT_EQ(core::measured_text(book, "a"),
            "Not measured against the reference implementation yet: heed verify does, and keeps what it finds");
  book.models = {some("a")};
  EXPECT_EQ(
      core::measured_text(book, "a"),
      "Measured against PyTorch 2.0, Transformers 5.0 on 4 texts of up to 44 tokens: weights differ by 1.2e-07 at "
      "most, other values by 3.5e-06 of the largest");
  book.models[0].others = 2e-3;
  EXPECT_NE(core::measured_text(book, "a").find("; up to 1e-05 would be rounding"), std::string::npos);
}

TEST(Measured, WhatIsShippedIsOfTheTwoModelsThatCanBeFetched) {
  const core::MeasuredBook book = core::read_measured_book(fs::path(HEED_SOURCE_DIR) / "assets", core::ModelPlaces{});
  EXPECT_EQ(book.problem, "");
  ASSERT_EQ(book.models.size(), 2U);
  for (const Measured& one : book.models) {
    EXPECT_LE(one.weights, one.allowed);
    EXPECT_LE(one.others, one.allowed);
    EXPECT_GT(one.weights, 0) << "nothing that is computed in another order is equal to the bit";
    EXPECT_GE(one.texts, 3);
  }
}

}  // namespace
