"""Every setting an operator can make is declared once here, with its meaning in both languages.

The settings table in ``docs/operations/settings.md`` is made from this list; a test keeps the two equal.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from attrs import frozen

from juzhan.domain.shared import Text

ROOT = Path(__file__).resolve().parents[3]


class SettingInvalid(Exception):
    """A setting's value cannot be used; the message names the setting, the value and the mend."""


@frozen
class Setting:
    """One environment variable: its name, how its text becomes a value, its default and what it is for."""

    name: str
    read: Callable[[str], Any]
    default: str
    help: Text
    secret: bool = False

    def value(self, environ: Mapping[str, str]) -> Any:
        """Read the setting; raises :class:`SettingInvalid` when the text does not fit."""
        text = environ.get(self.name, self.default)
        try:
            return self.read(text)
        except (ValueError, TypeError) as error:
            raise SettingInvalid(f"{self.name}={text!r}: {error}. {self.help.en} / {self.help.zh}") from error


def _flag(text: str) -> bool:
    if text.lower() in {"1", "true", "yes", "on"}:
        return True
    if text.lower() in {"", "0", "false", "no", "off"}:
        return False
    raise ValueError("write 1 or 0")


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "JUZHAN_DATABASE_URL",
        str,
        "",
        Text(
            "PostgreSQL 15 或更新版本的地址；留空则使用随软件安装的数据库，数据放在 var/pg",
            "Address of a PostgreSQL server, 15 or newer; empty means the database that is installed with the program, in var/pg",
        ),
        secret=True,
    ),
    Setting(
        "JUZHAN_VAR",
        lambda text: Path(text).expanduser().absolute(),
        str(ROOT / "var"),
        Text("存放数据库、密钥与日志的文件夹", "Folder for the database, the keys and the logs"),
    ),
    Setting(
        "JUZHAN_DEMO",
        _flag,
        "0",
        Text(
            "演示模式：可扮演合成人物，所有页面标明演示数据；正式使用时必须为 0",
            "Demo mode: anyone can become one of the synthetic cast and every page says so; must be 0 in real use",
        ),
    ),
    Setting(
        "JUZHAN_DEBUG",
        _flag,
        "0",
        Text("开发调试，仅限演示模式", "Debug pages for developers, only together with demo mode"),
    ),
    Setting(
        "JUZHAN_SECRET_KEY",
        str,
        "",
        Text(
            "签名密钥，至少 50 个字符；演示模式下自动生成",
            "Signing key of at least 50 characters; made by itself in demo mode",
        ),
        secret=True,
    ),
    Setting(
        "JUZHAN_RECORD_KEY",
        str,
        "",
        Text(
            "存证检查点的 Ed25519 私钥种子（64 位十六进制）；演示模式下自动生成",
            "Ed25519 seed that signs the record's checkpoints, 64 hexadecimal digits; made by itself in demo mode",
        ),
        secret=True,
    ),
    Setting(
        "JUZHAN_RECORD_HASH",
        str,
        "sha256",
        Text("新建存证日志的散列算法：sha256 或 sm3", "Hash of newly made record logs: sha256 or sm3"),
    ),
    Setting(
        "JUZHAN_HOSTS",
        _words,
        "localhost,127.0.0.1,[::1]",
        Text(
            "网站的域名，以逗号分隔；也用于存证日志的名称",
            "Host names of the site, separated by commas; also names the record logs",
        ),
    ),
    Setting(
        "JUZHAN_HTTPS",
        _flag,
        "1",
        Text(
            "只通过 https 发送登录信息；仅演示模式可为 0",
            "Send cookies over https only; may be 0 only in demo mode",
        ),
    ),
    Setting(
        "JUZHAN_PROXIES",
        int,
        "0",
        Text(
            "前置可信反向代理的层数，用于识别来访地址",
            "How many trusted proxies stand in front, to know the visitor's address",
        ),
    ),
    Setting(
        "JUZHAN_DISTRICT",
        str,
        "510107",
        Text("本系统服务的县级区划代码", "Six-digit code of the district that the site serves"),
    ),
    Setting(
        "JUZHAN_WORKERS",
        int,
        "2",
        Text("网页服务进程数", "Number of web processes"),
    ),
    Setting(
        "JUZHAN_THREADS",
        int,
        "8",
        Text("每个进程同时处理的请求数", "Requests that each web process works on at once"),
    ),
    Setting(
        "JUZHAN_LISTENERS",
        int,
        "150",
        Text(
            "每个进程最多连接的实时屏幕数（叫号屏、手机等）",
            "Live screens (boards, phones) that each web process keeps a line to",
        ),
    ),
    Setting(
        "JUZHAN_UPLOAD_MEGABYTES",
        int,
        "10",
        Text("单个附件的上限（兆字节）", "Largest attachment in megabytes"),
    ),
    Setting(
        "JUZHAN_HALL_NUMBERS_HOUR",
        int,
        "20",
        Text(
            "同一网络地址每小时最多取几个号（手机网页和接口合计）；"
            "很多人共用一个地址（如手机运营商、大厅无线网）时调大；0 表示不限",
            "How many numbers one network address takes an hour, on the phone and over the interface together; raise it where "
            "many share an address (a mobile carrier, the hall's own Wi-Fi); 0: any number",
        ),
    ),
    Setting(
        "JUZHAN_HALL_BOOKINGS_HOUR",
        int,
        "10",
        Text(
            "同一网络地址每小时最多预约几次（网页和接口合计）；0 表示不限",
            "How many bookings one network address makes an hour, on pages and over the interface together; 0: any number",
        ),
    ),
    Setting(
        "JUZHAN_HALL_KIOSK_HOUR",
        int,
        "300",
        Text(
            "同一网络地址在自助机页面每小时最多取几个号（自助机的网址谁都能打开，所以也有上限）；0 表示不限",
            "How many numbers one network address takes an hour on the kiosk's pages, which anyone can open; 0: any number",
        ),
    ),
    Setting(
        "JUZHAN_LOG_LEVEL",
        str,
        "INFO",
        Text("日志级别", "Level of the log"),
    ),
)


def read_settings(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Read all settings from the environment; unknown ``JUZHAN_`` names raise :class:`SettingInvalid`."""
    environ = os.environ if environ is None else environ
    known = {setting.name for setting in SETTINGS}
    strange = sorted(name for name in environ if name.startswith("JUZHAN_") and name not in known | _FOR_TOOLS)
    if strange:
        raise SettingInvalid("\n".join(_unknown(name, known) for name in strange))
    return {setting.name: setting.value(environ) for setting in SETTINGS}


def _unknown(name: str, known: Collection[str]) -> str:
    meant = get_close_matches(name, known, n=1)
    hint = f"是不是 {meant[0]}？/ did you mean {meant[0]}? " if meant else ""
    return f"没有 {name} 这项设置 / there is no setting {name}. {hint}docs/operations/settings.md"


_FOR_TOOLS = frozenset(
    {
        "JUZHAN_TEST_SUFFIX",
        "JUZHAN_TEST_BINARIES",
        "JUZHAN_SEEDS",
        "JUZHAN_REFERENCE",
        "JUZHAN_CHROMIUM",
        "JUZHAN_PICTURES",
    }
)
