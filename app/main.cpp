#include "app/commands/command_line.h"
#include "core/attention/memory.h"

int main(int argc, char** argv) {
  core::keep_freed_memory();
  return app::run_command_line(argc, argv);
}
