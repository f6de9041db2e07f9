#include "core/tokenizers/wordpiece.h"

#include <algorithm>

#include "core/error.h"
#include "core/plain_text.h"
#include "core/tokenizers/unicode.h"

namespace core {

WordPiece::WordPiece(Vocabulary vocabulary, WordPieceSettings settings, const std::string& place)
    : PieceModel(std::move(vocabulary)), settings_(std::move(settings)) {
  const auto unknown = this->vocabulary().find(settings_.unknown);
  if (!unknown) {
    throw Error(place + " has no piece \"" + shown_text(settings_.unknown) + "\"", "a piece for unknown words", "");
  }
  unknown_ = *unknown;
}

Pieces WordPiece::split(std::string_view text) const {
  Pieces nothing = {{unknown_, 0, text.size()}};
  if (count_code_points(text) > settings_.max_characters) return nothing;
  Pieces pieces;
  std::string candidate;
  for (std::size_t from = 0; from < text.size();) {
    const std::string_view prefix = from > 0 ? std::string_view(settings_.continuing_prefix) : std::string_view();
    std::size_t to = text.size();
    std::optional<int> id;
    while (to > from) {
      if (to - from + prefix.size() <= vocabulary().longest()) {
        candidate = prefix;
        candidate += text.substr(from, to - from);
        id = vocabulary().find(candidate);
        if (id) break;
      }
      to -= code_point_before(text, to).size;
    }
    if (!id) return nothing;
    pieces.push_back({*id, from, to});
    from = to;
  }
  return pieces;
}

}  // namespace core
