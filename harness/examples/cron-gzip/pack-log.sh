#!/bin/sh
# 0 0 * * *  shop  /srv/shop/pack-log.sh /var/log/shop/stock.log
log=$1
old=$log-yesterday

[ -s "$log" ] || exit 0
mv "$log" "$old"
gzip -f "$old"
