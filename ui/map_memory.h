// What the map, the head grid and the word strip remember between frames, and forget at the end.
#pragma once

#include <imgui.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/attention/edit.h"
#include "core/models/model.h"
#include "ui/map_cache.h"
#include "ui/widgets/map_frame.h"

namespace ui {

// Thumbnails of all maps as one picture, worked out again only where a map changed.
struct GridMemory {
  struct Thumbnail {
    std::vector<std::weak_ptr<const void>> sources;  // the heads or layers that it was drawn from
    bool drawn = false;
  };
  // The weights of all layers, added up a few layers a frame.
  struct Sum {
    std::vector<std::weak_ptr<const void>> sources;
    core::Matrix weights;
    core::Index layer = 0;  // the next one to add
    int heads = 0;          // added so far
  };
  Sum sum;
  int side = 0;                            // pixels of one thumbnail
  int columns = 0, rows = 0;               // of thumbnails
  std::uint64_t look = 0;                  // theme, colour map and range that they were drawn with
  std::vector<Thumbnail> thumbnails;       // [rows × columns]
  std::vector<ImU32> pixels;               // [rows × side, columns × side]
  std::uint64_t version = 0;               // of `pixels`
  std::optional<core::Index> shown_layer;  // the layer last scrolled to
  bool raised = false;                     // in the map's place, so that the layers of a deep model are in sight
};

struct MapMemory {
  MapCache cache;
  GridMemory grid;
  core::Index rows = 0, columns = 0;  // of the map last shown; zoom starts anew with another shape
  std::optional<MapCell> menu;        // whose menu is open
  core::Site entry_site = core::Site::Weight;
  std::optional<MapCell> entry;  // whose number is being typed
  bool open_entry = false;       // opens it in the next frame, after the menu closed
  std::string draft;
  bool take_focus = false;  // the cells take the keyboard in the next frame
};

// The chips of a sentence as they were measured; valid while words and scale stay.
struct StripMemory {
  core::Tokens tokens;
  float scale = 0;
  std::array<std::vector<float>, 3> widths;  // by StripSize, in screen pixels
};

struct WordsMemory {
  StripMemory first, second;
  struct Place {
    core::Index token = 0;
    bool second = false;
  };
  std::optional<Place> menu;         // whose menu is open
  std::optional<core::Index> focus;  // the chip that takes the keyboard in the next frame
  std::optional<core::Index> shown;  // the chip last scrolled to
};

}  // namespace ui
