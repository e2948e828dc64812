"""`azalai serve`: the site, by gunicorn."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import sys
from typing import Any

from azalai.cli import parser, site
from azalai.cli.errors import CommandError


def register(subparsers: Any) -> None:
    """Add the sub-command."""
    command = subparsers.add_parser("serve", help="sert le site")
    command.add_argument("--host", default="127.0.0.1", help="adresse d'écoute (127.0.0.1)")
    command.add_argument("--port", type=parser.port, default=8000, help="port d'écoute (8000)")
    command.add_argument("--workers", type=int, default=1, help="processus ; plus d'un avec PostgreSQL (1)")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Check, say where, and hand over to gunicorn."""
    check_port_is_free(arguments.host, arguments.port)
    site.start()
    site.require_migrated()
    print(f"Azalai : http://{arguments.host}:{arguments.port}/ (Ctrl-C pour arrêter)", flush=True)
    serve(arguments.host, arguments.port, arguments.workers)


def check_port_is_free(host: str, port: int) -> None:
    """Say it in one line before anything long begins."""
    try:
        with socket.socket(_family(host)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise CommandError(_refusal(error, host, port)) from error


def serve(host: str, port: int, workers: int = 1) -> None:
    """Become gunicorn: Ctrl-C reaches it directly. Threads, not forks: charts must not precede a fork."""
    sys.stdout.flush()
    shown = f"[{host}]" if ":" in host else host
    options = ["--bind", f"{shown}:{port}", "--workers", str(workers), "--threads", "4"]
    quiet = ["--worker-class", "gthread", "--log-level", "warning", "--no-control-socket"]
    graceful = ["--timeout", "120", "--graceful-timeout", "10"]
    command = [sys.executable, "-m", "gunicorn", *options, *quiet, *graceful, "azalai.config.wsgi"]
    os.execv(sys.executable, command)  # noqa: S606 - no shell, our own interpreter


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _refusal(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        other = f"--port {port + 1}, ou make demo PORT={port + 1}"
        return f"le port {port} est déjà pris : choisissez-en un autre ({other})"
    if error.errno == errno.EACCES:
        return f"le port {port} est réservé : choisissez-en un au-dessus de 1023"
    return f"impossible d'écouter sur {host}:{port} ({error.strerror or error})"
