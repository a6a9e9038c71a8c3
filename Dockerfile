# The same commands as in the README, in two steps: what is built with a compiler, and what runs without one.
FROM node:22-trixie AS built
WORKDIR /staycourse
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:22-trixie-slim
# pg_dump and pg_restore, for backups of plans on Postgres; they must be as new as the server in compose.yaml.
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 STAYCOURSE_DATA=/data
WORKDIR /staycourse
COPY --from=built /staycourse/package.json ./
COPY --from=built /staycourse/node_modules ./node_modules
COPY --from=built /staycourse/build ./build
COPY --from=built /staycourse/public ./public
COPY --from=built /staycourse/db/samples ./db/samples
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "build/staycourse.js"]
CMD ["start"]
