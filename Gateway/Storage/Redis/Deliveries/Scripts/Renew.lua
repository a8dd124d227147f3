-- ARGV: destination, microseconds of the lease, then id, queued and takes of each delivery as it was taken.
local destination, lease = ARGV[1], ARGV[2]
local due, now = key_of('due', destination), time()
need_no_memory(destination)
follows_silence(destination, now)

local ends = later(now, lease)
for i = 3, #ARGV, 3 do
  local d = read(ARGV[i], destination)
  if d and d.state == 'taken' and d.queued == ARGV[i + 1] and d.takes == ARGV[i + 2] then
    d.at = ends
    redis.call('ZADD', due, ends, ARGV[i])
    write(ARGV[i], destination, d)
  end
end
return 1
