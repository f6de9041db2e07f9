// Learned models opened whole, from letters to logits, against Transformers (tests/data/make_whole_references.py); how
// they are found; and what is refused.
#include <gtest/gtest.h>

#include <fstream>

#include "core/attention/forward.h"
#include "core/attention/prediction.h"
#include "core/error.h"
#include "core/models/catalog.h"
#include "core/models/find_models.h"
#include "core/models/verify.h"
#include "tests/support/whole_models.h"

namespace {

namespace fs = std::filesystem;
using support::put_whole_model;
using support::TemporaryFolder;

core::TracePointer trace_of(const std::shared_ptr<const core::Model>& model, const std::string& sentence) {
  core::RunInput run;
  run.model = model;
  run.sentence = sentence;
  return core::compute_trace(run);
}

void expect_equal(const std::shared_ptr<const core::Model>& model, const fs::path& file) {
  const core::Reference reference = core::read_reference(file);
  core::RunInput run;
  run.model = model;
  run.sentence = reference.sentence;
  run.has_second = reference.has_second;
  run.second = reference.second;
  const auto result = core::compare_with_reference(*core::compute_trace(run), reference);
  EXPECT_LE(result.largest_weights(), 1e-5) << file;
  EXPECT_LE(result.largest_other(), 1e-5) << file;
  EXPECT_TRUE(result.has_output && result.has_logits) << file;
}

// What is said when the model is opened, or "" where nothing is.
std::string refusal(const fs::path& path) {
  try {
    core::open_learned_model(path, "damaged");
  } catch (const core::Error& error) {
    return error.what();
  }
  return "";
}

void replace_in(const fs::path& file, const std::string& from, const std::string& to) {
  std::ifstream in(file);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  std::ofstream(file) << text;
}

TEST(WholeModels, EveryFamilyEqualsTransformersFromLettersToLogits) {
  const TemporaryFolder folder;
  std::set<std::string> families;
  for (const std::string& name : support::whole_model_names()) {
    SCOPED_TRACE(name);
    const auto model = core::open_learned_model(put_whole_model(name, folder.path()), name);
    families.insert(model->config.family);
    const auto references = support::references_of(name);
    EXPECT_GE(references.size(), 3U);
    for (const fs::path& file : references) expect_equal(model, file);
  }
  EXPECT_EQ(families.size(), core::model_families().size());
}

TEST(WholeModels, AGgufFileWithItsTokenizerEqualsTransformers) {
  const auto model = core::open_learned_model(support::whole_models_folder() / "llama.gguf", "llama");
  for (const fs::path& file : support::references_of("llama-bytes")) expect_equal(model, file);
  EXPECT_EQ(model->config.license, "apache-2.0");
}

TEST(WholeModels, TheMostProbableNextWordsAreThoseOfTheReferencesLogits) {
  const TemporaryFolder folder;
  const auto model = core::open_learned_model(put_whole_model("gpt2", folder.path()), "gpt2");
  const core::Reference reference = core::read_reference(support::references_of("gpt2").front());
  const auto trace = trace_of(model, reference.sentence);
  const auto words = core::predict_at(*trace, trace->layers.back()->output.rows() - 1, 10);
  ASSERT_EQ(words.size(), 10U);
  core::Index best = 0;
  const float largest = reference.logits.row(0).maxCoeff(&best);
  const double sum = (reference.logits.row(0).array() - largest).cast<double>().exp().sum();
  EXPECT_EQ(words[0].id, best);
  EXPECT_NEAR(words[0].probability, 1 / sum, 1e-5);
  for (std::size_t i = 1; i < words.size(); ++i) EXPECT_GE(words[i - 1].probability, words[i].probability);
}

TEST(WholeModels, TheReadersFolderAndTheHubsCacheAreFoundByName) {
  const TemporaryFolder folder;
  put_whole_model("bert", folder.path() / "own");
  fs::copy(support::whole_models_folder() / "llama.gguf", folder.path() / "own" / "small.gguf");
  const fs::path hub_model = folder.path() / "hub" / "models--org--tiny-gpt2";
  fs::create_directories(hub_model / "refs");
  std::ofstream(hub_model / "refs" / "main") << "abc123";
  fs::rename(put_whole_model("gpt2", hub_model / "snapshots"), hub_model / "snapshots" / "abc123");
  fs::create_directories(hub_model / "snapshots" / "older");
  fs::create_directories(folder.path() / "own" / "notes");
  core::ModelPlaces places;
  places.own = {folder.path() / "own"};
  places.hubs = {folder.path() / "hub"};
  const auto found = core::find_learned_models(places);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].id, "bert");
  EXPECT_EQ(found[1].id, "small");
  EXPECT_EQ(found[1].summary.license, "apache-2.0");
  EXPECT_EQ(found[2].id, "org/tiny-gpt2");
  EXPECT_EQ(found[2].summary.family, "gpt2");
  EXPECT_EQ(found[2].summary.layers, 2);
  EXPECT_EQ(found[2].summary.heads, 3);
  EXPECT_EQ(core::locate_learned_model("org/tiny-gpt2", places), found[2].path);
  EXPECT_EQ(core::locate_learned_model(found[0].path.string(), places), found[0].path);
  EXPECT_EQ(core::learned_model_name(found[2].path), "org/tiny-gpt2");
  try {
    core::locate_learned_model("brt", places);
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_NE(std::string(error.what()).find("did you mean \"bert\""), std::string::npos) << error.what();
  }
}

TEST(WholeModels, AModelThatCannotBeOpenedIsListedWithTheReason) {
  const TemporaryFolder folder;
  replace_in(put_whole_model("bert", folder.path()) / "config.json", "\"model_type\": \"bert\"",
             "\"model_type\": \"mamba\"");
  core::ModelPlaces places;
  places.own = {folder.path()};
  const auto found = core::find_learned_models(places);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NE(found[0].problem.find("mamba"), std::string::npos) << found[0].problem;
}

TEST(WholeModels, AConfigThatDoesNotFitTheWeightsIsRefusedWithBothFigures) {
  const TemporaryFolder folder;
  const fs::path model = put_whole_model("gpt2", folder.path());
  replace_in(model / "config.json", "\"n_layer\": 2", "\"n_layer\": 3");
  const std::string missing = refusal(model);
  EXPECT_NE(missing.find("config"), std::string::npos) << missing;
  EXPECT_NE(missing.find("h.2."), std::string::npos) << missing;
  replace_in(model / "config.json", "\"n_layer\": 3", "\"n_layer\": 1");
  const std::string left_over = refusal(model);
  EXPECT_NE(left_over.find("h.1."), std::string::npos) << left_over;
}

TEST(WholeModels, ATokenizerWithMorePiecesThanEmbeddingsIsRefused) {
  const TemporaryFolder folder;
  const fs::path model = put_whole_model("gpt2", folder.path());
  const fs::path other = put_whole_model("qwen2", folder.path());
  fs::copy_file(other / "tokenizer.json", model / "tokenizer.json", fs::copy_options::overwrite_existing);
  const std::string message = refusal(model);
  EXPECT_NE(message.find("1203"), std::string::npos) << message;
  EXPECT_NE(message.find("1200"), std::string::npos) << message;
}

TEST(WholeModels, AMissingPartIsNamed) {
  for (const char* part : {"config.json", "tokenizer.json", "model.safetensors"}) {
    const TemporaryFolder folder;
    const fs::path model = put_whole_model("llama", folder.path());
    fs::remove(model / part);
    const std::string message = refusal(model);
    EXPECT_NE(message.find(part), std::string::npos) << message;
  }
  EXPECT_NE(refusal("/nowhere/model").find("/nowhere/model"), std::string::npos);
}

TEST(WholeModels, ASentenceLongerThanTheModelsPositionsIsRefusedWithBothNumbers) {
  const TemporaryFolder folder;
  for (const char* name : {"bert", "gpt2", "llama"}) {
    const auto model = core::open_learned_model(put_whole_model(name, folder.path()), name);
    std::string sentence;
    for (int i = 0; i < 70; ++i) sentence += "a b ";
    try {
      trace_of(model, sentence);
      ADD_FAILURE() << name;
    } catch (const core::Error& error) {
      EXPECT_NE(std::string(error.what()).find("64"), std::string::npos) << error.what();
      EXPECT_NE(std::string(error.what()).find("tokens"), std::string::npos) << error.what();
    }
  }
}

TEST(WholeModels, AnEmptyTextIsSpecialTokensOrAClearMessage) {
  const TemporaryFolder folder;
  const auto bert = core::open_learned_model(put_whole_model("bert", folder.path()), "bert");
  EXPECT_EQ(trace_of(bert, "")->tokens.size(), 2U);
  const auto gpt2 = core::open_learned_model(put_whole_model("gpt2", folder.path()), "gpt2");
  EXPECT_THROW(trace_of(gpt2, ""), core::Error);
}

TEST(WholeModels, ALoadThatWasCancelledGivesNoModel) {
  const TemporaryFolder folder;
  core::LoadControl control;
  control.cancelled = true;
  EXPECT_EQ(core::open_learned_model(put_whole_model("bert", folder.path()), "bert", &control), nullptr);
}

TEST(WholeModels, EditsMutesAndIgnoredTokensWorkAsOnTheGlassBox) {
  const TemporaryFolder folder;
  for (const std::string& name : support::whole_model_names()) {
    SCOPED_TRACE(name);
    const auto model = core::open_learned_model(put_whole_model(name, folder.path()), name);
    core::RunInput run;
    run.model = model;
    run.sentence = "The cat sat on the mat";
    const auto before = core::compute_trace(run);
    core::Edit edit;
    edit.site = core::Site::Score;
    edit.layer = 1;
    edit.head = 1;
    edit.row = 2;
    edit.column = 1;
    edit.value = 9;
    run.edits = {edit};
    run.switches.muted.insert({1, 0});
    run.switches.ignored.insert(0);
    const auto step = core::compute_trace(run, before);
    const auto whole = core::compute_trace(run);
    EXPECT_EQ(step->layers[1]->heads[1]->weights, whole->layers[1]->heads[1]->weights);
    EXPECT_LE((step->output - whole->output).cwiseAbs().maxCoeff(), 1e-6F);
    EXPECT_EQ(whole->layers[1]->heads[1]->scores(2, 1), 9);
    EXPECT_EQ(whole->layers[0]->heads[0]->weights(2, 0), 0);
    EXPECT_TRUE(whole->layers[1]->heads[0]->output.isZero());
  }
}

}  // namespace
