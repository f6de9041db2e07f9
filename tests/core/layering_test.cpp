// The house keeps its walls: include lines point from app to ui to core, never round in a circle; files stay short.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::size_t kLongestFile = 300;

using Texts = std::vector<std::string>;
using Sources = std::map<std::string, std::string>;  // path from the root of the repository → text

Texts lines_of(const std::string& text) {
  Texts lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

Sources read_sources(const Texts& folders) {
  Sources sources;
  const fs::path root = HEED_SOURCE_DIR;
  for (const std::string& folder : folders) {
    if (!fs::exists(root / folder)) throw std::runtime_error("run from the repository's root: no " + folder + "/ here");
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string extension = entry.path().extension();
      if (!entry.is_regular_file() || (extension != ".h" && extension != ".cpp")) continue;
      std::ostringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      sources[fs::relative(entry.path(), root).generic_string()] = text.str();
    }
  }
  return sources;
}

// The names between quotes or angle brackets, in order.
Texts includes_of(const std::string& text) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*["<]([^">]+)[">])");
  Texts includes;
  for (const std::string& line : lines_of(text)) {
    std::smatch match;
    if (std::regex_search(line, match, kInclude)) includes.push_back(match[1]);
  }
  return includes;
}

std::string layer_of(const std::string& path) {
  return path.substr(0, path.find('/'));
}

bool starts_with_any(const std::string& text, const Texts& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](const std::string& beginning) { return text.rfind(beginning, 0) == 0; });
}

// What a layer must not include.
Texts forbidden_in(const std::string& layer) {
  if (layer == "core") return {"ui/", "app/", "tests/", "imgui", "implot", "GLFW/", "GL/", "CLI/"};
  if (layer == "ui") return {"app/", "tests/", "GLFW/", "GL/", "CLI/", "imgui_impl_", "fstream", "nlohmann/"};
  if (layer == "app") return {"tests/"};
  return {};
}

Texts wrong_arrows(const Sources& sources) {
  Texts wrong;
  for (const auto& [path, text] : sources) {
    for (const std::string& include : includes_of(text)) {
      if (starts_with_any(include, forbidden_in(layer_of(path)))) wrong.push_back(path + " includes " + include);
    }
  }
  return wrong;
}

// Names of our own files that no file has, or that do not begin with their layer.
Texts dangling_includes(const Sources& sources) {
  Texts dangling;
  for (const auto& [path, text] : sources) {
    for (const std::string& include : includes_of(text)) {
      const bool ours = starts_with_any(include, {"core/", "ui/", "app/", "tests/", "../", "./"});
      if (ours && !sources.contains(include)) dangling.push_back(path + " includes " + include);
    }
  }
  return dangling;
}

void follow(const Sources& sources, const std::string& path, Texts& way, std::map<std::string, bool>& done,
            Texts& circles) {
  const auto met = std::find(way.begin(), way.end(), path);
  if (met != way.end()) {
    std::string circle;
    for (auto step = met; step != way.end(); ++step) circle += *step + " → ";
    circles.push_back(circle + path);
    return;
  }
  if (done[path]) return;
  done[path] = true;
  way.push_back(path);
  for (const std::string& include : includes_of(sources.at(path))) {
    if (sources.contains(include)) follow(sources, include, way, done, circles);
  }
  way.pop_back();
}

Texts circles(const Sources& sources) {
  Texts found, way;
  std::map<std::string, bool> done;
  for (const auto& [path, text] : sources) follow(sources, path, way, done, found);
  return found;
}

Texts long_files(const Sources& sources) {
  Texts found;
  for (const auto& [path, text] : sources) {
    const std::size_t count = lines_of(text).size();
    if (count > kLongestFile) found.push_back(path + " has " + std::to_string(count) + " lines");
  }
  return found;
}

// A header opens with a comment whose first paragraph is a whole sentence, and then says #pragma once.
Texts headers_without_a_sentence(const Sources& sources) {
  Texts found;
  for (const auto& [path, text] : sources) {
    if (fs::path(path).extension() != ".h") continue;
    const Texts lines = lines_of(text);
    const auto end_of = [&](const std::string& start) {
      return std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return line.rfind(start, 0) != 0; });
    };
    const auto paragraph_end = end_of("// "), comment_end = end_of("//");
    const bool is_sentence = paragraph_end != lines.begin() && std::prev(paragraph_end)->back() == '.';
    if (!is_sentence || comment_end == lines.end() || *comment_end != "#pragma once") found.push_back(path);
  }
  return found;
}

// The checks themselves find what they are there for.

TEST(LayeringCheck, FindsEveryWrongArrow) {
  EXPECT_THAT(wrong_arrows({{"core/a.h", "#include \"ui/b.h\"\n"}}), ElementsAre("core/a.h includes ui/b.h"));
  EXPECT_THAT(wrong_arrows({{"core/a.h", "#include \"app/b.h\"\n # include  <imgui.h>\n#include <imgui_internal.h>"}}),
              SizeIs(3));
  EXPECT_THAT(wrong_arrows({{"ui/a.cpp", "#include \"app/b.h\"\n#include <GLFW/glfw3.h>\n#include <fstream>\n"}}),
              SizeIs(3));
  EXPECT_THAT(wrong_arrows({{"app/a.cpp", "#include \"tests/support/b.h\"\n"}}), SizeIs(1));
  EXPECT_THAT(wrong_arrows({{"app/a.cpp", "#include \"ui/b.h\"\n#include \"core/c.h\"\n"},
                            {"ui/b.h", "#include \"core/c.h\"\n#include <imgui.h>\n"},
                            {"core/c.h", "#include <vector>\n// #include \"ui/b.h\"\n"}}),
              IsEmpty());
}

TEST(LayeringCheck, FindsACircleOfAnyLength) {
  EXPECT_THAT(circles({{"core/a.h", "#include \"core/a.h\"\n"}}), ElementsAre("core/a.h → core/a.h"));
  EXPECT_THAT(circles({{"core/a.h", "#include \"core/b.h\"\n"},
                       {"core/b.h", "#include \"core/c.h\"\n"},
                       {"core/c.h", "#include \"core/b.h\"\n"}}),
              ElementsAre("core/b.h → core/c.h → core/b.h"));
  EXPECT_THAT(circles({{"core/a.h", "#include \"core/c.h\"\n#include \"core/b.h\"\n"},
                       {"core/b.h", "#include \"core/c.h\"\n"},
                       {"core/c.h", ""}}),
              IsEmpty());
}

TEST(LayeringCheck, FindsALineTooManyAndAHeaderWithoutItsSentence) {
  std::string text;
  for (std::size_t i = 0; i < kLongestFile; ++i) text += "x\n";
  EXPECT_THAT(long_files({{"core/a.cpp", text}}), IsEmpty());
  EXPECT_THAT(long_files({{"core/a.cpp", text + "x\n"}}), ElementsAre("core/a.cpp has 301 lines"));
  EXPECT_THAT(headers_without_a_sentence({{"a.h", "#pragma once\n"},
                                          {"b.h", "// What it is for\n#pragma once\n"},
                                          {"c.h", "// What it is for.\n\n#pragma once\n"},
                                          {"d.h", "// What it\n// is for.\n#pragma once\n"},
                                          {"e.h", "// What it is for.\n//\n//   a drawing\n#pragma once\n"}}),
              ElementsAre("a.h", "b.h", "c.h"));
}

TEST(LayeringCheck, FindsAnIncludeThatNoFileAnswers) {
  EXPECT_THAT(dangling_includes({{"core/a.h", "#include \"core/b.h\"\n#include \"../c.h\"\n#include <vector>\n"}}),
              SizeIs(2));
}

// The house as it stands.

TEST(Layering, NoIncludePointsTheWrongWay) {
  EXPECT_THAT(wrong_arrows(read_sources({"core", "ui", "app"})), IsEmpty());
}

TEST(Layering, EveryIncludeOfOurOwnNamesItsLayerAndAFile) {
  EXPECT_THAT(dangling_includes(read_sources({"core", "ui", "app", "tests"})), IsEmpty());
}

TEST(Layering, NoFilesIncludeOneAnotherInACircle) {
  EXPECT_THAT(circles(read_sources({"core", "ui", "app", "tests"})), IsEmpty());
}

TEST(Layering, NoFileIsLongerThan300Lines) {
  EXPECT_THAT(long_files(read_sources({"core", "ui", "app", "tests"})), IsEmpty());
}

TEST(Layering, EveryHeaderOpensWithASentence) {
  EXPECT_THAT(headers_without_a_sentence(read_sources({"core", "ui", "app", "tests"})), IsEmpty());
}

}  // namespace
