"""Language models, by the dimensions that decide what they cost to run.

Belongs here: dimensions, parameter counts, cache size, and reading them from data/llms or a Hugging
Face config.json.
Does not: chips, batches, times.
Always true: a model's head counts divide as its attention needs; parameters are counted from
dimensions, never typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from ecluse.errors import ModelError, UnknownNameError, near, raise_all
from ecluse.facts.reader import check, data_files, read_document
from ecluse.inference.data_files import DATA, RELEASES


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """The attention of a layer: grouped queries (`gqa`) or a latent cache (`mla`).

    `gqa` covers plain multi-head attention and uses heads, kv_heads and head_dim; `mla` uses heads,
    the ranks and the other dims. In `window_layers` of the layers a token attends to the last
    `window_tokens` only. With `index_tokens`, an indexer scores every past token and attention
    reads only the best ones.
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
            kept = f"{self.kv_heads} key-value heads of {self.head_dim}"
            raise ValueError(f"{kept} do not divide {self.heads} heads")
        if self.kind == "mla" and min(self.kv_rank, self.nope_dim, self.rope_dim, self.v_dim) < 1:
            raise ValueError("latent attention needs kv_rank, nope_dim, rope_dim and v_dim")

    @property
    def cache_width(self) -> int:
        """Numbers kept for each token and layer.

        They are keys and values, or the latent, its rotary part and the keys of the index.
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
    """A decoder-only language model.

    Args:
        gated: Whether a feed-forward block has three matrices (SwiGLU) instead of two.
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
        a, hidden = self.attention, self.hidden
        if a.kind == "gqa":
            return hidden * a.head_dim * (a.heads + 2 * a.kv_heads) + a.heads * a.head_dim * hidden
        wide = a.heads * (a.nope_dim + a.rope_dim)
        query = hidden * a.q_rank + a.q_rank * wide if a.q_rank else hidden * wide
        down = hidden * (a.kv_rank + a.rope_dim)
        up = a.kv_rank * a.heads * (a.nope_dim + a.v_dim)
        index = (a.q_rank or hidden) * a.index_heads * a.index_dim
        index += hidden * (a.index_dim + a.index_heads)
        return query + down + up + a.heads * a.v_dim * hidden + index

    @property
    def matrices(self) -> int:
        """Matrices in one feed-forward block."""
        return 3 if self.gated else 2

    @property
    def parameters(self) -> int:
        """All weights (norms and biases, under a thousandth, left out).

        >>> [round(find_llm(name).parameters / 1e9) for name in ("DeepSeek-V3", "Llama-3.1-70B")]
        [671, 71]
        """
        return self._count(None if self.experts is None else self.experts.routed)

    @property
    def active_parameters(self) -> int:
        """The weights that one token is multiplied with.

        The input embedding is left out, for it is only looked up.
        """
        return self._count(None if self.experts is None else self.experts.per_token) - (
            0 if self.tied_embeddings else self.vocabulary * self.hidden
        )

    def _count(self, routed: int | None) -> int:
        embeddings = self.vocabulary * self.hidden * (1 if self.tied_embeddings else 2)
        dense = self.dense_layers * self.matrices * self.hidden * self.ffn_hidden
        total = self.layers * self.attention_parameters + embeddings + dense
        if self.experts is not None and routed is not None:
            expert = self.matrices * self.hidden * self.experts.hidden
            router = self.hidden * self.experts.routed
            sparse = self.layers - self.dense_layers
            total += sparse * ((routed + self.experts.shared) * expert + router)
        return total

    def cache_bytes(self, tokens: float, bits: int) -> float:
        """Key-value cache of one sequence in all layers; a windowed layer keeps its window only."""
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


@lru_cache(maxsize=RELEASES)
def llms(folder: Path = DATA) -> Mapping[str, Llm]:
    """Every model of a data folder, by name.

    Raises:
        DataError: A file there cannot be read, or a model cites nothing.
    """
    known: dict[str, Llm] = {}
    errors = []
    for path in data_files(folder / "llms"):
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
    """The model called `name` in a data folder, or the one that a file describes.

    The file is a Hugging Face config.json, or a YAML file like those of data/llms.

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
            from ecluse.inference.hugging_face import read_config

            return read_config(name)
        read: Llm = check(read_document(name, user=True), Llm)
        return read
    folded = name.casefold()
    names: dict[str, Llm] = {}
    for llm in llms(folder).values():
        for called in (llm.llm, *llm.aliases):
            names[called.casefold()] = llm
    if folded not in names:
        mend = near(name, sorted(names)) or "give a name or a config.json"
        raise UnknownNameError(
            f"no model is called '{name}'",
            "model",
            f"{mend}; known are {', '.join(llms(folder))}",
        )
    return names[folded]


def check_context(llm: Llm, tokens: int) -> None:
    """Refuse a context longer than the model was made for.

    Raises:
        ModelError: `tokens` is more than the model's context.
    """
    if llm.context_tokens is not None and tokens > llm.context_tokens:
        raise ModelError(
            f"{llm.llm} takes {llm.context_tokens} tokens, not {tokens}",
            "input",
            "shorten one of them",
        )
