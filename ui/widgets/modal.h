// A card over a dimmed window that takes all input for as long as it is open.
#pragma once

#include "ui/widgets/item.h"

namespace ui {

// ImGui's modal window without any of its furniture. Call in every frame in which it shall be open.
class Modal {
 public:
  Modal(const Ui& ui, const char* title, const ImRect& rect);
  ~Modal();
  Modal(const Modal&) = delete;
  Modal& operator=(const Modal&) = delete;
  bool open() const { return open_; }
  // Where the contents go: the card without its padding.
  const ImRect& content() const { return content_; }

 private:
  ScopedVar padding_;
  ScopedColor background_, border_, dim_;
  bool open_ = false;
  ImRect content_;
};

}  // namespace ui
