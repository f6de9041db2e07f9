// What the overlays remember while they are open: the search of a list, the path of a file and why it was refused.
#pragma once

#include <string>

namespace ui {

// One overlay at a time, drawn over everything else.
enum class Overlay { None, Keys, About, Commands, OpenFile, SaveFile, Edits, Cards, Record };

// What the save overlay writes.
enum class SaveWhat { Session, Map, Window, Worksheet };

// Of an overlay that lists what can be chosen.
struct ListSearch {
  std::string text;
  int row = 0;  // the highlighted line
};

// Of the overlays that open and save files.
struct FileOverlay {
  std::string path;  // as typed
  SaveWhat what = SaveWhat::Session;
  // Save was pressed with that text for that path: its folder is being listed, or a file is there already and the next
  // press replaces it.
  std::string asked_text, asked_path;
  bool replaces = false;
  std::string problem;         // why what was asked for could not be done
  bool saves_picture = false;  // the window's picture was asked for here, and is being saved
};

}  // namespace ui
