// What Ctrl+K finds for the letters typed: titles and other words for them, best match first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/commands.h"

namespace ui {

struct FoundCommand {
  const Command* command = nullptr;
  bool enabled = true;
  std::string reason;  // why it cannot be run now; "" where it can
};

// Each title once; without letters every command that can be run or says why not.
std::vector<FoundCommand> find_commands(std::string_view letters, const PanelInput& input, const ViewState& view);

// Other words for a command, and why it may be off; an empty id stands for none.
struct CommandWords {
  std::string_view id, also, refusal;
};
CommandWords words_of(const Command& command);

}  // namespace ui
