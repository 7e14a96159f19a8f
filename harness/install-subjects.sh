#!/usr/bin/env bash
# Installs what the table of other languages and collectors needs, by apt-get, as root: install-subjects.sh [small|all].
set -euo pipefail

small=(python3 python3-loguru python3-logbook python3-concurrent-log-handler python3-portalocker ruby ruby-logging
  liblog-dispatch-filerotate-perl liblog-log4perl-perl libjson-xs-perl rsyslog logrotate runit)
more=(php-cli php-monolog lua5.2 lua-logging lua-cjson openjdk-17-jdk-headless liblog4j2-java liblogback-java
  libslf4j-java g++ libspdlog-dev libboost-log-dev liblog4cplus-dev golang-go
  golang-gopkg-natefinch-lumberjack.v2-dev rustc erlang-base bash debianutils daemontools s6 apache2-utils cronolog
  busybox bsdutils coreutils)
# It conflicts with rsyslog, so that only what it needs is installed, and it is unpacked beside the system.
unpacked=(syslog-ng-core)
folder=/usr/local/lib/logtorture

case ${1:-all} in
  small)
    packages=("${small[@]}")
    unpacked=()
    ;;
  all) packages=("${small[@]}" "${more[@]}") ;;
  *)
    echo "usage: install-subjects.sh [small|all]" >&2
    exit 2
    ;;
esac
echo "Debian's packages that will be installed: ${packages[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install --yes --no-install-recommends "${packages[@]}"
for each in "${unpacked[@]}"; do
  echo "Debian's package that will be unpacked in $folder: $each"
  mapfile -t needed < <(apt-cache depends "$each" | sed -n 's/^  Depends: //p')
  apt-get install --yes --no-install-recommends "${needed[@]}"
  rm -rf "${folder:?}/$each" && mkdir -p "$folder"
  (cd "$folder" && apt-get download "$each" && dpkg-deb --raw-extract "$each"_*.deb "$each" && rm "$each"_*.deb)
done
