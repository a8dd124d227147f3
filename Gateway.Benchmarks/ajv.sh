#!/usr/bin/env bash
# The gateway's JSON Schema validator beside Ajv: ./Gateway.Benchmarks/ajv.sh [--rounds N] [--milliseconds N]
# Needs the .NET SDK, Node 20 and npm; Ajv is fetched into artifacts/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly modules=artifacts/ajv
if [ ! -d "$modules/node_modules/ajv" ]; then
    mkdir -p "$modules"
    echo '{ "private": true }' >"$modules/package.json"
    npm install --silent --no-audit --no-fund --prefix "$modules" ajv@8
fi

exec dotnet run -c Release --project Gateway.Benchmarks -- ajv "$modules" "$@"
