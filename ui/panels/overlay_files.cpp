// Opening and saving files: a path to type and the folder's contents to click. The app lists folders; ui reads no disk.
#include <fmt/format.h>

#include <string>

#include "ui/panels/overlays.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"

namespace ui {

namespace {

std::string joined(const std::string& folder, const std::string& name) {
  if (!name.empty() && name.front() == '/') return name;
  return folder.empty() || folder.back() == '/' ? folder + name : folder + "/" + name;
}

std::string parent_of(const std::string& folder) {
  const std::size_t slash = folder.find_last_of('/');
  return slash == 0 || slash == std::string::npos ? "/" : folder.substr(0, slash);
}

bool ends_with(const std::string& text, std::string_view ending) {
  return text.size() >= ending.size() && text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

struct Picked {
  std::string folder;  // to go to, or ""
  std::string file;    // to take, or ""
};

bool draw_entry(Ui& ui, ImVec2& at, float width, const std::string& name, bool folder) {
  const Style& style = ui.style;
  const ImRect row(at.x, at.y, at.x + width, at.y + style.px(30));
  const ItemState state = item(ui, "files." + name, row, {.role = folder ? "folder" : "file"});
  fill_rect(row, reacting(style, style.palette.panel, state), style.px(kControlRadius));
  const ImRect text = inset(row, style.px(kGap2), 0);
  draw_text_in(style, text, folder ? TextRole::BodySemibold : TextRole::Body, style.palette.text,
               folder ? name + "/" : name);
  at.y = row.Max.y;
  return state.clicked;
}

Picked draw_folder(Ui& ui, const ImRect& area, const PanelInput& input) {
  Picked picked;
  const Style& style = ui.style;
  if (input.folder == nullptr) return picked;
  ImRect rest = area;
  draw_text_in(style, cut_top(rest, style.px(24)), TextRole::Caption, style.palette.second_text, input.folder->path);
  ScrollArea scroll(ui, "files.scroll", rest);
  ImVec2 at = scroll.origin();
  if (draw_entry(ui, at, scroll.width(), "..", true)) picked.folder = parent_of(input.folder->path);
  for (const FolderListing::Entry& entry : input.folder->entries) {
    if (!draw_entry(ui, at, scroll.width(), entry.name, entry.folder)) continue;
    (entry.folder ? picked.folder : picked.file) = joined(input.folder->path, entry.name);
  }
  if (!input.folder->problem.empty()) {
    at.y += draw_paragraph(style, at, scroll.width(), TextRole::Body, style.palette.error, input.folder->problem);
  }
  scroll.set_content_height(at.y - scroll.origin().y);
  return picked;
}

struct FileForm {
  const char* hint;
  const char* action;
};

// The path field with its button, and the folder below; true when the path shall be used.
bool draw_form(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests,
               const FileForm& form) {
  const Style& style = ui.style;
  std::string& path = view.transient.overlay_text;
  if (input.folder == nullptr) requests.add(ListFolder{""});
  ImRect rest = area;
  ImRect line = cut_top(rest, style.px(kBarControlHeight), style.px(kGap2));
  const ButtonSpec spec{.label = form.action, .kind = ButtonKind::Primary, .enabled = !path.empty()};
  const bool pressed = button(ui, "files.use", cut_right(line, button_width(style, spec), style.px(kGap2)), spec);
  TextFieldSpec field;
  field.hint = form.hint;
  field.take_focus = ImGui::IsWindowAppearing();
  const bool entered = text_field(ui, "files.path", line, path, field).committed;
  const Picked picked = draw_folder(ui, rest, input);
  if (!picked.folder.empty()) requests.add(ListFolder{picked.folder});
  if (!picked.file.empty()) path = picked.file;
  return (pressed || entered) && !path.empty();
}

std::string full_path(const PanelInput& input, const std::string& path) {
  return joined(input.folder == nullptr ? "" : input.folder->path, path);
}

}  // namespace

void draw_open_overlay(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  if (!draw_form(ui, area, input, view, requests, {"Path of a session file (.json)", "Open"})) return;
  requests.add(OpenPath{full_path(input, view.transient.overlay_text)});
  view.transient.overlay = Overlay::None;
}

void draw_save_overlay(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  const SaveWhat what = view.transient.save_what;
  const FileForm form{what == SaveWhat::Session ? "Path of a .json file"
                      : what == SaveWhat::Map   ? "Path ending in .png, .svg, .pdf or .csv"
                                                : "Path ending in .png",
                      "Save"};
  if (!draw_form(ui, area, input, view, requests, form)) return;
  const std::string path = full_path(input, view.transient.overlay_text);
  if (what == SaveWhat::Session) requests.add(SaveSession{path});
  if (what == SaveWhat::Window) requests.add(ExportWindow{path});
  if (what == SaveWhat::Map) {
    FigureKind kind = FigureKind::Png;
    if (ends_with(path, ".svg")) kind = FigureKind::Svg;
    if (ends_with(path, ".pdf")) kind = FigureKind::Pdf;
    if (ends_with(path, ".csv")) kind = FigureKind::Csv;
    requests.add(ExportFigure{kind, path});
  }
  view.transient.overlay = Overlay::None;
}

}  // namespace ui
