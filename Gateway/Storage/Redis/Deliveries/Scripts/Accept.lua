-- KEYS[2] the claim, if any. ARGV: id, received, about, content, milliseconds of the claim, order key, most open
-- deliveries, 1 to tell the history, the number of parts that the content has been sent in (0: it is here), its length, then the
-- destinations. Answers the state and the history: see RedisBarrier.
local id, received, about, content, remembered, order, most, telling, parts, length = unpack(ARGV, 1, 10)
local FIRST = 11

local function part_of(number)
  return key_of('part', id .. ':' .. number)
end

-- Whatever is answered, the parts are not needed any more.
local function answer(state)
  for number = 0, parts - 1 do
    redis.call('DEL', part_of(number))
  end
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

for i = FIRST, #ARGV do
  if redis.call('ZCARD', key_of('waiting', ARGV[i])) >= tonumber(most) then
    return answer('full')
  end
end

for number = 0, parts - 1 do
  if redis.call('EXISTS', part_of(number)) == 0 then
    return answer('incomplete')
  end
end

-- The first command that writes is one that Redis refuses at maxmemory: then nothing has been changed.
local now = time()
redis.call('HSET', event_of(id), 'received', received, 'about', about, 'left', #ARGV - FIRST + 1)
if parts == '0' then
  redis.call('HSET', event_of(id), 'content', content)
else
  redis.call('HSET', event_of(id), 'length', length)
  for number = 0, parts - 1 do
    redis.call('HSET', event_of(id), 'content:' .. number, redis.call('GET', part_of(number)))
  end
end
if KEYS[2] then
  redis.call('SET', KEYS[2], 'p', 'PX', remembered)
end
for i = FIRST, #ARGV do
  open(id, ARGV[i], { takes = '0', order = order }, now)
end
return answer('accepted')
