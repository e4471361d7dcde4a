from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    """Puts our site in the place of Django's `admin.site`, so apps register with plain `@admin.register`."""

    default_site = "portal.staff.site.StaffSite"
