"""The text twin says in sentences everything the figure shows, and the relations that the figure leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from juzhan.domain.charter.model import Affair, Body, Charter
from juzhan.domain.charter.routing import affairs_told_apart, lowered, route
from juzhan.domain.charter.vocabulary import Level, RelationKind
from juzhan.domain.shared import Refusal, Text


def twin_of(charter: Charter) -> tuple[Text, ...]:
    """Title and summary, the bodies level by level, every relation, posts that go together, and who owns what."""
    return (
        Text(f"{charter.title.zh}。{charter.summary.zh}", f"{charter.title.en}. {charter.summary.en}"),
        *_bodies(charter),
        *_relations(charter),
        *_posts(charter),
        *_owners(charter),
    )


def _bodies(charter: Charter) -> Iterator[Text]:
    for level in Level:
        bodies = [body for body in charter.bodies.values() if body.level is level]
        if bodies:
            names = _listed(body.name for body in bodies)
            yield Text(f"{level.text.zh}一级：{names.zh}。", f"{level.text.en} level: {names.en}.")


def _relations(charter: Charter) -> Iterator[Text]:
    for kind in RelationKind:
        for body in charter.bodies.values():
            targets = [
                charter.bodies[r.to_body] for r in charter.relations if r.kind is kind and r.from_body == body.key
            ]
            if targets:
                yield _sentence(body, kind, targets)


def _sentence(body: Body, kind: RelationKind, targets: Iterable[Body]) -> Text:
    said = kind.sentence(lowered(body.name), _listed(lowered(target.name) for target in targets))
    return Text(f"{said.zh}。", f"{said.en[0].upper()}{said.en[1:]}.")


def _posts(charter: Charter) -> Iterator[Text]:
    for post in charter.posts.values():
        required = charter.posts.get(post.must_be_held_by or "")
        if required is not None:
            yield Text(
                f"{post.title.zh}由{required.title.zh}担任。",
                f"The {required.title.en} is also {lowered(post.title).en}.",
            )


def _owners(charter: Charter) -> Iterator[Text]:
    yield from (_owner(charter, affair, said) for affair, said in affairs_told_apart(charter))


def _owner(charter: Charter, affair: Affair, said: Text) -> Text:
    routing = route(charter, affair)
    if isinstance(routing, Refusal):
        return Text(f"{said.zh}归谁，来源没有说。", f"Who owns {said.en} is not said.")
    owner = charter.bodies[routing.owner].name
    if routing.is_fallback:
        return Text(
            f"{said.zh}归谁，来源没有说；暂归{owner.zh}。",
            f"Who owns {said.en} is not said; for now the {lowered(owner).en}.",
        )
    return Text(f"{said.zh}归{owner.zh}。", f"The {lowered(owner).en} owns {said.en}.")


def _listed(names: Iterable[Text]) -> Text:
    parts = list(names)
    zh = "、".join(part.zh for part in parts)
    if len(parts) == 1:
        return Text(zh, parts[0].en)
    return Text(zh, f"{', '.join(part.en for part in parts[:-1])} and {parts[-1].en}")
