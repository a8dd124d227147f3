#!/usr/bin/env bash
# Holds the presets against the providers' own SDKs: no webhook that an SDK refuses may pass the gateway, and no genuine one may be refused.
# compare.sh [--only NAME] [--verbose]; GATEWAY_PROGRAM=PATH takes a built gateway in place of building one.
# About half a minute, the first time some minutes. Needs the .NET SDK, node 20 or newer, npm, and a network the first time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# No build server outlives this script.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

readonly own=Gateway.Tests/Sdks
readonly modules=artifacts/sdks

mkdir -p "$modules"
if ! [ -d "$modules/node_modules/stripe" ] || ! cmp -s "$own/package-lock.json" "$modules/package-lock.json"; then
    cp "$own/package.json" "$own/package-lock.json" "$modules/"
    # Peers are what an application brings, and nothing that verifies.
    if ! npm ci --prefix "$modules" --no-audit --no-fund --ignore-scripts --legacy-peer-deps --silent </dev/null; then
        rm -rf "$modules/node_modules"
        echo "Could not install the SDKs (no network?)." >&2
        exit 2
    fi
fi

if [ -n "${GATEWAY_PROGRAM:-}" ]; then
    program=("$(realpath "$GATEWAY_PROGRAM")")
else
    dotnet build Gateway --configuration Release --verbosity quiet --nologo -consoleLoggerParameters:ErrorsOnly -p:RunAnalyzers=false
    program=(dotnet "$PWD/Gateway/bin/Release/net10.0/gateway.dll")
fi

# Beside the packages, where node finds them.
rm -rf "$modules/oracles" "$modules/mutations"
cp -r "$own"/*.mjs "$own/sdks.json" "$own/oracles" "$own/mutations" "$modules/"
exec node "$modules/compare.mjs" "$@" -- "${program[@]}"
