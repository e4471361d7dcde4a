# SPDX-License-Identifier: EUPL-1.2
"""The catalogue in the words of the national service catalogue (PTV, Open API v11)."""

from services.catalogue.models.channel import ChannelKind, Connection, ServiceChannel, ServicePoint
from services.catalogue.models.classification import LifeEvent, Sector, ServiceClass, TargetGroup
from services.catalogue.models.hours import OpeningHours
from services.catalogue.models.imported import Organization, PublishingStatus, Source
from services.catalogue.models.run import ImportRun
from services.catalogue.models.search import SearchEntry, Synonym
from services.catalogue.models.service import Charge, Service, ServiceCollection, ServiceKind, ServiceOrganization

__all__ = [
    "ChannelKind",
    "Charge",
    "Connection",
    "ImportRun",
    "LifeEvent",
    "OpeningHours",
    "Organization",
    "PublishingStatus",
    "SearchEntry",
    "Sector",
    "Service",
    "ServiceChannel",
    "ServiceClass",
    "ServiceCollection",
    "ServiceKind",
    "ServiceOrganization",
    "ServicePoint",
    "Source",
    "Synonym",
    "TargetGroup",
]
