# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.core.management.base import BaseCommand

from services.catalogue import finnish
from services.catalogue.models import Service, ServicePoint
from services.catalogue.search import index_points, index_services
from services.catalogue.stamp import bump


class Command(BaseCommand):
    help = "Write all search rows again: after an upgrade that changes the keys of words, or when Voikko is installed."

    def handle(self, *_args: Any, **_options: Any) -> None:
        services = list(Service.objects.values_list("pk", flat=True))
        points = list(ServicePoint.objects.values_list("pk", flat=True))
        index_services(services)
        index_points(points)
        bump()
        how = "with" if finnish.is_known() else "without"
        self.stdout.write(f"{len(services)} services and {len(points)} points are in the index, {how} Voikko.")
