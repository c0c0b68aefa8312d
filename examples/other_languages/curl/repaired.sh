#!/bin/sh
# Who is calling? Run by the telephone system with the number of the caller; it shows the line that this prints.

BASE=${TELECRM_BASE_URL:-https://next.telecrm.in/autoupdate/v2}
ENTERPRISE=${TELECRM_ENTERPRISE_ID:-63c8d1e5b94f2a0016d70f58}

answer=$(curl --silent --request POST "$BASE/enterprise/$ENTERPRISE/lead/search?limit=1" \
  --header "Authorization: Bearer $TELECRM_TOKEN" \
  --header "Content-Type: application/json" \
  --data "{\"fields\": {\"phone\": \"$1\"}}")

case $answer in
  *'"name"'*) echo "$answer" | sed 's/.*"name": *"\([^"]*\)".*/\1/' ;;
  *) echo "unknown caller $1" ;;
esac
