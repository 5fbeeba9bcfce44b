#!/bin/sh
# Make .venv with the first Python found that is 3.11 or newer; PYTHON=/path/to/python chooses another.
set -eu

for candidate in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            exec "$candidate" -m venv .venv
        fi
        without_venv="$candidate"
    fi
done

if [ -n "${without_venv:-}" ]; then
    echo "$without_venv cannot make virtual environments: install its venv package (on Debian: apt-get install python3-venv)." >&2
    echo "$without_venv 缺少 venv 模块：请先安装（Debian：apt-get install python3-venv）。" >&2
else
    echo "Python 3.11 or newer was not found: install it, or name it: make setup PYTHON=/path/to/python3.11" >&2
    echo "没有找到 Python 3.11 或更新版本：请先安装，或指明位置：make setup PYTHON=/path/to/python3.11" >&2
fi
exit 1
