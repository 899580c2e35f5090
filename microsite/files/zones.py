"""Time zones as this machine knows them (IANA): which there are, and which moments a time of day there may be."""

from __future__ import annotations

import datetime

from microsite.values.named import NamedTuple


class Local(NamedTuple):
    """What a day and a time mean in a time zone: moments with their offsets (ISO 8601), the earlier one first.

    One, as a rule. Two where clocks are put back. Two as well where they are put forward, and the time does not exist:
    then `is_skipped`, and these are the times that clocks show instead, by the offset before and after.
    """

    moments: tuple[str, ...]
    is_skipped: bool = False


def zone_names() -> frozenset[str]:
    """The names of all time zones, such as Europe/Berlin; none if the machine has no data of them."""
    import zoneinfo  # with `sysconfig`, for sites that name a zone

    return frozenset(name for name in zoneinfo.available_timezones() if "/" in name or name == "UTC")


def find_moments(time: str, zone: str) -> Local:
    """What a day and a time without an offset (ISO 8601) mean in a time zone. Raises `KeyError` if it is not known."""
    import zoneinfo  # see `zone_names`

    known = zoneinfo.ZoneInfo(zone)  # its error is a KeyError
    plain = datetime.datetime.fromisoformat(time)
    both = [plain.replace(tzinfo=known, fold=fold) for fold in (0, 1)]
    real = [one.astimezone(datetime.UTC).astimezone(known) for one in both]
    is_skipped = any(one.replace(tzinfo=None) != plain for one in real)
    by_utc = sorted({one.astimezone(datetime.UTC): _written(one) for one in real}.items())
    return Local(tuple(written for _, written in by_utc), is_skipped)


def _written(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="minutes" if not moment.second else "seconds")
