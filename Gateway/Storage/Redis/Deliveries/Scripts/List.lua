-- ARGV: most rows, newest or oldest, the range's beginning and end as ZRANGEBYLEX writes them, the row and destination
-- behind which to go on (or two times nothing), a destination, whether any or this one, then the states.
local most, order, from, to, row, behind, only, which = unpack(ARGV, 1, 8)
most = tonumber(most)

-- Byte by byte: Lua would ask the locale of the server.
local function compare(left, right)
  for i = 1, math.min(#left, #right) do
    local difference = string.byte(left, i) - string.byte(right, i)
    if difference ~= 0 then
      return difference
    end
  end
  return #left - #right
end

local function precedes(left, right)
  local difference = compare(left.row, right.row)
  if difference == 0 then
    difference = compare(left.destination, right.destination)
  end
  if order == 'newest' then
    return difference > 0
  end
  return difference < 0
end

local last = { row = row, destination = behind }
local found, more = {}, 0
for _, destination in ipairs(which == 'one' and { only } or redis.call('SMEMBERS', KEYS[1])) do
  for i = 9, #ARGV do
    -- One more than asked for: the row itself is in the range, for another destination of it may come yet.
    local range = order == 'newest' and 'ZREVRANGEBYLEX' or 'ZRANGEBYLEX'
    local rows = redis.call(range, key_of('list:' .. ARGV[i], destination), from, to, 'LIMIT', 0, most + 1)
    if #rows > most then
      more = 1
    end
    for _, member in ipairs(rows) do
      local candidate = { row = member, destination = destination }
      if row == '' or precedes(last, candidate) then
        found[#found + 1] = candidate
      end
    end
  end
end

table.sort(found, precedes)
local answer = { more }
for i, one in ipairs(found) do
  if i > most then
    answer[1] = 1
    break
  end
  local id = string.match(one.row, '^%d+-(.*)$')
  local event = redis.call('HMGET', event_of(id), 'about', 'd:' .. one.destination, 'h:' .. one.destination)
  answer[#answer + 1] = {
    one.row, one.destination, event[1] or '', event[2] or '', event[3] or '', content_length(id),
  }
end
return answer
