# Flags that every target of Heed shares: warnings are errors, pictures are the same on every processor.
add_library(heed_build_flags INTERFACE)
target_compile_options(heed_build_flags INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Werror
  # Specs of widgets are filled by name; what is not named has its default.
  -Wno-missing-field-initializers
  # GCC 12 sees overlapping copies in std::string's own operator+ (GCC bug 105329).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  # A fused multiply-add would move vertices by a bit, and screenshots would differ between processors.
  -ffp-contract=off)
if(HEED_SANITIZE)
  target_compile_options(heed_build_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined
                         -fno-omit-frame-pointer)
  target_link_options(heed_build_flags INTERFACE -fsanitize=address,undefined)
endif()
