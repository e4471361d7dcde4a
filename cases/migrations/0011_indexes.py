# SPDX-License-Identifier: EUPL-1.2
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_sharing")]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="case_own_work",
        ),
        migrations.RemoveIndex(
            model_name="message",
            name="message_unseen",
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "decided",
                            "dismissed",
                            "in_progress",
                            "received",
                            "rectification_pending",
                            "served",
                            "suspended",
                            "waiting_customer",
                            "waiting_hearing",
                        ],
                    )
                ),
                fields=["handler", "due_on"],
                name="case_own_work",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["due_on", "received_at", "-id"], name="case_by_urgency"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["unit", "case_type"], name="case_kinds"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=GinIndex(OpClass(Upper("reference"), "gin_trgm_ops"), name="case_reference_search"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=GinIndex(OpClass(Upper("detail"), "gin_trgm_ops"), name="case_detail_search"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("from_party", True), ("seen_at__isnull", True)),
                fields=["case"],
                name="message_unread_by_office",
            ),
        ),
    ]
