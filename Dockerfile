# Ecluse as a command: docker run --rm -v "$PWD:/work" ecluse orders book.csv --out answered.csv
# tests/house/test_files.py runs these RUN steps in a clean folder.
FROM python:3.11-slim AS build
WORKDIR /src
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY src ./src
RUN python -m venv /opt/ecluse
RUN /opt/ecluse/bin/python -m pip install --no-cache-dir --disable-pip-version-check ".[inference]"
RUN /opt/ecluse/bin/ecluse check H20 --to China --on 2025-05-20 --json

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 ecluse
COPY --from=build /opt/ecluse /opt/ecluse
ENV PATH="/opt/ecluse/bin:$PATH" PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER ecluse
WORKDIR /work
ENTRYPOINT ["ecluse"]
CMD ["--help"]
