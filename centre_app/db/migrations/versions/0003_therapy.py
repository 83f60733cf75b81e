"""therapy: the workplace, plans, instruments, sessions with their hour and notes, the waiting list

Columns are added by plain SQL: Alembic would copy whole tables on SQLite to give a new column its foreign key, while
both engines take the key with the column.

The lists that therapy counts by come in here too, in the same transaction, for a centre that has lists already.

Revision ID: 0003
Revises: 0002
"""

import json
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from centre_app.db.types import Moment, UuidType, new_id

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_LISTS = ("session_reason", "cue_level", "goal_area", "goal_drop_reason", "state_programme_kind", "equipment")
_GIVEN = Path(__file__).resolve().parents[4] / "resources" / "codelists"
_ENTRY = sa.table(
    "code_list_entry",
    sa.column("id", UuidType()),
    sa.column("list_name"),
    sa.column("code"),
    sa.column("labels", sa.JSON()),
    sa.column("position"),
    sa.column("active", sa.Boolean()),
)


def upgrade() -> None:
    """Make the tables, and widen those of sessions."""
    op.create_table(
        "goal_bank_entry",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("much_less", sa.String(length=500), nullable=False),
        sa.Column("less", sa.String(length=500), nullable=False),
        sa.Column("expected", sa.String(length=500), nullable=False),
        sa.Column("more", sa.String(length=500), nullable=False),
        sa.Column("much_more", sa.String(length=500), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_bank_entry")),
    )
    op.create_index("ix_goal_bank_entry_area_position", "goal_bank_entry", ["area", "position"], unique=False)
    op.create_table(
        "instrument_version",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_version")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_instrument_version_code_version")),
    )
    op.create_table(
        "session_type_equipment",
        sa.Column("session_type", sa.String(length=40), nullable=False),
        sa.Column("equipment", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("session_type", "equipment", name=op.f("pk_session_type_equipment")),
    )
    op.create_table(
        "session_type_facts",
        sa.Column("session_type", sa.String(length=40), nullable=False),
        sa.Column("usual_minutes", sa.Integer(), nullable=False),
        sa.Column("most_children", sa.Integer(), nullable=False),
        sa.CheckConstraint("most_children >= 1", name=op.f("ck_session_type_facts_most_children")),
        sa.CheckConstraint("usual_minutes BETWEEN 5 AND 480", name=op.f("ck_session_type_facts_usual_minutes")),
        sa.PrimaryKeyConstraint("session_type", name=op.f("pk_session_type_facts")),
    )
    op.create_table(
        "phrase",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("account_id", UuidType(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_phrase_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase")),
    )
    op.create_index("ix_phrase_account_id_position", "phrase", ["account_id", "position"], unique=False)
    op.create_table(
        "room",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("site_id", UuidType(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("places IS NULL OR places > 0", name=op.f("ck_room_places")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_room_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
    )
    op.create_index(op.f("ix_room_site_id"), "room", ["site_id"], unique=False)
    op.create_table(
        "staff_member",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("site_id", UuidType(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("profession", sa.String(length=200), nullable=False),
        sa.Column("account_id", UuidType(), nullable=True),
        sa.Column("supervisor_id", UuidType(), nullable=True),
        sa.Column("full_time_percent", sa.Integer(), nullable=False),
        sa.Column("works_from", sa.Date(), nullable=True),
        sa.Column("works_until", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("full_time_percent BETWEEN 1 AND 200", name=op.f("ck_staff_member_full_time_percent")),
        sa.CheckConstraint(
            "works_until IS NULL OR works_from IS NULL OR works_until >= works_from", name=op.f("ck_staff_member_works")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_staff_member_account_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_staff_member_site_id")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["staff_member.id"], name=op.f("fk_staff_member_supervisor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_member")),
    )
    op.create_index(op.f("ix_staff_member_site_id"), "staff_member", ["site_id"], unique=False)
    op.create_table(
        "child_time",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("transport", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute", name=op.f("ck_child_time_stretch")
        ),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name=op.f("ck_child_time_weekday")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_child_time_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_time")),
    )
    op.create_index("ix_child_time_child_id_weekday", "child_time", ["child_id", "weekday"], unique=False)
    op.create_table(
        "child_time_facts",
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("most_sessions_a_day", sa.Integer(), nullable=False),
        sa.Column("few_days", sa.Boolean(), nullable=False),
        sa.CheckConstraint("most_sessions_a_day BETWEEN 1 AND 8", name=op.f("ck_child_time_facts_most_sessions_a_day")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_child_time_facts_child_id")),
        sa.PrimaryKeyConstraint("child_id", name=op.f("pk_child_time_facts")),
    )
    op.create_table(
        "filling",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("respondent", sa.String(length=40), nullable=False),
        sa.Column("respondent_name", sa.String(length=200), nullable=False),
        sa.Column("proxy_reason", sa.String(length=300), nullable=False),
        sa.Column("filled_by", sa.String(length=200), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("withdrawn_reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint("status IN ('draft', 'done', 'withdrawn')", name=op.f("ck_filling_status")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_filling_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filling")),
    )
    op.create_index("ix_filling_child_id_code_day", "filling", ["child_id", "code", "day"], unique=False)
    op.create_table(
        "goal",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("opened_day", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("closed_day", sa.Date(), nullable=True),
        sa.Column("close_reason", sa.String(length=40), nullable=True),
        sa.Column("close_note", sa.String(length=300), nullable=False),
        sa.CheckConstraint("(status = 'open') = (closed_day IS NULL)", name=op.f("ck_goal_closed")),
        sa.CheckConstraint("status IN ('open', 'reached', 'partly', 'dropped')", name=op.f("ck_goal_status")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_goal_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    op.create_index(op.f("ix_goal_child_id"), "goal", ["child_id"], unique=False)
    op.create_table(
        "home_practice",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("session_id", UuidType(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.CheckConstraint("answer IN ('done', 'partly', 'not_done')", name=op.f("ck_home_practice_answer")),
        sa.CheckConstraint("minutes IS NULL OR minutes BETWEEN 0 AND 10000", name=op.f("ck_home_practice_minutes")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_home_practice_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_practice")),
    )
    op.create_index("ix_home_practice_child_id_day", "home_practice", ["child_id", "day"], unique=False)
    op.create_index("ix_home_practice_session_id", "home_practice", ["session_id"], unique=False)
    op.create_table(
        "individual_plan",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("site_id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("start_day", sa.Date(), nullable=False),
        sa.Column("review_day", sa.Date(), nullable=False),
        sa.Column("signed_day", sa.Date(), nullable=True),
        sa.Column("end_day", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(length=300), nullable=False),
        sa.Column("strengths", sa.Text(), nullable=False),
        sa.Column("child_wishes", sa.Text(), nullable=False),
        sa.Column("child_wishes_how", sa.String(length=300), nullable=False),
        sa.Column("parent_wishes", sa.Text(), nullable=False),
        sa.Column("responsible_id", UuidType(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.CheckConstraint("(status = 'draft') = (signed_day IS NULL)", name=op.f("ck_individual_plan_signed")),
        sa.CheckConstraint(
            "status IN ('draft', 'signed', 'replaced', 'ended')", name=op.f("ck_individual_plan_status")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_individual_plan_child_id")),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["staff_member.id"], name=op.f("fk_individual_plan_responsible_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_individual_plan_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_individual_plan")),
        sa.UniqueConstraint("child_id", "version", name=op.f("uq_individual_plan_child_id_version")),
    )
    op.create_index("ix_individual_plan_status_review_day", "individual_plan", ["status", "review_day"], unique=False)
    op.create_table(
        "room_equipment",
        sa.Column("room_id", UuidType(), nullable=False),
        sa.Column("equipment", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_room_equipment_room_id")),
        sa.PrimaryKeyConstraint("room_id", "equipment", name=op.f("pk_room_equipment")),
    )
    op.create_table(
        "session_series",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("site_id", UuidType(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("therapist_id", UuidType(), nullable=True),
        sa.Column("room_id", UuidType(), nullable=True),
        sa.Column("rule", sa.String(length=300), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_session_series_days")),
        sa.CheckConstraint(
            "start_minute >= 0 AND start_minute + minutes <= 1440", name=op.f("ck_session_series_within_a_day")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_session_series_room_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_session_series_site_id")),
        sa.ForeignKeyConstraint(["therapist_id"], ["staff_member.id"], name=op.f("fk_session_series_therapist_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_series")),
    )
    op.create_table(
        "staff_absence",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("staff_id", UuidType(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=True),
        sa.Column("end_minute", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(start_minute IS NULL) = (end_minute IS NULL) AND (start_minute IS NULL OR start_minute < end_minute)",
            name=op.f("ck_staff_absence_stretch"),
        ),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_staff_absence_days")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_staff_absence_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_absence")),
    )
    op.create_index("ix_staff_absence_staff_id_last_day", "staff_absence", ["staff_id", "last_day"], unique=False)
    op.create_table(
        "staff_skill",
        sa.Column("staff_id", UuidType(), nullable=False),
        sa.Column("session_type", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_staff_skill_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "session_type", name=op.f("pk_staff_skill")),
    )
    op.create_table(
        "state_programme",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("issued_by", sa.String(length=200), nullable=False),
        sa.Column("issued_day", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= issued_day", name=op.f("ck_state_programme_validity")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_state_programme_child_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_programme")),
    )
    op.create_index(op.f("ix_state_programme_child_id"), "state_programme", ["child_id"], unique=False)
    op.create_table(
        "waiting_entry",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("site_id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("session_type", sa.String(length=40), nullable=True),
        sa.Column("service_id", UuidType(), nullable=True),
        sa.Column("requested_day", sa.Date(), nullable=False),
        sa.Column("priority", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("wishes", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("offered_day", sa.Date(), nullable=True),
        sa.Column("offers", sa.Integer(), nullable=False),
        sa.Column("closed_day", sa.Date(), nullable=True),
        sa.Column("close_reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "(status IN ('started', 'dropped')) = (closed_day IS NOT NULL)", name=op.f("ck_waiting_entry_closed")
        ),
        sa.CheckConstraint("priority IN ('urgent', 'high', 'usual')", name=op.f("ck_waiting_entry_priority")),
        sa.CheckConstraint(
            "status IN ('waiting', 'offered', 'started', 'dropped')", name=op.f("ck_waiting_entry_status")
        ),
        sa.CheckConstraint(
            "(session_type IS NULL) <> (service_id IS NULL)", name=op.f("ck_waiting_entry_for_one_thing")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_waiting_entry_child_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_waiting_entry_service_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_waiting_entry_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_entry")),
    )
    op.create_index(op.f("ix_waiting_entry_child_id"), "waiting_entry", ["child_id"], unique=False)
    op.create_index("ix_waiting_entry_status_requested_day", "waiting_entry", ["status", "requested_day"], unique=False)
    op.create_table(
        "working_hours",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("staff_id", UuidType(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute",
            name=op.f("ck_working_hours_stretch"),
        ),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name=op.f("ck_working_hours_weekday")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_working_hours_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_hours")),
    )
    op.create_index("ix_working_hours_staff_id_weekday", "working_hours", ["staff_id", "weekday"], unique=False)
    op.create_table(
        "plan_agreement",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("plan_id", UuidType(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("agreed_day", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "role IN ('parent', 'child', 'specialist', 'head', 'other')", name=op.f("ck_plan_agreement_role")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["individual_plan.id"], name=op.f("fk_plan_agreement_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_agreement")),
    )
    op.create_index(op.f("ix_plan_agreement_plan_id"), "plan_agreement", ["plan_id"], unique=False)
    op.create_table(
        "plan_goal",
        sa.Column("plan_id", UuidType(), nullable=False),
        sa.Column("goal_id", UuidType(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("present_level", sa.String(length=1000), nullable=False),
        sa.Column("much_less", sa.String(length=500), nullable=False),
        sa.Column("less", sa.String(length=500), nullable=False),
        sa.Column("expected", sa.String(length=500), nullable=False),
        sa.Column("more", sa.String(length=500), nullable=False),
        sa.Column("much_more", sa.String(length=500), nullable=False),
        sa.Column("baseline", sa.Integer(), nullable=False),
        sa.Column("importance", sa.Integer(), nullable=True),
        sa.Column("difficulty", sa.Integer(), nullable=True),
        sa.Column("target_day", sa.Date(), nullable=True),
        sa.Column("responsible_id", UuidType(), nullable=True),
        sa.CheckConstraint("baseline IN (-2, -1)", name=op.f("ck_plan_goal_baseline")),
        sa.CheckConstraint("difficulty IS NULL OR difficulty BETWEEN 1 AND 3", name=op.f("ck_plan_goal_difficulty")),
        sa.CheckConstraint("importance IS NULL OR importance BETWEEN 1 AND 3", name=op.f("ck_plan_goal_importance")),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_plan_goal_goal_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["individual_plan.id"], name=op.f("fk_plan_goal_plan_id")),
        sa.ForeignKeyConstraint(["responsible_id"], ["staff_member.id"], name=op.f("fk_plan_goal_responsible_id")),
        sa.PrimaryKeyConstraint("plan_id", "goal_id", name=op.f("pk_plan_goal")),
    )
    op.create_index("ix_plan_goal_goal_id", "plan_goal", ["goal_id"], unique=False)
    op.create_table(
        "plan_home_task",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("plan_id", UuidType(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("times_a_week", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 240", name=op.f("ck_plan_home_task_minutes")),
        sa.CheckConstraint("times_a_week BETWEEN 1 AND 70", name=op.f("ck_plan_home_task_times_a_week")),
        sa.ForeignKeyConstraint(["plan_id"], ["individual_plan.id"], name=op.f("fk_plan_home_task_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_home_task")),
    )
    op.create_index(op.f("ix_plan_home_task_plan_id"), "plan_home_task", ["plan_id"], unique=False)
    op.create_table(
        "plan_review",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("plan_id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("due_day", sa.Date(), nullable=False),
        sa.Column("held_day", sa.Date(), nullable=False),
        sa.Column("next_review_day", sa.Date(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("child_view", sa.Text(), nullable=False),
        sa.Column("child_view_how", sa.String(length=300), nullable=False),
        sa.Column("parent_view", sa.Text(), nullable=False),
        sa.Column("held_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_plan_review_child_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["individual_plan.id"], name=op.f("fk_plan_review_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_review")),
    )
    op.create_index("ix_plan_review_child_id_held_day", "plan_review", ["child_id", "held_day"], unique=False)
    op.create_index(op.f("ix_plan_review_plan_id"), "plan_review", ["plan_id"], unique=False)
    op.create_table(
        "plan_service",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("plan_id", UuidType(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("session_type", sa.String(length=40), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("in_group", sa.Boolean(), nullable=False),
        sa.Column("staff_id", UuidType(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 5 AND 480", name=op.f("ck_plan_service_minutes")),
        sa.CheckConstraint("times BETWEEN 1 AND 14", name=op.f("ck_plan_service_times")),
        sa.CheckConstraint("weeks BETWEEN 1 AND 8", name=op.f("ck_plan_service_weeks")),
        sa.ForeignKeyConstraint(["plan_id"], ["individual_plan.id"], name=op.f("fk_plan_service_plan_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_plan_service_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_service")),
    )
    op.create_index(op.f("ix_plan_service_plan_id"), "plan_service", ["plan_id"], unique=False)
    op.create_table(
        "series_child",
        sa.Column("series_id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_series_child_child_id")),
        sa.ForeignKeyConstraint(["series_id"], ["session_series.id"], name=op.f("fk_series_child_series_id")),
        sa.PrimaryKeyConstraint("series_id", "child_id", name=op.f("pk_series_child")),
    )
    op.create_table(
        "series_exception",
        sa.Column("series_id", UuidType(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["series_id"], ["session_series.id"], name=op.f("fk_series_exception_series_id")),
        sa.PrimaryKeyConstraint("series_id", "day", name=op.f("pk_series_exception")),
    )
    op.create_table(
        "state_measure",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("programme_id", UuidType(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("responsible", sa.String(length=200), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "status IN ('promised', 'partly', 'given', 'refused')", name=op.f("ck_state_measure_status")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["state_programme.id"], name=op.f("fk_state_measure_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_measure")),
    )
    op.create_index(op.f("ix_state_measure_programme_id"), "state_measure", ["programme_id"], unique=False)
    op.create_table(
        "goal_score",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("goal_id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("plan_id", UuidType(), nullable=False),
        sa.Column("review_id", UuidType(), nullable=True),
        sa.Column("session_id", UuidType(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("scored_by", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.CheckConstraint("scored_by IN ('specialist', 'parent', 'child')", name=op.f("ck_goal_score_scored_by")),
        sa.CheckConstraint("score BETWEEN -2 AND 2", name=op.f("ck_goal_score_score")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_goal_score_child_id")),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_goal_score_goal_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["individual_plan.id"], name=op.f("fk_goal_score_plan_id")),
        sa.ForeignKeyConstraint(["review_id"], ["plan_review.id"], name=op.f("fk_goal_score_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_score")),
    )
    op.create_index("ix_goal_score_child_id_day", "goal_score", ["child_id", "day"], unique=False)
    op.create_index("ix_goal_score_goal_id_day", "goal_score", ["goal_id", "day"], unique=False)
    op.create_index("ix_goal_score_session_id", "goal_score", ["session_id"], unique=False)
    op.create_table(
        "session_addition",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("session_id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_session_addition_child_id")),
        sa.ForeignKeyConstraint(["session_id"], ["therapy_session.id"], name=op.f("fk_session_addition_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_addition")),
    )
    op.create_index(op.f("ix_session_addition_session_id"), "session_addition", ["session_id"], unique=False)
    op.create_table(
        "session_goal",
        sa.Column("session_id", UuidType(), nullable=False),
        sa.Column("goal_id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("trials", sa.Integer(), nullable=True),
        sa.Column("correct", sa.Integer(), nullable=True),
        sa.Column("cue_level", sa.String(length=40), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.CheckConstraint("(trials IS NULL) = (correct IS NULL)", name=op.f("ck_session_goal_trials_and_correct")),
        sa.CheckConstraint(
            "trials IS NULL OR (trials BETWEEN 1 AND 1000 AND correct BETWEEN 0 AND trials)",
            name=op.f("ck_session_goal_trials"),
        ),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_session_goal_child_id")),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_session_goal_goal_id")),
        sa.ForeignKeyConstraint(["session_id"], ["therapy_session.id"], name=op.f("fk_session_goal_session_id")),
        sa.PrimaryKeyConstraint("session_id", "goal_id", name=op.f("pk_session_goal")),
    )
    op.create_index("ix_session_goal_goal_id", "session_goal", ["goal_id"], unique=False)
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    uuid, moment, no = ("BLOB", "DATETIME", "0") if on_sqlite else ("UUID", "TIMESTAMP WITH TIME ZONE", "false")
    for name, column in (
        ("session_child", "reason VARCHAR(40)"),
        ("session_child", "reason_note VARCHAR(300) DEFAULT '' NOT NULL"),
        ("session_child", "note TEXT DEFAULT '' NOT NULL"),
        ("session_child", "home_task VARCHAR(1000) DEFAULT '' NOT NULL"),
        ("session_child", "next_time VARCHAR(1000) DEFAULT '' NOT NULL"),
        ("site", "note_lock_days INTEGER DEFAULT 7 NOT NULL"),
        (
            "therapy_session",
            "start_minute INTEGER CONSTRAINT ck_therapy_session_start_minute"
            " CHECK (start_minute IS NULL OR start_minute BETWEEN 0 AND 1439)",
        ),
        (
            "therapy_session",
            f"therapist_id {uuid} CONSTRAINT fk_therapy_session_therapist_id REFERENCES staff_member (id)",
        ),
        ("therapy_session", f"room_id {uuid} CONSTRAINT fk_therapy_session_room_id REFERENCES room (id)"),
        ("therapy_session", f"series_id {uuid} CONSTRAINT fk_therapy_session_series_id REFERENCES session_series (id)"),
        ("therapy_session", "series_day DATE"),
        ("therapy_session", f"changed_alone BOOLEAN DEFAULT {no} NOT NULL"),
        ("therapy_session", f"pinned BOOLEAN DEFAULT {no} NOT NULL"),
        ("therapy_session", "clash_reason VARCHAR(300) DEFAULT '' NOT NULL"),
        ("therapy_session", "reason VARCHAR(40)"),
        ("therapy_session", "reason_note VARCHAR(300) DEFAULT '' NOT NULL"),
        ("therapy_session", "note TEXT DEFAULT '' NOT NULL"),
        ("therapy_session", f"written_up_at {moment}"),
        ("therapy_session", "written_up_by VARCHAR(200) DEFAULT '' NOT NULL"),
        ("therapy_session", f"signed_off_at {moment}"),
        ("therapy_session", "signed_off_by VARCHAR(200) DEFAULT '' NOT NULL"),
    ):
        op.execute(f"ALTER TABLE {name} ADD COLUMN {column}")
    op.create_index("ix_therapy_session_series_id", "therapy_session", ["series_id"], unique=False)
    op.create_index("ix_therapy_session_therapist_id_day", "therapy_session", ["therapist_id", "day"], unique=False)
    if op.get_bind().execute(sa.select(sa.func.count()).select_from(_ENTRY)).scalar_one():
        op.bulk_insert(
            _ENTRY,
            [
                {"id": new_id(), "list_name": name, **given, "position": position, "active": True}
                for name in _LISTS
                for position, given in enumerate(json.loads((_GIVEN / f"{name}.json").read_text(encoding="utf-8")))
            ],
        )


def downgrade() -> None:
    """There is no way back: the backup taken before the migration is the way back."""
    raise NotImplementedError("restore the backup that was taken before")
