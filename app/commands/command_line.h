// The command line: what was asked for, done or refused in one line.
#pragma once

namespace app {

// Returns the exit code: 0 done, 1 a check failed, 2 bad use or bad input.
int run_command_line(int argc, char** argv);

}  // namespace app
