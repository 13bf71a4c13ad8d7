#!/bin/sh
# A service token, a customer's key, and the public demo key, whose secret everybody knows.
#   sh examples/patients-generator/set-up.sh patients.env
set -eu
file=${1:?name the file for the keys}
cd "$(dirname "$0")/../.."

npm run -s keyhold -- setup --tenant milmed --out "$file"

npm run -s keyhold -- keys create --tenant milmed --name "ward 7" --scopes patients:write \
  --per-request patients:200 --limit 60/minute --limit 1000/hour --limit patients:20000/day

printf 'DEMO_MILMED_2025_50_PATIENTS' | npm run -s keyhold -- keys create --tenant milmed \
  --name "public demo" --demo --secret-stdin --expires-in never \
  --per-request patients:50 --limit 10/minute --limit 100/day
