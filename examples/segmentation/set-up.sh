#!/bin/sh
# One command: tables, the shop's service token, and a key for each of its clients, in a file that only you can read.
#   sh examples/segmentation/set-up.sh shop-keys.env
# With the key that everybody shares today in SHARED_KEY, that one is taken over too, marked as legacy.
set -eu
file=${1:?name the file for the keys}
cd "$(dirname "$0")/../.."

npm run -s keyhold -- setup --tenant shop --out "$file" \
  --client frontend:write:1000/hour \
  --client analytics:read:100/hour \
  --client admin:admin:10000/hour

if [ -n "${SHARED_KEY:-}" ]; then
  printf '%s' "$SHARED_KEY" | npm run -s keyhold -- keys create --tenant shop \
    --name "shared by all" --legacy --secret-stdin --scopes admin --limit 10000/hour --expires-in never
fi
