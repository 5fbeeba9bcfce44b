"""Statements that are compiled once: building a query anew takes Django longer than PostgreSQL takes to answer it.

For what every request of the interface asks, and nothing else; the gains are in docs/performance.md. The statements
stay those of the models: a new column, relation or rule is in them without a word, and a test holds the answers equal
to those of the query itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from inspect import signature
from typing import Any, Generic, TypeVar, cast

from attrs import define, field, frozen
from django.db import DatabaseError, connection
from django.db.models import Expression, Field, ForeignObject, Lookup, Model, QuerySet
from django.db.models import query as of_django

M = TypeVar("M", bound=Model)


class Slot(Expression):
    """Stands in a compiled query for a value that is given each time it is asked; not for one in a list of values."""

    def __str__(self) -> str:
        raise TypeError(f"the slot {self.name} was taken for a value while its query was compiled")

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Leave the place open."""
        return "%s", [self]


@ForeignObject.register_lookup
class AnyOf(Lookup):
    """``owner__any_of=[…]`` is ``owner__in=[…]`` for numbers, written into the statement as one value.

    Hundreds of numbers need not be handed over one by one, and a list is always planned for the numbers that are in it:
    whose matters one may see differs from nearly none to nearly all.
    """

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Write ``column = ANY(list)``; a single number as itself, so that an index can also give the order."""
        column, given = self.process_lhs(compiler, connection)
        numbers = [str(int(number)) for number in self.rhs]
        listed = numbers[0] if len(numbers) == 1 else f"ANY('{{{','.join(numbers)}}}'::bigint[])"
        return f"{column} = {listed}", tuple(given)


@frozen
class _Plan(Generic[M]):
    """A statement, and how a row of its answer becomes a model with its related ones."""

    sql: str
    params: tuple[Any, ...]
    model: type[M]
    names: list[str]
    columns: slice
    related: list[Any]
    annotations: dict[str, int]
    converters: list[tuple[int, Callable[..., Any], Any]]

    def made(self, row: Sequence[Any]) -> M:
        """The model of one row."""
        values = list(row)
        for place, convert, expression in self.converters:
            values[place] = convert(values[place], expression, connection)
        made = self.model.from_db(connection.alias, self.names, values[self.columns])
        for each in self.related:
            each.populate(values, made)
        for name, place in self.annotations.items():
            setattr(made, name, values[place])
        return made


@define
class Compiled(Generic[M]):
    """A query that is compiled when it is first asked; the parameters of ``build`` are the values it is asked with.

    >>> by_code = Compiled(lambda code: Matter.objects.select_related("item").filter(code=code))  # doctest: +SKIP
    >>> by_code.first(code="7KQ4M2XH9T")  # doctest: +SKIP
    """

    build: Callable[..., QuerySet[M]]
    _plan: _Plan[M] | None = field(default=None, init=False)

    def all(self, **values: Any) -> list[M]:
        """Every row for these values; each value must fit its column as it is, nothing is converted."""
        plan = self._plan = self._plan or _compile(self.build)
        params = [values[each.name] if isinstance(each, Slot) else each for each in plan.params]
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, params)
            return [plan.made(row) for row in cursor.fetchall()]

    def first(self, **values: Any) -> M | None:
        """The first row, or None."""
        return next(iter(self.all(**values)), None)


def _compile(build: Callable[..., QuerySet[M]]) -> _Plan[M]:
    query = build(**{name: Slot(name) for name in signature(build).parameters}).query
    compiler = query.get_compiler(connection.alias)
    sql, params = compiler.as_sql()
    select, info = compiler.select, compiler.klass_info
    columns = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
    converters = compiler.get_converters([expression for expression, _, _ in select])
    return _Plan(
        sql,
        tuple(params),
        info["model"],
        [expression.target.attname for expression, _, _ in select[columns]],
        columns,
        cast(Any, of_django).get_related_populators(info, select, connection.alias),
        compiler.annotation_col_map,
        [(place, each, expression) for place, (chain, expression) in converters.items() for each in chain],
    )


def insert(row: Model) -> None:
    """Add a row; it gets the number that the database gives it."""
    sql, fields, numbered = _insertion(type(row), row.pk is None)
    with connection.cursor() as cursor:
        cursor.execute(sql, [_saved(row, each, adding=True) for each in fields])
        if numbered:
            row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias


def update(row: Model, names: Sequence[str]) -> None:
    """Save these fields of a row that is there; a DatabaseError when it is not."""
    sql, fields = _updating(type(row), tuple(names))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(_saved(row, each, adding=False) for each in fields), row.pk])
        if cursor.rowcount != 1:
            raise DatabaseError(f"{type(row).__name__} {row.pk} is not there to be saved")


@cache
def _insertion(model: type[Model], numbered: bool) -> tuple[str, list[Field[Any, Any]], bool]:
    fields = [each for each in model._meta.concrete_fields if not (numbered and each.primary_key)]
    columns = ", ".join(f'"{each.column}"' for each in fields)
    number = f' RETURNING "{_key(model)}"' if numbered else ""
    places = ", ".join(["%s"] * len(fields))
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places}){number}', fields, numbered  # noqa: S608


@cache
def _updating(model: type[Model], names: tuple[str, ...]) -> tuple[str, list[Field[Any, Any]]]:
    fields = [cast("Field[Any, Any]", model._meta.get_field(name)) for name in names]
    columns = ", ".join(f'"{each.column}" = %s' for each in fields)
    return f'UPDATE "{model._meta.db_table}" SET {columns} WHERE "{_key(model)}" = %s', fields  # noqa: S608


def _key(model: type[Model]) -> str:
    return str(model._meta.pk.column)


def _saved(row: Model, field: Field[Any, Any], *, adding: bool) -> Any:
    return field.get_db_prep_save(field.pre_save(row, adding), connection)
