"""Dates in running text, in the calendars and the month names of many languages."""

from audit.dates.find import Date, Named, Number, find_dates, find_years

__all__ = ["Date", "Named", "Number", "find_dates", "find_years"]
