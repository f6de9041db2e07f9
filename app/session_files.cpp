#include "app/session_files.h"

#include <fmt/format.h>

#include <system_error>

#include "core/error.h"
#include "core/sessions/follow.h"
#include "core/sessions/session_json.h"

namespace app {

namespace {

using Place = void (&)(std::vector<core::SessionEdit>&, const core::Model&, const core::Tokens&, const core::Tokens&);

void place(core::Session& session, const core::Model& model, Place place_by) {
  const auto edits = session.edits.find(session.model);
  if (edits == session.edits.end()) return;
  try {
    const auto tokens = core::tokenize_sentences(model, session.sentence, session.has_second, session.second);
    place_by(edits->second, model, tokens.first, tokens.second);
  } catch (const core::Error&) {
    // A sentence that the model cannot read has nothing to hang edits on; they keep their places until it can.
  }
}

}  // namespace

bool read_last_session(const Store& store, core::Session& session) {
  if (store.session_file.empty() || !std::filesystem::exists(store.session_file)) return false;
  session = core::read_session_file(store.session_file);
  return true;
}

void write_last_session(const Store& store, const core::Session& session) {
  if (store.session_file.empty()) return;
  std::error_code ignored;  // where the folder cannot be made, writing says why
  std::filesystem::create_directories(store.session_file.parent_path(), ignored);
  core::write_session_file(store.session_file, session);
}

void place_edits(core::Session& session, const core::Model& model) {
  place(session, model, core::place_edits);
}

void park_strangers(core::Session& session, const core::Model& model) {
  place(session, model, core::park_strangers);
}

std::string set_aside(const std::filesystem::path& file) {
  std::error_code ignored;
  std::filesystem::path kept = file.string() + ".damaged";
  constexpr int kMostKept = 100;
  for (int number = 2; number <= kMostKept && std::filesystem::exists(kept, ignored); ++number) {
    kept = fmt::format("{}.damaged-{}", file.string(), number);
  }
  std::filesystem::rename(file, kept, ignored);
  return kept.filename().string();
}

}  // namespace app
