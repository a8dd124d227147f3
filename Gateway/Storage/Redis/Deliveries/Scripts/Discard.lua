-- ARGV: id, destination.
local id, destination = ARGV[1], ARGV[2]
local d = read(id, destination)
if not d or d.state ~= 'dead' then
  return 0
end

leave(id, destination, d.state)
redis.call('HDEL', event_of(id), 'd:' .. destination, 'h:' .. destination)
if redis.call('HINCRBY', event_of(id), 'left', -1) <= 0 then
  redis.call('DEL', event_of(id))
end
return 1
