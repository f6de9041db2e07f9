#!/usr/bin/env bash
# Checks the format (clang-format 14) and runs static checks (clang-tidy 14) over all sources.
#   tests/lint.sh [--install] [--format | --tidy] [--changed | FILE…]
#     --install   installs the two tools where apt has them; elsewhere the checks are skipped with a line that says so
#     --format    only the format, a second        --tidy    only the static checks; needs a build
#     --changed   static checks only of what the last commit or the working tree changed: of a header in one file
#     FILE…       only these files, else all of core/ ui/ app/ tests/
# Other versions of the tools format and judge differently, so only 14 counts. The static checks take about 4 s of a
# core a file; what was found clean is remembered until it, one of its headers or the settings change.
set -euo pipefail
# shellcheck source=app/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/../app/prepare.sh"

do_format=true do_tidy=true do_install=false only_changed=false files=()
for argument in "$@"; do
  case $argument in
    --install) do_install=true ;;
    --changed) only_changed=true ;;
    --format) do_tidy=false ;;
    --tidy) do_format=false ;;
    -*) fail "unknown option $argument; expected --install, --format, --tidy, --changed or files" ;;
    *) files+=("$argument") ;;
  esac
done

# Prints the command of version 14, whatever it is called here.
version_14() {
  local command
  for command in "$1-14" "$1"; do
    if "$command" --version 2>/dev/null | grep -q 'version 14\.'; then
      printf '%s\n' "$command"
      return 0
    fi
  done
  return 1
}

# need TOOL: prints its command, installing it where that was asked for and is possible.
need() {
  if ! version_14 "$1" && $do_install && has_apt && apt-cache show "$1-14" >/dev/null 2>&1; then
    install_packages "$1-14"
    version_14 "$1"
  fi
}

cd "$heed_root"
if [[ ${#files[@]} -eq 0 ]]; then
  mapfile -t files < <(find core ui app tests -name '*.cpp' -o -name '*.h' | LC_ALL=C sort)
fi
status=0
if $do_format; then
  formatter=$(need clang-format || true)
  if [[ -z $formatter ]]; then
    say "clang-format 14 is not here: the format was not checked"
  else
    "$formatter" --dry-run -Werror "${files[@]}" || status=1
  fi
fi
# Prints "source header header…" for each unit of the last build, only with files of this repository. A compiler cache
# names them relative to build/.
dependencies() {
  ninja -C build -t deps | awk -v root="$heed_root/" '
    /^[^ ]/ { if (line != "") print line; line = ""; next }
    index($1, root) == 1 { add(substr($1, length(root) + 1)) }
    index($1, "../") == 1 { add(substr($1, 4)) }
    function add(file) { if (file ~ /^(core|ui|app|tests)\//) line = line (line == "" ? "" : " ") file }
    END { if (line != "") print line }'
}

# Keeps in `needs` what each unit of the last build is made of.
declare -A needs
read_dependencies() {
  local unit files
  while read -r unit files; do needs[$unit]="$unit $files"; done < <(dependencies)
}

# Prints a unit that reads the header: its own where it has one.
unit_of() {
  local header=$1 unit
  if [[ -e ${header%.h}.cpp ]]; then
    printf '%s\n' "${header%.h}.cpp"
    return
  fi
  for unit in "${!needs[@]}"; do
    if [[ " ${needs[$unit]} " == *" $header "* ]]; then printf '%s\n' "$unit"; fi
  done | LC_ALL=C sort | head -n 1
}

# Prints those of the units that changed, or whose headers changed, since they were last found clean.
# Keeps in `clean_mark` where to note that a unit is clean.
clean_folder=$heed_cache/tidy
declare -A clean_mark
find_changed_units() {
  local unit
  for unit in "${units[@]}"; do
    # shellcheck disable=SC2086 # a list of our own files: no name holds a space
    clean_mark[$unit]=$clean_folder/$(cat .clang-tidy cmake/HeedWarnings.cmake ${needs[$unit]:-$unit} | sha256sum | cut -c1-32)
    [[ -e ${clean_mark[$unit]} ]] || changed+=("$unit")
  done
}

# shellcheck disable=SC2317 # bash -c calls it below
tidy_one() {
  "$1" -p build/tidy --quiet --extra-arg=-Wno-unknown-warning-option "$2" 2> >(grep -v ' generated\.$' >&2) && touch "$3"
}
export -f tidy_one

# clang-tidy cannot read GCC's precompiled headers, and without them it finds an include that a file lacks.
write_commands_without_precompiled_headers() {
  mkdir -p build/tidy
  sed -E 's/ (-Winvalid-pch|-include [^ ]*cmake_pch\.hxx)//g' build/compile_commands.json >build/tidy/compile_commands.json
}

if $do_tidy; then
  tidy=$(need clang-tidy || true)
  if $only_changed; then
    mapfile -t files < <({ git diff --name-only --diff-filter=d HEAD~1 || true; git ls-files -o --exclude-standard; } 2>/dev/null |
      grep -E '^(core|ui|app|tests)/.*\.(cpp|h)$' | sort -u)
  fi
  changed=()
  if [[ -z $tidy ]]; then
    say "clang-tidy 14 is not here: the static checks were not made"
  elif [[ ! -e build/compile_commands.json ]]; then
    fail "build/compile_commands.json is missing; build first (tests/run.sh --quick)"
  else
    mkdir -p "$clean_folder"
    write_commands_without_precompiled_headers
    read_dependencies
    mapfile -t units < <(for file in "${files[@]}"; do
      if [[ $file == *.cpp ]]; then echo "$file"; elif $only_changed; then unit_of "$file"; fi
    done | sort -u)
    find_changed_units
    say "static checks of ${#changed[@]} of ${#units[@]} files; the others were found clean before"
    for unit in "${changed[@]}"; do
      printf '%s\0' "$tidy" "$unit" "${clean_mark[$unit]}"
    done | xargs -0 -r -n 3 -P "$(nproc)" bash -c 'tidy_one "$@"' tidy_one || status=1
  fi
fi
exit $status
