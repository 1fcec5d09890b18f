"""Screening: does a party stand on a list, since when, and with which requirement?

Belongs here: the dated lists of parties, the comparison of names, addresses and identifiers, who
owns whom, and what a list entry says, as a value. Does not: the law (what a listing requires is a
measure's to say), order books, files of the command line.
Always true: a name that is given never makes an answer freer; each match says which words met, on
which list, of which day; silence clears nobody.
"""
