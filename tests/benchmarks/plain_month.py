"""The monthly summary and its chart in hand-written SQL on plain sqlite3: what ours is measured against.

Written for speed, by the definitions of counting.md; checked against ours for equality before anything is timed.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

_SPAN = """
WITH enrolled AS (
  SELECT e.child_id, e.start_day, e.end_day, e.id, s.kind FROM enrolment e JOIN service s ON s.id = e.service_id
  WHERE e.start_day <= :last AND (e.end_day IS NULL OR e.end_day >= :before)
)
SELECT
  (SELECT count(DISTINCT child_id) FROM enrolled
    WHERE start_day <= :before AND (end_day IS NULL OR end_day > :before)),
  (SELECT count(DISTINCT child_id) FROM enrolled
    WHERE start_day <= :last AND (end_day IS NULL OR end_day > :last)),
  (SELECT count(DISTINCT child_id) FROM enrolled WHERE end_day IS NULL OR end_day >= :first)
"""
_MARKS = "SELECT status, reason, count(*) FROM mark WHERE day BETWEEN :first AND :last GROUP BY status, reason"
_ENROLLED_DAYS = """
SELECT sum((SELECT count(*) FROM open_day o WHERE o.day BETWEEN :first AND :last
            AND o.day >= e.start_day AND (e.end_day IS NULL OR o.day <= e.end_day)))
FROM enrolment e JOIN service s ON s.id = e.service_id
WHERE s.kind = 'day_care' AND e.start_day <= :last AND (e.end_day IS NULL OR e.end_day >= :first)
"""
_SESSIONS = """
SELECT status, type, count(*), sum(minutes) FROM therapy_session WHERE day BETWEEN :first AND :last GROUP BY 1, 2
"""
_IN_SESSIONS = """
SELECT c.status, count(*) FROM session_child c JOIN therapy_session s ON s.id = c.session_id
WHERE s.day BETWEEN :first AND :last AND s.status = 'held' GROUP BY 1
"""
_VISITS = "SELECT outcome, count(*) FROM visit WHERE day BETWEEN :first AND :last GROUP BY 1"
_KM = "SELECT sum(km) FROM outreach_round WHERE day BETWEEN :first AND :last"
_SERVED = """
WITH served AS (
  SELECT DISTINCT e.child_id AS id FROM mark m JOIN enrolment e ON e.id = m.enrolment_id
  WHERE m.day BETWEEN :first AND :last AND m.status IN ('present', 'late')
  UNION
  SELECT c.child_id FROM session_child c JOIN therapy_session s ON s.id = c.session_id
  WHERE s.day BETWEEN :first AND :last AND s.status = 'held' AND c.status = 'attended'
  UNION
  SELECT child_id FROM visit WHERE day BETWEEN :first AND :last AND outcome IN ('done', 'partly')
)
SELECT c.sex, c.primary_disability, c.district, c.birth_date, c.birth_precision,
  NOT EXISTS (SELECT 1 FROM enrolment e JOIN mark m ON m.enrolment_id = e.id
              WHERE e.child_id = c.id AND m.day < :first AND m.status IN ('present', 'late'))
  AND NOT EXISTS (SELECT 1 FROM session_child x JOIN therapy_session s ON s.id = x.session_id
              WHERE x.child_id = c.id AND s.day < :first AND s.status = 'held' AND x.status = 'attended')
  AND NOT EXISTS (SELECT 1 FROM visit v
              WHERE v.child_id = c.id AND v.day < :first AND v.outcome IN ('done', 'partly'))
FROM child c JOIN served ON served.id = c.id
"""
_CHART = """
SELECT substr(m.day, 1, 7), count(*), count(DISTINCT e.child_id)
FROM mark m JOIN enrolment e ON e.id = m.enrolment_id
WHERE m.day BETWEEN :first AND :last AND m.status IN ('present', 'late') GROUP BY 1
"""


def prepare(twin: sqlite3.Connection, days: list[date]) -> None:
    """The open days as a table: a hand that writes SQL would keep a calendar."""
    twin.execute("CREATE TABLE open_day (day TEXT PRIMARY KEY) WITHOUT ROWID")
    twin.executemany("INSERT INTO open_day VALUES (?)", [(day.isoformat(),) for day in days])


def month(twin: sqlite3.Connection, first: date, last: date, before: date) -> dict[str, Any]:
    """All figures of a month; ``before`` is the day before ``first``."""
    asked = {"first": first.isoformat(), "last": last.isoformat(), "before": before.isoformat()}

    def rows(statement: str) -> list[Any]:
        return twin.execute(statement, asked).fetchall()

    opening, closing, covered = rows(_SPAN)[0]
    marks = {(status, reason): count for status, reason, count in rows(_MARKS)}
    sessions = rows(_SESSIONS)
    served = rows(_SERVED)
    by: list[dict[Any, int]] = [{}, {}, {}, {}]
    for sex, disability, district, birth, precision, _new in served:
        age = None if birth is None or precision == "unknown" else _age(date.fromisoformat(birth), last)
        for counts, key in zip(by, (sex, disability, district, age), strict=True):
            counts[key] = counts.get(key, 0) + 1
    return {
        "opening": opening,
        "closing": closing,
        "covered": covered,
        "enrolled_days": rows(_ENROLLED_DAYS)[0][0],
        "child_days": sum(count for (status, _reason), count in marks.items() if status != "absent"),
        "absent_by_reason": {reason: count for (status, reason), count in marks.items() if status == "absent"},
        "held": sum(row[2] for row in sessions if row[0] == "held"),
        "held_minutes": sum(row[3] for row in sessions if row[0] == "held"),
        "in_sessions": dict(rows(_IN_SESSIONS)),
        "visits": dict(rows(_VISITS)),
        "km": rows(_KM)[0][0],
        "served": len(served),
        "new": sum(row[5] for row in served),
        "by": by,
    }


def chart(twin: sqlite3.Connection, first: date, last: date) -> list[Any]:
    """Child days and children of each month."""
    return twin.execute(_CHART, {"first": first.isoformat(), "last": last.isoformat()}).fetchall()


def _age(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
