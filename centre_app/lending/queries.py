"""Lending as plain values: the stock (``stock_queries``), loans (``loan_queries``), needs (``need_queries``)."""

from __future__ import annotations

from centre_app.lending.loan_queries import LoanRow as LoanRow
from centre_app.lending.loan_queries import child_loans as child_loans
from centre_app.lending.loan_queries import loan as loan
from centre_app.lending.loan_queries import loans_of_item as loans_of_item
from centre_app.lending.loan_queries import loans_out as loans_out
from centre_app.lending.loan_queries import overdue_count as overdue_count
from centre_app.lending.loan_queries import overdue_first as overdue_first
from centre_app.lending.need_queries import NeedCount as NeedCount
from centre_app.lending.need_queries import NeedRow as NeedRow
from centre_app.lending.need_queries import child_needs as child_needs
from centre_app.lending.need_queries import need_figures as need_figures
from centre_app.lending.need_queries import needs_list as needs_list
from centre_app.lending.stock_queries import ItemFilter as ItemFilter
from centre_app.lending.stock_queries import ItemRow as ItemRow
from centre_app.lending.stock_queries import ItemStory as ItemStory
from centre_app.lending.stock_queries import RepairRow as RepairRow
from centre_app.lending.stock_queries import came_from_used as came_from_used
from centre_app.lending.stock_queries import item_story as item_story
from centre_app.lending.stock_queries import kept_places as kept_places
from centre_app.lending.stock_queries import next_item_number as next_item_number
from centre_app.lending.stock_queries import stock as stock
