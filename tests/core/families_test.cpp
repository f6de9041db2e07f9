// Every family against Transformers, on tiny models of random weights (tests/data/make_family_references.py).
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "core/attention/explain.h"
#include "core/attention/forward.h"
#include "core/error.h"
#include "core/model_files/gguf.h"
#include "core/model_files/safetensors_reader.h"
#include "core/models/learned_model.h"
#include "core/models/verify.h"
#include "tests/support/number_tokenizer.h"

namespace {

namespace fs = std::filesystem;
using core::Index;

const fs::path& folder() {
  static const fs::path path = fs::path(HEED_SOURCE_DIR) / "tests/data/families";
  return path;
}

std::shared_ptr<const core::Model> open_folder(const std::string& name) {
  const core::JsonValue config = core::read_json_file(folder() / name / "config.json");
  const core::Family& family = core::family_of_config(config);
  const core::FamilyShape shape = family.read_config(config);
  const auto tokenizer = std::make_shared<support::NumberTokenizer>(shape.vocabulary);
  return core::build_learned_model(shape, family.weight_names(),
                                   *core::open_safetensors(folder() / name / "model.safetensors"), tokenizer, name);
}

std::shared_ptr<const core::Model> open_file(const std::string& name) {
  const core::GgufFile file = core::open_gguf(folder() / name);
  const core::Family& family = core::family_of_gguf(*file.metadata);
  const core::FamilyShape shape = family.read_gguf(file);
  const auto tokenizer = std::make_shared<support::NumberTokenizer>(shape.vocabulary);
  return core::build_learned_model(shape, family.gguf_names(), *file.tensors, tokenizer, name);
}

core::TracePointer trace_of(const std::shared_ptr<const core::Model>& model, const core::Reference& reference) {
  core::RunInput run;
  run.model = model;
  run.sentence = reference.sentence;
  run.has_second = reference.has_second;
  run.second = reference.second;
  return core::compute_trace(run);
}

void expect_equal(const std::string& name, const std::shared_ptr<const core::Model>& model,
                  const std::string& reference_name) {
  const core::Reference reference = core::read_reference(folder() / reference_name / "reference.safetensors");
  const core::VerifyResult result = core::compare_with_reference(*trace_of(model, reference), reference);
  std::printf("%-22s weights %.1e, others %.1e\n", name.c_str(), result.largest_weights(), result.largest_other());
  EXPECT_LE(result.largest_weights(), 1e-5);
  EXPECT_LE(result.largest_other(), 1e-5);
  EXPECT_TRUE(result.has_output);
  EXPECT_TRUE(result.has_logits || !model->predictor ||
              name == "gpt2-unscaled");  // tied: it can predict without a head
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const auto& entry : fs::directory_iterator(folder())) {
    if (entry.is_directory()) all.push_back(entry.path().filename().string());
  }
  std::sort(all.begin(), all.end());
  return all;
}

TEST(Families, EveryTinyModelEqualsTransformers) {
  ASSERT_GE(names().size(), 28U);
  std::set<std::string> families;
  for (const std::string& name : names()) {
    SCOPED_TRACE(name);
    const auto model = open_folder(name);
    families.insert(model->config.family);
    expect_equal(name, model, name);
  }
  EXPECT_EQ(families.size(), core::model_families().size());
}

TEST(Families, TheSameModelsInGgufEqualTransformers) {
  for (const char* name : {"llama", "llama-llama3", "qwen2", "qwen3"}) {
    SCOPED_TRACE(name);
    expect_equal(std::string(name) + ".gguf", open_file(std::string(name) + ".gguf"), name);
  }
}

TEST(Families, EveryNumbersArithmeticAddsUpToIt) {
  std::mt19937 random(3);
  for (const std::string& name : names()) {
    SCOPED_TRACE(name);
    const core::Reference reference = core::read_reference(folder() / name / "reference.safetensors");
    const auto trace = trace_of(open_folder(name), reference);
    const core::ModelConfig& config = trace->config();
    for (int kind = 0; kind <= static_cast<int>(core::ValueKind::Final); ++kind) {
      for (int i = 0; i < 12; ++i) {
        core::Place place;
        place.kind = static_cast<core::ValueKind>(kind);
        place.layer = static_cast<Index>(random() % config.layers.size());
        place.head = static_cast<Index>(random() % config.layers[0].heads.size());
        place.row = static_cast<Index>(random() % trace->tokens.size());
        const bool pair = place.kind == core::ValueKind::Score || place.kind == core::ValueKind::Scaled ||
                          place.kind == core::ValueKind::Weight;
        place.column = static_cast<Index>(random() % (pair ? trace->tokens.size() : config.layers[0].heads[0].d_k));
        const core::Explanation one = core::explain(*trace, place);
        if (std::isinf(one.value) || (pair && one.note.find("mask") != std::string::npos)) continue;
        double sum = 0;
        for (const core::Term& term : one.terms) sum += static_cast<double>(term.product);
        EXPECT_NEAR(sum, one.value, 2e-5 * std::max(1.0, std::abs(static_cast<double>(one.value)))) << one.what;
      }
    }
  }
}

}  // namespace
