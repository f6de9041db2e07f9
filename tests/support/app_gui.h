// The whole program without a window: the real App and workspace, driven by item names.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "app/app.h"
#include "tests/support/headless_gui.h"

namespace support {

struct AppOptions {
  std::string model;     // "" keeps the default
  std::string sentence;  // "" keeps the model's own
  std::string word;      // selected first
  int width = 1600, height = 1000;
  std::function<std::uint64_t()> free_memory = {};  // empty: the machine's own
};

class AppGui {
 public:
  explicit AppGui(const AppOptions& options = {});
  ~AppGui();
  AppGui(const AppGui&) = delete;
  AppGui& operator=(const AppGui&) = delete;

  app::App& app() { return *app_; }
  HeadlessGui& gui() { return *gui_; }
  const core::AttentionTrace& trace() const { return *app_->trace(); }
  ui::ViewState& view() { return app_->view(); }
  const core::Selection& selection() const { return app_->view().selection; }
  // The head of the selection.
  const core::HeadTrace& head() const;
  // Edits of the session's model, also those that are off or parked.
  std::vector<core::SessionEdit> edits() const;
  std::string undo_name() const { return app_->panel_input().undo_name; }
  void undo();
  // What the program put on the clipboard.
  const std::string& copied() const { return copied_; }
  template <typename Kind>
  void ask(Kind request) {
    ui::Requests requests;
    requests.add(std::move(request));
    app_->apply(requests);
    app_->finish_run();
    gui_->frames(2);
  }

 private:
  std::string folder_, copied_;
  std::unique_ptr<app::App> app_;
  std::unique_ptr<HeadlessGui> gui_;
  double now_ = 0;
};

}  // namespace support
