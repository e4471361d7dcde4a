# SPDX-License-Identifier: EUPL-1.2
"""`make bench`: the portal as in production beside a bare Django view, measured in turns, in one run.

`servers` starts both, `inside` finds the pages and counts their queries, `load` asks for them, `visit` opens the front
page in Chromium with an empty cache, `report` says what came out. docs/performance.md tells how to read it.
"""
