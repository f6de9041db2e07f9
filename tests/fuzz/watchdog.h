// Ends the program when an input never comes back, naming the file: a hang must not cost the minutes of a timeout.
#pragma once

#include <filesystem>
#include <string>

namespace fuzz {

// Counts processor time of all threads from its making on, so that a busy machine ends nothing.
class Watchdog {
 public:
  Watchdog(const std::string& reader, const std::filesystem::path& file, double seconds);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;
};

}  // namespace fuzz
