#!/usr/bin/env bash
# Measures the effect of logins on other requests in the packaged sample. Needs ab, wrk and curl.
#   logins.sh flood   1,000 logins at once, while four clients read their tasks
#   logins.sh attack  60 connections that log in to one account from one address, while another user logs in
set -euo pipefail
cd "$(dirname "$0")/../../.."

address=http://localhost:18090
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
results=$(mktemp -d)
server=
mode=${1:?flood or attack}
case "$mode" in
  flood)
    arguments=(--jwt-security.rate-limit.login.total-per-{account,address}=1000000/1s --jwt-security.sessions.maximum-per-user=0)
    ;;
  attack) arguments=(--server.forward-headers-strategy=native) ;;
  *) exit 2 ;;
esac

stop() {
  if [ -n "$server" ]; then
    kill "$server"
    wait "$server" || true
  fi
  rm -rf "$results"
}
trap stop EXIT

# Reads tasks with four clients, each 20 ms after the last response. Argument: the number of seconds.
read_tasks() {
  wrk -t1 -c4 -d"$1" -s "$results/delay.lua" --latency -H "Authorization: Bearer $token" "$address/api/$user/tasks"
}

# Logs in. Arguments: the number of logins, the number of concurrent logins, the user, and the client's address as a proxy would send it.
log_in() {
  ab -q -n "$1" -c "$2" -s 300 -l -p "$results/$3.json" -T application/json -H "X-Forwarded-For: $4" "$address/api/auth/login"
}

# Signs users up, and keeps the response to the last signup.
sign_up() {
  for name in warm-up attacker first second; do
    echo "{\"email\":\"$name@example.com\",\"password\":\"Correct-horse-17\"}" >"$results/$name.json"
    curl -sf -o "$results/signup.json" -H 'Content-Type: application/json' -d @"$results/$name.json" "$address/api/auth/signup"
  done
}

value() {
  sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/" "$results/signup.json"
}

flood() {
  echo 'function delay() return 20 end' >"$results/delay.lua"
  token=$(value access_token)
  user=$(value user_id)
  log_in 40 4 second 203.0.113.1 >"$results/ignored"
  read_tasks 20 >"$results/ignored"
  echo 'Reading tasks alone:'
  read_tasks 20 | grep -E ' (50|99)%|Requests/sec|Non-2xx'
  log_in 1000 1000 second 203.0.113.1 >"$results/logins" &
  flood=$!
  sleep 2
  echo 'Reading tasks meanwhile:'
  read_tasks 20 | grep -E ' (50|99)%|Requests/sec|Non-2xx'
  wait "$flood"
  echo 'The logins:'
  grep -E 'Complete|Failed|Non-2xx|Time taken' "$results/logins"
}

# Each user logs in 25 times, within the limit of an account.
attack() {
  printf 'wrk.method = "POST"\nwrk.body = [[%s]]\n' "$(cat "$results/attacker.json")" >"$results/attack.lua"
  for number in 1 2 3 4; do
    log_in 5 1 warm-up "198.51.100.$number" >"$results/ignored"
  done
  echo 'A login alone:'
  log_in 25 1 first 203.0.113.1 | grep -E ' (50|90|100)%|Non-2xx'
  wrk -t1 -c60 -d30 -s "$results/attack.lua" -H 'Content-Type: application/json' -H 'X-Forwarded-For: 203.0.113.2' \
    "$address/api/auth/login" >"$results/attack" &
  attack=$!
  sleep 2
  echo 'A login meanwhile:'
  log_in 25 1 second 203.0.113.3 | grep -E ' (50|90|100)%|Non-2xx'
  wait "$attack"
  echo 'The attack:'
  grep -E 'requests in|Non-2xx|Requests/sec' "$results/attack"
}

./mvnw -q -pl sample-app -am package -DskipTests -Dinvoker.skip
: >"$results/log"
"$java" -Xmx256m -jar sample-app/target/sample-app-0.1.0-SNAPSHOT.jar --server.port="${address##*:}" "${arguments[@]}" \
  >>"$results/log" &
server=$!
while ! grep -q 'Started SampleApplication' "$results/log"; do
  kill -0 "$server"
  sleep 0.1
done

sign_up
"$mode"
grep VmHWM "/proc/$server/status"
