#!/usr/bin/env bash
# Builds in Release and runs every test. Arguments go to `dotnet test`: ./test.sh --filter Signature
# Tests that take chance print their seed; TEST_SEED=SEED ./test.sh repeats them.
# ./test.sh --native ...: publishes the native build into artifacts/, and runs on it the tests that start the gateway as a process.
# Needs the .NET SDK; installs where they are missing redis-server, nats-server, rabbitmq-server, kcat, wrk, prometheus, chromium and node with Ajv, axe and standardwebhooks, which tests start for themselves, and what links the native build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# No build server outlives this script: a process left behind would keep a caller's pipe open.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

readonly solution=Gateway.sln
readonly results=artifacts/test-results
readonly native=artifacts/native/gateway

isNative=false
if [ "${1:-}" = --native ]; then
    isNative=true
    shift
fi

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# install_packages PACKAGE...: quiet, and without starting the services that the packages bring.
install_packages() {
    local log
    log=$(mktemp)
    if command -v apt-get >/dev/null \
        && { as_root apt-get -qq update \
            && as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -qq install -y --no-install-recommends "$@"; } \
            >"$log" 2>&1 </dev/null; then
        rm -f "$log"
        return 0
    fi

    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
}

missing=()
type -P redis-server >/dev/null || missing+=(redis-server)
type -P redis-cli >/dev/null || missing+=(redis-tools)
type -P wrk >/dev/null || missing+=(wrk)
type -P promtool >/dev/null || missing+=(prometheus)
type -P nats-server >/dev/null || missing+=(nats-server)
type -P rabbitmq-server >/dev/null || missing+=(rabbitmq-server)
type -P kcat >/dev/null || missing+=(kcat)
type -P kill >/dev/null || missing+=(procps)
type -P node >/dev/null || missing+=(nodejs)
type -P npm >/dev/null || missing+=(npm)
type -P chromium >/dev/null || missing+=(chromium fonts-dejavu-core)
if $isNative && ! type -P clang >/dev/null && ! type -P gcc >/dev/null; then missing+=(gcc libc6-dev zlib1g-dev); fi
if [ ${#missing[@]} -gt 0 ]; then
    echo "Installing ${missing[*]}."
    install_packages "${missing[@]}" \
        || echo "Could not install ${missing[*]}: install it yourself, or the tests that need it fail." >&2
fi

if [ -z "${JSON_SCHEMA_TEST_SUITE:-}" ]; then
    echo "JSON_SCHEMA_TEST_SUITE is not set: the JSON Schema conformance suite is left out."
fi

# close PASSED FAILED SKIPPED: the last line of every run.
close() {
    local line="$1 passed, $2 failed"
    if [ "$3" -gt 0 ]; then line+=", $3 skipped"; fi
    echo "$line"
}

# install_npm FOLDER PACKAGE NOTICE: the versions of the lock file in Gateway.Tests/FOLDER, into artifacts/; what needs it is left out with the notice where that fails.
install_npm() {
    local into=artifacts/${1,,}
    mkdir -p "$into"
    if [ -d "$into/node_modules/$2" ] && cmp -s "Gateway.Tests/$1/package-lock.json" "$into/package-lock.json"; then return 0; fi
    cp "Gateway.Tests/$1/package.json" "Gateway.Tests/$1/package-lock.json" "$into/"
    if ! npm ci --prefix "$into" --no-audit --no-fund --ignore-scripts --silent </dev/null >/dev/null 2>&1; then
        rm -rf "$into/node_modules"
        echo "Could not install $2 (no network?): $3 is left out."
    fi
}

# sum_of ATTRIBUTE: over the counters that every test project has left.
sum_of() {
    { find "$results" -name '*.trx' -exec grep -ho '<Counters [^>]*>' {} + 2>/dev/null || true; } \
        | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" | awk '{ sum += $1 } END { print sum + 0 }'
}

# publish_native: into $native, without a warning but those of the one library that finds sinks by name; what it may find is kept whole.
publish_native() {
    local log=$results/publish.log
    mkdir -p "$results"
    dotnet publish Gateway --configuration Release --use-current-runtime -p:PublishAot=true --output "$native" \
        --artifacts-path "$PWD/artifacts/native" -p:RunAnalyzers=false -p:DebugType=none -p:CopyOutputSymbolsToPublishDirectory=false \
        --verbosity quiet --nologo >"$log" 2>&1 || { cat "$log" >&2; return 1; }
    if grep 'warning IL' "$log" | grep -v 'Serilog\.Settings\.Configuration\|DependencyContext\.\.cctor' >&2; then return 1; fi
}

# only_program ARGUMENT...: in `arguments`, with --filter narrowed to the tests that start the program.
only_program() {
    local filter=Kind=Program
    arguments=()
    while [ $# -gt 0 ]; do
        if [ "$1" = --filter ]; then
            filter="$filter&($2)"
            shift
        else
            arguments+=("$1")
        fi
        shift
    done
    arguments+=(--filter "$filter")
}

rm -rf "$results"
install_npm Ajv ajv "what holds the editors' schema against it"
install_npm Axe axe-core "what looks for barriers in the dashboard"
install_npm StandardWebhooks standardwebhooks "what verifies what the gateway signs"
if ! dotnet build "$solution" --configuration Release --verbosity quiet --nologo -consoleLoggerParameters:ErrorsOnly; then
    echo "The build failed; no test was run." >&2
    close 0 0 0
    exit 1
fi

arguments=("$@")
if $isNative; then
    if ! publish_native; then
        echo "The native build failed; no test was run." >&2
        close 0 0 0
        exit 1
    fi

    export GATEWAY_PROGRAM=$native/gateway
    only_program "$@"
fi

# A test that hangs is ended and named; none of the long forms is silent for so long.
status=0
dotnet test "$solution" --configuration Release --no-build --nologo --blame-hang-timeout 45m --blame-hang-dump-type none \
    --logger "console;verbosity=minimal" --logger trx --results-directory "$results" ${arguments[@]+"${arguments[@]}"} || status=$?

passed=$(sum_of passed)
failed=$(($(sum_of failed) + $(sum_of error) + $(sum_of timeout) + $(sum_of aborted)))
skipped=$(($(sum_of total) - passed - failed))
if [ $((passed + failed)) = 0 ]; then
    echo "No test was run." >&2
    status=1
elif [ "$failed" -gt 0 ]; then
    status=1
elif [ "$status" != 0 ]; then
    echo "No test failed, but the test run did: it broke off (exit code $status)." >&2
fi

close "$passed" "$failed" "$skipped"
exit "$status"
