#!/usr/bin/env bash
# What the gateway's JSON Schema validator and Ajv say of other people's schemas and instances:
#   ./Gateway.Benchmarks/agreement.sh github                 npm's @octokit/webhooks-schemas with its examples
#   ./Gateway.Benchmarks/agreement.sh openapi                npm's @octokit/openapi-webhooks with the same examples
#   ./Gateway.Benchmarks/agreement.sh schemastore FOLDER     a checkout of SchemaStore
# Needs the .NET SDK, Node 20 and npm; what is pinned below is fetched into artifacts/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly modules=artifacts/agreement
readonly known=Gateway.Benchmarks/JsonSchema/Agreement/known-differences.txt
if [ ! -d "$modules/node_modules/ajv" ]; then
    mkdir -p "$modules"
    echo '{ "private": true }' >"$modules/package.json"
    npm install --silent --no-audit --no-fund --save-exact --prefix "$modules" \
        ajv@8.20.0 ajv-draft-04@1.0.0 @octokit/webhooks-schemas@7.6.1 @octokit/webhooks-examples@7.6.1 \
        @octokit/openapi-webhooks@12.1.0 jsonc-parser@3.3.1 yaml@2.9.1 smol-toml@1.9.1
fi

node --max-old-space-size=4096 Gateway.Benchmarks/JsonSchema/Agreement/ajv-verdicts.mjs "$modules" "$@" >"$modules/verdicts.jsonl"
exec dotnet run -c Release --project Gateway.Benchmarks -- agreement "$modules/verdicts.jsonl" --known "$known"
