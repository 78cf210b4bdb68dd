# Draws the charts of performance.md with the figures of its tables: cd docs/charts && gnuplot charts.gnuplot
set terminal svg size 720,320 font "sans-serif,13" background "white"
set style fill solid 0.9 noborder
set boxwidth 0.6
set grid ytics linecolor "#dddddd"
set border 3 linecolor "#666666"
set tics nomirror
set yrange [0:]
set offsets 0.5, 0.5, 0, 0
unset key

$decode << EOD
"cached token" 0.6 1
"java-jwt" 2.3 0
"new token" 3.0 1
"JJWT" 6.7 0
"Spring Security" 7.6 0
EOD

$http << EOD
"no security" 55615 0
"permit all" 40132 0
"this starter" 35942 1
"resource server" 28802 0
EOD

$flood << EOD
"before" 4.8 0
"meanwhile" 19.0 1
EOD

color(ours) = (ours == 1) ? 0x1b6ca8 : 0xb0b0b0
label(value) = value < 100 ? sprintf("%.1f", value) : sprintf("%.0f", value)

set output "decode.svg"
set title "Decoding and verifying an HS256 token"
set ylabel "microseconds"
plot $decode using 0:2:(color($3)):xtic(1) with boxes linecolor rgb variable, \
     $decode using 0:2:(label($2)) with labels offset 0,0.7

set output "http.svg"
set title "A trivial service over HTTP"
set ylabel "requests per second"
plot $http using 0:2:(color($3)):xtic(1) with boxes linecolor rgb variable, \
     $http using 0:2:(label($2)) with labels offset 0,0.7

set output "flood.svg"
set title "Reading tasks while 1,000 users log in, 99 %"
set ylabel "milliseconds"
plot $flood using 0:2:(color($3)):xtic(1) with boxes linecolor rgb variable, \
     $flood using 0:2:(label($2)) with labels offset 0,0.7
