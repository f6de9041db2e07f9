#include "core/characters.h"

#include <utf8proc.h>

namespace core {

Character character_at(std::string_view text, std::size_t at) {
  Character character;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
  const utf8proc_ssize_t size =
      utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &character.code);
  if (size > 0) return {character.code, static_cast<std::size_t>(size)};
  return {};
}

}  // namespace core
