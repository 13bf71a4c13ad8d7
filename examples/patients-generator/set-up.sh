#!/bin/sh
# A service token and a customer's key, in a file that only you can read, and the public demo key that everybody knows.
#   sh examples/patients-generator/set-up.sh patients.env
set -eu
file=${1:?name the file for the keys}
cd "$(dirname "$0")/../.."

npm run -s keyhold -- setup --tenant milmed --client ward_7:patients:write: --out "$file"

printf 'DEMO_MILMED_2025_50_PATIENTS' | npm run -s keyhold -- keys create --tenant milmed \
  --name "public demo" --demo --secret-stdin --expires-in never \
  --per-request patients:50 --limit 10/minute --limit 100/day
