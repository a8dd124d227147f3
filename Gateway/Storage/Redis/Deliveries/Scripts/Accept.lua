-- KEYS[2] the claim, if any. ARGV: id, received, about, content, milliseconds of the claim, order key, most open
-- deliveries, 1 to tell the history, then the destinations. Answers the state and the history: see RedisBarrier.
local id, received, about, content, remembered, order, most, telling = unpack(ARGV, 1, 8)

local function answer(state)
  return { state, telling == '1' and string.match(redis.call('INFO', 'replication'), 'master_replid:(%w+)') or '' }
end

-- Asked again, because the answer was lost.
if redis.call('EXISTS', event_of(id)) == 1 then
  return answer('processed')
end

if KEYS[2] then
  local holder = redis.call('GET', KEYS[2])
  if holder then
    return answer(holder == 'p' and 'processed' or string.sub(holder, 1, 2) == 'f:' and 'in flight' or 'foreign')
  end
end

for i = 9, #ARGV do
  if redis.call('ZCARD', key_of('waiting', ARGV[i])) >= tonumber(most) then
    return answer('full')
  end
end

-- The first command that writes is one that Redis refuses at maxmemory: then nothing has been changed.
local now = time()
redis.call('HSET', event_of(id), 'received', received, 'about', about, 'content', content, 'left', #ARGV - 8)
if KEYS[2] then
  redis.call('SET', KEYS[2], 'p', 'PX', remembered)
end
for i = 9, #ARGV do
  open(id, ARGV[i], { takes = '0', order = order }, now)
end
return answer('accepted')
