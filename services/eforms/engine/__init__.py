# SPDX-License-Identifier: EUPL-1.2
"""The form engine: data in, questions and answers out. It knows people and places, but no HTTP, drafts or cases.

definition.py  the content of a version as objects         validation.py  what is wrong in a content, with its path
fields/        one class for each type of question          steps.py       one step as a form; the whole filling
prefill.py     what the city knows already                  (conditions and expressions: portal/common/rules)
content.py     what was answered, as it is shown and sent
"""
