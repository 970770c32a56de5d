"""Which places come free when, with how sure it is, and why. It decides nothing: a forecast frees no place.

`curves` learns from those who were here how exits keep to their plan, `months` looks a year ahead, both pure;
`loading` hands them the rows, `wording` says what they found.
"""
