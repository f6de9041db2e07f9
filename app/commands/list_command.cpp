#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "app/asset_paths.h"
#include "app/commands/commands.h"
#include "app/commands/output.h"
#include "app/commands/run_options.h"
#include "app/lesson_files.h"
#include "core/attention/trace_json.h"
#include "core/error.h"
#include "core/json_reader.h"
#include "core/models/catalog.h"
#include "core/models/find_models.h"
#include "core/models/measured.h"
#include "core/plain_text.h"
#include "core/sentences/sentences.h"
#include "core/spelling.h"

namespace app {

namespace {

using core::json_text;

// A damaged lesson or model hides none of the others.
void warn(const std::string& message) {
  std::fprintf(stderr, "heed: %s\n", message.c_str());
}

using Fields = std::vector<std::pair<const char*, std::string>>;  // key and value, as JSON
using Rows = std::vector<Fields>;

const char* origin_word(core::Origin origin) {
  switch (origin) {
    case core::Origin::Compiled:
      return "compiled";
    case core::Origin::Given:
      return "given";
    case core::Origin::Learned:
      return "learned";
  }
  return "";
}

// One kind of row for built-in and found models.
Fields model_row(const core::CatalogEntry& entry, core::Index layers, core::Index heads, std::uint64_t bytes,
                 const std::string& license, const std::string& measured) {
  return {{"id", json_text(entry.id)},
          {"name", json_text(entry.name)},
          {"origin", json_text(origin_word(entry.origin))},
          {"family", json_text(entry.family)},
          {"layers", std::to_string(layers)},
          {"heads", std::to_string(heads)},
          {"bytes", bytes == 0 ? "null" : std::to_string(bytes)},
          {"license", license.empty() ? "null" : json_text(license)},
          {"path", entry.path.empty() ? "null" : json_text(entry.path.string())},
          {"measured", json_text(measured)}};
}

Rows list_models() {
  Rows rows;
  const auto assets = find_assets().assets;
  for (const core::CatalogEntry& entry : core::built_in_models()) {
    const auto model = entry.load(assets, entry.path);
    std::size_t heads = 0;
    for (const core::LayerConfig& layer : model->config.layers) heads += layer.heads.size();
    rows.push_back(model_row(entry, static_cast<core::Index>(model->config.layers.size()),
                             static_cast<core::Index>(heads), 0, "", std::string(core::kHandMadeText)));
  }
  const core::ModelPlaces places = core::model_places();
  const core::MeasuredBook book = core::read_measured_book(assets, places);
  for (const core::FoundModel& found : core::find_learned_models(places)) {
    const core::LearnedSummary& summary = found.summary;
    if (!found.problem.empty()) {
      warn(found.id + " cannot be opened: " + found.problem);
      continue;
    }
    core::CatalogEntry entry;
    entry.id = found.id;
    entry.name = core::learned_model_name(found.path);
    entry.family = summary.family;
    entry.origin = core::Origin::Learned;
    entry.path = found.path;
    rows.push_back(model_row(entry, summary.layers, summary.layers * summary.heads, summary.bytes, summary.license,
                             core::measured_text(book, summary.fingerprint)));
  }
  return rows;
}

Rows list_sentences() {
  Rows rows;
  for (const core::SentenceSet& set : core::read_sentences(find_assets().sentences)) {
    for (const core::Sentence& sentence : set.sentences) {
      rows.push_back({{"id", json_text(sentence.id)}, {"text", json_text(sentence.text)}, {"set", json_text(set.id)}});
      if (sentence.has_second) rows.back().emplace_back("second", json_text(sentence.second));
    }
  }
  return rows;
}

Rows list_lessons() {
  Rows rows;
  const core::LessonShelf shelf = load_lessons();
  for (const core::Lesson& lesson : shelf.lessons) {
    const core::LessonCounts counts = core::count_steps(lesson);
    rows.push_back({{"id", json_text(lesson.id)},
                    {"title", json_text(lesson.title)},
                    {"steps", std::to_string(counts.steps)},
                    {"tasks", std::to_string(counts.tasks)},
                    {"questions", std::to_string(counts.questions)}});
  }
  for (const core::LessonProblem& problem : shelf.problems) warn(problem.message);
  return rows;
}

Rows list_heads(const std::string& model_id) {
  Rows rows;
  const auto model = open_model(model_id);
  for (std::size_t l = 0; l < model->config.layers.size(); ++l) {
    const auto& heads = model->config.layers[l].heads;
    for (std::size_t h = 0; h < heads.size(); ++h) {
      rows.push_back({{"layer", std::to_string(l)},
                      {"head", std::to_string(h)},
                      {"id", json_text(heads[h].id)},
                      {"name", json_text(heads[h].name)}});
    }
  }
  return rows;
}

void print_json(const Rows& rows) {
  std::string text = "[";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text += i > 0 ? ",\n {" : "\n {";
    for (std::size_t f = 0; f < rows[i].size(); ++f) {
      text += fmt::format("{}\"{}\": {}", f > 0 ? ", " : "", rows[i][f].first, rows[i][f].second);
    }
    text += "}";
  }
  print(text + (rows.empty() ? "]\n" : "\n]\n"));
}

// A JSON value as a person reads it.
std::string plain(const std::string& json) {
  if (json == "null") return "";
  return json.front() == '"' ? core::parse_json(json, "").text() : json;
}

void print_table(const Rows& rows) {
  std::vector<std::size_t> widths;
  for (const Fields& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t f = 0; f < row.size(); ++f)
      widths[f] = std::max(widths[f], core::display_width(plain(row[f].second)));
  }
  for (const Fields& row : rows) {
    std::string line;
    for (std::size_t f = 0; f < row.size(); ++f) {
      if (f > 0) line += "  ";
      line += f + 1 < row.size() ? core::pad_right(plain(row[f].second), widths[f]) : plain(row[f].second);
    }
    print(line.substr(0, line.find_last_not_of(' ') + 1) + "\n");
  }
}

struct ListOptions {
  std::string what, model;
  bool json = false;
};

int run_list(const ListOptions& options) {
  const std::vector<std::string> known = {"models", "sentences", "lessons", "heads"};
  Rows rows;
  if (options.what == "models") {
    rows = list_models();
  } else if (options.what == "sentences") {
    rows = list_sentences();
  } else if (options.what == "heads") {
    rows = list_heads(options.model);
  } else if (options.what == "lessons") {
    rows = list_lessons();
  } else {
    throw core::Error(fmt::format("there is no list of \"{}\"", core::shown_text(options.what)),
                      "models, sentences, lessons or heads", core::did_you_mean(options.what, known, ""));
  }
  options.json ? print_json(rows) : print_table(rows);
  return 0;
}

}  // namespace

void add_list_command(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ListOptions>();
  CLI::App* command = program.add_subcommand("list", "List models, sentences, lessons, or the heads of a model");
  command->add_option("WHAT", options->what, "models, sentences, lessons or heads")->required();
  command->add_option("--model", options->model,
                      "Whose heads; by id, folder or .gguf file, the first model listed is the default");
  command->add_flag("--json", options->json, "As a JSON array");
  command->footer("\"heads\" of a model counts those of all layers. Columns are those of the JSON form, in its order.");
  command->callback([options, &action] { action = [options] { return run_list(*options); }; });
}

}  // namespace app
