#!/usr/bin/env python3
"""Writes the small model files that the readers of core/model_files are tested with, and the floats they must yield.

    python3 -m venv venv && venv/bin/pip install numpy safetensors gguf
    venv/bin/python tests/data/make_model_file_references.py

The files are written by the formats' own packages and the expected floats computed by them: safetensors for plain
numbers, gguf.quants for the quantised ones. The K types are only dequantised there, so their blocks are random bytes
with scales of a usual size. NAME.expected holds the floats of all float tensors of NAME, little-endian, in the order of
the tensors' names. Made with numpy 2.4, safetensors 0.8 and gguf 0.19; the same seed gives the same files.
"""
import json
import pathlib

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type
from gguf import quants
from safetensors.numpy import save_file

FOLDER = pathlib.Path(__file__).parent / "model_files"
SMALL_BLOCKS = [Type.Q4_0, Type.Q4_1, Type.Q5_0, Type.Q5_1, Type.Q8_0]
# Bytes of a block, and where its 16-bit scales stand.
BLOCKS = {Type.Q4_0: (18, [0]), Type.Q4_1: (20, [0, 2]), Type.Q5_0: (22, [0]), Type.Q5_1: (24, [0, 2]),
          Type.Q8_0: (34, [0]), Type.Q4_K: (144, [0, 2]), Type.Q5_K: (176, [0, 2]), Type.Q6_K: (210, [208])}
# Smallest and largest of both halves of the 16-bit floats, zeros, and numbers that no rounding hits.
EDGES = np.array([0.0, -0.0, 1.0, -1.0, 6e-8, -6e-8, 6.1e-5, 6.09e-5, 65504.0, -65504.0, 1 / 3, -2 / 3, 0.1, 1024.5],
                 dtype=np.float32)


def upper_halves(values):
    """bfloat16, rounded to even, as 16-bit numbers."""
    return np.frombuffer(quants.quantize(values, Type.BF16).tobytes(), np.uint16).reshape(values.shape)


def write_expected(name, floats):
    with open(FOLDER / f"{name}.expected", "wb") as file:
        for tensor in sorted(floats):
            file.write(np.ascontiguousarray(floats[tensor], dtype="<f4").tobytes())


def write_raw_safetensors(path, tensors, metadata):
    """tensors: name -> (type, shape, bytes). The package's NumPy half knows no bfloat16."""
    header, at = {"__metadata__": metadata}, 0
    for name, (dtype, shape, data) in tensors.items():
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [at, at + len(data)]}
        at += len(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(len(text).to_bytes(8, "little") + text + b"".join(data for _, _, data in tensors.values()))


def write_plain(random):
    wide = random.normal(size=(9, 14)).astype(np.float32)
    wide[4] = EDGES
    full = random.normal(size=(7, 5)).astype(np.float32) * np.float32(1e-20)
    upper = upper_halves(wide)
    tensors = {
        "full": ("F32", full.shape, full.tobytes()),
        "half": ("F16", wide.shape, wide.astype(np.float16).tobytes()),
        "upper": ("BF16", wide.shape, upper.tobytes()),
        "embeddings.position_ids": ("I64", (1, 5), np.arange(5, dtype=np.int64).tobytes()),
        "single": ("F32", (), np.float32(2.5).tobytes()),
        "nothing": ("F32", (0, 3), b""),
    }
    write_raw_safetensors(FOLDER / "plain.safetensors", tensors, {"format": "pt"})
    write_expected("plain.safetensors", {
        "full": full, "half": wide.astype(np.float16).astype(np.float32),
        "upper": (upper.astype(np.uint32) << 16).view(np.float32), "single": np.float32([2.5])})


def write_shards(random):
    folder = FOLDER / "sharded"
    folder.mkdir(exist_ok=True)
    parts = [{"a.weight": random.normal(size=(4, 6)).astype(np.float32), "a.bias": EDGES},
             {"b.weight": random.normal(size=(3, 2)).astype(np.float16)}]
    names = [f"model-{i + 1:05}-of-00002.safetensors" for i in range(2)]
    for name, part in zip(names, parts):
        save_file(part, folder / name)
    index = {"metadata": {"total_size": sum(v.nbytes for part in parts for v in part.values())},
             "weight_map": {tensor: name for name, part in zip(names, parts) for tensor in part}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=2) + "\n")
    write_expected("sharded", {k: v.astype(np.float32) for part in parts for k, v in part.items()})


def random_blocks(random, kind, rows, blocks):
    size, scales = BLOCKS[kind]
    data = random.integers(0, 256, size=(rows, blocks, size), dtype=np.uint8)
    for at in scales:
        scale = (random.normal(size=(rows, blocks)) * 0.01).astype(np.float16)
        scale[0, 0] = np.float16(3e-7)  # a scale below the smallest normal number
        data[:, :, at:at + 2] = scale[:, :, None].view(np.uint8)
    return data.reshape(rows, blocks * size)


def write_quantised(random):
    writer = gguf.GGUFWriter(FOLDER / "quantised.gguf", "llama")
    writer.add_name("Every type")
    for kind, value in [("uint8", 200), ("int8", -100), ("uint16", 60000), ("int16", -30000), ("uint32", 4000000000),
                        ("int32", -2000000000), ("uint64", 2**63 + 5), ("int64", -(2**62)), ("float32", 0.1),
                        ("float64", 0.1), ("bool", True)]:
        getattr(writer, f"add_{kind}")(f"test.{kind}", value)
    writer.add_array("test.texts", ["<s>", "Ġthe", "", "日本"])
    writer.add_array("test.integers", [3, -1, 2147483647])
    writer.add_array("test.floats", [0.5, -1000.0, 0.1])
    writer.add_array("test.flags", [True, False])
    writer.add_array("test.lists", [[1, 2], [3]])

    wide = random.normal(size=(3, 15)).astype(np.float32)
    wide[1, :14] = EDGES
    expected = {"f32": wide, "f16": wide.astype(np.float16).astype(np.float32),
                "bf16": (upper_halves(wide).astype(np.uint32) << 16).view(np.float32)}
    writer.add_tensor("f32", wide)
    writer.add_tensor("f16", wide.astype(np.float16))
    writer.add_tensor("bf16", upper_halves(wide).view(np.uint8).reshape(3, 30), raw_dtype=Type.BF16)
    writer.add_tensor("cube", np.arange(24, dtype=np.float32).reshape(2, 3, 4))
    expected["cube"] = np.arange(24)
    for kind in SMALL_BLOCKS:
        data = quants.quantize(random.normal(size=(3, 64)).astype(np.float32), kind)
        writer.add_tensor(kind.name.lower(), data, raw_dtype=kind)
        expected[kind.name.lower()] = quants.dequantize(data, kind)
    for kind in BLOCKS:
        data = random_blocks(random, kind, 2, 2)
        writer.add_tensor(f"{kind.name.lower()}.random", data, raw_dtype=kind)
        expected[f"{kind.name.lower()}.random"] = quants.dequantize(data, kind)
    line = quants.quantize(random.normal(size=(1, 96)).astype(np.float32), Type.Q8_0)[0]
    writer.add_tensor("line", line, raw_dtype=Type.Q8_0)
    expected["line"] = quants.dequantize(line, Type.Q8_0)
    writer.add_tensor("unread", random.integers(0, 256, size=(1, 84), dtype=np.uint8), raw_dtype=Type.Q2_K)
    finish(writer)
    write_expected("quantised.gguf", expected)


def write_aligned(random):
    writer = gguf.GGUFWriter(FOLDER / "aligned.gguf", "llama")
    writer.add_custom_alignment(256)
    values = {"a": random.normal(size=5).astype(np.float32), "b": random.normal(size=(2, 3)).astype(np.float32)}
    for name, tensor in values.items():
        writer.add_tensor(name, tensor)
    finish(writer)
    write_expected("aligned.gguf", values)


def finish(writer):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    generator = np.random.default_rng(4)
    write_plain(generator)
    write_shards(generator)
    write_quantised(generator)
    write_aligned(generator)
