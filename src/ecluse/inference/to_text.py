"""An answer in words and columns, for a terminal.

Belongs here: how an `InferResult` reads. Does not: any number.
Always true: what was assumed, emulated or overlapped is said.
"""

from __future__ import annotations

from ecluse.inference.serve import InferResult, PhaseResult

SHOWN = 6  # parts of a pass; the rest are added up


def to_text(result: InferResult) -> str:
    """The answer, a dozen or two lines."""
    r = result
    overlapped = ", two batches overlapped" if r.overlap == "two_batch" else ", nothing overlapped"
    lines = [
        f"{r.model} on {r.count} {r.chip}, {r.precision}, {r.layout}{overlapped}",
        f"  {r.input_tokens} tokens in, {r.output_tokens} out; {r.batch} sequences per data-parallel group, {r.sequences} in all",
    ]
    if r.prefill is not None and r.ttft_s is not None:
        lines += _phase(
            "prefill", r.prefill, f"first token of one prompt after {r.ttft_s * 1e3:,.0f} ms"
        )
    if r.decode is not None and r.tpot_s is not None:
        lines += _phase("decode", r.decode, f"a token every {r.tpot_s * 1e3:,.1f} ms")
    if r.prefill is not None and r.decode is not None:
        lines.append(
            f"  both on the same chips: {r.output_tokens_per_s_per_chip:,.0f} output tokens/s per chip, {r.output_tokens_per_s:,.0f} in all"
        )
    m = r.memory
    lines.append(
        f"  memory per chip: {m.used_gb:.1f} of {m.capacity_gb:.1f} GB (weights {m.weights_gb:.1f}, cache {m.cache_gb:.1f}, working {m.working_gb:.1f}); "
        f"room for {m.largest_batch} sequences"
    )
    if r.assumed:
        lines.append(
            f"  nobody gives, or sources disagree about: {', '.join(r.assumed)}; ranges in brackets"
        )
    if r.emulated:
        lines.append(f"  {r.emulated}")
    return "\n".join(lines)


def _phase(name: str, phase: PhaseResult, latency: str) -> list[str]:
    low, high = phase.low_tokens_per_s_per_chip, phase.high_tokens_per_s_per_chip
    span = f" [{low:,.0f} to {high:,.0f}]" if high - low > 0.005 * high else ""
    energy = (
        "" if phase.joule_per_token is None else f", {phase.joule_per_token:.2f} J/token at TDP"
    )
    cost = (
        ""
        if phase.usd_per_million_tokens is None
        else f", {phase.usd_per_million_tokens:.2f} USD per million tokens"
    )
    lines = [
        f"  {name}: {phase.tokens_per_s_per_chip:,.0f}{span} tokens/s per chip, {phase.tokens_per_s:,.0f} in all; {latency}{energy}{cost}",
        f"    bound by {phase.bound}; one pass of {phase.tokens_per_pass} tokens takes {phase.pass_s * 1e3:,.1f} ms:",
    ]
    shown = [part for part in phase.parts if part.seconds > 0][:SHOWN]
    rest = phase.pass_s - sum(part.seconds for part in shown)
    lines += [
        f"      {part.name:26}{part.seconds * 1e3:>10,.2f} ms {part.seconds / phase.pass_s:>6.1%}  {part.bound}"
        for part in shown
    ]
    lines.append(
        f"      {'the rest, less what is hidden':26}{rest * 1e3:>7,.2f} ms {rest / phase.pass_s:>6.1%}"
    )
    return lines
