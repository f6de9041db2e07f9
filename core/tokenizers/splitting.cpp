#include "core/tokenizers/pre_tokenizers.h"

namespace core {

namespace {

// Pieces grouped into parts; a group is never a match any more.
TextPieces grouped(const TextPieces& pieces, SplitBehavior behavior) {
  TextPieces groups;
  bool last = false;
  for (const TextPiece& piece : pieces) {
    const bool joins = behavior == SplitBehavior::Contiguous ? piece.match == last : piece.match && !last;
    last = piece.match;
    if (joins && !groups.empty()) {
      groups.back().to = piece.to;
    } else {
      groups.push_back({piece.from, piece.to, false});
    }
  }
  return groups;
}

TextPieces joined_with_next(const TextPieces& pieces) {
  TextPieces groups;
  bool last = false;
  // NOLINTNEXTLINE(modernize-loop-convert): backwards
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
    const bool joins = piece->match && !last;
    last = piece->match;
    if (joins && !groups.empty()) {
      groups.back().from = piece->from;
    } else {
      groups.push_back({piece->from, piece->to, false});
    }
  }
  return {groups.rbegin(), groups.rend()};
}

void append_parts(TextParts& parts, const AlignedText& text, const TextPieces& pieces) {
  for (const TextPiece& piece : pieces) {
    if (!piece.match && piece.from < piece.to) parts.push_back({text.slice(piece.from, piece.to), std::nullopt});
  }
}

}  // namespace

void append_split(TextParts& parts, const AlignedText& text, const TextPieces& pieces, SplitBehavior behavior) {
  switch (behavior) {
    case SplitBehavior::Removed:
      return append_parts(parts, text, pieces);
    case SplitBehavior::MergedWithNext:
      return append_parts(parts, text, joined_with_next(pieces));
    case SplitBehavior::MergedWithPrevious:
    case SplitBehavior::Contiguous:
      return append_parts(parts, text, grouped(pieces, behavior));
    case SplitBehavior::Isolated: {
      TextPieces single = pieces;
      for (TextPiece& piece : single) piece.match = false;
      return append_parts(parts, text, single);
    }
  }
}

void split_parts(TextParts& parts, const std::function<void(TextParts&, AlignedText&)>& cut) {
  TextParts result;
  result.reserve(parts.size());
  for (TextPart& part : parts) {
    if (part.id) {
      result.push_back(std::move(part));
    } else {
      cut(result, part.text);
    }
  }
  parts = std::move(result);
}

}  // namespace core
