# SPDX-License-Identifier: EUPL-1.2
"""Several forms as one: pure functions over definitions and answers. Drafts and cases are in actions/bundling.py.

alike.py      which questions of the forms are the same question      merging.py   one content out of many
renaming.py   everything that looks at a question follows its name    splitting.py  answers and files back to each form
"""
