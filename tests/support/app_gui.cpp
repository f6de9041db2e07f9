#include "tests/support/app_gui.h"

#include <unistd.h>

#include <atomic>
#include <filesystem>

namespace support {

namespace {

std::string fresh_folder() {
  static std::atomic<int> number{0};  // tests of one program run one after another, but each gets its own
  const auto folder = std::filesystem::temp_directory_path() /
                      ("heed_app_gui_" + std::to_string(::getpid()) + "_" + std::to_string(number++));
  std::filesystem::remove_all(folder);  // a test program of the same number may have been killed
  std::filesystem::create_directories(folder);
  return folder.string();
}

}  // namespace

AppGui::AppGui(const AppOptions& options) : folder_(fresh_folder()) {
  const std::filesystem::path source = HEED_SOURCE_DIR;
  app::Surroundings surroundings;
  surroundings.set_clipboard = [this](const std::string& text) { copied_ = text; };
  surroundings.free_memory = options.free_memory;
  app_ = std::make_unique<app::App>(source / "assets", source / "sentences", app::store_in(folder_),
                                    std::move(surroundings));
  app::HeadlessOptions window;
  window.width = options.width;
  window.height = options.height;
  gui_ = std::make_unique<HeadlessGui>(
      [this](ui::Ui& ui) {
        now_ += static_cast<double>(ImGui::GetIO().DeltaTime);
        app_->frame(ui, ImGui::GetIO().DisplaySize, now_);
      },
      window);
  if (!options.model.empty()) ask(ui::ChooseModel{options.model});
  if (!options.sentence.empty()) ask(ui::SetSentence{options.sentence, false});
  if (!options.word.empty()) app_->select_word(options.word);
  gui_->frames(3);
}

AppGui::~AppGui() {
  gui_.reset();
  app_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

const core::HeadTrace& AppGui::head() const {
  return trace().head(selection().layer, selection().head);
}

std::vector<core::SessionEdit> AppGui::edits() const {
  const auto list = app_->session().edits.find(app_->session().model);
  return list == app_->session().edits.end() ? std::vector<core::SessionEdit>{} : list->second;
}

void AppGui::undo() {
  ask(ui::Undo{});
}

}  // namespace support
