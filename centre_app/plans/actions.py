"""All that is written about plans: versions, goals, scores, reviews, home practice, the bank, state programmes."""

from __future__ import annotations

from centre_app.plans.goal_bank import add_bank_entry as add_bank_entry
from centre_app.plans.goal_bank import bank_entry_from_goal as bank_entry_from_goal
from centre_app.plans.goal_bank import change_bank_entry as change_bank_entry
from centre_app.plans.goal_bank import move_bank_entry as move_bank_entry
from centre_app.plans.goal_bank import put_back_bank_entry as put_back_bank_entry
from centre_app.plans.goal_bank import take_out_bank_entry as take_out_bank_entry
from centre_app.plans.goals import close_goal as close_goal
from centre_app.plans.goals import reopen_goal as reopen_goal
from centre_app.plans.home_practice import practice_at_visit as practice_at_visit
from centre_app.plans.home_practice import practice_in_session as practice_in_session
from centre_app.plans.home_practice import record_home_practice as record_home_practice
from centre_app.plans.home_practice import remove_home_practice as remove_home_practice
from centre_app.plans.inputs import AgreementInput as AgreementInput
from centre_app.plans.inputs import BankInput as BankInput
from centre_app.plans.inputs import GoalInput as GoalInput
from centre_app.plans.inputs import HomeTaskInput as HomeTaskInput
from centre_app.plans.inputs import MeasureInput as MeasureInput
from centre_app.plans.inputs import PlanInput as PlanInput
from centre_app.plans.inputs import PracticeAnswer as PracticeAnswer
from centre_app.plans.inputs import ProgrammeInput as ProgrammeInput
from centre_app.plans.inputs import ReviewInput as ReviewInput
from centre_app.plans.inputs import ReviewScore as ReviewScore
from centre_app.plans.inputs import ServiceInput as ServiceInput
from centre_app.plans.programmes import add_programme as add_programme
from centre_app.plans.programmes import change_programme as change_programme
from centre_app.plans.programmes import remove_programme as remove_programme
from centre_app.plans.reviewing import hold_review as hold_review
from centre_app.plans.reviewing import remove_review as remove_review
from centre_app.plans.rules import PlanChanged as PlanChanged
from centre_app.plans.scoring import remove_score as remove_score
from centre_app.plans.scoring import score_goal as score_goal
from centre_app.plans.scoring import score_group as score_group
from centre_app.plans.scoring import score_in_session as score_in_session
from centre_app.plans.versions import delete_draft as delete_draft
from centre_app.plans.versions import end_plan as end_plan
from centre_app.plans.versions import save_plan as save_plan
from centre_app.plans.versions import sign_plan as sign_plan
from centre_app.plans.versions import start_plan as start_plan
