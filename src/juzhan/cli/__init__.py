"""The command ``juzhan``: serve and load the site, import data, ask charters, export and verify the record.

Django is set up only by the commands that need the database, so that the others start at once and run anywhere.
"""

from __future__ import annotations

import click

from juzhan.cli.catalogue import catalogue
from juzhan.cli.charter import charter
from juzhan.cli.forget import forget
from juzhan.cli.load import load
from juzhan.cli.person import person
from juzhan.cli.places import places
from juzhan.cli.print_slips import print_slips
from juzhan.cli.record import record
from juzhan.cli.serve import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(package_name="juzhan")
def main() -> None:
    """居站 Juzhan：居站分离的社区治理软件 / software on which a city runs its communities."""


for command in (serve, load, charter, places, catalogue, record, person, print_slips, forget):
    main.add_command(command)
