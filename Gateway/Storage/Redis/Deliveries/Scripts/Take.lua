-- ARGV: destination, consumer, most deliveries, microseconds of the lease, most bytes of all contents that come along, and of one.
local destination, consumer = ARGV[1], ARGV[2]
local most, lease, room, largest = tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6])
local stream, due = key_of('stream', destination), key_of('due', destination)
local now = time()

-- The stream was lost, and with it the group: what was in it is put there again, as far as one script may take.
local function remake()
  need_no_memory(destination)
  redis.call('XGROUP', 'CREATE', stream, GROUP, '0', 'MKSTREAM')
  for _, id in ipairs(redis.call('ZRANGE', key_of('waiting', destination), 0, 9999)) do
    local d = read(id, destination)
    if d and d.entry ~= '-' then
      redis.call('ZREM', due, id)
      make_ready(id, destination, d, now)
      d.state, d.at = 'waiting', '0'
      write(id, destination, d)
    end
  end
end

-- Where the group has read to. One that is missing is made, and reads everything once more.
local function last_read()
  for _, group in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
    local facts = {}
    for i = 1, #group, 2 do
      facts[group[i]] = group[i + 1]
    end
    if facts['name'] == GROUP then
      return facts['last-delivered-id']
    end
  end
  need_no_memory(destination)
  redis.call('XGROUP', 'CREATE', stream, GROUP, '0')
  return '0-0'
end

if redis.call('EXISTS', stream) == 0 then
  if redis.call('ZCARD', key_of('waiting', destination)) == 0 then
    return {}
  end
  remake()
end

local holders_come_first = follows_silence(destination, now)

-- Those that may be taken again, and those that have never been taken: both in order, to be merged.
local again = redis.call('ZRANGEBYSCORE', due, '-inf', now, 'WITHSCORES', 'LIMIT', 0, most)
local new = redis.call('XRANGE', stream, '(' .. last_read(), '+', 'COUNT', most)

local chosen, stale, unread = {}, {}, 0
local a, n = 1, 1
while #chosen < most and (again[a] or new[n]) do
  local one
  if again[a] and (not new[n] or tonumber(again[a + 1]) <= tonumber(new[n][2][4])) then
    one = { id = again[a] }
  else
    one = { id = new[n][2][2], entry = new[n][1] }
  end

  local d = read(one.id, destination)
  local valid = d and (d.state == 'waiting' or d.state == 'taken') and (not one.entry or one.entry == d.entry)
  if valid and d.state == 'taken' and not one.entry and holders_come_first then
    -- Later.
  elseif valid then
    one.delivery = d
    chosen[#chosen + 1] = one
  else
    stale[#stale + 1] = one
  end

  if one.entry then
    n, unread = n + 1, unread + 1
  else
    a = a + 2
  end
end

if #chosen + #stale == 0 then
  return {}
end

need_no_memory(destination)
if unread > 0 then
  redis.call('XREADGROUP', 'GROUP', GROUP, consumer, 'COUNT', unread, 'STREAMS', stream, '>')
end

for _, one in ipairs(stale) do
  if one.entry then
    leave_stream(destination, one.entry)
  else
    redis.call('ZREM', due, one.id)
  end
end

local taken = {}
for _, one in ipairs(chosen) do
  local d = one.delivery
  if not one.entry and not redis.call('XCLAIM', stream, GROUP, consumer, 0, d.entry)[1] then
    -- The group has not read it, so it was made anew, or the stream has lost it.
    redis.call('ZREM', due, one.id)
    leave_stream(destination, d.entry)
    make_ready(one.id, destination, d, now)
    d.state, d.at = 'waiting', '0'
    write(one.id, destination, d)
  else
    d.state, d.at = 'taken', later(now, lease)
    d.takes = string.format('%.0f', tonumber(d.takes) + 1)
    redis.call('ZADD', due, d.at, one.id)
    write(one.id, destination, d)
    local length = content_length(one.id)
    local event = redis.call('HMGET', event_of(one.id), 'received', 'about', 'h:' .. destination)
    local content = ''
    if length <= room and length <= largest then
      content = redis.call('HGET', event_of(one.id), 'content')
      room = room - length
    end
    taken[#taken + 1] = { one.id, event[1], event[2], content, d.queued, d.takes, event[3] or '', length }
  end
end
return taken
