"""Where Django writes a day by itself, as at the desk, it is written as on the site (`dmy`)."""

DATE_FORMAT = SHORT_DATE_FORMAT = "d/m/Y"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "d/m/Y H:i"
