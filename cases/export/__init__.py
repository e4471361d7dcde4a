# SPDX-License-Identifier: EUPL-1.2
"""A case as one package for an archive: metadata in XML (in the spirit of SÄHKE2), the files, and their hashes."""
