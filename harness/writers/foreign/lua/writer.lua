-- LuaLogging's file and rolling_file appenders, by lines of JSON. A record is acknowledged when the call returns.

local json = require "cjson"
local logging = require "logging"
require "logging.file"
require "logging.rolling_file"

io.stdout:setvbuf("no")

for line in io.lines() do
  local order = json.decode(line)
  local rotation = order.rotation
  local logger
  if rotation.kind == "size" then
    logger = logging.rolling_file(order.file, rotation.maxBytes, rotation.backups, "%message\n")
  else
    logger = logging.file(order.file, nil, "%message\n")
  end
  for index, record in ipairs(order.records) do
    local done, problem = pcall(logger.info, logger, record)
    if done then
      io.write("ok " .. (index - 1) .. "\n")
    else
      io.write("fail " .. (index - 1) .. " " .. tostring(problem):gsub("\n", " ") .. "\n")
    end
  end
  -- Its file is closed when it is collected.
  logger = nil
  collectgarbage()
  io.write("closed\n")
end
