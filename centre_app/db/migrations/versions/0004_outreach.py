"""mobile outreach: places and roads, teams and vehicles, service at home, rounds, results, phones, lending

Columns are added by plain SQL, as in 0003: Alembic would copy whole tables on SQLite.

The lists that outreach counts by come in here in the same transaction, for a centre that has lists already.

Revision ID: 0004
Revises: 0003
"""

import json
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from centre_app.db.types import Moment, UuidType, new_id

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_LISTS = ("visit_purpose", "visit_reason", "concern_kind", "device_kind", "device_condition")
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
    """Make the tables, and widen those of rounds, visits and home practice."""
    op.create_table(
        "outcome_rule",
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("again_after", sa.Integer(), nullable=True),
        sa.Column("follow_up_kind", sa.String(length=40), nullable=True),
        sa.Column("follow_up_days", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "again_after IS NULL OR again_after BETWEEN 0 AND 365", name=op.f("ck_outcome_rule_again_after")
        ),
        sa.PrimaryKeyConstraint("outcome", name=op.f("pk_outcome_rule")),
    )
    op.create_table(
        "phone_form",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("form_id", sa.String(length=80), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_form")),
        sa.UniqueConstraint("form_id", "version", name=op.f("uq_phone_form_form_id_version")),
    )
    op.create_table(
        "lending_item",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("site_id", UuidType(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("serial", sa.String(length=80), nullable=False),
        sa.Column("condition", sa.String(length=40), nullable=False),
        sa.Column("kept_at", sa.String(length=200), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=True),
        sa.Column("came_from", sa.String(length=200), nullable=False),
        sa.Column("gone_day", sa.Date(), nullable=True),
        sa.Column("gone_how", sa.String(length=12), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "gone_how IS NULL OR gone_how IN ('lost', 'given', 'written_off')", name=op.f("ck_lending_item_gone_how")
        ),
        sa.CheckConstraint("(gone_day IS NULL) = (gone_how IS NULL)", name=op.f("ck_lending_item_gone")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_lending_item_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lending_item")),
        sa.UniqueConstraint("number", name=op.f("uq_lending_item_number")),
    )
    op.create_index(op.f("ix_lending_item_kind"), "lending_item", ["kind"], unique=False)
    op.create_table(
        "place",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("site_id", UuidType(), nullable=False),
        sa.Column("district", sa.String(length=200), nullable=False),
        sa.Column("municipality", sa.String(length=200), nullable=False),
        sa.Column("village", sa.String(length=200), nullable=False),
        sa.Column("other_names", sa.String(length=300), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("inner_minutes", sa.Integer(), nullable=False),
        sa.Column("inner_km", sa.Double(), nullable=False),
        sa.Column("market_days", sa.String(length=7), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_place_both_coordinates")),
        sa.CheckConstraint(
            "inner_minutes BETWEEN 0 AND 240 AND inner_km BETWEEN 0 AND 100", name=op.f("ck_place_inner")
        ),
        sa.CheckConstraint("latitude IS NULL OR latitude BETWEEN -90 AND 90", name=op.f("ck_place_latitude")),
        sa.CheckConstraint("longitude IS NULL OR longitude BETWEEN -180 AND 180", name=op.f("ck_place_longitude")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_place_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("district", "municipality", "village", name=op.f("uq_place_district_municipality_village")),
    )
    op.create_table(
        "vehicle",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("site_id", UuidType(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("plate", sa.String(length=40), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("fuel_per_100_km", sa.Double(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("fuel_per_100_km >= 0 AND fuel_per_100_km <= 100", name=op.f("ck_vehicle_fuel")),
        sa.CheckConstraint("seats BETWEEN 1 AND 60", name=op.f("ck_vehicle_seats")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_vehicle_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle")),
    )
    op.create_table(
        "home_facts",
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("place_id", UuidType(), nullable=True),
        sa.Column("risk", sa.String(length=10), nullable=False),
        sa.Column("risk_reason", sa.String(length=300), nullable=False),
        sa.Column("days", sa.String(length=7), nullable=False),
        sa.Column("from_minute", sa.Integer(), nullable=True),
        sa.Column("until_minute", sa.Integer(), nullable=True),
        sa.Column("directions", sa.String(length=300), nullable=False),
        sa.CheckConstraint("risk IN ('low', 'medium', 'high', 'critical')", name=op.f("ck_home_facts_risk")),
        sa.CheckConstraint(
            "(from_minute IS NULL OR from_minute BETWEEN 0 AND 1439) AND (until_minute IS NULL OR until_minute BETWEEN 1 AND 1440) AND (from_minute IS NULL OR until_minute IS NULL OR from_minute < until_minute)",
            name=op.f("ck_home_facts_hours"),
        ),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_home_facts_child_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_home_facts_place_id")),
        sa.PrimaryKeyConstraint("child_id", name=op.f("pk_home_facts")),
    )
    op.create_index(op.f("ix_home_facts_place_id"), "home_facts", ["place_id"], unique=False)
    op.create_table(
        "lending_loan",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("item_id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("lent_day", sa.Date(), nullable=False),
        sa.Column("due_day", sa.Date(), nullable=True),
        sa.Column("back_day", sa.Date(), nullable=True),
        sa.Column("lost", sa.Boolean(), nullable=False),
        sa.Column("condition_out", sa.String(length=40), nullable=False),
        sa.Column("condition_back", sa.String(length=40), nullable=True),
        sa.Column("received_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.CheckConstraint("back_day IS NULL OR back_day >= lent_day", name=op.f("ck_lending_loan_in_order")),
        sa.CheckConstraint("due_day IS NULL OR due_day >= lent_day", name=op.f("ck_lending_loan_due")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_lending_loan_child_id")),
        sa.ForeignKeyConstraint(["item_id"], ["lending_item.id"], name=op.f("fk_lending_loan_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lending_loan")),
    )
    op.create_index("ix_lending_loan_back_day_due_day", "lending_loan", ["back_day", "due_day"], unique=False)
    op.create_index(op.f("ix_lending_loan_child_id"), "lending_loan", ["child_id"], unique=False)
    op.create_index(op.f("ix_lending_loan_item_id"), "lending_loan", ["item_id"], unique=False)
    op.create_table(
        "lending_repair",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("item_id", UuidType(), nullable=False),
        sa.Column("sent_day", sa.Date(), nullable=False),
        sa.Column("back_day", sa.Date(), nullable=True),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("cost_minor", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.CheckConstraint("(cost_minor IS NULL) = (currency IS NULL)", name=op.f("ck_lending_repair_cost")),
        sa.CheckConstraint("back_day IS NULL OR back_day >= sent_day", name=op.f("ck_lending_repair_in_order")),
        sa.ForeignKeyConstraint(["item_id"], ["lending_item.id"], name=op.f("fk_lending_repair_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lending_repair")),
    )
    op.create_index(op.f("ix_lending_repair_item_id"), "lending_repair", ["item_id"], unique=False)
    op.create_table(
        "outreach_team",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("site_id", UuidType(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("base_id", UuidType(), nullable=True),
        sa.Column("vehicle_id", UuidType(), nullable=True),
        sa.Column("leader_id", UuidType(), nullable=True),
        sa.Column("least_members", sa.Integer(), nullable=False),
        sa.Column("lunch_minutes", sa.Integer(), nullable=False),
        sa.Column("lunch_from", sa.Integer(), nullable=False),
        sa.Column("lunch_until", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("least_members BETWEEN 1 AND 20", name=op.f("ck_outreach_team_least_members")),
        sa.CheckConstraint("lunch_from <= lunch_until", name=op.f("ck_outreach_team_lunch")),
        sa.CheckConstraint("lunch_minutes BETWEEN 0 AND 180", name=op.f("ck_outreach_team_lunch_minutes")),
        sa.ForeignKeyConstraint(["base_id"], ["place.id"], name=op.f("fk_outreach_team_base_id")),
        sa.ForeignKeyConstraint(["leader_id"], ["staff_member.id"], name=op.f("fk_outreach_team_leader_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_outreach_team_site_id")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_outreach_team_vehicle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_team")),
    )
    op.create_table(
        "road",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("first_id", UuidType(), nullable=False),
        sa.Column("second_id", UuidType(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("km", sa.Double(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_road_in_order")),
        sa.CheckConstraint("km >= 0 AND km <= 2000", name=op.f("ck_road_km")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_road_minutes")),
        sa.ForeignKeyConstraint(["first_id"], ["place.id"], name=op.f("fk_road_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["place.id"], name=op.f("fk_road_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_road")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_road_first_id_second_id")),
    )
    op.create_index(op.f("ix_road_second_id"), "road", ["second_id"], unique=False)
    op.create_table(
        "vehicle_off",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("vehicle_id", UuidType(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_vehicle_off_in_order")),
        sa.ForeignKeyConstraint(["vehicle_id"], ["vehicle.id"], name=op.f("fk_vehicle_off_vehicle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vehicle_off")),
    )
    op.create_index(op.f("ix_vehicle_off_vehicle_id"), "vehicle_off", ["vehicle_id"], unique=False)
    op.create_table(
        "device_need",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("needed_day", sa.Date(), nullable=False),
        sa.Column("asked_day", sa.Date(), nullable=True),
        sa.Column("asked_of", sa.String(length=200), nullable=False),
        sa.Column("provided_day", sa.Date(), nullable=True),
        sa.Column("provided_by", sa.String(length=10), nullable=True),
        sa.Column("loan_id", UuidType(), nullable=True),
        sa.Column("closed_day", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "provided_by IS NULL OR provided_by IN ('centre', 'state', 'donor', 'family', 'other')",
            name=op.f("ck_device_need_provided_by"),
        ),
        sa.CheckConstraint("asked_day IS NULL OR asked_day >= needed_day", name=op.f("ck_device_need_asked")),
        sa.CheckConstraint("provided_day IS NULL OR provided_day >= needed_day", name=op.f("ck_device_need_provided")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_device_need_child_id")),
        sa.ForeignKeyConstraint(["loan_id"], ["lending_loan.id"], name=op.f("fk_device_need_loan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_need")),
    )
    op.create_index("ix_device_need_child_id_kind", "device_need", ["child_id", "kind"], unique=False)
    op.create_table(
        "home_service",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("site_id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=True),
        sa.Column("times_a_month", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("team_id", UuidType(), nullable=True),
        sa.Column("what", sa.String(length=500), nullable=False),
        sa.Column("start_day", sa.Date(), nullable=False),
        sa.Column("end_day", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(length=300), nullable=False),
        sa.Column("agreed_day", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(every_weeks IS NULL) <> (times_a_month IS NULL) AND (every_weeks IS NULL OR every_weeks BETWEEN 1 AND 52) AND (times_a_month IS NULL OR times_a_month BETWEEN 1 AND 12)",
            name=op.f("ck_home_service_frequency"),
        ),
        sa.CheckConstraint("end_day IS NULL OR end_day >= start_day", name=op.f("ck_home_service_in_order")),
        sa.CheckConstraint("minutes BETWEEN 5 AND 480", name=op.f("ck_home_service_minutes")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_home_service_child_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_home_service_site_id")),
        sa.ForeignKeyConstraint(["team_id"], ["outreach_team.id"], name=op.f("fk_home_service_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_service")),
    )
    op.create_index("ix_home_service_child_id_purpose", "home_service", ["child_id", "purpose"], unique=False)
    op.create_table(
        "outreach_team_day",
        sa.Column("team_id", UuidType(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute",
            name=op.f("ck_outreach_team_day_stretch"),
        ),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name=op.f("ck_outreach_team_day_weekday")),
        sa.ForeignKeyConstraint(["team_id"], ["outreach_team.id"], name=op.f("fk_outreach_team_day_team_id")),
        sa.PrimaryKeyConstraint("team_id", "weekday", name=op.f("pk_outreach_team_day")),
    )
    op.create_table(
        "outreach_team_member",
        sa.Column("team_id", UuidType(), nullable=False),
        sa.Column("staff_id", UuidType(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_outreach_team_member_staff_id")),
        sa.ForeignKeyConstraint(["team_id"], ["outreach_team.id"], name=op.f("fk_outreach_team_member_team_id")),
        sa.PrimaryKeyConstraint("team_id", "staff_id", name=op.f("pk_outreach_team_member")),
    )
    op.create_table(
        "road_closure",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("road_id", UuidType(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("yearly", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("last_day IS NULL OR last_day >= first_day", name=op.f("ck_road_closure_in_order")),
        sa.ForeignKeyConstraint(["road_id"], ["road.id"], name=op.f("fk_road_closure_road_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_road_closure")),
    )
    op.create_index(op.f("ix_road_closure_road_id"), "road_closure", ["road_id"], unique=False)
    op.create_table(
        "home_service_skill",
        sa.Column("service_id", UuidType(), nullable=False),
        sa.Column("session_type", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["home_service.id"], name=op.f("fk_home_service_skill_service_id")),
        sa.PrimaryKeyConstraint("service_id", "session_type", name=op.f("pk_home_service_skill")),
    )
    op.create_table(
        "follow_up",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("site_id", UuidType(), nullable=False),
        sa.Column("child_id", UuidType(), nullable=False),
        sa.Column("visit_id", UuidType(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("owner_id", UuidType(), nullable=True),
        sa.Column("opened_day", sa.Date(), nullable=False),
        sa.Column("due_day", sa.Date(), nullable=False),
        sa.Column("closed_day", sa.Date(), nullable=True),
        sa.Column("closed_note", sa.String(length=500), nullable=False),
        sa.CheckConstraint("(closed_day IS NULL) = (closed_note = '')", name=op.f("ck_follow_up_closed_with_a_word")),
        sa.ForeignKeyConstraint(["child_id"], ["child.id"], name=op.f("fk_follow_up_child_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["staff_member.id"], name=op.f("fk_follow_up_owner_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_follow_up_site_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_follow_up_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index(op.f("ix_follow_up_child_id"), "follow_up", ["child_id"], unique=False)
    op.create_index("ix_follow_up_closed_day_due_day", "follow_up", ["closed_day", "due_day"], unique=False)
    op.create_index("ix_follow_up_visit_id", "follow_up", ["visit_id"], unique=False)
    op.create_table(
        "phone_submission",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("instance_id", sa.String(length=100), nullable=False),
        sa.Column("form_id", UuidType(), nullable=False),
        sa.Column("taken_at", Moment(), nullable=False),
        sa.Column("visit_id", UuidType(), nullable=True),
        sa.Column("filling_id", UuidType(), nullable=True),
        sa.ForeignKeyConstraint(["form_id"], ["phone_form.id"], name=op.f("fk_phone_submission_form_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_phone_submission_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_submission")),
        sa.UniqueConstraint("instance_id", name=op.f("uq_phone_submission_instance_id")),
    )
    op.create_index(op.f("ix_phone_submission_visit_id"), "phone_submission", ["visit_id"], unique=False)
    op.create_table(
        "visit_goal",
        sa.Column("visit_id", UuidType(), nullable=False),
        sa.Column("goal_id", UuidType(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_visit_goal_goal_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_goal_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "goal_id", name=op.f("pk_visit_goal")),
    )
    op.create_table(
        "visit_photo",
        sa.Column("id", UuidType(), nullable=False),
        sa.Column("visit_id", UuidType(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_photo_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_photo")),
    )
    op.create_index(op.f("ix_visit_photo_visit_id"), "visit_photo", ["visit_id"], unique=False)
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    uuid, moment, no = ("BLOB", "DATETIME", "0") if on_sqlite else ("UUID", "TIMESTAMP WITH TIME ZONE", "false")
    real = "DOUBLE" if on_sqlite else "DOUBLE PRECISION"
    for name, column in (
        ("plan_home_task", "drawing VARCHAR(40) DEFAULT '' NOT NULL"),
        ("home_practice", f"visit_id {uuid}"),
        ("outreach_round", f"team_id {uuid} CONSTRAINT fk_outreach_round_team_id REFERENCES outreach_team (id)"),
        ("outreach_round", f"vehicle_id {uuid} CONSTRAINT fk_outreach_round_vehicle_id REFERENCES vehicle (id)"),
        ("outreach_round", f"planned_km {real} DEFAULT 0 NOT NULL"),
        ("outreach_round", "start_minute INTEGER"),
        ("outreach_round", "end_minute INTEGER"),
        ("outreach_round", "lunch_minute INTEGER"),
        ("outreach_round", f"set_at {moment}"),
        ("outreach_round", "left_minute INTEGER"),
        ("outreach_round", "back_minute INTEGER"),
        ("outreach_round", "start_odometer INTEGER"),
        ("outreach_round", "end_odometer INTEGER"),
        ("outreach_round", f"fuel_litres {real}"),
        ("outreach_round", "note VARCHAR(500) DEFAULT '' NOT NULL"),
        ("outreach_round", "edition INTEGER DEFAULT 1 NOT NULL"),
        ("visit", f"service_id {uuid} CONSTRAINT fk_visit_service_id REFERENCES home_service (id)"),
        ("visit", "purpose VARCHAR(40) DEFAULT 'therapy' NOT NULL"),
        ("visit", "code VARCHAR(8)"),
        ("visit", "position INTEGER DEFAULT 0 NOT NULL"),
        ("visit", "planned_minute INTEGER"),
        ("visit", "planned_minutes INTEGER DEFAULT 45 NOT NULL"),
        ("visit", f"promised BOOLEAN DEFAULT {no} NOT NULL"),
        ("visit", "promised_minute INTEGER"),
        ("visit", "reason VARCHAR(40)"),
        ("visit", "reason_note VARCHAR(300) DEFAULT '' NOT NULL"),
        ("visit", "next_day DATE"),
        ("visit", "arrived_minute INTEGER"),
        ("visit", "minutes INTEGER"),
        ("visit", "done_note TEXT DEFAULT '' NOT NULL"),
        ("visit", "parent_showed TEXT DEFAULT '' NOT NULL"),
        ("visit", "task VARCHAR(500) DEFAULT '' NOT NULL"),
        ("visit", f"keyed_at {moment}"),
        ("visit", "keyed_by VARCHAR(200) DEFAULT '' NOT NULL"),
        ("visit", "source VARCHAR(10) DEFAULT 'desk' NOT NULL"),
        ("visit", "edition INTEGER DEFAULT 1 NOT NULL"),
    ):
        op.execute(f"ALTER TABLE {name} ADD COLUMN {column}")
    op.create_index("ix_home_practice_visit_id", "home_practice", ["visit_id"], unique=False)
    op.create_index("ix_outreach_round_team_id_day", "outreach_round", ["team_id", "day"], unique=True)
    op.create_index(op.f("ix_outreach_round_vehicle_id"), "outreach_round", ["vehicle_id"], unique=False)
    op.create_index("ix_visit_code", "visit", ["code"], unique=True)
    op.create_index("ix_visit_round_id_position", "visit", ["round_id", "position"], unique=False)
    op.create_index("ix_visit_service_id_day_outcome", "visit", ["service_id", "day", "outcome"], unique=False)
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
