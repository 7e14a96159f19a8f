-- Imports a shop's orders: import.lua LOG ORDERS SHOP
local file, orders, shop = arg[1], tonumber(arg[2]), arg[3]
local limit, keep = 20, 5

local log = assert(io.open(file, "a"))
log:setvbuf("line")

local function rotate()
  log:close()
  for n = keep - 1, 1, -1 do os.rename(file .. "." .. n, file .. "." .. n + 1) end
  os.rename(file, file .. ".1")
  log = assert(io.open(file, "a"))
  log:setvbuf("line")
end

for order = 1, orders do
  if log:seek("end") > limit then rotate() end
  log:write("shop ", shop, ": order ", order, " imported\n")
end
log:close()
