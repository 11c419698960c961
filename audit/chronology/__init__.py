"""What cannot be true of a date: the checks of the calendar, and slips between calendars."""
