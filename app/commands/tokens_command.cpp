#include <fmt/format.h>

#include <fstream>
#include <iostream>

#include "app/commands/commands.h"
#include "app/commands/output.h"
#include "app/commands/run_options.h"
#include "core/attention/trace_json.h"
#include "core/error.h"
#include "core/json_reader.h"
#include "core/plain_text.h"

namespace app {

namespace {

struct TokensOptions {
  std::string model, file = "-";
  bool jsonl = false;
};

template <typename Item>
std::string list_of(const core::Tokens& tokens, Item item) {
  std::string text = "[";
  for (const core::Token& token : tokens) text += (text.size() > 1 ? ", " : "") + item(token);
  return text + "]";
}

std::string tokens_line(const core::Tokens& tokens) {
  const bool has_ids = !tokens.empty() && tokens[0].id >= 0;
  return fmt::format(
      "{{\"tokens\": {}, \"texts\": {}, \"ids\": {}, \"spans\": {}}}\n",
      list_of(tokens, [](const core::Token& token) { return core::json_text(token.vocabulary); }),
      list_of(tokens, [](const core::Token& token) { return core::json_text(token.text); }),
      has_ids ? list_of(tokens, [](const core::Token& token) { return std::to_string(token.id); }) : "[]",
      list_of(tokens, [](const core::Token& token) { return fmt::format("[{}, {}]", token.from, token.to); }));
}

std::string read_input(const std::string& line, bool jsonl) {
  if (jsonl) return core::parse_json(line, "the line").text();
  if (!core::is_valid_utf8(line)) {
    throw core::Error("the line is not UTF-8", "UTF-8 text", "the file uses another encoding");
  }
  return line;
}

int run_tokens(const TokensOptions& options) {
  const auto model = open_model(options.model);
  std::ifstream file;
  if (options.file != "-") {
    file.open(options.file, std::ios::binary);
    if (!file || file.peek() == std::ifstream::traits_type::eof()) {
      if (!file.is_open() || file.bad()) {
        throw core::Error("cannot read \"" + core::shown_text(options.file) + "\"",
                          "a text file or - for the standard input", "is the name spelt right?");
      }
      file.clear();
    }
  }
  std::istream& input = options.file == "-" ? std::cin : file;
  std::string line;
  for (long number = 1; std::getline(input, line); ++number) {
    try {
      const std::string text = read_input(line, options.jsonl);
      print(tokens_line(model->encoder->tokenize(text, core::SentencePart::First)));
    } catch (const core::Error& error) {
      throw core::Error(fmt::format("line {}: {}", number, error.what()), "", "");
    }
  }
  if (input.bad())
    throw core::Error("\"" + core::shown_text(options.file) + "\" cannot be read", "a text file", "is it a folder?");
  return 0;
}

}  // namespace

void add_tokens_command(CLI::App& program, Action& action) {
  const auto options = std::make_shared<TokensOptions>();
  CLI::App* command = program.add_subcommand("tokens", "Cut every line of the input into tokens, a line of JSON each");
  command->add_option("--model", options->model,
                      "Model by id, folder or .gguf file; the first one listed is the default");
  command->add_flag("--jsonl", options->jsonl, "Every line of the input is a JSON string");
  command->add_option("FILE", options->file, "Text file, or - for the standard input (the standard)");
  command->footer(
      "A line holds tokens (as the vocabulary spells them), texts (as a reader sees them), ids (empty where the "
      "model has no vocabulary) and spans (bytes [from, to) of the UTF-8 input).");
  command->callback([options, &action] { action = [options] { return run_tokens(*options); }; });
}

}  // namespace app
