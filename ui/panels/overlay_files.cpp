// Opening and saving files: a path to type and the folder's contents to click. The app lists folders; ui reads no disk.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ui/panels/overlays.h"
#include "ui/widgets/draw.h"
#include "ui/widgets/input_text.h"
#include "ui/widgets/layout.h"
#include "ui/widgets/visible_lines.h"

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

std::string file_name(const std::string& path) {
  return path.substr(path.find_last_of('/') + 1);
}

struct SaveKind {
  SaveWhat what;
  const char* name;                       // to change or take
  const char* formats;                    // said below the path
  std::vector<std::string_view> endings;  // the first one is added where the reader typed none
};

const SaveKind& kind_of(SaveWhat what) {
  static const std::vector<SaveKind> kKinds = {
      {SaveWhat::Session, "session.json", "Written as .json: sentence, model, switches and edits", {".json"}},
      {SaveWhat::Map,
       "heed-map.png",
       "The ending chooses the format: .png, .svg or .pdf for a picture, .csv for the numbers",
       {".png", ".svg", ".pdf", ".csv"}},
      {SaveWhat::Window, "heed-window.png", "Written as .png", {".png"}},
      {SaveWhat::Worksheet, "drill.pdf", "The ending chooses the format: .pdf, .md or .txt", {".pdf", ".md", ".txt"}}};
  return *std::find_if(kKinds.begin(), kKinds.end(), [&](const SaveKind& one) { return one.what == what; });
}

// "" where the name has none.
std::string ending_of(const std::string& path) {
  const std::string name = file_name(path);
  const std::size_t dot = name.find_last_of('.');
  return dot == std::string::npos ? "" : name.substr(dot);
}

// Why nothing can be written under this path, "" where it can.
std::string name_refusal(const std::string& path, const SaveKind& kind) {
  if (file_name(path).empty()) return "“" + path + "” names a folder; type a file's name behind it.";
  const bool known = std::find(kind.endings.begin(), kind.endings.end(), ending_of(path)) != kind.endings.end();
  if (known) return "";
  return fmt::format("“{}” does not end in {}.", file_name(path), fmt::join(kind.endings, ", "));
}

bool is_listed(const FolderListing& folder, const std::string& name) {
  return std::any_of(folder.entries.begin(), folder.entries.end(),
                     [&](const FolderListing::Entry& entry) { return !entry.folder && entry.name == name; });
}

struct Picked {
  std::string folder;  // to go to, or ""
  std::string file;    // to take, or ""
};

constexpr float kEntryHeight = 30;  // CSS pixels

bool draw_entry(Ui& ui, const ImRect& row, const std::string& name, bool folder) {
  const Style& style = ui.style;
  const ItemState state = item(ui, "files." + name, row, {.role = folder ? "folder" : "file"});
  fill_rect(row, reacting(style, style.palette.panel, state), style.px(kControlRadius));
  const ImRect text = inset(row, style.px(kGap2), 0);
  draw_text_in(style, text, folder ? TextRole::BodySemibold : TextRole::Body, style.palette.text,
               folder ? name + "/" : name);
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
  const std::vector<FolderListing::Entry>& entries = input.folder->entries;
  const float height = style.px(kEntryHeight);
  const std::size_t lines = entries.size() + 1;  // the first one leads to the folder above
  const VisibleLines seen = visible_lines(rest.Min.y - at.y, rest.GetHeight(), height, lines);
  for (std::size_t i = seen.first; i < seen.last; ++i) {
    const float top = at.y + static_cast<float>(i) * height;
    const ImRect row(at.x, top, at.x + scroll.width(), top + height);
    if (i == 0) {
      if (draw_entry(ui, row, "..", true)) picked.folder = parent_of(input.folder->path);
      continue;
    }
    const FolderListing::Entry& entry = entries[i - 1];
    if (!draw_entry(ui, row, entry.name, entry.folder)) continue;
    (entry.folder ? picked.folder : picked.file) = joined(input.folder->path, entry.name);
  }
  at.y += height * static_cast<float>(lines);
  if (!input.folder->refused.empty()) {
    at.y += draw_paragraph(style, at, scroll.width(), TextRole::Body, style.palette.error, input.folder->refused);
  }
  if (!input.folder->problem.empty()) {
    at.y += draw_paragraph(style, at, scroll.width(), TextRole::Body, style.palette.error, input.folder->problem);
  }
  scroll.set_content_height(at.y - scroll.origin().y);
  return picked;
}

struct FileForm {
  const char* hint;
  std::string action;
  std::string note;      // below the path, or ""
  std::string question;  // instead of it, or ""
};

// The path field with its button, and the folder below; true when the path shall be used.
bool draw_form(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests,
               const FileForm& form) {
  const Style& style = ui.style;
  FileOverlay& files = view.transient.files;
  if (input.folder == nullptr) requests.add(ListFolder{""});
  ImRect rest = area;
  ImRect line = cut_top(rest, style.px(kBarControlHeight), style.px(kGap2));
  const ButtonSpec spec{.label = form.action, .kind = ButtonKind::Primary, .enabled = !files.path.empty()};
  const bool pressed = button(ui, "files.use", cut_right(line, button_width(style, spec), style.px(kGap2)), spec);
  if (!files.problem.empty()) {
    const float height =
        draw_paragraph(style, rest.Min, rest.GetWidth(), TextRole::Body, style.palette.error, files.problem);
    register_area(ui, "files.problem", ImRect(rest.Min, ImVec2(rest.Max.x, rest.Min.y + height)));
    cut_top(rest, height, style.px(kGap2));
  } else if (!form.question.empty()) {
    const ImRect place = cut_top(rest, style.px(24), style.px(kGap2));
    draw_text_in(style, place, TextRole::Body, style.palette.warning, form.question);
  } else if (!form.note.empty()) {
    const ImRect place = cut_top(rest, style.px(24), style.px(kGap2));
    register_area(ui, "files.note", place, "text");
    draw_text_in(style, place, TextRole::Caption, style.palette.second_text, form.note);
  }
  TextFieldSpec field;
  field.hint = form.hint;
  field.take_focus = ImGui::IsWindowAppearing();
  const TextFieldState typed = text_field(ui, "files.path", line, files.path, field);
  if (typed.edited) files.problem.clear();
  const Picked picked = draw_folder(ui, rest, input);
  if (!picked.folder.empty()) requests.add(ListFolder{picked.folder});
  if (!picked.file.empty()) files.path = picked.file;
  return (pressed || typed.committed) && !files.path.empty();
}

std::string full_path(const PanelInput& input, const std::string& path) {
  return joined(input.folder == nullptr ? "" : input.folder->path, path);
}

}  // namespace

void draw_open_overlay(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  if (!draw_form(ui, area, input, view, requests, {"Path of a session file (.json) or a model", "Open", "", ""}))
    return;
  requests.add(OpenPath{full_path(input, view.transient.files.path)});  // the app closes it, or says why not
}

void open_save(ViewState& view, SaveWhat what) {
  open_overlay(view, Overlay::SaveFile);
  view.transient.files.what = what;
  view.transient.files.path = kind_of(what).name;
}

namespace {

// Says why not, and lets the reader type another path.
void refuse(FileOverlay& files, const std::string& reason) {
  files.problem = reason;
  files.asked_path.clear();
}

// The first press: what is there already is known when the folder has been listed anew.
void ask_for_folder(const PanelInput& input, FileOverlay& files, const SaveKind& kind, Requests& requests) {
  files.asked_text = files.path;
  files.asked_path = full_path(input, files.path);
  files.replaces = false;
  if (!file_name(files.asked_path).empty() && ending_of(files.asked_path).empty()) {
    files.asked_path += kind.endings.front();
  }
  const std::string refusal = name_refusal(files.asked_path, kind);
  if (!refusal.empty()) return refuse(files, refusal);
  requests.add(ListFolder{parent_of(files.asked_path)});
}

// The app closes the overlay, or says why not.
void ask_to_save(SaveWhat what, const std::string& path, Requests& requests) {
  if (what == SaveWhat::Session) requests.add(SaveSession{path});
  if (what == SaveWhat::Worksheet) requests.add(LessonRequest(SaveWorksheet{path}));
  if (what == SaveWhat::Window) requests.add(ExportWindow{path});
  if (what == SaveWhat::Map) requests.add(ExportFigure{path});
}

}  // namespace

void draw_save_overlay(Ui& ui, const ImRect& area, const PanelInput& input, ViewState& view, Requests& requests) {
  FileOverlay& files = view.transient.files;
  const SaveKind& kind = kind_of(files.what);
  if (files.path != files.asked_text) files.asked_path.clear();
  const bool asked = !files.asked_path.empty();
  const bool replaces = asked && files.replaces;
  const FileForm form{"Path of a file", replaces ? "Replace" : "Save", kind.formats,
                      replaces ? "“" + file_name(files.asked_path) + "” is there already." : ""};
  const bool pressed = draw_form(ui, area, input, view, requests, form);
  if (!asked) {
    if (pressed) ask_for_folder(input, files, kind, requests);
    return;
  }
  if (input.folder != nullptr && !input.folder->refused.empty()) return refuse(files, input.folder->refused);
  if (!replaces && input.folder != nullptr && is_listed(*input.folder, file_name(files.asked_path))) {
    files.replaces = true;
    return;
  }
  if (replaces && !pressed) return;
  ask_to_save(files.what, std::exchange(files.asked_path, ""), requests);
}

}  // namespace ui
