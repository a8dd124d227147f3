# docker build -t webhook-gateway .
# For both architectures: docker buildx build --platform linux/amd64,linux/arm64 -t webhook-gateway .
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /source

# What the restore depends on comes first: packages are fetched again only when it changes.
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props BannedSymbols.txt ./
COPY Gateway.JsonSchema/Gateway.JsonSchema.csproj Gateway.JsonSchema/packages.lock.json Gateway.JsonSchema/
COPY Gateway/Gateway.csproj Gateway/packages.lock.json Gateway/
RUN dotnet restore Gateway/Gateway.csproj --locked-mode -a $TARGETARCH -p:PublishReadyToRun=true

# The house rules are judged where the code is tested, not again here.
COPY Gateway.JsonSchema/ Gateway.JsonSchema/
COPY Gateway/ Gateway/
COPY config/gateway.schema.json config/
# For "gateway --version": docker build --build-arg COMMIT=$(git rev-parse HEAD) ...
ARG COMMIT=
RUN dotnet publish Gateway/Gateway.csproj --no-restore -c Release -a $TARGETARCH --no-self-contained -o /app \
        -p:PublishReadyToRun=true -p:RunAnalyzers=false -p:DebugType=none -p:SourceRevisionId=$COMMIT \
    && mkdir /data

# No shell and no package manager: user "app", and nothing to run but the gateway.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
WORKDIR /app

# Owned by root and so not writable by the gateway; all it may write is a volume on /app/data.
COPY --from=build /app ./
COPY --from=build --chown=1654:1654 /data ./data
COPY config/ config/

# Its diagnostic socket needs a writable /tmp; without one, a read-only root file system suffices.
ENV DOTNET_EnableDiagnostics=0

# Also with a read-only root file system and no volume named: then Docker makes one, which lasts as long as the container.
VOLUME /app/data

USER 1654
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=15s --retries=3 CMD ["/app/gateway", "health"]
ENTRYPOINT ["/app/gateway"]
