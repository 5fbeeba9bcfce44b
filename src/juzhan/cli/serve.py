"""``juzhan serve``: database, web server and job worker together, in real use or as the demonstration."""

from __future__ import annotations

import os
import subprocess
import sys

import click

from juzhan.cli.setup import enter_demo, start_database
from juzhan.cli.speaking import in_language, language, stop, tell
from juzhan.config.env import read_settings
from juzhan.config.serving import ServingFailed, site


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 / address to listen on")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口 / port")
@click.option("--workers", type=click.IntRange(1, 64), help="网页服务进程数 / web processes (JUZHAN_WORKERS)")
@click.option("--demo/--no-demo", default=False, help="演示模式：合成人物与事项 / synthetic people and matters")
@in_language
def serve(host: str, port: int, workers: int | None, demo: bool) -> None:
    """启动网站 / Serve the site until it is asked to stop."""
    if demo:
        enter_demo()
    if workers:
        os.environ["JUZHAN_WORKERS"] = str(workers)
    try:
        cluster = start_database()
        served = site(host, port, read_settings()["JUZHAN_HOSTS"], tell, cluster)
        _bring_up_to_date()
        served.run()
    except ServingFailed as failed:
        stop(failed.text)


def _bring_up_to_date() -> None:
    """In a process of its own, so that this one stays small: what ``juzhan load`` does, or its check in real use."""
    demo = read_settings()["JUZHAN_DEMO"]
    step = ["--demo"] if demo else ["--check"]
    code = subprocess.call([sys.executable, "-m", "juzhan.cli", "load", "--quiet", "--lang", language(), *step])
    if code:
        raise SystemExit(code)
