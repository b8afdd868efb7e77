"""Weeks and months of the Gregorian calendar, in English."""

import datetime
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Any


class IllegalMonthError(ValueError):
    def __init__(self, month: int):
        super().__init__(month)
        self.month = month

    def __str__(self) -> str:
        return f"bad month number {self.month!r}; must be 1-12"


class IllegalWeekdayError(ValueError):
    def __init__(self, weekday: int):
        super().__init__(weekday)
        self.weekday = weekday

    def __str__(self) -> str:
        return f"bad weekday number {self.weekday!r}; must be 0 (Monday) to 6 (Sunday)"


class Month(IntEnum):
    JANUARY = 1
    FEBRUARY = 2
    MARCH = 3
    APRIL = 4
    MAY = 5
    JUNE = 6
    JULY = 7
    AUGUST = 8
    SEPTEMBER = 9
    OCTOBER = 10
    NOVEMBER = 11
    DECEMBER = 12

    def __repr__(self) -> str:
        return f"calendar.{self.name}"


class Day(IntEnum):
    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6

    def __repr__(self) -> str:
        return f"calendar.{self.name}"


JANUARY = Month.JANUARY
FEBRUARY = Month.FEBRUARY
MARCH = Month.MARCH
APRIL = Month.APRIL
MAY = Month.MAY
JUNE = Month.JUNE
JULY = Month.JULY
AUGUST = Month.AUGUST
SEPTEMBER = Month.SEPTEMBER
OCTOBER = Month.OCTOBER
NOVEMBER = Month.NOVEMBER
DECEMBER = Month.DECEMBER
MONDAY = Day.MONDAY
TUESDAY = Day.TUESDAY
WEDNESDAY = Day.WEDNESDAY
THURSDAY = Day.THURSDAY
FRIDAY = Day.FRIDAY
SATURDAY = Day.SATURDAY
SUNDAY = Day.SUNDAY

month_name = ["", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
month_abbr = ["", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
day_name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
day_abbr = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

_LENGTHS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def isleap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leapdays(y1: int, y2: int) -> int:
    first = y1 - 1
    last = y2 - 1
    return (last // 4 - first // 4) - (last // 100 - first // 100) + (last // 400 - first // 400)


def weekday(year: int, month: int, day: int) -> Day:
    # The calendar repeats itself.
    known = year if datetime.MINYEAR <= year <= datetime.MAXYEAR else 2000 + year % 400
    return Day(datetime.date(known, month, day).weekday())


def _length(year: int, month: int) -> int:
    return 29 if month == 2 and isleap(year) else _LENGTHS[month]


def monthrange(year: int, month: int) -> tuple[Day, int]:
    if not 1 <= month <= 12:
        raise IllegalMonthError(month)
    return weekday(year, month, 1), _length(year, month)


def timegm(tuple: Any) -> int:
    year, month, day, hour, minute, second, *_ = tuple
    days = datetime.date(year, month, 1).toordinal() - datetime.date(1970, 1, 1).toordinal() + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second


class Calendar:
    def __init__(self, firstweekday: int = 0):
        self._firstweekday = firstweekday

    def getfirstweekday(self) -> int:
        return self._firstweekday % 7

    def setfirstweekday(self, firstweekday: int) -> None:
        self._firstweekday = firstweekday

    @property
    def firstweekday(self) -> int:
        return self._firstweekday % 7

    @firstweekday.setter
    def firstweekday(self, firstweekday: int) -> None:
        self._firstweekday = firstweekday

    def iterweekdays(self) -> Iterator[int]:
        for day in range(self.firstweekday, self.firstweekday + 7):
            yield day % 7

    def itermonthdates(self, year: int, month: int) -> Iterator[datetime.date]:
        for y, m, d in self.itermonthdays3(year, month):
            yield datetime.date(y, m, d)

    def itermonthdays(self, year: int, month: int) -> Iterator[int]:
        first, days = monthrange(year, month)
        before = (int(first) - self.firstweekday) % 7
        for _ in range(before):
            yield 0
        for day in range(1, days + 1):
            yield day
        for _ in range((self.firstweekday - int(first) - days) % 7):
            yield 0

    def itermonthdays2(self, year: int, month: int) -> Iterator[tuple[int, int]]:
        for at, day in enumerate(self.itermonthdays(year, month), self.firstweekday):
            yield day, at % 7

    def itermonthdays3(self, year: int, month: int) -> Iterator[tuple[int, int, int]]:
        first, days = monthrange(year, month)
        before = (int(first) - self.firstweekday) % 7
        after = (self.firstweekday - int(first) - days) % 7
        year_before, month_before = (year - 1, 12) if month == 1 else (year, month - 1)
        year_after, month_after = (year + 1, 1) if month == 12 else (year, month + 1)
        end = _length(year_before, month_before) + 1
        for day in range(end - before, end):
            yield year_before, month_before, day
        for day in range(1, days + 1):
            yield year, month, day
        for day in range(1, after + 1):
            yield year_after, month_after, day

    def itermonthdays4(self, year: int, month: int) -> Iterator[tuple[int, int, int, int]]:
        for at, (y, m, d) in enumerate(self.itermonthdays3(year, month)):
            yield y, m, d, (self.firstweekday + at) % 7

    def monthdatescalendar(self, year: int, month: int) -> list[list[datetime.date]]:
        days = list(self.itermonthdates(year, month))
        return [days[at : at + 7] for at in range(0, len(days), 7)]

    def monthdays2calendar(self, year: int, month: int) -> list[list[tuple[int, int]]]:
        days = list(self.itermonthdays2(year, month))
        return [days[at : at + 7] for at in range(0, len(days), 7)]

    def monthdayscalendar(self, year: int, month: int) -> list[list[int]]:
        days = list(self.itermonthdays(year, month))
        return [days[at : at + 7] for at in range(0, len(days), 7)]

    def yeardatescalendar(self, year: int, width: int = 3) -> list[list[list[list[datetime.date]]]]:
        months = [self.monthdatescalendar(year, month) for month in range(1, 13)]
        return [months[at : at + width] for at in range(0, 12, width)]

    def yeardays2calendar(self, year: int, width: int = 3) -> list[list[list[list[tuple[int, int]]]]]:
        months = [self.monthdays2calendar(year, month) for month in range(1, 13)]
        return [months[at : at + width] for at in range(0, 12, width)]

    def yeardayscalendar(self, year: int, width: int = 3) -> list[list[list[list[int]]]]:
        months = [self.monthdayscalendar(year, month) for month in range(1, 13)]
        return [months[at : at + width] for at in range(0, 12, width)]


def _columns(texts: Iterable[str], width: int, between: str) -> str:
    return between.join(text.center(width) for text in texts)


class TextCalendar(Calendar):
    def formatday(self, day: int, weekday: int, width: int) -> str:
        return ("" if day == 0 else f"{day:2}").center(width)

    def formatweek(self, theweek: Iterable[tuple[int, int]], width: int) -> str:
        return " ".join(self.formatday(day, weekday, width) for day, weekday in theweek)

    def formatweekday(self, day: int, width: int) -> str:
        names = day_name if width >= 9 else day_abbr
        return names[day][:width].center(width)

    def formatweekheader(self, width: int) -> str:
        return " ".join(self.formatweekday(day, width) for day in self.iterweekdays())

    def formatmonthname(self, theyear: int, themonth: int, width: int, withyear: bool = True) -> str:
        name = month_name[themonth]
        return (f"{name} {theyear}" if withyear else name).center(width)

    def formatmonth(self, theyear: int, themonth: int, w: int = 0, l: int = 0) -> str:
        width = max(2, w)
        gap = "\n" * max(1, l)
        lines = [self.formatmonthname(theyear, themonth, 7 * (width + 1) - 1), self.formatweekheader(width)]
        lines += [self.formatweek(week, width) for week in self.monthdays2calendar(theyear, themonth)]
        return "".join(line.rstrip() + gap for line in lines)

    def formatyear(self, theyear: int, w: int = 2, l: int = 1, c: int = 6, m: int = 3) -> str:
        width = max(2, w)
        gap = "\n" * max(1, l)
        month_width = (width + 1) * 7 - 1
        between = " " * max(2, c)
        lines = [str(theyear).center(month_width * m + len(between) * (m - 1)).rstrip(), gap]
        header = self.formatweekheader(width)
        for at, row in enumerate(self.yeardays2calendar(theyear, m)):
            months = range(m * at + 1, min(m * (at + 1) + 1, 13))
            names = [self.formatmonthname(theyear, k, month_width, False) for k in months]
            lines.append(gap)
            lines.append(_columns(names, month_width, between).rstrip() + gap)
            lines.append(_columns([header for _ in months], month_width, between).rstrip() + gap)
            for line in range(max(len(each) for each in row)):
                weeks = [self.formatweek(each[line], width) if line < len(each) else "" for each in row]
                lines.append(_columns(weeks, month_width, between).rstrip() + gap)
        return "".join(lines)

    def pryear(self, theyear: int, w: int = 0, l: int = 0, c: int = 6, m: int = 3) -> None:
        print(self.formatyear(theyear, w, l, c, m), end="")

    def prmonth(self, theyear: int, themonth: int, w: int = 0, l: int = 0) -> None:
        print(self.formatmonth(theyear, themonth, w, l), end="")


_text = TextCalendar()


def firstweekday() -> int:
    return _text.getfirstweekday()


def setfirstweekday(firstweekday: int) -> None:
    if not 0 <= firstweekday <= 6:
        raise IllegalWeekdayError(firstweekday)
    _text.setfirstweekday(firstweekday)


def monthcalendar(year: int, month: int) -> list[list[int]]:
    return _text.monthdayscalendar(year, month)


def month(theyear: int, themonth: int, w: int = 0, l: int = 0) -> str:
    return _text.formatmonth(theyear, themonth, w, l)


def prmonth(theyear: int, themonth: int, w: int = 0, l: int = 0) -> None:
    _text.prmonth(theyear, themonth, w, l)


def weekheader(width: int) -> str:
    return _text.formatweekheader(width)


def calendar(theyear: int, w: int = 2, l: int = 1, c: int = 6, m: int = 3) -> str:
    return _text.formatyear(theyear, w, l, c, m)


def prcal(theyear: int, w: int = 0, l: int = 0, c: int = 6, m: int = 3) -> None:
    _text.pryear(theyear, w, l, c, m)
