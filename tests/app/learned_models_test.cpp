// Learned models in the window: found, chosen, loaded beside it, remembered by path, missed without loss.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>

#include "app/session_files.h"
#include "core/models/catalog.h"
#include "core/sessions/session_json.h"
#include "tests/support/app_gui.h"
#include "tests/support/run_program.h"
#include "tests/support/whole_models.h"

namespace {

namespace fs = std::filesystem;
using support::put_whole_model;
using support::TemporaryFolder;

struct Program {
  explicit Program(const fs::path& state, const fs::path& models) {
    app::Store store = app::store_in(state);
    store.models.own = {models};
    const fs::path source = HEED_SOURCE_DIR;
    app = std::make_unique<app::App>(source / "assets", source / "sentences", store, app::Surroundings{});
    app->finish_run();
    ask(ui::ListModels{});
  }
  template <typename Kind>
  void ask(Kind request) const {
    ui::Requests requests;
    requests.add(std::move(request));
    app->apply(requests);
    app->finish_run();
  }
  const ui::ModelCard* card(const std::string& name) const {
    for (const ui::ModelCard& one : *app->panel_input().models) {
      if (one.name == name) return &one;
    }
    return nullptr;
  }
  std::unique_ptr<app::App> app;
};

TEST(LearnedModels, TheMenuListsFamilyShapeSizeAndLicence) {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "models");
  fs::copy(support::whole_models_folder() / "llama.gguf", folder.path() / "models" / "tiny.gguf");
  put_whole_model("bert", folder.path() / "models");
  const Program program(folder.path(), folder.path() / "models");
  ASSERT_NE(program.card("tiny"), nullptr);
  EXPECT_EQ(program.card("tiny")->detail, "llama · 2 layers × 2 heads · 0 MB · apache-2.0");
  EXPECT_EQ(program.card("bert")->detail, "bert · 2 layers × 3 heads · 0 MB · no licence stated");
}

TEST(LearnedModels, AChosenModelIsLoadedAndComputesTheSentence) {
  const TemporaryFolder folder;
  put_whole_model("gpt2", folder.path() / "models");
  const Program program(folder.path(), folder.path() / "models");
  const std::string id = program.card("gpt2")->id;
  program.ask(ui::ChooseModel{id});
  EXPECT_EQ(program.app->session().model, id);
  EXPECT_EQ(program.app->trace()->config().family, "gpt2");
  EXPECT_EQ(program.app->title(), "The cat sat on the mat because it was tired. — gpt2 — Heed");
  program.ask(ui::Undo{});
  EXPECT_EQ(program.app->session().model, "glass-box");
  EXPECT_EQ(program.app->trace()->config().id, "glass-box");
}

TEST(LearnedModels, WhileAModelIsLoadedTheFormerOneStaysAndLoadingCanBeCancelled) {
  const TemporaryFolder folder;
  put_whole_model("gpt2", folder.path() / "models");
  const Program program(folder.path(), folder.path() / "models");
  ui::Requests choose;
  choose.add(ui::ChooseModel{program.card("gpt2")->id});
  program.app->apply(choose);
  EXPECT_EQ(program.app->panel_input().loading, "gpt2");
  EXPECT_TRUE(program.app->panel_input().computing);
  EXPECT_EQ(program.app->trace()->config().id, "glass-box");
  program.ask(ui::CancelRun{});
  EXPECT_EQ(program.app->panel_input().loading, "");
  EXPECT_EQ(program.app->session().model, "glass-box");
  EXPECT_NE(program.app->status().find("cancelled"), std::string::npos);
}

TEST(LearnedModels, ADamagedModelGivesOneMessageAndLeavesTheOpenOneUntouched) {
  const TemporaryFolder folder;
  const fs::path model = put_whole_model("gpt2", folder.path() / "models");
  const Program program(folder.path(), folder.path() / "models");
  const core::TracePointer before = program.app->trace();
  fs::resize_file(model / "model.safetensors", 5000);
  program.ask(ui::ChooseModel{model.string()});
  ASSERT_EQ(program.app->messages().size(), 1U);
  EXPECT_NE(program.app->messages()[0].text.find("model.safetensors"), std::string::npos);
  EXPECT_EQ(program.app->trace(), before);
  EXPECT_EQ(program.app->session().model, "glass-box");
}

TEST(LearnedModels, TheSessionComesBackWithItsModelAndItsEdits) {
  const TemporaryFolder folder;
  const std::string id = put_whole_model("bert", folder.path() / "models").string();
  core::Edit edit;
  edit.site = core::Site::Score;
  edit.layer = edit.head = 0;
  edit.row = 2;
  edit.column = 3;
  edit.value = 5;
  {
    const Program program(folder.path(), folder.path() / "models");
    program.ask(ui::ChooseModel{id});
    program.ask(ui::PutEdits{{edit}, "Change a score"});
  }
  const Program again(folder.path(), folder.path() / "models");
  EXPECT_EQ(again.app->session().model, id);
  ASSERT_EQ(again.app->trace()->run.edits.size(), 1U);
  EXPECT_EQ(again.app->trace()->layers[0]->heads[0]->scores(2, 3), 5);
}

TEST(LearnedModels, AModelThatVanishedGivesAMessageTheDefaultModelAndLosesNothing) {
  const TemporaryFolder folder;
  const fs::path model = put_whole_model("bert", folder.path() / "models");
  core::Edit edit;
  edit.site = core::Site::X;
  edit.row = 2;
  edit.column = 3;
  edit.value = 5;
  {
    const Program program(folder.path(), folder.path() / "models");
    program.ask(ui::ChooseModel{model.string()});
    program.ask(ui::SetSentence{"A cat and a dog", false});
    program.ask(ui::PutEdits{{edit}, "Change x"});
  }
  fs::rename(model, folder.path() / "elsewhere");
  {
    const Program without(folder.path(), folder.path() / "models");
    EXPECT_EQ(without.app->session().model, "glass-box");
    EXPECT_EQ(without.app->session().sentence, "A cat and a dog");
    ASSERT_EQ(without.app->messages().size(), 1U);
    EXPECT_NE(without.app->messages()[0].text.find(model.string()), std::string::npos);
    EXPECT_TRUE(without.app->trace());
  }
  fs::rename(folder.path() / "elsewhere", model);
  const Program back(folder.path(), folder.path() / "models");
  back.ask(ui::ChooseModel{model.string()});
  ASSERT_EQ(back.app->trace()->run.edits.size(), 1U) << "the edits came back with the model";
}

TEST(LearnedModels, AFolderOrFileThatIsDroppedOpens) {
  const TemporaryFolder folder;
  const Program program(folder.path(), folder.path() / "models");
  program.ask(ui::OpenPath{(support::whole_models_folder() / "llama.gguf").string()});
  EXPECT_EQ(program.app->trace()->config().family, "llama");
  ASSERT_NE(program.card("llama"), nullptr);
  program.ask(ui::OpenPath{put_whole_model("qwen3", folder.path()).string() + "/"});
  EXPECT_EQ(program.app->trace()->config().family, "qwen3");
  program.ask(ui::OpenPath{(folder.path() / "models").string()});
  EXPECT_EQ(program.app->messages().size(), 1U);
  EXPECT_EQ(program.app->trace()->config().family, "qwen3");
}

TEST(LearnedModels, AnyOtherFileThatIsDroppedGivesAMessageAndChangesNothing) {
  const TemporaryFolder folder;
  const Program program(folder.path(), folder.path() / "models");
  const core::TracePointer before = program.app->trace();
  std::size_t messages = 0;
  for (const char* name : {"notes.txt", "broken.gguf", "model.safetensors", "picture.png", "gone.gguf"}) {
    const fs::path file = folder.path() / name;
    if (file.stem() != "gone") std::ofstream(file) << "no model";
    program.ask(ui::OpenPath{file.string()});
    EXPECT_EQ(program.app->messages().size(), std::min<std::size_t>(++messages, 3)) << name;
    EXPECT_NE(program.app->messages().back().text.find(name), std::string::npos) << program.app->messages().back().text;
    EXPECT_EQ(program.app->trace(), before);
    EXPECT_EQ(program.app->session().model, "glass-box");
  }
}

TEST(LearnedModels, ModelsAreLookedForBesideTheWindowAndOnlyWhenTheyAreAskedFor) {
  const TemporaryFolder folder;
  const fs::path models = folder.path() / "models";
  constexpr int kMany = 200;
  const fs::path whole = put_whole_model("bert", folder.path() / "whole");
  for (int i = 0; i < kMany; ++i) {
    fs::create_directories(models / std::to_string(i));
    for (const char* name : {"config.json", "model.safetensors", "tokenizer.json"}) {
      fs::create_hard_link(whole / name, models / std::to_string(i) / name);
    }
  }
  app::Store store = app::store_in(folder.path() / "state");
  store.models.own = {models};
  const fs::path source = HEED_SOURCE_DIR;
  app::App app(source / "assets", source / "sentences", store, app::Surroundings{});
  const std::size_t built_in = app.panel_input().models->size();
  EXPECT_EQ(built_in, core::built_in_models().size()) << "nobody asked";
  ui::Requests ask;
  ask.add(ui::ListModels{});
  const auto begin = std::chrono::steady_clock::now();
  app.apply(ask);
  const std::chrono::duration<double> asked = std::chrono::steady_clock::now() - begin;
  EXPECT_LT(asked.count(), 0.01) << "a frame does not wait for it";
  EXPECT_EQ(app.panel_input().models->back().name, "looking for models …");
  app.finish_run();
  EXPECT_EQ(app.panel_input().models->size(), built_in + kMany);
}

TEST(LearnedModels, ASessionFileOpensTheModelItNamesByPath) {
  const TemporaryFolder folder;
  const std::string id = put_whole_model("distilbert", folder.path()).string();
  core::Session session;
  session.model = id;
  session.sentence = "A cat";
  core::write_session_file(folder.path() / "one.json", session);
  const Program program(folder.path() / "state", folder.path() / "models");
  program.ask(ui::OpenPath{(folder.path() / "one.json").string()});
  EXPECT_EQ(program.app->session().model, id);
  EXPECT_EQ(program.app->trace()->tokens.front().vocabulary, "[CLS]");
}

TEST(LearnedModels, AModelFetchedWhileTheWindowIsOpenIsInTheMenuWhenItOpens) {
  const TemporaryFolder folder;
  const Program program(folder.path(), folder.path() / "models");
  EXPECT_EQ(program.card("mistral"), nullptr);
  put_whole_model("mistral", folder.path() / "models");
  program.ask(ui::ListModels{});
  EXPECT_NE(program.card("mistral"), nullptr);
}

TEST(LearnedModels, WhatTheReaderVerifiedStandsOnTheModelsCardAndInTheList) {
  const TemporaryFolder folder;
  const fs::path data = folder.path() / "heed";  // as $XDG_DATA_HOME/heed
  const std::string model = put_whole_model("roberta", data / "models").string();
  const std::string reference = support::references_of("roberta").front().string();
  support::ProgramOptions options;
  options.environment["XDG_DATA_HOME"] = folder.path().string();
  const auto card = [&] { return Program(folder.path() / "state", data / "models").card("roberta")->about; };
  EXPECT_NE(card().find("Not measured"), std::string::npos) << card();
  EXPECT_NE(card().find(model), std::string::npos) << "the path stays on the card";
  const auto verified = support::run_heed({"verify", model, reference}, options);
  EXPECT_EQ(verified.exit_code, 0) << verified.err;
  EXPECT_NE(card().find("Measured against PyTorch "), std::string::npos) << card();
  EXPECT_NE(card().find(" on 1 text of up to "), std::string::npos) << card();
  const auto list = support::run_heed({"list", "models"}, options);
  EXPECT_NE(list.out.find("Measured against PyTorch "), std::string::npos) << list.out;
  EXPECT_NE(list.out.find("Made by hand; its numbers are checked"), std::string::npos) << list.out;
  // Other weights are another model, whatever its name.
  put_whole_model("bert", folder.path());
  fs::copy(folder.path() / "bert/model.safetensors", fs::path(model) / "model.safetensors",
           fs::copy_options::overwrite_existing);
  EXPECT_NE(card().find("Not measured"), std::string::npos) << card();
}

TEST(LearnedModels, TheCommandLineVerifiesListsAndTracesThem) {
  const TemporaryFolder folder;
  const std::string model = put_whole_model("roberta", folder.path()).string();
  const std::string reference = support::references_of("roberta").front().string();
  const auto good = support::run_heed({"verify", model, reference});
  EXPECT_EQ(good.exit_code, 0) << good.err;
  EXPECT_NE(good.out.find("equal"), std::string::npos);
  const auto other = support::run_heed({"verify", model, support::references_of("bert").front().string()});
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_NE(other.err.find("the same tokens"), std::string::npos) << other.err;
  const std::string out = (folder.path() / "trace.safetensors").string();
  EXPECT_EQ(support::run_heed({"trace", "A cat", "--model", model, "--out", out}).exit_code, 0);
  EXPECT_GT(fs::file_size(out), 1000U);
  const auto next = support::run_heed({"trace", "A cat", "--json", "--only", "tokens", "--model",
                                       (support::whole_models_folder() / "llama.gguf").string()});
  EXPECT_NE(next.out.find("\"next\": [{\"token\": "), std::string::npos) << next.out;
}

}  // namespace
