# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations, models

import portal.common.texts
import services.eforms.models


class Migration(migrations.Migration):
    dependencies = [("eforms", "0006_fillings")]
    operations = [
        migrations.AddField(
            model_name="formdefinition",
            name="pause_text",
            field=portal.common.texts.LocalizedTextField(
                blank=True,
                default=portal.common.texts.LocalizedText,
                long=True,
                help_text="Kerro asiakkaille, miksi lomake on tauolla ja miten asian voi hoitaa sillä aikaa.",
                verbose_name="selitys tauon ajaksi",
            ),
        ),
        migrations.AddField(
            model_name="formdefinition",
            name="paused_until",
            field=models.DateField(
                blank=True, help_text="Päivä kerrotaan asiakkaille.", null=True, verbose_name="tauko päättyy arviolta"
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="left_behind",
            field=services.eforms.models.EncryptedJSONField(
                default=list,
                help_text="[kysymys, vastaus], kun luonnos siirtyi uuteen versioon.",
                verbose_name="mitä uusi versio ei kysy",
            ),
        ),
    ]
