"""May this household live in this place, and how well? Pure: facts in, verdicts, points and sentences out.

No database and no models, so that every answer can be asked again, tested and explained. The program never
assigns and never refuses: a person reads what stands here and decides.
"""
