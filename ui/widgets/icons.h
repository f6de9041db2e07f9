// Icons drawn with lines, crisp at any size.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

namespace ui {

enum class Icon {
  None,
  Undo,
  Redo,
  Theme,
  Lessons,
  Sentences,
  Patterns,
  Settings,
  Pin,
  Pinned,
  Mute,
  Eye,
  EyeOff,
  Play,
  Pause,
  StepBack,
  StepForward,
  Back,
  Forward,
  ChevronDown,
  ChevronUp,
  ChevronRight,
  ChevronLeft,
  Close,
  Plus,
  Minus,
  Search,
  Export,
  Open,
  Copy,
  Trash,
  Reset,
  More,
  Help,
  Warning,
  Error,
  Check,
  Info,
  Edit,
  Lock,
  Fit,
  Command,
  Count,
};

// In the middle of `rect`, `size` screen pixels wide and high; every icon stands on a grid of 16 units.
void draw_icon(const ImRect& rect, Icon icon, float size, ImU32 color);

}  // namespace ui
