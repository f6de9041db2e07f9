# Sourced by app/run.sh and tests/run.sh: installs what building Heed needs, finds Dear ImGui, configures and builds.
# Everything it says goes to stderr: stdout belongs to heed.
# shellcheck shell=bash

heed_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
heed_cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/heed

build_packages=(
  g++ cmake ninja-build pkgconf libeigen3-dev nlohmann-json3-dev libcli11-dev libfmt-dev libutf8proc-dev libpcre2-dev
  libopenblas-dev libfribidi-dev libcairo2-dev libgl-dev
)
# What heed opens while it runs: fonts, and the libraries that GLFW loads by name.
run_packages=(
  fonts-inter fonts-jetbrains-mono fonts-dejavu-core fonts-wqy-microhei libgl1 libgl1-mesa-dri libegl1
  libx11-6 libx11-xcb1 libxcursor1 libxext6 libxi6 libxinerama1 libxrandr2 libxrender1 libxkbcommon0
)

# A Python wheel that happens to carry Dear ImGui built with its GLFW and OpenGL 3 backends, and GLFW: distributions
# have older ones, which lose clicks. Nothing of Python's runs in it; 3.12 is what its metadata asks for.
imgui_wheel=comma-deps-imgui
imgui_version=1.92.7.post104
imgui_sha256=f191a711ba008372c9ee1a620b2ab6859c062625268180a55980d88298f5b186
imgui_prefix=$heed_cache/imgui-$imgui_version

say() { printf '%s\n' "heed: $*" >&2; }
fail() {
  say "$*"
  exit 2
}

has_apt() { command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; }

# Prints those of the named packages that are not installed.
missing_packages() {
  local installed package
  installed=" $(dpkg-query -W -f='${db:Status-Status}:${Package} ' "$@" 2>/dev/null || true)"
  for package in "$@"; do
    [[ $installed == *" installed:$package "* ]] || printf '%s\n' "$package"
  done
}

# What makes a command run as root. It asks nothing; on a terminal sudo itself may ask for its password.
as_root=()
if [[ $(id -u) -ne 0 ]]; then
  as_root=(sudo)
  [[ -t 0 && -t 2 ]] || as_root+=(-n)
fi

apt_get() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 \
    -o Dpkg::Options::=--force-confold "$@" </dev/null
}

# install_packages NAME…: installs those that are missing, and says which.
install_packages() {
  local missing log=$heed_cache/apt.log
  has_apt || return 0 # configure() names what to install by hand if something is missing
  mapfile -t missing < <(missing_packages "$@")
  [[ ${#missing[@]} -gt 0 ]] || return 0
  if [[ $(id -u) -ne 0 ]] && ! command -v sudo >/dev/null; then
    fail "neither root nor sudo is here to install what is missing; ask an administrator for: apt-get install ${missing[*]}"
  fi
  say "installing with apt, log in $log: ${missing[*]}"
  mkdir -p "$heed_cache"
  # apt-get update says 0 even without a network; the install then fails and its log says why.
  if ! { apt_get update && apt_get install --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    fail "apt could not install ${#missing[@]} packages: $(grep -m1 -E '^(E:|sudo:)' "$log" || tail -n 1 "$log") (no network, or no right to install? the whole story: $log)"
  fi
}

# Prints a Python that has pip, if there is one.
python_with_pip() {
  local python
  for python in python3 /usr/bin/python3; do
    if "$python" -m pip --version >/dev/null 2>&1; then
      printf '%s\n' "$python"
      return 0
    fi
  done
  return 1
}

# Prints how Dear ImGui 1.92 or newer comes here: given, system, wheel, or sources (CMake fetches and builds the
# official ones; not tried, for no other processor was at hand).
imgui_origin() {
  if [[ -n ${HEED_IMGUI_DIR:-} ]]; then
    echo given
  elif pkg-config --exists 'imgui >= 1.92' 2>/dev/null; then
    echo system
  elif [[ $(uname -s) == Linux && $(uname -m) == x86_64 ]]; then
    echo wheel
  else
    echo sources
  fi
}

# install_all NAME…: what building needs, and the packages named.
install_all() {
  local packages=("${build_packages[@]}" "$@")
  imgui=$(imgui_origin)
  case $imgui in
    system) packages+=(libglfw3-dev libstb-dev) ;;
    wheel) [[ -e $imgui_prefix ]] || python_with_pip >/dev/null || packages+=(python3-pip) ;;
    sources) packages+=(git libglfw3-dev) ;;
  esac
  install_packages "${packages[@]}"
  if [[ $imgui == wheel ]]; then fetch_imgui; fi
}

# Unpacks the wheel into imgui_prefix and sets HEED_IMGUI_DIR.
fetch_imgui() {
  local work python wheel found
  HEED_IMGUI_DIR=$imgui_prefix
  [[ ! -e $imgui_prefix ]] || return 0
  python=$(python_with_pip) || fail "no Python with pip to fetch Dear ImGui with; install python3-pip, or give HEED_IMGUI_DIR"
  say "fetching Dear ImGui ($imgui_wheel $imgui_version) into $heed_cache"
  mkdir -p "$heed_cache"
  work=$(mktemp -d "$heed_cache/fetch-XXXXXX")
  if ! "$python" -m pip download --no-input --disable-pip-version-check --no-deps --only-binary=:all: --python-version 3.12 \
    --dest "$work" "$imgui_wheel==$imgui_version" >"$heed_cache/pip.log" 2>&1; then
    rm -rf "$work"
    fail "cannot fetch $imgui_wheel $imgui_version with pip (no network? the whole story: $heed_cache/pip.log); or give HEED_IMGUI_DIR=PREFIX of Dear ImGui 1.92"
  fi
  wheel=("$work"/*.whl)
  found=$(sha256sum "${wheel[0]}" | cut -d' ' -f1)
  if [[ $found != "$imgui_sha256" ]]; then
    rm -rf "$work"
    fail "the fetched $imgui_wheel $imgui_version has SHA-256 $found; expected $imgui_sha256 (a changed or damaged download; nothing of it was used)"
  fi
  "$python" -m zipfile -e "${wheel[0]}" "$work/unpacked"
  mv -T "$work/unpacked/comma_deps_imgui-$imgui_version.data/purelib/imgui/install" "$imgui_prefix" 2>/dev/null ||
    [[ -e $imgui_prefix ]] || fail "cannot write $imgui_prefix" # another run may have been first
  rm -rf "$work"
}

# One compiler of Eigen templates wants up to 1 GB: fewer at a time on a small machine.
build_jobs() {
  local cores kilobytes by_memory
  cores=$(nproc)
  kilobytes=$(awk '$1 == "MemAvailable:" { print $2 }' /proc/meminfo)
  by_memory=$((${kilobytes:-4000000} / 1000000))
  [[ $by_memory -ge 1 ]] || by_memory=1
  printf '%s\n' $((cores < by_memory ? cores : by_memory))
}

# configure PRESET FOLDER OPTION…: runs CMake.
configure() {
  local preset=$1 folder=$2 log=$heed_cache/cmake.log
  shift 2
  local options=(-DHEED_IMGUI_DIR="${HEED_IMGUI_DIR:-}")
  # A folder that was moved or copied keeps a cache that names its former place.
  if [[ -e $folder/CMakeCache.txt ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$heed_root" "$folder/CMakeCache.txt"; then
    rm -rf "$folder/CMakeCache.txt" "$folder/CMakeFiles"
  fi
  # Only in a new folder: a changed command would compile everything again. A compiler cache serves no files with
  # precompiled headers, so it is one or the other.
  if [[ ! -e $folder/CMakeCache.txt ]]; then
    if command -v ccache >/dev/null; then
      options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
    else
      options+=(-DHEED_PRECOMPILED_HEADERS=ON)
    fi
  fi
  mkdir -p "$heed_cache"
  if ! (cd "$heed_root" && cmake --preset "$preset" "${options[@]}" "$@") >"$log" 2>&1; then
    has_apt || fail "CMake found not all it needs (log: $log), and there is no apt here: install by hand, under Debian's names: ${build_packages[*]} ${run_packages[*]}"
    fail "CMake failed: $(grep -m1 -A1 'CMake Error' "$log" | tr -s '\n ' ' ' || true)(the whole story: $log)"
  fi
}

# build FOLDER TARGET…: shows progress when there is something to do. Compiler errors are left to speak for themselves.
build() {
  local folder=$1
  shift
  export CCACHE_BASEDIR=$heed_root CCACHE_NOHASHDIR=1
  cmake --build "$folder" -j "$(build_jobs)" --target "$@" >&2 || fail "the build failed; the first error is above"
}
