"""A table that was uploaded, checked, and waits to be taken in, or was; the file itself is dropped when it is done."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models

from juzhan.apps.accounts.models import Person
from juzhan.ui.words import t


class TableImport(models.Model):
    """One upload: ``options`` is what was chosen beside the file, ``outcome`` what taking it in changed."""

    class Kind(models.TextChoices):
        PLACES = "places", t("区划", "Places")
        ITEMS = "items", t("服务事项", "Service items")

    class State(models.TextChoices):
        CHECKED = "checked", t("已检查，待确认", "Checked, to be confirmed")
        WAITING = "waiting", t("正在导入", "Being taken in")
        DONE = "done", t("已导入", "Taken in")
        REFUSED = "refused", t("没有导入", "Refused")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHECKED)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    options = models.JSONField(default=dict)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="table_imports")
    uploaded_at = models.DateTimeField()
    total = models.PositiveIntegerField()
    progress = models.PositiveIntegerField(default=0)
    outcome = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-uploaded_at"], name="import_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {self.State.DONE, self.State.REFUSED}
