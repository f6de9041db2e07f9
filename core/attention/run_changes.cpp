#include "core/attention/run_changes.h"

#include <fmt/format.h>

#include <vector>

#include "core/attention/switch_text.h"
#include "core/numbers.h"

namespace core {

namespace {

std::vector<std::string> switched(const Switches& switches) {
  std::vector<std::string> parts;
  const auto count = [&](std::size_t number, const char* noun, const char* what) {
    if (number > 0) parts.push_back(fmt::format("{} {}", counted(static_cast<long>(number), noun), what));
  };
  count(switches.muted.size(), "head", "muted");
  count(switches.ignored.size() + switches.ignored_second.size(), "word", "ignored");
  if (switches.scale != ScaleKind::Model) parts.push_back("scale " + scale_text(switches));
  if (switches.mask != MaskKind::Model) parts.push_back("mask " + mask_text(switches.mask));
  if (switches.softmax != SoftmaxKind::Soft) parts.push_back("softmax " + softmax_text(switches.softmax));
  count(switches.head_softmax.size(), "head", "with a softmax of its own");
  if (switches.temperature != 1) parts.push_back("temperature " + shortest_number(switches.temperature));
  return parts;
}

}  // namespace

std::string switch_changes(const Switches& switches) {
  return fmt::format("{}", fmt::join(switched(switches), ", "));
}

std::string run_changes(const RunInput& run) {
  std::vector<std::string> parts = switched(run.switches);
  if (!run.edits.empty()) parts.insert(parts.begin(), counted(static_cast<long>(run.edits.size()), "edit"));
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace core
