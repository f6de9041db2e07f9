#!/usr/bin/env bash
# Opens Heed: installs what is missing (Debian packages, through apt), builds into build/, starts build/heed with the
# arguments given. Without a display and without arguments it draws the window into a picture and prints a table.
#   app/run.sh [ARGUMENTS OF HEED…]          app/run.sh --help lists them
# HEED_IMGUI_DIR=PREFIX uses that Dear ImGui (1.92 or newer, with GLFW) instead of fetching one.
set -euo pipefail
# shellcheck source=app/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

program=$heed_root/build/heed
first_sentence="The cat sat on the mat because it was tired."

# Whether a source is newer than the program (a folder is, when a file came or went).
is_stale() {
  [[ ! -x $program ]] ||
    [[ -n $(cd "$heed_root" && find CMakeLists.txt CMakePresets.json cmake core ui app -newer "$program" -print -quit) ]]
}

is_configured() {
  grep -qxF "HEED_IMGUI_DIR:PATH=${HEED_IMGUI_DIR:-}" "$heed_root/build/CMakeCache.txt" 2>/dev/null &&
    grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$heed_root" "$heed_root/build/CMakeCache.txt"
}

install_all "${run_packages[@]}"
if is_stale || ! is_configured; then
  if ! is_configured; then configure release "$heed_root/build" -DHEED_TESTS=OFF; fi
  [[ -x $program ]] || say "building; this takes a few minutes, once"
  build "$heed_root/build" heed
  touch "$program" # a source that the program does not depend on may have changed
fi

if [[ $# -eq 0 && -z ${DISPLAY:-} && -z ${WAYLAND_DISPLAY:-} ]]; then
  "$program" screenshot --out heed-first-picture.png >&2
  "$program" trace "$first_sentence"
  say "there is no display: the window is drawn in $PWD/heed-first-picture.png, its numbers are above; app/run.sh --help lists what else works"
  exit 0
fi
exec "$program" "$@"
