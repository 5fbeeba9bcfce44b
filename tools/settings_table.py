"""Writes ``docs/operations/settings.md`` from the declared settings: ``python -m tools.settings_table``."""

from __future__ import annotations

from juzhan.config.env import ROOT, SETTINGS, Setting

TABLE = ROOT / "docs" / "operations" / "settings.md"
HEAD = """\
# 设置 · Settings

每项设置是一个环境变量；写错名称或写法时程序不会启动，并会指出应当怎样写。本表由 `src/juzhan/config/env.py` 生成。

Every setting is an environment variable; a misspelt name or value stops the start and says what was meant. This table is
made from `src/juzhan/config/env.py` by `python -m tools.settings_table`; a test keeps the two equal.

| 名称 · Name | 默认 · Default | 说明 · Meaning |
| --- | --- | --- |
"""


def table() -> str:
    """The whole file."""
    return HEAD + "".join(map(_row, SETTINGS))


def _row(setting: Setting) -> str:
    default = setting.default.replace(f"{ROOT}/", "")
    shown = f"`{default}`" if default else "（空 · empty）"
    secret = "<br>保密 · secret" if setting.secret else ""
    return f"| `{setting.name}` | {shown} | {setting.help.zh}<br>{setting.help.en}{secret} |\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
