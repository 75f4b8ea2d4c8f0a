-- What wrk asks of `onething serve`: reads of cases and durable moves, one case after the other, so that no move is made twice.
-- Of the environment: IDS a file of case numbers to be read, MOVED one of those to be moved, TOKEN, ITEM and MOVE, READS so many of ten requests that read.
local ids, cases, read, moved = {}, {}, 0, 0

function init(args)
  for line in io.lines(os.getenv("IDS")) do ids[#ids + 1] = line end
  for line in io.lines(os.getenv("MOVED")) do cases[#cases + 1] = line end
  token, item, move = "Bearer " .. os.getenv("TOKEN"), os.getenv("ITEM"), os.getenv("MOVE")
  reads = tonumber(os.getenv("READS"))
end

function request()
  local turn = (read + moved) % 10
  if turn < reads then
    read = read + 1
    return wrk.format("GET", "/v1/cases/" .. ids[read * 7919 % #ids + 1], { ["Authorization"] = token })
  end
  moved = moved + 1
  local id = cases[moved]
  return wrk.format("POST", "/v1/cases/" .. id .. "/items/" .. item .. "/moves",
    { ["Authorization"] = token, ["Content-Type"] = "application/json", ["Idempotency-Key"] = id .. "-" .. move },
    '{"move":"' .. move .. '"}')
end
