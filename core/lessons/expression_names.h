// THE list of names that an expression may ask for, and what each needs behind it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace core {

enum class AddressKind : std::uint8_t { None, Layer, Head };
enum class NameSource : std::uint8_t { Trace, State };  // State: of the window and session, of no run

struct ExpressionName {
  std::string_view name;
  NameSource source = NameSource::Trace;
  AddressKind address = AddressKind::None;
  std::size_t least = 0, most = 0;  // arguments in [ ]
  bool component = false;           // may be followed by .component
  bool count = false;               // a whole number, shown without decimals
};

inline constexpr std::array<ExpressionName, 60> kExpressionNames = {{
    {"x", NameSource::Trace, AddressKind::None, 1, 1, true, false},
    {"x2", NameSource::Trace, AddressKind::None, 1, 1, true, false},
    {"q", NameSource::Trace, AddressKind::Head, 1, 1, true, false},
    {"k", NameSource::Trace, AddressKind::Head, 1, 1, true, false},
    {"v", NameSource::Trace, AddressKind::Head, 1, 1, true, false},
    {"output", NameSource::Trace, AddressKind::Head, 1, 1, true, false},
    {"k2", NameSource::Trace, AddressKind::Head, 1, 1, true, false},
    {"v2", NameSource::Trace, AddressKind::Head, 1, 1, true, false},
    {"wrote", NameSource::Trace, AddressKind::Head, 1, 1, true, false},
    {"score", NameSource::Trace, AddressKind::Head, 1, 2, false, false},
    {"scaled", NameSource::Trace, AddressKind::Head, 1, 2, false, false},
    {"weight", NameSource::Trace, AddressKind::Head, 1, 2, false, false},
    {"most", NameSource::Trace, AddressKind::Head, 1, 1, false, false},
    {"least", NameSource::Trace, AddressKind::Head, 1, 1, false, false},
    {"runner_up", NameSource::Trace, AddressKind::Head, 1, 1, false, false},
    {"entropy", NameSource::Trace, AddressKind::Head, 1, 1, false, false},
    {"nearest", NameSource::Trace, AddressKind::Head, 1, 2, false, false},
    {"leaning", NameSource::Trace, AddressKind::Head, 1, 2, false, false},
    {"variance", NameSource::Trace, AddressKind::Head, 0, 0, false, false},
    {"divisor", NameSource::Trace, AddressKind::Head, 0, 0, false, false},
    {"width", NameSource::Trace, AddressKind::Head, 0, 0, false, true},
    {"resting", NameSource::Trace, AddressKind::Head, 0, 0, false, false},
    {"diagonal", NameSource::Trace, AddressKind::Head, 0, 0, false, false},
    {"previous", NameSource::Trace, AddressKind::Head, 0, 0, false, false},
    {"column", NameSource::Trace, AddressKind::Head, 0, 0, false, false},
    {"attended", NameSource::Trace, AddressKind::Layer, 1, 1, true, false},
    {"mlp", NameSource::Trace, AddressKind::Layer, 1, 1, true, false},
    {"residual", NameSource::Trace, AddressKind::Layer, 1, 1, true, false},
    {"residual2", NameSource::Trace, AddressKind::Layer, 1, 1, true, false},
    {"W_Q", NameSource::Trace, AddressKind::Head, 2, 2, false, false},
    {"W_K", NameSource::Trace, AddressKind::Head, 2, 2, false, false},
    {"W_V", NameSource::Trace, AddressKind::Head, 2, 2, false, false},
    {"W_O", NameSource::Trace, AddressKind::Head, 2, 2, false, false},
    {"position", NameSource::Trace, AddressKind::None, 1, 1, false, true},
    {"tokens", NameSource::Trace, AddressKind::None, 0, 0, false, true},
    {"layers", NameSource::Trace, AddressKind::None, 0, 0, false, true},
    {"heads", NameSource::Trace, AddressKind::None, 0, 0, false, true},
    {"components", NameSource::Trace, AddressKind::None, 0, 0, false, true},
    {"resting_everywhere", NameSource::Trace, AddressKind::None, 0, 0, false, false},
    {"next", NameSource::Trace, AddressKind::None, 0, 1, false, false},
    {"chance", NameSource::Trace, AddressKind::None, 1, 1, false, false},
    {"selected", NameSource::State, AddressKind::None, 0, 0, false, false},
    {"key", NameSource::State, AddressKind::None, 0, 0, false, false},
    {"head", NameSource::State, AddressKind::None, 0, 0, false, false},
    {"model", NameSource::State, AddressKind::None, 0, 0, false, false},
    {"sentence", NameSource::State, AddressKind::None, 0, 0, false, false},
    {"second", NameSource::State, AddressKind::None, 0, 0, false, false},
    {"at", NameSource::State, AddressKind::None, 0, 0, false, false},
    {"view", NameSource::State, AddressKind::None, 0, 0, false, false},
    {"tab", NameSource::State, AddressKind::None, 0, 0, false, false},
    {"whole", NameSource::State, AddressKind::None, 0, 0, false, false},
    {"edits", NameSource::State, AddressKind::None, 0, 1, false, true},
    {"scale", NameSource::State, AddressKind::None, 0, 0, false, false},
    {"mask", NameSource::State, AddressKind::None, 0, 0, false, false},
    {"softmax", NameSource::State, AddressKind::None, 0, 0, false, false},
    {"temperature", NameSource::State, AddressKind::None, 0, 0, false, false},
    {"muted", NameSource::State, AddressKind::None, 1, 1, false, false},
    {"ignored", NameSource::State, AddressKind::None, 1, 1, false, false},
    {"held", NameSource::State, AddressKind::None, 1, 1, false, true},
    {"fact", NameSource::State, AddressKind::None, 1, 1, false, false},
}};

inline constexpr std::array<std::string_view, 19> kFunctionNames = {
    "exp",  "log",      "sqrt", "abs",     "floor",    "ceil",    "round", "min",    "max",          "sum",
    "mean", "variance", "norm", "largest", "smallest", "entropy", "dot",   "cosine", "sign_variance"};

// Null where there is no such name.
const ExpressionName* find_expression_name(std::string_view name);
bool is_function_name(std::string_view name);

// Both throw Error: a name that is none (with the nearest one), or something behind it that does not fit.
struct ExpressionNode;
void check_reference(const ExpressionNode& node);
void check_function(const std::string& name);

}  // namespace core
