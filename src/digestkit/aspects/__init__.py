"""Aspects of a draft that several rules, styles or steps of the weekly ask about: dates, figures, fields, sections …"""
