"""The house: imports go to lower floors only, parts of one floor do not know each other, nothing goes in circles."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

SRC = Path(__file__).parents[1] / "src" / "leadline"
LAYERS = (  # from the ground up
    ("errors",),
    ("model", "units", "windows"),
    ("catalog", "forecast", "userfile"),
    ("sources", "store"),
    ("ingest",),
    ("prices", "capability", "stack"),
    ("lineup", "price_performance", "gaps", "portrait"),
    ("usage", "budget", "comparison", "simulate"),
    ("claims", "changes", "search"),
    ("render",),
    ("briefing",),
    ("web",),
    ("cli",),
    ("__main__",),
    ("",),  # the public face: nobody inside imports it
)
ONLY_FROM = {"sources": {"ingest"}, "ingest": {"cli", ""}, "": set[str]()}
FLOOR = {name: floor for floor, names in enumerate(LAYERS) for name in names}


def part(module: str) -> str:
    """The part of the house that a module belongs to; the face is the empty name."""
    return module.removeprefix("leadline").strip(".").split(".")[0]


def import_graph() -> dict[str, set[str]]:
    """Which modules of the package import which."""
    graph = {}
    for path in SRC.rglob("*.py"):
        name = ".".join(("leadline", *path.relative_to(SRC).with_suffix("").parts)).removesuffix(".__init__")
        found: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "leadline":
                found |= {_target(node.module or "", alias.name) for alias in node.names}
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names if alias.name.split(".")[0] == "leadline"}
        graph[name] = found - {name}
    return graph


def _target(module: str, name: str) -> str:
    """`from leadline import units` imports the module `leadline.units`, not the face."""
    inner = SRC.joinpath(*module.split(".")[1:], name)
    return f"{module}.{name}" if inner.is_dir() or inner.with_suffix(".py").exists() else module


def allowed(own: str, target: str) -> bool:
    return own == target or (FLOOR[target] < FLOOR[own] and own in ONLY_FROM.get(target, {own}))


def test_imports_point_downwards() -> None:
    wrong = [f"{a} imports {b}" for a, bs in import_graph().items() for b in bs if not allowed(part(a), part(b))]
    assert not wrong, "\n".join(wrong)


def test_no_circles() -> None:
    graph = import_graph()
    built: set[str] = set()
    for module in TopologicalSorter(graph).static_order():  # raises CycleError and names the circle
        assert graph.get(module, set()) <= built
        built.add(module)
    assert built >= graph.keys()


def test_every_part_has_its_floor() -> None:
    assert {part(module) for module in import_graph()} <= FLOOR.keys()


def test_nothing_but_the_command_line_reads_the_clock() -> None:
    """There is no hidden clock: below the command line the day is an argument."""
    asks = ("today(", ".now(", "utcnow(", "time.time(")
    found = [
        str(path.relative_to(SRC))
        for path in SRC.rglob("*.py")
        if path.parent.name != "cli" and any(ask in path.read_text(encoding="utf-8") for ask in asks)
    ]
    assert not found
