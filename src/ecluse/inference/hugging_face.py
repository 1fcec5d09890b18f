"""Models of Hugging Face, from their config.json.

Belongs here: reading the file, and the keys of Llama, Qwen, Mixtral, gpt-oss and DeepSeek.
Does not: what a dimension costs (llm.py, workload.py).
Always true: a dimension that is missing, or an attention that is not modelled, is an error with the
file's name; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecluse.errors import InputError
from ecluse.facts.json_object import RepeatedKeyError, read_json
from ecluse.inference.llm import Attention, Experts, Llm

_LARGEST_CONFIG = 1_000_000  # bytes
_LARGEST_DIMENSION = 1_000_000_000
_FILE = "give the config.json of a model"


def read_config(path: Path) -> Llm:
    """The model that a config.json describes.

    It is called after its file or, if the file is called `config.json`, after its folder.

    Raises:
        InputError: The file cannot be read, or does not describe a model.
    """
    name = path.parent.name if path.name == "config.json" else path.stem
    return from_config(_json(path), name=name, where=str(path))


def _json(path: Path) -> Mapping[str, Any]:
    where = str(path)
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST_CONFIG + 1)
    except OSError as error:
        raise InputError(
            f"cannot read the file: {error.strerror}", where, "check the path"
        ) from error
    except ValueError as error:  # such as a path with a NUL in it
        raise InputError("cannot read the file: no path is so", where, "check the path") from error
    if len(raw) > _LARGEST_CONFIG:
        raise InputError(f"not JSON: longer than {_LARGEST_CONFIG:,} bytes", where, _FILE)
    try:
        tree = read_json(raw)
    except RepeatedKeyError as error:
        raise InputError(str(error), where, "keep one of the two") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}", where, _FILE) from error
    if not isinstance(tree, dict):
        raise InputError("not a model's configuration", where, f"{_FILE}, one object")
    return tree


def from_config(config: Mapping[str, Any], *, name: str, where: str) -> Llm:
    """Read the dimensions from a configuration.

    Args:
        name: What to call the model.
        where: What to call the configuration in an error.

    Raises:
        InputError: A dimension is missing, or the attention is of a kind that is not modelled
            (linear, state space).
    """
    tree = config.get("text_config", config)
    kinds = tree.get("layer_types") or [] if isinstance(tree, dict) else None
    if not isinstance(kinds, list):
        raise InputError("not a model's configuration", where, _FILE)
    if any("linear" in str(kind) for kind in kinds) or tree.get("full_attention_interval"):
        raise InputError(
            "linear attention is not modelled",
            where,
            "choose a model whose layers all use softmax attention",
        )
    keys = _Keys(tree, where)
    try:
        return Llm(
            llm=name,
            layers=keys.need("num_hidden_layers"),
            hidden=keys.need("hidden_size"),
            ffn_hidden=keys.need("intermediate_size"),
            vocabulary=keys.need("vocab_size"),
            attention=_attention(keys, sum(kind == "sliding_attention" for kind in kinds)),
            experts=_experts(keys),
            context_tokens=keys.maybe("max_position_embeddings") or None,
            tied_embeddings=bool(tree.get("tie_word_embeddings")),
            cited={"source": "config.json", "url": where},
        )
    except (ValueError, ZeroDivisionError) as error:
        raise InputError(str(error), where, "mend the configuration's dimensions") from error


@dataclass(frozen=True, slots=True)
class _Keys:
    """The whole numbers of a configuration, by any of the names that makers give them."""

    tree: Mapping[str, Any]
    where: str

    def need(self, *names: str) -> int:
        """The first that is there."""
        for name in names:
            if self.tree.get(name) is not None:
                return self._whole(name)
        others = ", ".join(names[1:]) or "no other name"
        mend = f"add it; also understood: {others}"
        raise InputError(f"'{names[0]}' is missing", self.where, mend)

    def maybe(self, *names: str) -> int:
        """The first that is there and not zero, or zero."""
        return next((self._whole(name) for name in names if self.tree.get(name)), 0)

    def _whole(self, name: str) -> int:
        value = self.tree[name]
        if isinstance(value, int) and 0 <= value <= _LARGEST_DIMENSION:
            return int(value)
        mend = f"give a whole number up to {_LARGEST_DIMENSION:,}"
        raise InputError(f"'{name}' cannot be {str(value)[:40]!r}", self.where, mend)


def _attention(keys: _Keys, windowed: int) -> Attention:
    heads = keys.need("num_attention_heads")
    if keys.maybe("kv_lora_rank"):
        return Attention(
            kind="mla",
            heads=heads,
            q_rank=keys.maybe("q_lora_rank"),
            kv_rank=keys.need("kv_lora_rank"),
            nope_dim=keys.need("qk_nope_head_dim"),
            rope_dim=keys.need("qk_rope_head_dim"),
            v_dim=keys.need("v_head_dim"),
            index_heads=keys.maybe("index_n_heads"),
            index_dim=keys.maybe("index_head_dim"),
            index_tokens=keys.maybe("index_topk"),
        )
    return Attention(
        kind="gqa",
        heads=heads,
        kv_heads=keys.maybe("num_key_value_heads") or heads,
        head_dim=keys.maybe("head_dim") or keys.need("hidden_size") // heads,
        window_tokens=keys.maybe("sliding_window") if windowed else 0,
        window_layers=windowed,
    )


def _experts(keys: _Keys) -> Experts | None:
    routed = keys.maybe(
        "num_routed_experts", "n_routed_experts", "num_experts", "num_local_experts"
    )
    if not routed:
        return None
    return Experts(
        routed=routed,
        per_token=keys.need("num_experts_per_tok", "experts_per_token"),
        hidden=keys.maybe("moe_intermediate_size") or keys.need("intermediate_size"),
        shared=keys.maybe("num_shared_experts", "n_shared_experts"),
        dense_layers=keys.maybe("first_k_dense_replace"),
        groups=keys.maybe("n_group") or 1,
        groups_per_token=keys.maybe("topk_group") or 1,
    )
