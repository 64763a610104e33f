#!/usr/bin/env bash
# Runs build.ps1: in pwsh where there is one, else in the host under tests/Shell, which needs the .NET SDK alone.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
# The build's servers would stay behind.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
if command -v pwsh >/dev/null; then exec pwsh -NoProfile -File "$root/build.ps1" "$@"; fi
mkdir -p "$root/out"
flock "$root/out/build.lock" dotnet build "$root/tests/Shell/Shell.csproj" -c Release -v quiet --nologo -clp:NoSummary
exec "$root/out/build/bin/Shell/release/Shell" -File "$root/build.ps1" "$@"
