// Tab goes from region to region of the window, Ctrl+Tab from control to control within one.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ui {

struct Ui;

struct RegionsMemory {
  std::map<std::string, std::string, std::less<>> last;  // by region: the control that had the keyboard last
  std::string current;                                   // the region that had it last
};

// The regions of one frame, in the order in which Tab goes through them:
//   regions.enter("words"); draw the panel; regions.leave({"words.7"}); ...; regions.answer_keys();
class Regions {
 public:
  Regions(const Ui& ui, RegionsMemory& memory) : ui_(ui), memory_(memory) {}

  // What is drawn until `leave` belongs to the region; one that was entered before is gone on with.
  void enter(std::string_view name);
  // `landing`: where Tab lands the first time, the first of these names that is there; else on the first control.
  void leave(const std::vector<std::string>& landing = {});
  // After all is drawn. While a menu or an overlay is open, Tab keeps to ImGui's own way.
  void answer_keys();

 private:
  struct Region {
    std::string name;
    std::vector<std::string> controls;
    std::vector<std::string> landing;
  };

  // Where `current` stands among the regions; −1: it is not drawn.
  int place_of_current() const;
  void go_to_region(int by);
  void go_to_control(int by);

  const Ui& ui_;
  RegionsMemory& memory_;
  std::vector<Region> regions_;
  std::size_t entered_ = 0;     // index of the region that is being drawn
  std::size_t first_item_ = 0;  // of what is being drawn, in the list of items
  std::string focused_;         // the control that has the keyboard; "" for none
};

// The control of these that Tab lands on.
std::string landing_of(const std::vector<std::string>& controls, const std::string& last,
                       const std::vector<std::string>& landing);

}  // namespace ui
