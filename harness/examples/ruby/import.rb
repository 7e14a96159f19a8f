# Imports a shop's orders: import.rb LOG ORDERS SHOP
require 'logger'

file, orders, shop = ARGV

log = Logger.new(file, 5, 100)
log.formatter = proc { |severity, _time, _program, message| "#{severity} #{message}\n" }
orders.to_i.times { |order| log.info("shop #{shop}: order #{order} imported") }
log.close
