#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/tokenizers/pattern.h"

#include <fmt/format.h>
#include <pcre2.h>

#include <algorithm>
#include <array>

#include "core/error.h"
#include "core/plain_text.h"
#include "core/tokenizers/unicode.h"

namespace core {

namespace {

// Steps of one search: patterns of real tokenizers need a few for each byte; hostile ones need 2 to the power of bytes.
constexpr std::size_t kStepsToBegin = 20'000;
constexpr std::size_t kStepsPerByte = 50;
constexpr std::size_t kMostSteps = 5'000'000;
constexpr std::uint32_t kMaxHeapKilobytes = 16 * 1024;  // of one search
constexpr std::size_t kLargestStack = std::size_t{4} << 20U;
constexpr std::size_t kLongestPattern = 20'000;

std::string message_of(int code) {
  std::array<PCRE2_UCHAR, 256> buffer{};
  pcre2_get_error_message(code, buffer.data(), buffer.size());
  return reinterpret_cast<const char*>(buffer.data());
}

struct FreeData {
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
  void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
  void operator()(pcre2_jit_stack* stack) const { pcre2_jit_stack_free(stack); }
};

// One walk through a text: the scratch memory of PCRE2, which threads cannot share.
class Search {
 public:
  Search(const pcre2_code* code, std::string_view text, const std::string& place)
      : code_(code),
        text_(text),
        place_(place),
        data_(pcre2_match_data_create_from_pattern(code, nullptr)),
        context_(pcre2_match_context_create(nullptr)) {
    const std::size_t steps = std::min(kMostSteps, kStepsToBegin + kStepsPerByte * text.size());
    pcre2_set_match_limit(context_.get(), static_cast<std::uint32_t>(steps));
    pcre2_set_heap_limit(context_.get(), kMaxHeapKilobytes);
  }

  // Finds the next match from byte `at` on.
  bool find(std::size_t at, ByteSpan& found) {
    int result = match(at);
    if (result == PCRE2_ERROR_JIT_STACKLIMIT && !stack_) {
      stack_.reset(pcre2_jit_stack_create(std::size_t{64} << 10U, kLargestStack, nullptr));
      pcre2_jit_stack_assign(context_.get(), nullptr, stack_.get());
      result = match(at);
    }
    if (result == PCRE2_ERROR_NOMATCH) return false;
    if (result < 0) {
      throw Error(fmt::format("{}: the search gave up: {}", place_, message_of(result)),
                  "a pattern that reads a text in few steps", "the pattern repeats what itself repeats");
    }
    const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(data_.get());
    found = {ends[0], ends[1]};
    if (found.from < at || found.to < found.from) {
      throw Error(place_ + " matches backwards (\\K in a look-around)", "a match that begins where it was found", "");
    }
    return true;
  }

 private:
  int match(std::size_t at) {
    return pcre2_match(code_, reinterpret_cast<PCRE2_SPTR>(text_.data()), text_.size(), at, PCRE2_NO_UTF_CHECK,
                       data_.get(), context_.get());
  }

  const pcre2_code* code_;
  std::string_view text_;
  const std::string& place_;
  std::unique_ptr<pcre2_match_data, FreeData> data_;
  std::unique_ptr<pcre2_match_context, FreeData> context_;
  std::unique_ptr<pcre2_jit_stack, FreeData> stack_;
};

void add_piece(TextPieces& pieces, std::size_t& done, ByteSpan match) {
  if (match.from > done) pieces.push_back({done, match.from, false});
  pieces.push_back({match.from, match.to, true});
  done = match.to;
}

TextPieces literal_pieces(std::string_view text, std::string_view literal) {
  TextPieces pieces;
  std::size_t done = 0;
  for (std::size_t at = text.find(literal); at != std::string_view::npos; at = text.find(literal, done)) {
    add_piece(pieces, done, {at, at + literal.size()});
  }
  if (done < text.size()) pieces.push_back({done, text.size(), false});
  return pieces;
}

}  // namespace

struct TextPattern::Code {
  explicit Code(pcre2_code* code, std::string name) : pointer(code), place(std::move(name)) {}
  ~Code() { pcre2_code_free(pointer); }
  Code(const Code&) = delete;
  Code& operator=(const Code&) = delete;

  pcre2_code* pointer;
  std::string place;
};

TextPattern TextPattern::literal(std::string text, const std::string& place) {
  if (text.empty()) throw Error(place + " is an empty text", "a text to look for", "");
  TextPattern pattern;
  pattern.literal_ = std::move(text);
  return pattern;
}

TextPattern TextPattern::regex(std::string_view source, const std::string& place) {
  if (source.empty() || source.size() > kLongestPattern) {
    throw Error(fmt::format("{} has {} bytes", place, source.size()),
                fmt::format("a pattern of 1 to {} bytes", kLongestPattern), "");
  }
  const std::string translated = translate_regex(source, place);
  int code = 0;
  PCRE2_SIZE at = 0;
  std::unique_ptr<pcre2_compile_context, void (*)(pcre2_compile_context*)> context(
      pcre2_compile_context_create(nullptr), [](pcre2_compile_context* c) { pcre2_compile_context_free(c); });
  pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
  // In Ruby's syntax ^ and $ stand for the ends of every line.
  pcre2_code* compiled =
      pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(),
                    PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C, &code, &at, context.get());
  if (compiled == nullptr) {
    throw Error(fmt::format("{}: \"{}\" cannot be compiled: {}", place, shown_text(source), message_of(code)),
                "a regular expression", fmt::format("near byte {}", at));
  }
  TextPattern pattern;
  pattern.code_ = std::make_shared<const Code>(compiled, place);
  pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);  // without JIT the interpreter serves, with the same limits
  return pattern;
}

TextPieces TextPattern::pieces(std::string_view text) const {
  if (!code_) return literal_pieces(text, literal_);
  TextPieces pieces;
  if (text.empty()) return pieces;
  Search search(code_->pointer, text, code_->place);
  ByteSpan match;
  std::size_t at = 0, done = 0;
  bool matched = false;
  while (at <= text.size() && search.find(at, match)) {
    if (match.to == match.from && matched && match.from == done) {
      if (at >= text.size()) break;
      at += code_point_at(text, at).size;
      continue;
    }
    add_piece(pieces, done, match);
    matched = true;
    at = done;
  }
  if (done < text.size()) pieces.push_back({done, text.size(), false});
  return pieces;
}

}  // namespace core
