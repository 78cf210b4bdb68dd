#!/usr/bin/env bash
# Compares one service with different kinds of security. Needs wrk, curl and openssl.
#   services.sh http [rounds [argument...]]  requests per second and processor time, of valid and of refused requests
#   services.sh growth [rounds]              requests per second with few and with many tokens
#   services.sh start-up [rounds]            seconds until the service has started, and its memory at that time
#   services.sh aot-cache [rounds]           the same with an AOT cache, which needs JDK 25
# The arguments are those of all services, such as --spring.threads.virtual.enabled=true.
set -euo pipefail
shopt -s inherit_errexit
export LC_ALL=C
usage=$(sed -n '2,7s/^# *//p' "$0")
cd "$(dirname "$0")/../../.."

services=(unsecured permit-all resource-server jwt-security)
# The services whose start is measured.
started=("${services[@]}" without-bouncy-castle)
secret='only-for-the-benchmarks-0123456789abcdef'
export SECRET="$secret" JWT_SECURITY_SECRET="$secret"
user='0f8fad5b-d9cb-469f-a165-70867728950e'
bin="${JAVA_HOME:+$JAVA_HOME/bin/}"
first_port=18080
results=$(mktemp -d)
servers=()
# The arguments of all services.
arguments=()
extracted=no

stop() {
  if [ "${#servers[@]}" -gt 0 ]; then
    kill "${servers[@]}" || true
    wait "${servers[@]}" || true
    servers=()
  fi
}
trap 'stop; rm -rf "$results"' EXIT

build() {
  ./mvnw -q -Pbenchmark -pl "$(printf ',:benchmark-%s' "${started[@]}" | cut -c 2-)" -am clean package \
    -Dmaven.test.skip -Dinvoker.skip
}

# Prints the path of the jar of a service.
jar() {
  local directory="jwt-security-starter/src/benchmark/$1/target"
  if [ "$extracted" != no ]; then
    directory="$results/$1"
  fi
  echo "$directory/benchmark-$1-0.1.0-SNAPSHOT.jar"
}

# Starts a service, and waits until it has started. Arguments: the service, the port, and the options of Java.
start() {
  local log="$results/$1.log"
  : >"$log"
  "${bin}java" "${@:3}" -jar "$(jar "$1")" --server.port="$2" "${arguments[@]}" >>"$log" &
  servers+=("$!")
  while ! grep -q 'Started NotesApplication' "$log"; do
    kill -0 "${servers[-1]}" || { cat "$log" && return 1; }
    sleep 0.1
  done
}

# Starts services to be loaded at the same time. The port of each depends on its position in the list.
start_to_load() {
  local service
  for service in "$@"; do
    start "${services[service]}" $((first_port + service)) -Xms512m -Xmx512m -XX:+AlwaysPreTouch
  done
}

base64url() {
  openssl base64 -A | tr '+/' '-_' | tr -d '='
}

# Prints a token that is signed with a secret.
token() {
  local now input
  now=$(date +%s)
  input="$(printf '{"alg":"HS256","typ":"JWT"}' | base64url).$(printf \
    '{"sub":"%s","user_id":"%s","email":"user@example.com","iat":%d,"exp":%d,"jti":"%s","sid":"%s"}' \
    "$user" "$user" "$now" $((now + 86400)) "$user" "$user" | base64url)"
  printf '%s.%s' "$input" "$(printf %s "$input" | openssl dgst -sha256 -hmac "$1" -binary | base64url)"
}

# Prints the requests per second of wrk with these arguments. No request may fail, unless failures are expected.
requests() {
  local status=$1
  wrk -t1 -c32 "${@:2}" >"$results/wrk"
  if grep -q 'Socket errors' "$results/wrk" || { [ "$status" = 200 ] && grep -q 'Non-2xx' "$results/wrk"; }; then
    cat "$results/wrk" >&2
    return 1
  fi
  awk '/^Requests\/sec/ { print $2 }' "$results/wrk"
}

# Loads a service. Arguments: the port, the path, the token, the expected status, and the number of seconds.
load() {
  local url="http://localhost:$1$2" header="Authorization: Bearer $3" status
  status=$(curl -sS -o "$results/body" -w '%{http_code}' -H "$header" "$url")
  if [ "$status" != "$4" ]; then
    echo "$url is answered with $status" >&2
    return 1
  fi
  requests "$4" -d"$5" -H "$header" "$url"
}

note() {
  echo "$2" >>"$results/$1"
}

# Prints the processor time of a process in microseconds.
processor_time() {
  awk -v ticks="$(getconf CLK_TCK)" '{ print ($14 + $15) * 1000000 / ticks }' "/proc/$1/stat"
}

# Loads a service, and notes the requests per second and the processor time of the service for each request unless the round
# does not count. Arguments: the round, the name, the position of the service in the list, and those of load after the port.
measure() {
  local before after rate
  before=$(processor_time "${servers[$3]}")
  rate=$(load $((first_port + $3)) "${@:4}" "$(($1 < 1 ? 5 : 2))")
  after=$(processor_time "${servers[$3]}")
  if [ "$1" -ge 1 ]; then
    note "$2" "$rate"
    note "$2, µs" "$(awk -v time=$((after - before)) '/requests in/ { print time / $1 }' "$results/wrk")"
  fi
}

mean() {
  awk '{ sum += $1 } END { print sum / NR }' "$results/$1"
}

# Prints the standard error of the mean.
standard_error() {
  awk -v mean="$(mean "$1")" '{ sum += ($1 - mean) ^ 2 } END { print (NR > 1 ? sqrt(sum / (NR - 1) / NR) : "nan") }' \
    "$results/$1"
}

# Prints the requests per second of each of these, and the processor time for each request where it was measured.
print_rates() {
  local name
  printf '%-32s %10s %14s\n' 'mean' 'requests/s' 'µs of service'
  for name in "$@"; do
    printf '%-32s %10.0f %14s\n' "$name" "$(mean "$name")" \
      "$([ ! -e "$results/$name, µs" ] || printf '%.1f' "$(mean "$name, µs")")"
  done
}

ratio() {
  awk "BEGIN { print $(mean "$1") / $(mean "$2") }"
}

# All services run at the same time and are loaded in turn, so that a slow minute of the machine affects all of them.
http() {
  local good bad service round name
  good=$(token "$secret")
  bad=$(token "another-$secret")
  start_to_load "${!services[@]}"
  # The first 90 seconds of each are not counted, since the virtual machines are still compiling code.
  for round in $(seq -- -17 "$1"); do
    for service in "${!services[@]}"; do
      measure "$round" "${services[service]}" "$service" "/api/$user/notes" "$good" 200
    done
  done
  for round in $(seq -- -5 "$1"); do
    for service in 2 3; do
      name="${services[service]}"
      measure "$round" "$name, not the owner" "$service" /api/somebody-else/notes "$good" 403
      measure "$round" "$name, bad token" "$service" "/api/$user/notes" "$bad" 401
    done
  done
  print_rates "${services[@]}" {resource-server,jwt-security}', '{'not the owner','bad token'}
  for name in permit-all resource-server; do
    printf '%-32s %.2f\n' "jwt-security to $name" "$(ratio jwt-security "$name")"
  done
}

# Loads the starter in turn with 10 and with 100,000 tokens, each of a different user and used equally often. The
# service that permits all requests shows the cost of many tokens for wrk and Tomcat.
growth() {
  local round tokens rate seconds service
  cat >"$results/tokens.lua" <<'EOF'
local tokens, next = {}, 0
for line in io.lines(os.getenv("TOKENS")) do
  tokens[#tokens + 1] = { line:match("(%S+) (%S+)") }
end
function request()
  next = next % #tokens + 1
  return wrk.format(nil, "/api/" .. tokens[next][1] .. "/notes", { Authorization = "Bearer " .. tokens[next][2] })
end
EOF
  for tokens in 10 100000; do
    "${bin}java" jwt-security-starter/src/benchmark/Tokens.java "$tokens" "$secret" >"$results/$tokens tokens.txt"
  done
  start_to_load 1 3
  for round in $(seq -- -8 "$1"); do
    seconds=$((round < 1 ? 5 : 3))
    for service in 1 3; do
      for tokens in 10 100000; do
        rate=$(TOKENS="$results/$tokens tokens.txt" requests 200 -d"$seconds" -s "$results/tokens.lua" \
          "http://localhost:$((first_port + service))")
        [ "$round" -lt 1 ] || note "${services[service]}, $tokens tokens" "$rate"
      done
    done
  done
  print_rates {permit-all,jwt-security}', '{10,100000}' tokens'
}

# Arguments: the number of rounds, and an option of Java with the placeholder %s for a service.
start_up() {
  local name round server seconds resident heap
  for round in $(seq "$1"); do
    for name in "${started[@]}"; do
      start "$name" "$first_port" -Xmx512m ${2:+"${2/\%s/$name}"}
      server=${servers[-1]}
      seconds=$(sed -n 's/.*Started NotesApplication in .*(process running for \(.*\))/\1/p' "$results/$name.log")
      resident=$(awk '/^VmRSS/ { print $2 / 1024 }' "/proc/$server/status")
      heap=$("${bin}jcmd" "$server" GC.class_histogram | awk '/^Total/ { print $3 / 1048576 }')
      note "$name, seconds" "$seconds"
      note "$name, resident" "$resident"
      note "$name, heap" "$heap"
      stop
      rm "$results/$name.log"
    done
    echo "Round $round of $1"
  done
  printf '%-32s %9s %7s %9s %13s %13s\n' 'mean' 'seconds' '±' 'to stock' 'MB resident' 'MB of heap'
  for name in "${started[@]}"; do
    printf '%-32s %9.2f %7.2f %9.2f %13.0f %13.1f\n' "$name" "$(mean "$name, seconds")" \
      "$(standard_error "$name, seconds")" "$(ratio "$name, seconds" 'resource-server, seconds')" \
      "$(mean "$name, resident")" "$(mean "$name, heap")"
  done
}

# Extracts the services, and runs each once to record its classes.
aot_cache() {
  local name
  for name in "${started[@]}"; do
    "${bin}java" -Djarmode=tools -jar "$(jar "$name")" extract --destination "$results/$name"
  done
  extracted=yes
  for name in "${started[@]}"; do
    "${bin}java" -XX:AOTCacheOutput="$results/$name.aot" -Xmx512m -Dspring.context.exit=onRefresh -jar "$(jar "$name")" \
      --server.port="$first_port" >"$results/$name.log" 2>&1
  done
  start_up "$1" "-XX:AOTCache=$results/%s.aot"
}

case "${1:-}" in
  http) build && arguments=("${@:3}") && http "${2:-21}" ;;
  growth) build && growth "${2:-10}" ;;
  start-up) build && start_up "${2:-21}" ;;
  aot-cache) build && aot_cache "${2:-21}" ;;
  *) echo "$usage" && exit 2 ;;
esac
