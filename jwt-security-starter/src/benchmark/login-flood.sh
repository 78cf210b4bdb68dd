#!/usr/bin/env bash
# Sends the packaged sample 1,000 logins at once, while four clients read their tasks: needs ab, wrk and curl.
set -euo pipefail
cd "$(dirname "$0")/../../.."

address=http://localhost:18090
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
results=$(mktemp -d)
server=

stop() {
  if [ -n "$server" ]; then
    kill "$server"
    wait "$server" || true
  fi
  rm -rf "$results"
}
trap stop EXIT

# Four clients, each 20 ms after the last answer: the seconds.
read_tasks() {
  wrk -t1 -c4 -d"$1" -s "$results/delay.lua" --latency -H "Authorization: Bearer $token" "$address/api/$user/tasks"
}

log_in() {
  ab -q -n "$1" -c "$2" -s 300 -l -p "$results/login.json" -T application/json "$address/api/auth/login"
}

value() {
  sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/" "$results/signup.json"
}

./mvnw -q -pl sample-app -am package -DskipTests -Dinvoker.skip
: >"$results/log"
"$java" -Xmx256m -jar sample-app/target/sample-app-0.1.0-SNAPSHOT.jar --server.port="${address##*:}" >>"$results/log" &
server=$!
while ! grep -q 'Started SampleApplication' "$results/log"; do
  kill -0 "$server"
  sleep 0.1
done

echo 'function delay() return 20 end' >"$results/delay.lua"
echo '{"email":"user@example.com","password":"Correct-horse-1"}' >"$results/login.json"
curl -sf -o "$results/signup.json" -H 'Content-Type: application/json' -d @"$results/login.json" "$address/api/auth/signup"
token=$(value access_token)
user=$(value user_id)

log_in 40 4 >"$results/warm-up"
read_tasks 20 >"$results/warm-up"
echo 'Reading tasks alone:'
read_tasks 20 | grep -E ' (50|99)%|Requests/sec|Non-2xx'
log_in 1000 1000 >"$results/logins" &
flood=$!
sleep 2
echo 'Reading tasks meanwhile:'
read_tasks 20 | grep -E ' (50|99)%|Requests/sec|Non-2xx'
wait "$flood"
echo 'The logins:'
grep -E 'Complete|Failed|Non-2xx|Time taken' "$results/logins"
grep VmHWM "/proc/$server/status"
