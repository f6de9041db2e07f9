// What long runs may keep in memory: the reader is asked before one that needs more than half of what is free.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "core/attention/keeping.h"
#include "core/attention/trace.h"
#include "ui/panels/memory_dialog.h"

namespace app {

class RunMemory {
 public:
  // `free`: bytes that can be taken, 0 where that is not known; empty asks the system.
  explicit RunMemory(std::function<std::uint64_t()> free) : free_(std::move(free)) {}

  // Whether the run may start, keeping what keeping_of() says; else question() is there to be answered. `layer` is the
  // one that the reader looks at.
  bool allows(const core::RunInput& run, core::Index layer);
  // A second run beside the one that is shown. Throws core::Error where it would take too much.
  void check_beside(const core::RunInput& run) const;

  const ui::MemoryQuestion* question() const { return question_ ? &*question_ : nullptr; }
  // The question is answered for this model, and for texts of about this length.
  void choose(std::shared_ptr<const core::Model> model, core::Kept others);
  void withdraw_question() { question_.reset(); }
  void forget_choice() { choice_.reset(); }
  // Whether the reader was asked what to keep, and chose.
  bool has_choice() const { return choice_.has_value(); }

  // Everything, where the reader was not asked.
  core::Keeping keeping_of(const core::RunInput& run) const;
  // Another layer is kept whole from now on; whether the trace must be computed again for it.
  bool keep_whole(core::Index layer, const core::AttentionTrace& trace);

 private:
  struct Choice {
    std::shared_ptr<const core::Model> model;
    core::Index tokens = 0;
    core::Keeping keeping;
  };
  std::uint64_t free() const;

  std::function<std::uint64_t()> free_;
  std::optional<Choice> choice_;
  std::optional<ui::MemoryQuestion> question_;
};

}  // namespace app
