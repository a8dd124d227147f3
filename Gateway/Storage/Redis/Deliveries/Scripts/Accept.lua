-- KEYS[2] the claim, if any. ARGV: id, received, about, content, milliseconds of the claim, order key, most open
-- deliveries, then the destinations.
local id, received, about, content, remembered, order, most = unpack(ARGV, 1, 7)

-- Asked again, because the answer was lost.
if redis.call('EXISTS', event_of(id)) == 1 then
  return 'processed'
end

if KEYS[2] then
  local holder = redis.call('GET', KEYS[2])
  if holder then
    return holder == 'p' and 'processed' or string.sub(holder, 1, 2) == 'f:' and 'in flight' or 'foreign'
  end
end

for i = 8, #ARGV do
  if redis.call('ZCARD', key_of('waiting', ARGV[i])) >= tonumber(most) then
    return 'full'
  end
end

-- The first command that writes is one that Redis refuses at maxmemory: then nothing has been changed.
local now = time()
redis.call('HSET', event_of(id), 'received', received, 'about', about, 'content', content, 'left', #ARGV - 7)
if KEYS[2] then
  redis.call('SET', KEYS[2], 'p', 'PX', remembered)
end
for i = 8, #ARGV do
  open(id, ARGV[i], { takes = '0', order = order }, now)
end
return 'accepted'
