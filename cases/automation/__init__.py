# SPDX-License-Identifier: EUPL-1.2
"""Cases that move by themselves, by rules that people have written, tried and switched on.

table.py       rows if → then: which holds, what is wrong in them     facts.py       what a rule may look at in a case
waking.py      a row for each rule that an event concerns             running.py     the row is run after the commit
sweeping.py    the morning round of daily rules                       permissions.py who writes and switches rules
acts.py        what a rule can do, each by the action of people       explaining.py  rows and outcomes in plain words
editing.py     versions, tests, switching on and off                  rehearsing.py  what it would have done before
braking.py     a rule whose outcomes drift stops itself               vocabulary.py what questions are called
"""
