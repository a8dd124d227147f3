#!/bin/sh
# Fuzzes one target of Gateway.Tests/Fuzzing with AFL and SharpFuzz: ./Gateway.Fuzzing/fuzz.sh TARGET [SECONDS]
# Needs afl-fuzz (apt-get install afl++) and sharpfuzz (dotnet tool install --global SharpFuzz.CommandLine).
# What it finds is left in Gateway.Fuzzing/findings/TARGET: mend it, and put the input into Gateway.Tests/Fuzzing/Corpus/TARGET.
set -eu
cd "$(dirname "$0")/.."
target=$1
seconds=${2:-600}
out=Gateway.Fuzzing/bin/afl

# A build of its own: what is instrumented runs under AFL alone.
dotnet publish Gateway.Fuzzing -c Release -o "$out" -v quiet
for assembly in gateway.dll Gateway.JsonSchema.dll; do
    sharpfuzz "$out/$assembly"
done

seeds=$out/seeds/$target
mkdir -p "$seeds" "Gateway.Fuzzing/findings"
find "Gateway.Tests/Fuzzing/Corpus/$target" -type f -size +0 -exec cp {} "$seeds" \;

# The runtime changes neither the core pattern nor the governor of the machine, and reserves more memory than AFL allows by default.
AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 AFL_FORKSRV_INIT_TMOUT=60000 \
    afl-fuzz -V "$seconds" -t 10000 -m none -i "$seeds" -o "Gateway.Fuzzing/findings/$target" \
    dotnet "$out/Gateway.Fuzzing.dll" "$target"
