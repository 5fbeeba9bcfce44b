"""Whom the head can seat at a counter that is shut: those who serve in the hall today, whom the roster wants there first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.models import Holding
from juzhan.apps.bodies.selectors import district_graph, graph_version, holders
from juzhan.apps.hall.access import bodies_of_hall
from juzhan.apps.hall.models import Counter, Group, Hall, Roster, Shift
from juzhan.domain.charter import Act, Permissions
from juzhan.domain.charter import Holding as Held
from juzhan.domain.charter.vocabulary import Role
from juzhan.domain.shared import Text

HERE = Text("今天排这里", "on the roster here")
STANDS_IN = Text("B 岗", "stands in here")
ELSEWHERE = Text("今天排 {counter}", "on the roster at {counter}")
SITS = Text("现在坐 {counter}", "sits at {counter} now")


@frozen
class Candidate:
    """One who serves in the hall today: at which counter they sit already, and where the roster wants them."""

    person: Person
    sits: Text | None = None
    wanted: Text | None = None

    @property
    def is_free(self) -> bool:
        """Whether they can be seated."""
        return self.sits is None

    @property
    def text(self) -> Text:
        """The name, with what the head has to know before choosing."""
        told, name = self.sits or self.wanted, self.person.text
        return Text(f"{name.zh}（{told.zh}）", f"{name.en} ({told.en})") if told else name


@frozen
class Staff:
    """All who serve in a hall on a day, by name, and the counters at which some of them sit, in this hall or in another."""

    hall: Hall
    people: Sequence[Person]
    sitting: Mapping[int, Counter]

    def for_counter(self, counter: Counter, plans: Mapping[int, Roster]) -> list[Candidate]:
        """Whom the roster wants at a counter, its stand-in, the others, those wanted elsewhere, and last who sits elsewhere."""
        row = plans.get(counter.pk)
        order = {row.person_id: 0, row.stand_in_id: 1} if row else {}
        found = [Candidate(each, self._sits(each), _wanted(each, counter, plans)) for each in self.people]
        return sorted(found, key=lambda each: (order.get(each.person.pk, 2), not each.is_free, each.wanted is not None))

    def _sits(self, person: Person) -> Text | None:
        counter = self.sitting.get(person.pk)
        return SITS.format(counter=named_beside(counter, self.hall)) if counter else None


def _wanted(person: Person, counter: Counter, plans: Mapping[int, Roster]) -> Text | None:
    """Where the roster of the day has a person, seen from one counter."""
    row = plans.get(counter.pk)
    if row and person.pk in {row.person_id, row.stand_in_id}:
        return HERE if row.person_id == person.pk else STANDS_IN
    other = next((each for each in plans.values() if each.person_id == person.pk), None)
    return ELSEWHERE.format(counter=other.counter.text) if other else None


def named_beside(counter: Counter, hall: Hall) -> Text:
    """A counter as it is named in a hall; one of another hall with the name of that."""
    if counter.hall_id == hall.pk:
        return counter.text
    there = counter.hall.text
    return Text(f"{there.zh} {counter.text.zh}", f"{counter.text.en} of {there.en}")


def staff_of(hall: Hall, on: date) -> Staff:
    """Read who serves in a hall on a day and where they sit, in a fixed number of queries."""
    people = who_serve(hall, on)
    rows = Shift.objects.filter(person__in=people, closed_at=None).select_related("counter__hall")
    return Staff(hall, people, {row.person_id: row.counter for row in rows})


def who_serve(hall: Hall, on: date) -> list[Person]:
    """Those who may work at the hall's counters on a day (:func:`~juzhan.apps.hall.access.serves`), by name."""
    version = graph_version()
    bodies = bodies_of_hall(hall.place_id, on, version)
    permissions = district_graph(on, version).permissions
    held = holders(bodies, on).filter(person__is_active=True)
    able = {row.person for row in held if _may_register(permissions, row, bodies)}
    return sorted(able, key=lambda person: (person.name, person.pk))


def _may_register(permissions: Permissions, row: Holding, bodies: Iterable[int]) -> bool:
    held = (Held(row.post.body_id, Role(row.post.role)),)
    return any(permissions.may(held, Act.REGISTER, body) for body in bodies)


def queues_ticked(hall: Hall, given: Iterable[str]) -> list[Group]:
    """The queues of which a form sent the letters; none: all of them."""
    letters = [letter for letter in given if len(letter) == 1 and letter.isascii()]
    of_hall = Group.objects.filter(hall=hall)
    return list(of_hall.filter(letter__in=letters) if letters else of_hall)
