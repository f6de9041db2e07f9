#!/usr/bin/env bash
# Checks the format (clang-format 14) and runs static checks (clang-tidy 14) over all sources.
#   tests/lint.sh [--install] [--format | --tidy] [FILE…]
#     --install   installs the two tools where apt has them; elsewhere the checks are skipped with a line that says so
#     --format    only the format: under a second        --tidy    only the static checks: see below
#     FILE…       only these files, else all of core/ ui/ app/ tests/
# Other versions of the tools format and judge differently, so only 14 counts.
set -euo pipefail
# shellcheck source=app/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/../app/prepare.sh"

do_format=true do_tidy=true do_install=false files=()
for argument in "$@"; do
  case $argument in
    --install) do_install=true ;;
    --format) do_tidy=false ;;
    --tidy) do_format=false ;;
    -*) fail "unknown option $argument; expected --install, --format, --tidy or files" ;;
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
if $do_tidy; then
  tidy=$(need clang-tidy || true)
  mapfile -t units < <(printf '%s\n' "${files[@]}" | grep '\.cpp$' || true)
  if [[ -z $tidy ]]; then
    say "clang-tidy 14 is not here: the static checks were not made"
  elif [[ ! -e build/compile_commands.json ]]; then
    fail "build/compile_commands.json is missing; build first (tests/run.sh --quick)"
  elif [[ ${#units[@]} -gt 0 ]]; then
    printf '%s\0' "${units[@]}" | xargs -0 -n 1 -P "$(nproc)" "$tidy" -p build --quiet --extra-arg=-Wno-unknown-warning-option \
      2> >(grep -v ' warnings\? \(and .* errors\? \)\?generated' >&2) || status=1
  fi
fi
exit $status
