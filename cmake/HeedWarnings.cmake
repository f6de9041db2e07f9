# Flags that every target of Heed shares: warnings are errors, pictures are the same on every processor.
# Compilers newer than the tried ones find new things to warn of: there a warning must not keep anyone from Heed.
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL GNU OR CMAKE_CXX_COMPILER_VERSION VERSION_LESS 15)
  set(warnings_are_errors -Werror)
endif()
add_library(heed_build_flags INTERFACE)
target_compile_options(heed_build_flags INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion ${warnings_are_errors}
  # Specs of widgets are filled by name; what is not named has its default.
  -Wno-missing-field-initializers
  # GCC 12 sees overlapping copies in std::string's own operator+ (GCC bug 105329).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  # GCC 13 and 14 take a reference into what a temporary refers to for one into the temporary (GCC bug 107532).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_GREATER_EQUAL:$<CXX_COMPILER_VERSION>,13>>:-Wno-dangling-reference>
  # A fused multiply-add would move vertices by a bit, and screenshots would differ between processors.
  -ffp-contract=off)
if(HEED_SANITIZE)
  target_compile_options(heed_build_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined
                         -fno-omit-frame-pointer)
  target_link_options(heed_build_flags INTERFACE -fsanitize=address,undefined)
endif()
