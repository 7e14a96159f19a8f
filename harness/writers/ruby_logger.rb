# Ruby's own Logger, driven by lines of JSON: a writer as a command.
#
# Each line of stdin is one execution: {"file", "rotation", "process", "records"}. Every record is logged in
# turn through a fresh logger and answered with "ok <index>", or with "fail <index> <message>" where the call itself raises.
# "closed" follows when the logger is closed. End of input ends the program.
#
# What goes wrong while it writes or rotates is not raised: the logger warns of it on stderr.

require 'json'
require 'logger'

$stdout.sync = true

def open_logger(file, rotation)
  # The file that is being written is one of those that it counts.
  return Logger.new(file, rotation['backups'] + 1, rotation['maxBytes']) if rotation['kind'] == 'size'

  Logger.new(file)
end

$stdin.each_line do |line|
  order = JSON.parse(line)
  logger = open_logger(order['file'], order['rotation'])
  logger.formatter = proc { |_severity, _time, _name, message| "#{message}\n" }
  order['records'].each_with_index do |record, index|
    logger.info(record)
    puts "ok #{index}"
  rescue StandardError => e
    puts "fail #{index} #{e.class}: #{e.message.tr("\n", ' ')}"
  end
  logger.close
  puts 'closed'
end
