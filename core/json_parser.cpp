// The strict half of json_reader.h: a SAX consumer that builds the tree while it counts, and refuses at the first
// fault.
#include "core/json_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "core/error.h"

namespace core {
namespace {

using nlohmann::json;

class Builder final : public nlohmann::json_sax<json> {
 public:
  Builder(std::string_view text, std::string source, JsonLimits limits)
      : text_(text), source_(std::move(source)), limits_(limits) {}

  json take() { return std::move(root_); }

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t& /*spelling*/) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t& /*value*/) override { return false; }  // never in JSON text
  bool start_object(std::size_t /*count*/) override { return open(json::object()); }
  bool start_array(std::size_t /*count*/) override { return open(json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    auto& members = open_.back()->get_ref<json::object_t&>();
    const auto [place, is_new] = members.try_emplace(name, nullptr);
    if (!is_new) {
      throw Error(fmt::format("{}: the key {} stands twice in one object", source_, json(name).dump()), "each key once",
                  "edited by hand? keep the line that is meant");
    }
    slot_ = &place->second;
    return true;
  }

  bool parse_error(std::size_t position, const std::string& /*token*/, const json::exception& error) override {
    const std::string_view before = text_.substr(0, position > 0 ? std::min(position - 1, text_.size()) : 0);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto [found, expected] = split_message(error.what());
    throw Error(fmt::format("{}, line {}: {}", source_, line, found), expected,
                position > text_.size() ? "the file may be cut short" : "the file may be damaged");
  }

 private:
  bool add(json value) {
    if (++count_ > limits_.values) {
      throw Error(fmt::format("{} holds more than {} values", source_, limits_.values), "a smaller document",
                  "this is not the file that was meant");
    }
    if (open_.empty()) {
      root_ = std::move(value);
      last_ = &root_;
    } else if (open_.back()->is_array()) {
      open_.back()->push_back(std::move(value));
      last_ = &open_.back()->back();
    } else {
      *slot_ = std::move(value);
      last_ = slot_;
    }
    return true;
  }

  bool open(json value) {
    if (open_.size() >= limits_.depth) {
      throw Error(fmt::format("{} is nested more than {} levels deep", source_, limits_.depth), "a flatter document",
                  "this is not the file that was meant");
    }
    add(std::move(value));
    open_.push_back(last_);
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  // The library's "[id] parse error at line 1, column 2: FOUND; last read: 'BYTES'; expected EXPECTED" without its
  // prefix and without the bytes, which need not be UTF-8.
  static std::pair<std::string, std::string> split_message(std::string_view message) {
    constexpr std::string_view kRead = "; last read: ", kExpected = "; expected ";
    const std::size_t prefix = message.find(": ") != std::string_view::npos ? message.find(": ") : message.find("] ");
    if (prefix != std::string_view::npos) message.remove_prefix(prefix + 2);
    const std::size_t read = message.find(kRead);
    const std::size_t expected = message.rfind(kExpected);
    const bool has_expected = expected != std::string_view::npos && (read == std::string_view::npos || expected > read);
    const std::string wanted = has_expected ? std::string(message.substr(expected + kExpected.size())) : "JSON";
    return {std::string(message.substr(0, std::min({read, expected, message.size()}))), wanted};
  }

  std::string_view text_;
  std::string source_;
  JsonLimits limits_;
  json root_;
  std::vector<json*> open_;  // the lists and objects that are being filled, outermost first
  json* slot_ = nullptr;     // where the value after a key goes
  json* last_ = nullptr;     // the value added last
  std::size_t count_ = 0;
};

}  // namespace

json parse_strict_json(std::string_view text, const std::string& source, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    throw Error(fmt::format("{} holds {} bytes", source, text.size()), fmt::format("at most {}", limits.bytes),
                "this is not the file that was meant");
  }
  // The library takes a zero byte for the end and would leave unread what stands behind it.
  if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
    throw Error(fmt::format("{} holds a zero byte at position {}", source, zero), "text", "the file may be damaged");
  }
  Builder builder(text, source, limits);
  json::sax_parse(text.begin(), text.end(), &builder);
  return builder.take();
}

}  // namespace core
