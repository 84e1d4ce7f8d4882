"""Dailies to a weekly: choose, gather, merge, rank, compose; each event once, nothing invented."""
