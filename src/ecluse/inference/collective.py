"""The time of messages between chips, as a start-up time and a bandwidth.

Belongs here: all-reduce, all-to-all and send, inside one link domain and across domains, as
functions of link figures. Does not: what is sent, and when it overlaps.
Always true: one chip sends nothing; a time never grows with a bandwidth.

Source: docs/model/collectives.md, with the measurements each constant was fitted on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ecluse.inference.chip import ChipArrays, Floats
from ecluse.inference.operators import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The constants of the alpha-beta model.

    All-reduce: fitted on TensorRT-LLM's kernels on 2, 4 and 8 A100 and H100
    (ai-dynamo/aiconfigurator); small messages go straight to every peer, large ones are summed in
    shares, or by the switches where they can. All-to-all: DeepEP on 8 H100 (aiconfigurator) and
    DeepEP's own figures on H800: of 200 GB/s 153 inside a node, of 50 GB/s 39 to 43 across nodes
    (docs/legacy.md of deepseek-ai/DeepEP).
    """

    direct_alpha_s: float = 3.9e-6
    direct_share: float = 0.50
    shared_alpha_s: float = 23.6e-6
    hop_s: float = 1.9e-6
    reduce_share: float = 0.64
    exchange_alpha_s: float = 36.0e-6
    exchange_share: float = 0.70
    small_exchange_alpha_s: float = 13.0e-6
    small_exchange_share: float = 0.53
    # Each further chip on a host's bus takes this share of one chip's traffic away (fitted on Llama
    # 70B over 4 L40S).
    bus_contention: float = 0.13
    network_alpha_s: float = 10.0e-6
    network_share: float = 0.82


DEFAULT = Links()


def message_times(chips: ChipArrays, messages: Sequence[Message], constants: Links) -> Floats:
    """Seconds of all repeats of every message, shape (designs, messages)."""
    if not messages:
        return np.zeros((len(chips), 0))
    return np.stack(
        [message.repeats * _one(chips, message, constants) for message in messages], axis=1
    )


def _one(chips: ChipArrays, message: Message, c: Links) -> Floats:
    if message.kind == "all_reduce":
        return all_reduce_s(chips, message.sent_bytes, message.group, c)
    if message.kind == "all_to_all":
        return all_to_all_s(chips, message, c)
    return c.network_alpha_s + message.sent_bytes / (c.reduce_share * chips.link_bytes_per_s)


def all_reduce_s(chips: ChipArrays, message_bytes: float, group: int, c: Links = DEFAULT) -> Floats:
    """Every chip of `group` ends with the sum of `message_bytes` from each; shape (designs,).

    Inside a domain each byte leaves a chip 2(n-1)/n times, or 1 + 1/n times where switches sum and
    spread it. Across domains the domain first sums its own, then each chip exchanges its share with
    its peers over the network, then the domain spreads the result.

    >>> from ecluse.inference.chip import chip_from_figures, stack
    >>> figures = {"bf16_tera_ops_per_s": 1, "dram_bandwidth_gb_per_s": 1, "dram_capacity_gb": 1}
    >>> chips = stack([chip_from_figures("x", {**figures, "chip_link_gb_per_s": 900})])
    >>> alone, pair, node = (float(all_reduce_s(chips, 1e6, group)[0]) for group in (1, 2, 8))
    >>> alone == 0 and pair < node
    True
    """
    if group == 1:
        return np.zeros(len(chips))
    inside = np.minimum(group, chips.link_domain)
    across = np.ceil(group / chips.link_domain)
    link = _link(chips, inside, c)
    ring = 2 * (inside - 1) / inside
    leaves = np.where(chips.switch_sums, np.minimum(ring, 1 + 1 / inside), ring)
    direct = c.direct_alpha_s + (inside - 1) * message_bytes / (c.direct_share * link)
    shared = c.shared_alpha_s + c.hop_s * inside + leaves * message_bytes / (c.reduce_share * link)
    beyond = 2 * c.network_alpha_s + 2 * (across - 1) / across * message_bytes / inside / (
        c.network_share * chips.network_bytes_per_s
    )
    return np.where(inside > 1, np.minimum(direct, shared), 0.0) + np.where(across > 1, beyond, 0.0)


def _link(chips: ChipArrays, inside: Floats, c: Links) -> Floats:
    """One-way bytes per second of a chip among `inside` chips.

    Chips without links of their own share the host's bus.
    """
    return np.where(
        chips.shares_bus,
        chips.link_bytes_per_s / (1 + c.bus_contention * np.maximum(inside - 2, 0)),
        chips.link_bytes_per_s,
    )


def all_to_all_s(chips: ChipArrays, message: Message, c: Links = DEFAULT) -> Floats:
    """Each chip sends each of its tokens to `copies` chips of the group; shape (designs,).

    Inside the domain the copies travel over the links. Across domains a token crosses the network
    once for each domain it is wanted in (`node_copies` at most), or once per copy where the
    messages are `small` and every delay counts.
    """
    group, domain = float(message.group), chips.link_domain
    if group <= 1:
        return np.zeros(len(chips))
    inside = np.minimum(group, domain)
    domains = np.ceil(group / domain)
    stay = (inside - 1) / group
    leave = 1.0 - inside / group
    links = message.copies * stay if message.small else message.copies * (group - 1) / group
    wanted = np.minimum(message.node_copies, domains * (1 - (1 - 1 / domains) ** message.copies))
    crossing = message.copies * leave if message.small else wanted * (domains - 1) / domains
    alpha, share = (
        (c.small_exchange_alpha_s, c.small_exchange_share)
        if message.small
        else (c.exchange_alpha_s, c.exchange_share)
    )
    by_link = links * message.sent_bytes / (share * _link(chips, inside, c))
    by_network = crossing * message.sent_bytes / (c.network_share * chips.network_bytes_per_s)
    return alpha + np.where(
        domains > 1, np.maximum(by_network, by_link) + c.network_alpha_s, by_link
    )
