# Headers that most files include and that take longer to read than the file itself: Eigen alone is half of a small
# file's time. Without a compiler cache a whole build is a quarter shorter with them; a cache across checkouts does better.
# heed_precompile_headers(TARGET HEADER...): these, and the headers named, are read once for the whole target.
# heed_precompile_headers(TARGET LIKE OTHER): the ones of another target.
function(heed_precompile_headers target)
  if(NOT HEED_PRECOMPILED_HEADERS)
    return()
  endif()
  if(ARGV1 STREQUAL LIKE)
    target_precompile_headers(${target} REUSE_FROM ${ARGV2})
  else()
    target_precompile_headers(${target} PRIVATE
      <algorithm> <array> <cmath> <functional> <map> <memory> <optional> <string> <string_view> <utility> <vector>
      <Eigen/Core> <fmt/format.h> ${ARGN})
  endif()
  # From precompiled headers GCC 12 forgets what it knows of the standard library's bounds, and raises false alarms.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds -Wno-stringop-overflow
                                           -Wno-stringop-overread>)
endfunction()
