#!/usr/bin/env python3
"""Makes tests/data/families: for each family tiny models of random weights and what Transformers computes with them.

    pip install torch transformers safetensors gguf
    tests/data/make_family_references.py

Each folder NAME holds config.json, model.safetensors and reference.safetensors (see make_reference.py; the sentence is
its ids as text, the second one likewise). NAME.gguf is the same model as NAME in GGUF.
"""

import json
import shutil
from pathlib import Path

import torch
import transformers as tf
from gguf import GGUFWriter
from make_reference import compute, tensors_of
from safetensors.torch import load_file, save_file

FOLDER = Path(__file__).resolve().parent / "families"
VOCABULARY = 40
IDS = [3, 17, 5, 29, 17, 8, 33, 12, 21, 6]
PAIR = ([2, 17, 5, 29, 3], [8, 33, 17, 12, 3])

BERT = dict(vocab_size=VOCABULARY, hidden_size=12, num_hidden_layers=2, num_attention_heads=3, intermediate_size=20,
            max_position_embeddings=32)
DISTILBERT = dict(vocab_size=VOCABULARY, dim=12, n_layers=2, n_heads=3, hidden_dim=20, max_position_embeddings=32)
GPT2 = dict(vocab_size=VOCABULARY, n_embd=12, n_layer=2, n_head=3, n_positions=32, bos_token_id=1, eos_token_id=1)
LLAMA = dict(vocab_size=VOCABULARY, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=1,
             intermediate_size=24, max_position_embeddings=64)
QWEN = dict(LLAMA, num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=2)


def rope(kind, **values):
    return {"rope_type": kind, "rope_theta": 10000.0, **values}


# Name, model class, config class, settings; "pair" reads two sentences, "ids" another input.
MODELS = [
    ("bert", tf.BertForMaskedLM, tf.BertConfig, BERT, {"pair": True}),
    ("bert-base-part", tf.BertModel, tf.BertConfig, dict(BERT, hidden_act="gelu_new", layer_norm_eps=1e-5), {}),
    ("bert-relu", tf.BertForMaskedLM, tf.BertConfig,
     dict(BERT, hidden_act="relu", type_vocab_size=1, tie_word_embeddings=False), {"old_norms": True}),
    ("bert-causal", tf.BertLMHeadModel, tf.BertConfig, dict(BERT, is_decoder=True), {}),
    ("distilbert", tf.DistilBertForMaskedLM, tf.DistilBertConfig, DISTILBERT, {}),
    ("distilbert-base-part", tf.DistilBertModel, tf.DistilBertConfig, dict(DISTILBERT, activation="relu"), {}),
    ("roberta", tf.RobertaForMaskedLM, tf.RobertaConfig, dict(BERT, type_vocab_size=1, pad_token_id=1), {"pair": True}),
    ("roberta-padding", tf.RobertaModel, tf.RobertaConfig, dict(BERT, pad_token_id=5, type_vocab_size=2), {}),
    ("xlm-roberta", tf.XLMRobertaForMaskedLM, tf.XLMRobertaConfig,
     dict(BERT, type_vocab_size=1, pad_token_id=1, hidden_act="gelu_fast"), {}),
    ("gpt2", tf.GPT2LMHeadModel, tf.GPT2Config, GPT2, {}),
    ("gpt2-inverse", tf.GPT2LMHeadModel, tf.GPT2Config,
     dict(GPT2, n_layer=3, scale_attn_by_inverse_layer_idx=True, n_inner=20, activation_function="gelu_pytorch_tanh",
          reorder_and_upcast_attn=True), {}),
    ("gpt2-unscaled", tf.GPT2Model, tf.GPT2Config,
     dict(GPT2, scale_attn_weights=False, activation_function="quick_gelu"), {}),
    ("gpt2-untied", tf.GPT2LMHeadModel, tf.GPT2Config, dict(GPT2, tie_word_embeddings=False), {}),
    ("llama", tf.LlamaForCausalLM, tf.LlamaConfig, LLAMA, {"old_rope": True, "gguf": "llama"}),
    ("llama-tied", tf.LlamaForCausalLM, tf.LlamaConfig, dict(LLAMA, tie_word_embeddings=True, hidden_act="gelu"), {}),
    ("llama-biases", tf.LlamaForCausalLM, tf.LlamaConfig,
     dict(LLAMA, attention_bias=True, mlp_bias=True, head_dim=6, num_attention_heads=4, num_key_value_heads=2), {}),
    ("llama-base-part", tf.LlamaModel, tf.LlamaConfig, dict(LLAMA, num_key_value_heads=2), {}),
    ("llama-linear", tf.LlamaForCausalLM, tf.LlamaConfig, dict(LLAMA, rope_parameters=rope("linear", factor=4.0)),
     {"old_rope": True}),
    ("llama-dynamic", tf.LlamaForCausalLM, tf.LlamaConfig,
     dict(LLAMA, max_position_embeddings=6, rope_parameters=rope("dynamic", factor=4.0)), {}),
    ("llama-llama3", tf.LlamaForCausalLM, tf.LlamaConfig,
     dict(LLAMA, rope_parameters=rope("llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
                                      original_max_position_embeddings=16)), {"old_rope": True, "gguf": "llama"}),
    ("llama-yarn", tf.LlamaForCausalLM, tf.LlamaConfig,
     dict(LLAMA, rope_parameters=rope("yarn", factor=4.0, original_max_position_embeddings=16)), {}),
    ("llama-yarn-scales", tf.LlamaForCausalLM, tf.LlamaConfig,
     dict(LLAMA, rope_parameters=rope("yarn", factor=4.0, original_max_position_embeddings=16, beta_fast=8.0,
                                      beta_slow=2.0, mscale=1.2, mscale_all_dim=0.7, truncate=False)), {}),
    ("mistral", tf.MistralForCausalLM, tf.MistralConfig, dict(LLAMA, sliding_window=4), {"old_rope": True}),
    ("mistral-open", tf.MistralForCausalLM, tf.MistralConfig, dict(LLAMA, sliding_window=None, head_dim=10), {}),
    ("qwen2", tf.Qwen2ForCausalLM, tf.Qwen2Config, dict(QWEN, tie_word_embeddings=True), {"gguf": "qwen2"}),
    ("qwen2-window", tf.Qwen2ForCausalLM, tf.Qwen2Config,
     dict(QWEN, use_sliding_window=True, sliding_window=3, max_window_layers=1), {"no_layer_types": True}),
    ("qwen2-layer-types", tf.Qwen2ForCausalLM, tf.Qwen2Config,
     dict(QWEN, use_sliding_window=True, sliding_window=3,
          layer_types=["sliding_attention", "full_attention", "sliding_attention"]), {}),
    ("qwen3", tf.Qwen3ForCausalLM, tf.Qwen3Config, dict(QWEN, head_dim=8), {"gguf": "qwen3"}),
    ("qwen3-biases", tf.Qwen3ForCausalLM, tf.Qwen3Config,
     dict(QWEN, head_dim=6, attention_bias=True, use_sliding_window=True, sliding_window=4, max_window_layers=2), {}),
]


def randomize(model, seed):
    """Weights large enough that every detail shows, norms and biases away from 1 and 0."""
    torch.manual_seed(seed)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            noise = torch.randn_like(weight)
            if weight.dim() == 1:
                weight.copy_(noise * 0.2 + (1 if "norm" in name.lower() and name.endswith("weight") else 0)
                             + (1 if ".ln_" in name and name.endswith("weight") else 0))
            else:
                weight.copy_(noise * 1.2 / weight.shape[-1] ** 0.5)


def old_rope(config):
    """The config as Transformers 4 wrote it."""
    parameters = config.pop("rope_parameters", None) or {}
    config["rope_theta"] = parameters.pop("rope_theta", 10000.0)
    config["rope_scaling"] = parameters if parameters.get("rope_type", "default") != "default" else None


def inputs_of(extra):
    if "pair" not in extra:
        return {"input_ids": torch.tensor([IDS])}
    ids = PAIR[0] + PAIR[1]
    types = [0] * len(PAIR[0]) + [1] * len(PAIR[1])
    return {"input_ids": torch.tensor([ids]), "token_type_ids": torch.tensor([types])}


def text(ids):
    return " ".join(str(one) for one in ids)


def rewrite(folder, extra):
    """Forms that older versions wrote."""
    path = folder / "config.json"
    config = json.loads(path.read_text())
    if "old_rope" in extra:
        old_rope(config)
    if "no_layer_types" in extra:
        config.pop("layer_types", None)
    path.write_text(json.dumps(config, indent=1) + "\n")
    if "old_norms" in extra:
        tensors = load_file(folder / "model.safetensors")
        renamed = {name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"):
                   tensor for name, tensor in tensors.items()}
        save_file(renamed, folder / "model.safetensors", {"format": "pt"})


GGUF_NAMES = {
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "self_attn.q_norm": "attn_q_norm", "self_attn.k_norm": "attn_k_norm",
    "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
}


def permute(weight, heads):
    """How llama.cpp's converter orders the rows of Llama's q and k."""
    return weight.reshape(heads, 2, weight.shape[0] // heads // 2, *weight.shape[1:]).swapaxes(1, 2).reshape(weight.shape)


def gguf_name(name):
    stem, ending = name.rsplit(".", 1)
    whole = {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}
    if stem in whole:
        return f"{whole[stem]}.{ending}"
    _, _, layer, part = stem.split(".", 3)
    return f"blk.{layer}.{GGUF_NAMES[part]}.{ending}"


def write_gguf(model, architecture, path, add_tokenizer=None):
    config = model.config
    writer = GGUFWriter(str(path), architecture)
    writer.add_license("apache-2.0")
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_freq_base(config.rope_parameters["rope_theta"])
    head_width = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    writer.add_key_length(head_width)
    writer.add_value_length(head_width)
    writer.add_rope_dimension_count(head_width)
    if add_tokenizer is not None:
        add_tokenizer(writer)
    tied = config.tie_word_embeddings
    for name, tensor in model.state_dict().items():
        if tied and name == "lm_head.weight":
            continue
        if architecture == "llama" and ("q_proj" in name or "k_proj" in name):
            tensor = permute(tensor, config.num_attention_heads if "q_proj" in name else config.num_key_value_heads)
        writer.add_tensor(gguf_name(name), tensor.float().contiguous().numpy())
    if config.rope_parameters["rope_type"] == "llama3":
        plain = 1 / 10000 ** (torch.arange(0, head_width, 2).float() / head_width)
        scaled = model.model.rotary_emb.inv_freq
        writer.add_tensor("rope_freqs.weight", (plain / scaled).float().numpy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    for seed, (name, kind, config_kind, settings, extra) in enumerate(MODELS):
        folder = FOLDER / name
        model = kind._from_config(config_kind(**settings), attn_implementation="eager").eval().float()
        randomize(model, seed)
        model.save_pretrained(folder)
        (folder / "generation_config.json").unlink(missing_ok=True)
        inputs = inputs_of(extra)
        if name.startswith("roberta") and "pair" in extra:
            inputs.pop("token_type_ids")
        metadata = {"sentence": text(PAIR[0] if "pair" in extra else IDS)}
        if "pair" in extra:
            metadata["second"] = text(PAIR[1])
        save_file(tensors_of(inputs["input_ids"][0], compute(model, inputs)), folder / "reference.safetensors", metadata)
        rewrite(folder, extra)
        if "gguf" in extra:
            write_gguf(model, extra["gguf"], FOLDER / f"{name}.gguf")


if __name__ == "__main__":
    main()
