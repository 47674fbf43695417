"""How a group gets its commands: each is imported when it runs, so that `--help` answers at once."""

from collections.abc import Iterable

from cyclopts import App


def register(app: App, package: str, commands: Iterable[tuple[str, str, str]]) -> None:
    """Add commands, each a function in the module of its name, to an app.

    Args:
        app: The group.
        package: Where the modules are: `leadline.cli` or a package in it, whose name is that of the group.
        commands: Name, one line of help, and the arguments of an example.
    """
    called = " ".join(part for part in package.split(".") if part != "cli")
    for name, told, example in commands:
        epilogue = f"Example: {called} {name} {example}"
        app.command(f"{package}.{name}:{name}", name=name, help=told, help_epilogue=epilogue)
