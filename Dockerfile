# SPDX-License-Identifier: EUPL-1.2
# Targets: `portal` (web, worker, beat, migrate), `proxy` (nginx with the static files) and `mail` (for trying out).

FROM python:3.13-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
WORKDIR /app
COPY requirements.txt requirements-dev.txt ./
RUN pip install -r requirements.txt
COPY . .
# The compiler of translations stays out of the image that runs.
RUN python -m venv /tools && /tools/bin/pip install "$(grep -i '^babel==' requirements-dev.txt)" \
    && for folder in locale portal/staff/locale; do \
         /tools/bin/pybabel --quiet compile --domain django --directory "$folder"; \
       done
# Settings refuse to load without these; collecting files uses none of them.
RUN SECRET_KEY=build-only-build-only-build-only-build-only-build-only \
    HETU_KEYS=YnVpbGQtb25seS1idWlsZC1vbmx5LWJ1aWxkLW9ubHk= HETU_INDEX_KEY=build-only-build-only-build-only \
    SITE_URL=https://build.invalid DATABASE_URL=postgres://build.invalid/build REDIS_URL=redis://build.invalid \
    SIGNING_CERTIFICATE=/build/none.p12 \
    STATIC_ROOT=/static python manage.py collectstatic --no-input --verbosity 0


FROM debian:bookworm-slim AS proxy
RUN apt-get update \
    && apt-get install -y --no-install-recommends nginx libnginx-mod-http-brotli-static curl \
    && rm -rf /var/lib/apt/lists/*
COPY deploy/nginx.conf /etc/nginx/nginx.conf
COPY --from=build /static /static
USER www-data
EXPOSE 8080 8443
HEALTHCHECK --interval=30s --timeout=5s CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/proxy-health"]
CMD ["nginx", "-e", "/dev/stderr", "-g", "daemon off;"]


FROM python:3.13-slim-bookworm AS mail
WORKDIR /app
COPY requirements-dev.txt deploy/mail.py ./
RUN pip install --no-cache-dir "$(grep -i '^aiosmtpd==' requirements-dev.txt)"
USER nobody
EXPOSE 1025
CMD ["python", "mail.py", "1025"]


FROM python:3.13-slim-bookworm AS portal
# Voikko finds Finnish words in their inflected forms; the portal works without it, but searches less well.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libvoikko1 voikko-fi \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal /data/files
COPY --from=build /venv /venv
COPY --from=build /app /app
COPY --from=build /static /static
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp \
    STATIC_ROOT=/static PRIVATE_MEDIA_ROOT=/data/files WEB_TMP_DIR=/dev/shm
WORKDIR /app
USER portal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "deploy/healthcheck.py"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "portal.wsgi"]
