-- ARGV: destination, state, microseconds to keep it, bytes to keep, most deliveries, milliseconds of idleness after
-- which a consumer is taken for gone.
local destination, state = ARGV[1], ARGV[2]
local limit, keep, most, gone = later(time(), -ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local settled, bytes = key_of(state, destination), key_of('bytes', destination)

local removed = 0
local oldest = redis.call('ZRANGE', settled, 0, most - 1, 'WITHSCORES')
for i = 1, #oldest, 2 do
  local kept = tonumber(redis.call('HGET', bytes, state) or 0)
  if tonumber(oldest[i + 1]) > tonumber(limit) and kept <= keep then
    break
  end

  local id = oldest[i]
  if redis.call('EXISTS', event_of(id)) == 1 then
    leave(id, destination, state)
    redis.call('HDEL', event_of(id), 'd:' .. destination, 'h:' .. destination)
    if redis.call('HINCRBY', event_of(id), 'left', -1) <= 0 then
      redis.call('DEL', event_of(id))
    end
  else
    redis.call('ZREM', settled, id)
  end
  removed = removed + 1
end

local stream = key_of('stream', destination)
if redis.call('EXISTS', stream) == 0 then
  return removed
end

local kept = 0
for _, book in ipairs({ 'waiting', 'delivered', 'dead' }) do
  kept = kept + redis.call('ZCARD', key_of(book, destination))
end
if kept == 0 then
  -- Nothing tells that there ever was a queue: its route may be gone from the configuration.
  redis.call('DEL', stream, bytes, key_of('pulse', destination))
  redis.call('SREM', KEYS[1], destination)
  return removed
end

-- A consumer is a process: those of the past would gather.
for _, group in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
  for _, consumer in ipairs(group[2] == GROUP and redis.call('XINFO', 'CONSUMERS', stream, GROUP) or {}) do
    local facts = {}
    for i = 1, #consumer, 2 do
      facts[consumer[i]] = consumer[i + 1]
    end
    if facts['pending'] == 0 and facts['idle'] > gone then
      redis.call('XGROUP', 'DELCONSUMER', stream, GROUP, facts['name'])
    end
  end
end
return removed
