"""What is remembered: values of the same digest, for as long as somebody asks for them."""

from __future__ import annotations

import marshal

from microsite.engine.memory import HeldBodies, Memory
from microsite.engine.packing import pack, unpack


def remembering(**digest_by_name: str) -> Memory:
    """A memory that begins with a value by each name, as the last build left it."""
    records = {name: (digest, marshal.dumps(pack(("value of", name)))) for name, digest in digest_by_name.items()}
    return Memory(HeldBodies(), records)


def test_a_value_is_recalled_under_its_name_if_it_was_made_from_the_same() -> None:
    memory = remembering(templates="t1")
    assert memory.recall("templates", "t1", unpack) == ("value of", "templates")
    assert memory.recall("templates", "t2", unpack) is None
    assert memory.recall("catalog de", "t1", unpack) is None


def test_a_value_that_was_kept_is_recalled_as_it_is() -> None:
    memory, value = remembering(), ("x",)
    memory.keep("templates", "t1", value, pack(value))
    assert memory.recall("templates", "t1", unpack) is value
    assert memory.recall("templates", "t0", unpack) is None
    [(name, (digest, data))] = memory.records.items()
    assert (name, digest, marshal.loads(data)) == ("templates", "t1", pack(value))  # noqa: S302


def test_what_nobody_asks_for_is_forgotten_unless_it_is_retained() -> None:
    memory = remembering(asked="1", moved="1", forgotten="1", retained="1")
    assert memory.recall("asked", "1", unpack)
    assert memory.recall("moved", "2", unpack) is None
    memory.retain("retained")
    memory.retain("never known")
    assert set(memory.records) == {"asked", "retained"}


def test_to_retain_a_name_does_not_bring_back_its_old_value() -> None:
    memory = remembering(templates="t1")
    memory.keep("templates", "t2", "new", pack("new"))
    memory.retain("templates")
    digest, data = memory.records["templates"]
    assert (digest, marshal.loads(data)) == ("t2", "new")  # noqa: S302


def test_the_next_build_of_a_process_gets_the_same_values_without_unpacking_them() -> None:
    memory = remembering(templates="t1", forgotten="1")
    value = memory.recall("templates", "t1", unpack)
    memory.bodies.note("b1", memory.bodies.put(b"body"))

    def refuse(_: object) -> None:
        raise AssertionError("it is unpacked already")

    following = memory.next()
    assert following.recall("templates", "t1", refuse) is value
    assert following.recall("forgotten", "1", unpack) is None
    assert following.bodies.read("b1") == b"body"


def test_a_value_that_moved_is_not_taken_for_the_one_before() -> None:
    memory = remembering(templates="t1")
    memory.recall("templates", "t1", unpack)
    memory.keep("templates", "t2", "new", "new")
    following = memory.next()
    assert following.recall("templates", "t1", unpack) is None
    assert following.recall("templates", "t2", unpack) == "new"


def test_bodies_are_known_by_the_digest_of_their_text() -> None:
    bodies = HeldBodies()
    bodies.note("b1", bodies.put(b"body"))
    assert (bodies.has("b1"), bodies.read("b1")) == (True, b"body")
    assert (bodies.has("b2"), bodies.read("b2")) == (False, None)


def test_each_value_is_made_again_only_if_its_inputs_moved_and_only_where_the_memory_lasts() -> None:
    made: list[int] = []

    def double(number: int) -> int:
        made.append(number)
        return 2 * number

    for is_lasting, again in ((True, [3]), (False, [1, 3])):
        memory = Memory(HeldBodies(), is_lasting=is_lasting)
        assert memory.each("doubles", {"a": (1,), "b": (2,)}, double) == {"a": 2, "b": 4}
        made.clear()
        assert memory.next().each("doubles", {"a": (1,), "b": (3,)}, double) == {"a": 2, "b": 6}
        assert made == again
