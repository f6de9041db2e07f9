// No two files give the same qualified name to two types: the linker would merge them without a word (One Definition
// Rule), and each file would go on believing in its own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/files.h"

namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

// Where the thing that begins at `at` ends: a comment, a preprocessor line, something between quotes. `at` where
// nothing of the kind begins there.
std::size_t end_of_noise(const std::string& text, std::size_t at) {
  const auto behind = [&](std::string_view end, std::size_t from) {
    const std::size_t found = text.find(end, from);
    return found == std::string::npos ? text.size() : found + end.size();
  };
  if (text.compare(at, 2, "//") == 0 || text[at] == '#') return behind("\n", at);
  if (text.compare(at, 2, "/*") == 0) return behind("*/", at);
  if (text.compare(at, 2, "R\"") == 0) {
    const std::size_t open = text.find('(', at);
    return behind(")" + text.substr(at + 2, open - at - 2) + "\"", open);
  }
  const bool separates_digits =
      text[at] == '\'' && at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0;
  if ((text[at] != '"' && text[at] != '\'') || separates_digits) return at;
  std::size_t end = at + 1;
  while (end < text.size() && text[end] != text[at]) end += text[end] == '\\' ? 2 : 1;
  return end + 1;
}

// The text without all that.
std::string bare(const std::string& text) {
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_noise(text, at);
    if (end == at) {
      kept += text[at++];
    } else {
      kept += ' ';
      at = end;
    }
  }
  return kept;
}

// What stands before a "{": the name of the scope that it opens.
struct Scope {
  enum class Kind { Named, Type, Hidden } kind = Kind::Hidden;  // hidden: a function, or a nameless namespace
  std::string name;
};

Scope scope_of(const std::string& head) {
  static const std::regex kNamespace(R"(namespace\s+([\w:]+)\s*$)");
  static const std::regex kType(
      R"((?:struct|class|union|enum)\s+(?:class\s+)?(\w+(?:::\w+)*)\s*(?:final\s*)?(?::(?!:)[^()]*)?$)");
  std::smatch match;
  if (std::regex_search(head, match, kNamespace)) return {Scope::Kind::Named, match[1]};
  if (std::regex_search(head, match, kType)) return {Scope::Kind::Type, match[1]};
  return {};
}

// The qualified names of the types that other files could mean, too.
std::set<std::string> types_of(const std::string& text) {
  std::set<std::string> types;
  std::vector<Scope> scopes;
  std::string head;
  for (const char letter : bare(text)) {
    if (letter == '{') {
      scopes.push_back(scope_of(head));
      const bool hidden = std::any_of(scopes.begin(), scopes.end(),
                                      [](const Scope& scope) { return scope.kind == Scope::Kind::Hidden; });
      std::string name;
      for (const Scope& scope : scopes) name += (name.empty() ? "" : "::") + scope.name;
      if (!hidden && scopes.back().kind == Scope::Kind::Type) types.insert(name);
    } else if (letter == '}' && !scopes.empty()) {
      scopes.pop_back();
    }
    if (letter == '{' || letter == '}' || letter == ';') {
      head.clear();
    } else {
      head += letter;
    }
  }
  return types;
}

// "core::Part in core/a.cpp, core/b.cpp" for each name that more than one file defines.
std::vector<std::string> merged_types(const std::map<std::string, std::string>& sources) {
  std::map<std::string, std::string> files;
  std::set<std::string> merged;
  for (const auto& [path, text] : sources) {
    for (const std::string& type : types_of(text)) {
      const auto [place, first] = files.try_emplace(type, path);
      if (first) continue;
      place->second += ", " + path;
      merged.insert(type);
    }
  }
  std::vector<std::string> lines;
  for (const std::string& type : merged) lines.push_back(type + " in " + files.at(type));
  return lines;
}

TEST(OneDefinitionCheck, FindsATypeOfTwoFilesWhereverItStands) {
  EXPECT_THAT(merged_types({{"core/a.cpp", "namespace core {\nstruct Part { int a; };\n}"},
                            {"core/b.cpp", "namespace core {\nclass Part final : public Whole<int> {};\n}"}}),
              ElementsAre("core::Part in core/a.cpp, core/b.cpp"));
  EXPECT_THAT(merged_types({{"ui/a.cpp", "namespace ui { namespace parts { enum class Kind : int { A }; } }"},
                            {"ui/b.h", "namespace ui::parts {\ntemplate <typename T> struct Kind { T t; };\n}"}}),
              ElementsAre("ui::parts::Kind in ui/a.cpp, ui/b.h"));
}

TEST(OneDefinitionCheck, LeavesAloneWhatNoOtherFileCanMean) {
  EXPECT_THAT(merged_types({{"core/a.cpp", "namespace core { namespace { struct Part {}; } }"},
                            {"core/b.cpp", "namespace core { void act() { struct Part {}; } }"},
                            {"core/c.cpp", "namespace core { struct Whole { struct Part {}; }; }"},
                            {"core/d.cpp", "namespace core { struct Part; }\n// struct Part {\n\"struct Part {\""},
                            {"core/e.cpp", "namespace ui { struct Part { char a = '{'; int b = 1'000; }; }"},
                            {"core/f.h", "namespace core { struct Part { struct Inner; }; }"},
                            {"core/g.cpp", "namespace core { struct Part::Inner : Whole { }; }"}}),
              IsEmpty());
}

TEST(OneDefinition, NoTypeIsDefinedInTwoFiles) {
  std::map<std::string, std::string> sources;
  std::size_t types = 0;
  for (const char* layer : {"core", "ui", "app", "tests/support"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(HEED_SOURCE_DIR) / layer)) {
      const std::string extension = entry.path().extension();
      if (extension != ".h" && extension != ".cpp") continue;
      const std::string path = fs::relative(entry.path(), HEED_SOURCE_DIR).generic_string();
      types += types_of(sources[path] = core::read_file(entry.path(), 1'000'000)).size();
    }
  }
  EXPECT_GT(types, 400U) << "the scan has lost its way";
  EXPECT_THAT(merged_types(sources), IsEmpty());
}

}  // namespace
