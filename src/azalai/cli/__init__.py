"""The one command, `azalai`. Nothing heavy is imported before a sub-command needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from azalai.cli.errors import CommandError, explain
from azalai.cli.parser import build_parser

INTERRUPTED, BROKEN_PIPE = 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one sub-command; returns the exit status.

    0 done, 1 failed, 2 wrong usage or unreadable file. Errors are one French line on stderr;
    `AZALAI_DEBUG=1` shows where they come from.
    """
    try:
        arguments = build_parser().parse_args(argv)
        status = arguments.run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("Interrompu.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return BROKEN_PIPE
    except Exception as error:  # noqa: BLE001 - the last resort of a command: say it, set the status
        return _failed(error)
    return int(status or 0)


def _failed(error: Exception) -> int:
    if os.environ.get("AZALAI_DEBUG") == "1" and not isinstance(error, CommandError):
        raise error
    print(f"azalai : erreur : {explain(error)}", file=sys.stderr)
    return error.status if isinstance(error, CommandError) else 1


def _drop_output() -> None:
    """The reader has gone (`azalai … | head`): the interpreter must not complain when it flushes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
