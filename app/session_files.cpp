#include "app/session_files.h"

namespace app {

bool read_last_session(const Store&, core::Session&) {
  return false;
}
void write_last_session(const Store&, const core::Session&) {}
void follow_sentence(core::Session&, const core::Session&, const core::Model&) {}

}  // namespace app
