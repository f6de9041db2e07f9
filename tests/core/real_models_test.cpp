// The two models that app/get_model.sh fetches, against Transformers on sentences of several scripts
// (tests/data/make_real_references.py). Skipped where a model is not on this machine.
#include <gtest/gtest.h>

#include "core/attention/forward.h"
#include "core/attention/prediction.h"
#include "core/models/find_models.h"
#include "core/models/measured.h"
#include "core/models/verify.h"

namespace {

namespace fs = std::filesystem;

fs::path fetched(const std::string& name) {
  for (const fs::path& place : core::model_places().own) {
    if (core::is_learned_model(place / name)) return place / name;
  }
  return {};
}

core::RunInput run_of(const std::shared_ptr<const core::Model>& model, const core::Reference& reference) {
  core::RunInput run;
  run.model = model;
  run.sentence = reference.sentence;
  run.has_second = reference.has_second;
  run.second = reference.second;
  return run;
}

// What the card of a fetched model says was measured of these very files.
core::Measured shipped(const std::string& name) {
  const auto book = core::read_measured_book(fs::path(HEED_SOURCE_DIR) / "assets", core::ModelPlaces{});
  const core::Measured* known = core::find_measured(book, core::fingerprint_of(fetched(name)));
  EXPECT_NE(known, nullptr) << "heed verify " << name << " tests/data/real/" << name
                            << "-*.safetensors --record assets/measured.json";
  return known == nullptr ? core::Measured{} : *known;
}

// Compares every reference of the model; returns the number of them. Other processors round otherwise, but not far from
// what the card says.
int compare_all(const std::string& name, double allowed, bool predicts) {
  const auto model = core::open_learned_model(fetched(name), name);
  const core::Measured card = shipped(name);
  constexpr double kOtherProcessors = 4;
  int count = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(HEED_SOURCE_DIR) / "tests/data/real")) {
    if (entry.path().filename().string().rfind(name + "-", 0) != 0) continue;
    const core::Reference reference = core::read_reference(entry.path());
    const auto result = core::compare_with_reference(*core::compute_trace(run_of(model, reference)), reference);
    std::printf("%s: weights %.1e, others %.1e\n", reference.source.c_str(), result.largest_weights(),
                result.largest_other());
    EXPECT_LE(result.largest_weights(), allowed) << entry.path();
    EXPECT_LE(result.largest_other(), allowed) << entry.path();
    EXPECT_LE(result.largest_weights(), kOtherProcessors * card.weights);
    EXPECT_LE(result.largest_other(), kOtherProcessors * card.others);
    EXPECT_TRUE(result.has_output);
    EXPECT_EQ(result.has_logits, predicts);
    ++count;
  }
  EXPECT_EQ(count, card.texts);
  return count;
}

TEST(RealModels, MiniLmEqualsTransformersOnEverySentence) {
  if (fetched("minilm").empty()) GTEST_SKIP() << "no model: app/get_model.sh minilm fetches it";
  EXPECT_GE(compare_all("minilm", 1e-5, false), 4);
}

TEST(RealModels, SmolLm2EqualsTransformersOnEverySentence) {
  if (fetched("smollm2").empty()) GTEST_SKIP() << "no model: app/get_model.sh smollm2 fetches it";
  EXPECT_GE(compare_all("smollm2", 1e-4, true), 3);
}

TEST(RealModels, SmolLm2KnowsTheCapitalOfFrance) {
  if (fetched("smollm2").empty()) GTEST_SKIP() << "no model: app/get_model.sh smollm2 fetches it";
  core::RunInput run;
  run.model = core::open_learned_model(fetched("smollm2"), "smollm2");
  run.sentence = "The capital of France is";
  const auto trace = core::compute_trace(run);
  EXPECT_EQ(core::predict_at(*trace, 4, 1).front().shown, " Paris");
}

}  // namespace
