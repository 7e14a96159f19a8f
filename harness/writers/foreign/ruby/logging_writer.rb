# The Logging gem's file and rolling_file appenders; with `safe`, the latter takes a lock to roll. A record is acknowledged
# when the call returns.

require 'json'
require 'logging'

SAFE = ARGV == ['safe']
$stdout.sync = true

# The record is the whole line.
def layout
  Logging.layouts.pattern(pattern: "%m\n")
end

def open_appender(name, file, rotation)
  case rotation['kind']
  when 'none' then return Logging.appenders.file(name, layout: layout, filename: file)
  when 'size' then rolling = { size: rotation['maxBytes'] }
  when 'time' then rolling = { age: rotation['periodMs'] / 1000 }
  end
  Logging.appenders.rolling_file(name, layout: layout, filename: file, keep: rotation['backups'], safe: SAFE, **rolling)
end

$stdin.each_line.with_index do |line, execution|
  order = JSON.parse(line)
  # Appenders and loggers are kept by name for as long as the process lives.
  appender = open_appender("appender #{execution}", order['file'], order['rotation'])
  logger = Logging::Logger.new("logger #{execution}")
  logger.additive = false
  logger.appenders = appender
  order['records'].each_with_index do |record, index|
    logger.info(record)
    puts "ok #{index}"
  rescue StandardError => e
    puts "fail #{index} #{e.class}: #{e.message.tr("\n", ' ')}"
  end
  appender.close
  puts 'closed'
end
