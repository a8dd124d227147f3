-- ARGV: id, destination, state, takes and queued as they were taken, history, microseconds to wait, reason.
local id, destination, state, takes, queued, history, after, reason = unpack(ARGV)
local now = time()
local d = read(id, destination)

-- Gone, or redelivered since.
if not d or d.queued ~= queued then
  return 0
end

-- The destination has it, whoever holds it by now; anything else is said by who has taken it last, and once.
if state == 'delivered' then
  if d.state == 'delivered' then
    return 0
  end
elseif d.state ~= 'taken' or d.takes ~= takes then
  return 0
end

redis.call('ZREM', key_of('due', destination), id) -- Needs no memory, and comes first: see need_no_memory.
redis.call('HSET', event_of(id), 'h:' .. destination, history)
if state == 'waiting' then
  d.state, d.at = 'waiting', later(now, after)
  redis.call('ZADD', key_of('due', destination), d.at, id)
  write(id, destination, d)
  return 1
end

leave_stream(destination, d.entry)
leave(id, destination, d.state == 'dead' and 'dead' or 'waiting')
if d.state ~= 'dead' and d.order ~= '-' then
  pass_turn(id, destination, d.order, now)
end
d.state, d.at, d.entry, d.reason = state, now, '-', reason
write(id, destination, d)
enter(id, destination, state, now)
return 1
