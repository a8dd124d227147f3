#!/usr/bin/env bash
# What a verified webhook costs, beside plain YARP, nginx and Express: ./bench.sh measures for about an hour and a half and writes docs/performance.md.
# ./bench.sh --short: a trial of about a minute into artifacts/performance, to see that everything runs. Other arguments go to `Gateway.Benchmarks -- compare`.
# Needs the .NET SDK and Debian or Ubuntu; installs redis-server, nginx with its Lua module, node and npm where they are missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# No build server outlives this script, nor takes CPU while it measures.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

readonly modules=artifacts/comparison
readonly native=artifacts/native/gateway
readonly own=Gateway.Benchmarks/Comparison/Express

isShort=false
for argument in "$@"; do
    if [ "$argument" = --short ]; then isShort=true; fi
done

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

missing=()
type -P redis-server >/dev/null || missing+=(redis-server)
type -P nginx >/dev/null || missing+=(nginx-light)
[ -e /usr/lib/nginx/modules/ngx_http_lua_module.so ] || missing+=(libnginx-mod-http-lua)
[ -n "$(find /usr/lib -path '*lua/5.1/cjson.so' -print -quit)" ] || missing+=(lua-cjson)
type -P node >/dev/null || missing+=(nodejs)
type -P npm >/dev/null || missing+=(npm)
if ! $isShort && ! type -P clang >/dev/null && ! type -P gcc >/dev/null; then missing+=(gcc libc6-dev zlib1g-dev); fi
if [ ${#missing[@]} -gt 0 ]; then
    echo "Installing ${missing[*]}."
    # RUNLEVEL: without starting the services that the packages bring.
    as_root apt-get -qq update
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null </dev/null
fi

mkdir -p "$modules"
if ! [ -d "$modules/node_modules/express" ] || ! cmp -s "$own/package-lock.json" "$modules/package-lock.json"; then
    cp "$own/package.json" "$own/package-lock.json" "$modules/"
    npm ci --prefix "$modules" --no-audit --no-fund --ignore-scripts --silent </dev/null
fi

dotnet build Gateway.Benchmarks --configuration Release --verbosity quiet --nologo -consoleLoggerParameters:ErrorsOnly -p:RunAnalyzers=false
arguments=(--modules "$modules")
if $isShort; then
    arguments+=(--output artifacts/performance)
else
    dotnet publish Gateway --configuration Release --use-current-runtime -p:PublishAot=true --output "$native" \
        --artifacts-path "$PWD/artifacts/native" -p:RunAnalyzers=false -p:DebugType=none --verbosity quiet --nologo >/dev/null
    arguments+=(--native "$native/gateway")
fi

exec dotnet Gateway.Benchmarks/bin/Release/net10.0/Gateway.Benchmarks.dll compare "${arguments[@]}" "$@"
