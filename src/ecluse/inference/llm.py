"""Language models, by the dimensions that decide what they cost to run.

Belongs here: dimensions, parameter counts, cache size, and reading them from data/llms or a Hugging
Face config.json.
Does not: chips, batches, times.
Always true: a model's head counts divide as its attention needs; parameters are counted from
dimensions, never typed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ecluse.errors import InputError, ModelError, UnknownNameError, near, raise_all
from ecluse.facts.reader import check, data_files, read_document

DATA = Path(__file__).parent.parent / "data" / "llms"
_LARGEST_CONFIG = 1_000_000  # bytes
_LARGEST_DIMENSION = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """How a layer looks back: grouped queries (`gqa`, which covers plain multi-head) or a latent
    cache (`mla`).

    `gqa` uses heads, kv_heads, head_dim; `mla` uses heads and the ranks and dims. `window_layers`
    of the layers see only `window_tokens` back. With `index_tokens`, an indexer scores every past
    token and attention reads only the best ones.
    """

    kind: Literal["gqa", "mla"]
    heads: int
    kv_heads: int = 0
    head_dim: int = 0
    q_rank: int = 0
    kv_rank: int = 0
    nope_dim: int = 0
    rope_dim: int = 0
    v_dim: int = 0
    window_tokens: int = 0
    window_layers: int = 0
    index_heads: int = 0
    index_dim: int = 0
    index_tokens: int = 0

    def __post_init__(self) -> None:
        if self.heads < 1:
            raise ValueError("attention needs at least one head")
        if self.kind == "gqa" and (
            self.kv_heads < 1 or self.heads % self.kv_heads or self.head_dim < 1
        ):
            raise ValueError(
                f"{self.kv_heads} key-value heads of {self.head_dim} do not divide {self.heads} heads"
            )
        if self.kind == "mla" and min(self.kv_rank, self.nope_dim, self.rope_dim, self.v_dim) < 1:
            raise ValueError("latent attention needs kv_rank, nope_dim, rope_dim and v_dim")

    @property
    def cache_width(self) -> int:
        """Numbers kept per token and layer: keys and values, or the latent and its rotary part (and
        the index's keys).
        """
        if self.kind == "mla":
            return self.kv_rank + self.rope_dim + self.index_dim
        return 2 * self.kv_heads * self.head_dim


@dataclass(frozen=True, slots=True, kw_only=True)
class Experts:
    """A mixture of experts: `per_token` of `routed` are used by each token, and `shared` by all.

    `groups_per_token` of `groups` bound how many nodes one token's experts can lie on.
    """

    routed: int
    per_token: int
    hidden: int
    shared: int = 0
    dense_layers: int = 0
    groups: int = 1
    groups_per_token: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.per_token <= self.routed or self.hidden < 1:
            raise ValueError(
                f"cannot use {self.per_token} of {self.routed} experts of width {self.hidden}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Llm:
    """A decoder-only language model. `gated`: three matrices in a feed-forward block (SwiGLU),
    otherwise two.
    """

    llm: str
    layers: int
    hidden: int
    ffn_hidden: int
    vocabulary: int
    attention: Attention
    experts: Experts | None = None
    aliases: tuple[str, ...] = ()
    context_tokens: int | None = None
    gated: bool = True
    tied_embeddings: bool = False
    cited: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        if min(self.layers, self.hidden, self.ffn_hidden, self.vocabulary) < 1:
            raise ValueError("layers, hidden, ffn_hidden and vocabulary must be positive")

    @property
    def dense_layers(self) -> int:
        """Layers whose feed-forward block is not a mixture."""
        return self.layers if self.experts is None else self.experts.dense_layers

    @property
    def attention_parameters(self) -> int:
        """Weights of one layer's attention."""
        a, h = self.attention, self.hidden
        if a.kind == "gqa":
            return h * a.head_dim * (a.heads + 2 * a.kv_heads) + a.heads * a.head_dim * h
        query = (
            h * a.q_rank + a.q_rank * a.heads * (a.nope_dim + a.rope_dim)
            if a.q_rank
            else h * a.heads * (a.nope_dim + a.rope_dim)
        )
        index = (a.q_rank or h) * a.index_heads * a.index_dim + h * (a.index_dim + a.index_heads)
        return (
            query
            + h * (a.kv_rank + a.rope_dim)
            + a.kv_rank * a.heads * (a.nope_dim + a.v_dim)
            + a.heads * a.v_dim * h
            + index
        )

    @property
    def matrices(self) -> int:
        """Matrices in one feed-forward block."""
        return 3 if self.gated else 2

    @property
    def parameters(self) -> int:
        """All weights (norms and biases, under a thousandth, left out).

        >>> round(find_llm("DeepSeek-V3").parameters / 1e9), round(find_llm("Llama-3.1-70B").parameters / 1e9)
        (671, 71)
        """
        return self._count(None if self.experts is None else self.experts.routed)

    @property
    def active_parameters(self) -> int:
        """The weights that one token is multiplied with: the input embedding, a look-up, is left
        out.
        """
        return self._count(None if self.experts is None else self.experts.per_token) - (
            0 if self.tied_embeddings else self.vocabulary * self.hidden
        )

    def _count(self, routed: int | None) -> int:
        total = self.layers * self.attention_parameters + self.vocabulary * self.hidden * (
            1 if self.tied_embeddings else 2
        )
        total += self.dense_layers * self.matrices * self.hidden * self.ffn_hidden
        if self.experts is not None and routed is not None:
            each = self.matrices * self.hidden * self.experts.hidden
            total += (self.layers - self.dense_layers) * (
                (routed + self.experts.shared) * each + self.hidden * self.experts.routed
            )
        return total

    def cache_bytes(self, tokens: float, bits: int) -> float:
        """Key-value cache of one sequence, all layers; a windowed layer keeps no more than its
        window.
        """
        a = self.attention
        whole = (self.layers - a.window_layers) * tokens + a.window_layers * min(
            tokens, a.window_tokens or tokens
        )
        return whole * a.cache_width * bits / 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One file of data/llms."""

    family: str
    llms: tuple[Llm, ...]


@cache
def llms(folder: Path = DATA) -> Mapping[str, Llm]:
    """Every model of data/llms, or of such a folder, by name.

    Raises:
        DataError: A file there cannot be read or cited nothing.
    """
    known: dict[str, Llm] = {}
    errors = []
    for path in data_files(folder):
        document = read_document(path, name=f"data/llms/{path.name}")
        for index, llm in enumerate(check(document, Family).llms):
            if llm.cited is None:
                errors.append(
                    document.error(
                        f"'{llm.llm}' cites nothing",
                        ("llms", index),
                        "add a line 'cited: {source: …, url: …}'",
                    )
                )
            known[llm.llm] = llm
    raise_all(errors)
    return known


def find_llm(name: str | Path | Llm, folder: Path = DATA) -> Llm:
    """The model called `name` in a folder like data/llms, or the one that a Hugging Face config.json or a file like those of
    data/llms describes.

    Args:
        name: A `str` is a name, and never opens a file; a `Path` is a file.

    Raises:
        UnknownNameError: No model is called that.
        InputError: The file does not describe a model.
    """
    if isinstance(name, Llm):
        return name
    if isinstance(name, Path):
        if name.suffix.casefold() == ".json":
            called = name.parent.name if name.name == "config.json" else name.stem
            return from_config(_json(name), name=called, where=str(name))
        read: Llm = check(read_document(name, user=True), Llm)
        return read
    folded = name.casefold()
    names: dict[str, Llm] = {}
    for llm in llms(folder).values():
        for each in (llm.llm, *llm.aliases):
            names[each.casefold()] = llm
    if folded not in names:
        mend = near(name, sorted(names)) or "give a name or a config.json"
        raise UnknownNameError(
            f"no model is called '{name}'",
            "command line",
            f"{mend}; known are {', '.join(llms(folder))}",
        )
    return names[folded]


def _json(path: Path) -> Mapping[str, Any]:
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST_CONFIG + 1)
        if len(raw) > _LARGEST_CONFIG:
            raise ValueError(f"longer than {_LARGEST_CONFIG:,} bytes")
        tree = json.loads(raw)
    except OSError as error:
        raise InputError(
            f"cannot read the file: {error.strerror}", str(path), "check the path"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"not JSON: {error}", str(path), "give the config.json of a model"
        ) from error
    if not isinstance(tree, dict):
        raise InputError(
            "not a model's configuration", str(path), "give the config.json of a model, one object"
        )
    return tree


def from_config(config: Mapping[str, Any], *, name: str, where: str) -> Llm:
    """Read the dimensions from a Hugging Face configuration; the keys of Llama, Qwen, Mixtral,
    gpt-oss and DeepSeek are known.

    Raises:
        InputError: A dimension is missing, or the attention is of a kind that is not modelled
            (linear, state space).
    """
    tree = config.get("text_config", config)
    kinds = tree.get("layer_types") or [] if isinstance(tree, dict) else None
    if not isinstance(kinds, list):
        raise InputError("not a model's configuration", where, "give the config.json of a model")
    if any("linear" in str(kind) for kind in kinds) or tree.get("full_attention_interval"):
        raise InputError(
            "linear attention is not modelled",
            where,
            "choose a model whose layers all use softmax attention",
        )

    def whole(key: str) -> int:
        value = tree[key]
        if isinstance(value, int) and 0 <= value <= _LARGEST_DIMENSION:
            return int(value)
        raise InputError(
            f"'{key}' cannot be {str(value)[:40]!r}",
            where,
            f"give a whole number up to {_LARGEST_DIMENSION:,}",
        )

    def need(*keys: str) -> int:
        for key in keys:
            if tree.get(key) is not None:
                return whole(key)
        raise InputError(
            f"'{keys[0]}' is missing",
            where,
            f"add it; also understood: {', '.join(keys[1:]) or 'no other name'}",
        )

    def maybe(*keys: str) -> int:
        return next((whole(key) for key in keys if tree.get(key)), 0)

    heads, hidden, layers = (
        need("num_attention_heads"),
        need("hidden_size"),
        need("num_hidden_layers"),
    )
    routed = maybe("num_routed_experts", "n_routed_experts", "num_experts", "num_local_experts")
    windowed = sum(kind == "sliding_attention" for kind in kinds)
    try:
        if maybe("kv_lora_rank"):
            attention = Attention(
                kind="mla",
                heads=heads,
                q_rank=maybe("q_lora_rank"),
                kv_rank=need("kv_lora_rank"),
                nope_dim=need("qk_nope_head_dim"),
                rope_dim=need("qk_rope_head_dim"),
                v_dim=need("v_head_dim"),
                index_heads=maybe("index_n_heads"),
                index_dim=maybe("index_head_dim"),
                index_tokens=maybe("index_topk"),
            )
        else:
            attention = Attention(
                kind="gqa",
                heads=heads,
                kv_heads=maybe("num_key_value_heads") or heads,
                head_dim=maybe("head_dim") or hidden // heads,
                window_tokens=maybe("sliding_window") if windowed else 0,
                window_layers=windowed,
            )
        experts = None
        if routed:
            experts = Experts(
                routed=routed,
                per_token=need("num_experts_per_tok", "experts_per_token"),
                hidden=maybe("moe_intermediate_size") or need("intermediate_size"),
                shared=maybe("num_shared_experts", "n_shared_experts"),
                dense_layers=maybe("first_k_dense_replace"),
                groups=maybe("n_group") or 1,
                groups_per_token=maybe("topk_group") or 1,
            )
        return Llm(
            llm=name,
            layers=layers,
            hidden=hidden,
            ffn_hidden=need("intermediate_size"),
            vocabulary=need("vocab_size"),
            attention=attention,
            experts=experts,
            context_tokens=maybe("max_position_embeddings") or None,
            tied_embeddings=bool(tree.get("tie_word_embeddings")),
            cited={"source": "config.json", "url": where},
        )
    except (ValueError, ZeroDivisionError) as error:
        raise InputError(str(error), where, "mend the configuration's dimensions") from error


def check_context(llm: Llm, tokens: int) -> None:
    """Refuse a context longer than the model was made for.

    Raises:
        ModelError: `tokens` is more than the model's context.
    """
    if llm.context_tokens is not None and tokens > llm.context_tokens:
        raise ModelError(
            f"{llm.llm} takes {llm.context_tokens} tokens, not {tokens}",
            "input plus output",
            "shorten one of them",
        )
