"""A plan for people, as lines of text, and for programs, as one flat record."""

from collections.abc import Iterator
from dataclasses import dataclass

from microturn.core.units import TICK_MS, TICKS_PER_S
from microturn.plan import machines, memory, parameters
from microturn.plan.layout import Timing
from microturn.plan.serving import Case, Serving
from microturn.plan.training import Run, Training
from microturn.plan.work import Phase, phases

SIZES = ((1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"), (1.0, ""))
HEAD = ("phase", "passes", "FLOP", "bytes")
TIMES = ("compute ms", "memory ms", "links ms", "starts ms", "ms")
LABEL = 30
Value = int | float | str


@dataclass(frozen=True)
class Plan:
    """What was asked for, and what it takes."""

    case: Case
    sessions: int
    serving: Serving
    run: Run
    training: Training


def amount(value: float, unit: str) -> str:
    """Four digits, and the decimal prefix that suits: 13.1 GB."""
    factor, prefix = next((size for size in SIZES if abs(value) >= size[0]), SIZES[-1])
    return f"{value / factor:.4g} {prefix}{unit}".strip()


def lines(plan: Plan) -> Iterator[str]:
    """The table, section by section."""
    case = plan.case
    yield f"{case.config.preset} on {case.machine.name}, {_sessions(plan.sessions)}, weights in {case.weights}"
    for title, rows in (
        ("parameters", _parameters(plan)),
        ("session", _session(plan)),
        ("serving", _serving(plan)),
        ("training", _training(plan)),
    ):
        yield from ("", title, *(f"  {label:<{LABEL}}{value}" for label, value in rows))
        if title == "session":
            yield from ("", f"micro-turn of one session, {case.traffic.positions:.2f} positions on average")
            yield from _table([HEAD, *(_work(phase) for phase in phases(case.costs, 1))])
        if title == "serving":
            yield from ("", f"micro-turn of {_sessions(plan.serving.batch)} together")
            yield from _table([(*HEAD, *TIMES), *map(_time, plan.serving.timings)])
    yield from ("", *_assumed(plan))


def _sessions(num: int) -> str:
    return f"{num} session{'s' * (num != 1)}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _parameters(plan: Plan) -> Iterator[tuple[str, str]]:
    config = plan.case.config
    yield "all, without the vocoder", f"{parameters.total(config):,}"
    yield "active a position", f"{parameters.active(config):,}"
    yield from ((part, f"{num:,}") for part, num in parameters.counts(config).items())
    for form in parameters.FORMATS:
        yield f"bytes in {form}, with vocoder", amount(parameters.num_bytes(config, form), "B")


def _session(plan: Plan) -> Iterator[tuple[str, str]]:
    case = plan.case
    config, value_bytes = case.config, case.machine.value_bytes
    slots, each = memory.ring_slots(config), memory.position_bytes(config, value_bytes)
    minute = case.traffic.positions * TICKS_PER_S * 60
    yield "window and sinks", f"{config.window:,} + {config.num_sinks:,} positions, {config.window / minute:.1f} min"
    yield "keys and values, full ring", amount(slots * each, "B")
    yield "keys and values a minute", f"{amount(minute * each, 'B')}, {amount(each, 'B')} a position"
    yield "all state, full ring", amount(memory.session_bytes(config, value_bytes), "B")
    yield "planned with", f"{amount(case.session_bytes, 'B')}, {case.attended:,} positions looked at"


def _serving(plan: Plan) -> Iterator[tuple[str, str]]:
    case, serving = plan.case, plan.serving
    unit = "processor" if case.machine.name == "cpu" else "GPU"
    yield f"{unit}s", f"{serving.gpus}: {serving.replicas} x {serving.layout.gpus}"
    yield "a copy", f"{serving.layout}; {_sessions(serving.sessions)}, at most {serving.most}"
    yield f"memory of a {unit}", f"{amount(serving.gpu_bytes, 'B')} of {amount(case.machine.memory_bytes, 'B')}"
    limit = f"{1000 * case.limit_s:.0f} ms ({TICK_MS} ms less {_percent(case.headroom)})"
    yield "micro-turn", f"{1000 * serving.total_s:.1f} ms of {limit}"
    yield f"sent by a {unit}", amount(serving.link_bytes, "B")


def _training(plan: Plan) -> Iterator[tuple[str, str]]:
    run, training = plan.run, plan.training
    yield "weights, gradients, AdamW", f"{amount(training.state_bytes, 'B')} (4 + 4 + 8 bytes a parameter)"
    kept, less = (amount(num, "B") for num in (training.kept_row_bytes, training.checkpointed_row_bytes))
    yield f"a row of {run.length:,} positions", f"{kept}, checkpointed {less}"
    unit = "processor" if run.machine.name == "cpu" else "GPU"
    how = f"FSDP2 over all, experts over {training.experts}" if training.gpus > 1 else "whole on one"
    yield f"{unit}s", f"{training.gpus}: {how}"
    room = f"of {amount(run.machine.memory_bytes, 'B')} with a row; room for {training.rows}"
    yield f"memory of a {unit}", f"{amount(training.gpu_bytes, 'B')} {room}"
    exchange = f", and {training.exchange_s:.3g} s to exchange hidden states" if training.exchange_s else ""
    yield "a row takes", f"{training.row_s:.3g} s{exchange}"
    if training.gpus > 1:
        hidden = f"hidden from {training.hiding_rows} rows a GPU on"
        yield "a step gathers weights in", f"{training.gather_s:.3g} s, {hidden}"
    yield "positions a second", f"{training.tokens_a_s:,.0f} at {_percent(run.mfu)} of the FLOP/s"
    yield f"{run.hours:,.0f} h of audio, once", f"{training.gpu_hours:,.1f} {unit} hours"


def _assumed(plan: Plan) -> Iterator[str]:
    machine = plan.case.machine
    compute, memory_share = _percent(machines.COMPUTE_SHARE), _percent(machines.MEMORY_SHARE)
    rates = f"{compute} of {amount(machine.flops, 'FLOP/s')}, {memory_share} of {amount(machine.memory_rate, 'B/s')}"
    yield f"assumed: {rates}, {_percent(machines.LINK_SHARE)} of links,"
    starts = f"{1e6 * machine.layer_s:.0f} us to start a layer, {1e6 * machines.COLLECTIVE_S:.0f} us an exchange"
    yield f"{starts}, {_percent(machines.USABLE_MEMORY)} of memory; nothing overlaps"


def _work(phase: Phase) -> tuple[str, ...]:
    return phase.name, f"{phase.passes:.2f}", amount(phase.all_flops, ""), amount(phase.all_bytes, "")


def _time(timing: Timing) -> tuple[str, ...]:
    parts = (timing.compute_s, timing.memory_s, timing.link_s, timing.launch_s, timing.total_s)
    return *_work(timing.phase), *(f"{1000 * part:.2f}" for part in parts)


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        yield "  " + "  ".join([row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:]))])


def flat(plan: Plan) -> dict[str, Value]:
    """One record: units at the end of names, bytes and FLOP as numbers."""
    case = plan.case
    head: dict[str, Value] = {"preset": case.config.preset, "gpu": case.machine.name, "sessions": plan.sessions}
    return head | {"weights": case.weights, "headroom": case.headroom} | _flat_size(plan) | _flat_serving(plan)


def _flat_size(plan: Plan) -> dict[str, Value]:
    case, config, value_bytes = plan.case, plan.case.config, plan.case.machine.value_bytes
    each = memory.position_bytes(config, value_bytes)
    result: dict[str, Value] = {"parameters": parameters.total(config), "parameters_active": parameters.active(config)}
    result |= {f"parameters_{part}": num for part, num in parameters.counts(config).items()}
    result |= {f"weights_{form}_bytes": parameters.num_bytes(config, form) for form in parameters.FORMATS}
    result |= {
        "kv_bytes": memory.ring_slots(config) * each,
        "kv_minute_bytes": round(each * case.traffic.positions * TICKS_PER_S * 60),
        "session_bytes": memory.session_bytes(config, value_bytes),
        "session_planned_bytes": case.session_bytes,
        "positions": round(case.traffic.positions, 3),
        "attended": case.attended,
    }
    for phase in phases(case.costs, 1):
        result |= {f"one_{phase.name}_flop": round(phase.all_flops), f"one_{phase.name}_bytes": round(phase.all_bytes)}
    return result


def _flat_serving(plan: Plan) -> dict[str, Value]:
    serving, training = plan.serving, plan.training
    result: dict[str, Value] = {
        "serving_gpus": serving.gpus,
        "replicas": serving.replicas,
        "experts_over": serving.layout.experts,
        "heads_over": serving.layout.tensor,
        "stages": serving.layout.stages,
        "most_sessions": serving.most,
        "batch": serving.batch,
        "gpu_bytes": round(serving.gpu_bytes),
        "link_bytes": round(serving.link_bytes),
        "micro_turn_ms": round(1000 * serving.total_s, 3),
    }
    for timing in serving.timings:
        name, phase = f"batch_{timing.phase.name}", timing.phase
        result |= {f"{name}_flop": round(phase.all_flops), f"{name}_bytes": round(phase.all_bytes)}
        result |= {f"{name}_ms": round(1000 * timing.total_s, 3)}
    return result | {
        "training_gpus": training.gpus,
        "training_experts_over": training.experts,
        "training_state_bytes": training.state_bytes,
        "row_positions": plan.run.length,
        "row_kept_bytes": training.kept_row_bytes,
        "row_checkpointed_bytes": training.checkpointed_row_bytes,
        "training_gpu_bytes": round(training.gpu_bytes),
        "training_rows": training.rows,
        "training_hiding_rows": training.hiding_rows,
        "mfu": plan.run.mfu,
        "positions_per_s": round(training.tokens_a_s),
        "audio_h": plan.run.hours,
        "gpu_h": round(training.gpu_hours, 3),
    }
