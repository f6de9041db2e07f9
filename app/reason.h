// What is told of an exception that ended a run.
#pragma once

#include <exception>
#include <string>

namespace app {

// What the exception says, or in plain words that memory ran out.
std::string reason_of(const std::exception& error);

}  // namespace app
