"""Three invented years of the whole line of work, to look at and to try.

Every household goes through the real actions, in the past (see clock): what the demonstration shows is what the
house really writes. Nobody here exists: surnames are made of two Italian words and end in "finti", "prova"...
"""
