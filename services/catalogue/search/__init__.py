# SPDX-License-Identifier: EUPL-1.2
"""Search in three languages inside PostgreSQL: `index` stores the keys of words, `query` asks for them."""

from services.catalogue.search.index import index_points, index_services
from services.catalogue.search.query import Results, find

__all__ = ["Results", "find", "index_points", "index_services"]
