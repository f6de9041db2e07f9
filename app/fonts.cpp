#include "app/fonts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <span>
#include <system_error>

#include "app/code_point_boxes.h"

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr ImWchar kMissingGlyph = 0x25A1;  // □
constexpr float kDejavuEm = 1.164F;        // ascent - descent of DejaVu Sans and WenQuanYi Micro Hei, in ems
constexpr float kMicroHeiEm = 1.172F;

// JetBrains Mono builds its pictures of control characters in a way that ImGui's loader draws as nothing. ␣, U+2423,
// stands for a blank that is seen.
constexpr ImWchar kBrokenGlyphs[] = {0x2400, 0x2422, 0x2424, 0x2426, 0};

const char* const kFileNames[] = {"Inter-Regular.otf",  "Inter-Regular.ttf",         "Inter-SemiBold.otf",
                                  "Inter-SemiBold.ttf", "JetBrainsMono-Regular.ttf", "JetBrainsMono-Bold.ttf",
                                  "DejaVuSans.ttf",     "wqy-microhei.ttc"};

using FontFiles = std::map<std::string, fs::path>;

// One walk over all folders; the first file of each name wins.
FontFiles find_font_files(const std::vector<fs::path>& folders) {
  FontFiles found;
  for (const fs::path& folder : folders) {
    std::error_code error;
    fs::recursive_directory_iterator entries(folder, fs::directory_options::skip_permission_denied, error);
    for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
      const std::string name = entries->path().filename().string();
      const bool wanted = std::find(std::begin(kFileNames), std::end(kFileNames), name) != std::end(kFileNames);
      std::error_code ignored;
      if (wanted && entries->is_regular_file(ignored)) found.emplace(name, entries->path());
    }
  }
  return found;
}

std::optional<fs::path> first_of(const FontFiles& files, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto place = files.find(name);
    if (place != files.end()) return place->second;
  }
  return std::nullopt;
}

ImFont* add(ImFontAtlas& atlas, const fs::path& path, ImFont* merge_into, float extra_scale) {
  ImFontConfig config;
  config.Flags |= ImFontFlags_NoLoadError;  // a file that vanished or cannot be read gives null
  config.MergeMode = merge_into != nullptr;
  config.DstFont = merge_into;
  config.ExtraSizeScale = extra_scale;
  config.GlyphExcludeRanges = kBrokenGlyphs;
  ImFont* font = atlas.AddFontFromFileTTF(path.c_str(), 16, &config);
  if (font != nullptr) font->FallbackChar = kMissingGlyph;
  return font;
}

// One face with its fallbacks behind it, all at the same em.
class FaceLoader {
 public:
  FaceLoader(ImFontAtlas& atlas, const FontFiles& files)
      : atlas_(atlas),
        dejavu_(first_of(files, {"DejaVuSans.ttf"})),
        micro_hei_(first_of(files, {"wqy-microhei.ttc"})) {}

  ImFont* load(const std::optional<fs::path>& path, float em) {
    ImFont* font = path ? add(atlas_, *path, nullptr, 1) : nullptr;
    if (font == nullptr) return nullptr;
    if (dejavu_) add(atlas_, *dejavu_, font, kDejavuEm / em);
    if (micro_hei_) add(atlas_, *micro_hei_, font, kMicroHeiEm / em);
    add_code_point_boxes(atlas_, *font);
    return font;
  }
  bool has_dejavu() const { return dejavu_.has_value(); }

 private:
  ImFontAtlas& atlas_;
  std::optional<fs::path> dejavu_;
  std::optional<fs::path> micro_hei_;
};

void say_missing(LoadedFonts& result, const char* font, const char* package) {
  result.messages.push_back(
      fmt::format("The font {} was not found, so another one is used; the package {} brings it.", font, package));
}

// A face that takes the place of Inter or JetBrains Mono: DejaVu Sans, else the font inside ImGui.
ImFont* substitute(ImFontAtlas& atlas, const FontFiles& files, float& em) {
  const auto dejavu = first_of(files, {"DejaVuSans.ttf"});
  ImFont* font = dejavu ? add(atlas, *dejavu, nullptr, 1) : nullptr;
  em = font != nullptr ? kDejavuEm : 1.0F;
  return font != nullptr ? font : atlas.AddFontDefault();
}

}  // namespace

std::vector<fs::path> usual_font_folders() {
  std::vector<fs::path> folders;
  const char* home = std::getenv("HOME");
  const char* data_home = std::getenv("XDG_DATA_HOME");
  if (data_home != nullptr && *data_home != '\0') folders.emplace_back(fs::path(data_home) / "fonts");
  if (home != nullptr && *home != '\0') {
    folders.emplace_back(fs::path(home) / ".local/share/fonts");
    folders.emplace_back(fs::path(home) / ".fonts");
  }
  folders.insert(folders.end(), {"/usr/local/share/fonts", "/usr/share/fonts"});
  return folders;
}

LoadedFonts load_fonts(ImFontAtlas& atlas, const std::vector<fs::path>& folders) {
  const FontFiles files = find_font_files(folders);
  FaceLoader loader(atlas, files);
  LoadedFonts result;
  ui::Fonts& fonts = result.fonts;
  fonts.text = loader.load(first_of(files, {"Inter-Regular.otf", "Inter-Regular.ttf"}), fonts.text_em);
  fonts.semibold = loader.load(first_of(files, {"Inter-SemiBold.otf", "Inter-SemiBold.ttf"}), fonts.text_em);
  fonts.mono = loader.load(first_of(files, {"JetBrainsMono-Regular.ttf"}), fonts.mono_em);
  fonts.mono_bold = loader.load(first_of(files, {"JetBrainsMono-Bold.ttf"}), fonts.mono_em);

  if (fonts.text == nullptr || fonts.semibold == nullptr) say_missing(result, "Inter", "fonts-inter");
  if (fonts.mono == nullptr || fonts.mono_bold == nullptr)
    say_missing(result, "JetBrains Mono", "fonts-jetbrains-mono");
  if (!loader.has_dejavu()) say_missing(result, "DejaVu Sans", "fonts-dejavu-core");
  if (fonts.text == nullptr) fonts.text = substitute(atlas, files, fonts.text_em);
  if (fonts.semibold == nullptr) fonts.semibold = fonts.text;
  if (fonts.mono == nullptr) fonts.mono = substitute(atlas, files, fonts.mono_em);
  if (fonts.mono_bold == nullptr) fonts.mono_bold = fonts.mono;
  return result;
}

}  // namespace app
