"""Planning the week: booking, moving, cancelling, series. Writing sessions up: see ``writing_up``."""

from __future__ import annotations

from centre_app.therapy.booking import Booked as Booked
from centre_app.therapy.booking import BookedMany as BookedMany
from centre_app.therapy.booking import Booking as Booking
from centre_app.therapy.booking import book_many as book_many
from centre_app.therapy.booking import book_session as book_session
from centre_app.therapy.booking import undo_calendar as undo_calendar
from centre_app.therapy.cancelling import cancel_session as cancel_session
from centre_app.therapy.cancelling import pin_session as pin_session
from centre_app.therapy.cancelling import remove_planned as remove_planned
from centre_app.therapy.cancelling import restore_session as restore_session
from centre_app.therapy.cancelling import unpin_session as unpin_session
from centre_app.therapy.changing_children import change_children as change_children
from centre_app.therapy.copying import CopyResult as CopyResult
from centre_app.therapy.copying import copy_week as copy_week
from centre_app.therapy.leaving import Ended as Ended
from centre_app.therapy.leaving import Leaving as Leaving
from centre_app.therapy.leaving import end_for_child as end_for_child
from centre_app.therapy.leaving import reassign as reassign
from centre_app.therapy.leaving import therapist_leaves as therapist_leaves
from centre_app.therapy.moving import Changed as Changed
from centre_app.therapy.moving import move_session as move_session
from centre_app.therapy.placing import Clash as Clash
from centre_app.therapy.placing import ClashNeedsReason as ClashNeedsReason
from centre_app.therapy.placing import Impossible as Impossible
from centre_app.therapy.placing import Told as Told
from centre_app.therapy.row_changes import RowChange as RowChange
from centre_app.therapy.row_changes import Undo as Undo
from centre_app.therapy.series import SeriesBooking as SeriesBooking
from centre_app.therapy.series import SeriesPreview as SeriesPreview
from centre_app.therapy.series import SeriesResult as SeriesResult
from centre_app.therapy.series import book_series as book_series
from centre_app.therapy.series import preview_series as preview_series
