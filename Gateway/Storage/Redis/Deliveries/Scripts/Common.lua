-- Stands before every other script of this folder. KEYS[1] is the set of the route's destinations; all other keys begin
-- with its name, and so does their hash tag: they are on one node of a cluster.
--
-- An event is a hash: received, about, content, left (deliveries it still has), and for each destination its delivery
-- (d:DESTINATION) and history (h:DESTINATION). A large content stands in parts, content:0, content:1, ..., beside its length; so
-- no more than a part is on the way at a time. Until they are accepted they stand in part:ID:NUMBER, for a minute. A delivery is one line: state, takes, queued, at, entry, order, reason.
--   state   waiting, taken, delivered or dead
--   at      waiting for a time: that time; taken: the lease's end; over: when it was settled; else 0
--   entry   its id in the stream; - while it is not there
--   order   its order key; - for none
--
-- For each destination:
--   stream:DESTINATION    open deliveries that are not waiting for their turn; read by the group
--   due:DESTINATION       those that have been read, by the time at which they may be taken (again)
--   order:KEY:DESTINATION open deliveries of one order key; only the first is in the stream
--   waiting:, delivered:, dead:DESTINATION   by the time it was queued or settled
--   list:STATE:DESTINATION                   the same by the time of reception
--   pulse:DESTINATION     when somebody has last taken or renewed (asked), and the end of the last silence (since)
--   bytes:DESTINATION     of the contents of what is over, by state
--
-- Times are microseconds since 1970, as text: Lua would round what it prints, and is exact up to 2^53 otherwise.

local GROUP = 'gateway'
local root = KEYS[1] .. ':'

local function time()
  local parts = redis.call('TIME')
  return parts[1] .. string.format('%06d', parts[2])
end

local function later(time, microseconds)
  return string.format('%.0f', tonumber(time) + tonumber(microseconds))
end

local function key_of(kind, destination)
  return root .. kind .. ':' .. destination
end

local function event_of(id)
  return root .. 'event:' .. id
end

-- Earlier gateways wrote large ones in one piece, too.
local function content_length(id)
  return tonumber(redis.call('HGET', event_of(id), 'length')) or redis.call('HSTRLEN', event_of(id), 'content')
end

local function read(id, destination)
  local line = redis.call('HGET', event_of(id), 'd:' .. destination)
  if not line then
    return nil
  end
  local d = {}
  d.state, d.takes, d.queued, d.at, d.entry, d.order, d.reason =
    string.match(line, '^(%a+) (%d+) (%d+) (%d+) (%S+) (%S+) (.*)$')
  return d
end

local function write(id, destination, d)
  local line = table.concat({ d.state, d.takes, d.queued, d.at, d.entry, d.order, d.reason }, ' ')
  redis.call('HSET', event_of(id), 'd:' .. destination, line)
end

-- From here on anybody may take it. The time stands in the entry because its id knows milliseconds only.
local function make_ready(id, destination, d, now)
  d.entry = redis.call('XADD', key_of('stream', destination), '*', 'event', id, 'at', now)
end

local function leave_stream(destination, entry)
  if entry ~= '-' then
    redis.call('XACK', key_of('stream', destination), GROUP, entry)
    redis.call('XDEL', key_of('stream', destination), entry)
  end
end

-- At maxmemory Redis refuses a script's first command that needs memory, but none behind one that writes and needs none.
local function need_no_memory(destination)
  redis.call('ZREM', key_of('due', destination), '')
end

-- Whoever waits asks each second, and whoever holds something renews it more than once in this time, which is half a lease. So
-- where nobody has asked for so long, Redis was away, or its clock has been set: leases have ended that nobody could renew.
-- True for as long behind that: their holders come first.
local SILENCE = 3000000

local function follows_silence(destination, now)
  local pulse = key_of('pulse', destination)
  local known = redis.call('HMGET', pulse, 'asked', 'since')
  local asked, since = tonumber(known[1]), known[2] or '0'
  local passed = asked and tonumber(now) - asked
  if passed and (passed < 0 or passed > SILENCE) then
    since = now
  end
  if not passed or passed < 0 or passed > 500000 then
    need_no_memory(destination)
    redis.call('HSET', pulse, 'asked', now, 'since', since)
  end
  return tonumber(now) - tonumber(since) < SILENCE
end

local function listed(id)
  return redis.call('HGET', event_of(id), 'received') .. '-' .. id
end

-- Into the books of its state, and out of them.
local function enter(id, destination, state, at)
  redis.call('ZADD', key_of(state, destination), at, id)
  redis.call('ZADD', key_of('list:' .. state, destination), 0, listed(id))
  if state ~= 'waiting' then
    redis.call('HINCRBY', key_of('bytes', destination), state, content_length(id))
  end
end

local function leave(id, destination, state)
  redis.call('ZREM', key_of('list:' .. state, destination), listed(id))
  if redis.call('ZREM', key_of(state, destination), id) == 1 and state ~= 'waiting' then
    redis.call('HINCRBY', key_of('bytes', destination), state, -content_length(id))
  end
end

-- Opens a delivery: a new one, or one that is delivered once more.
local function open(id, destination, d, now)
  d.state, d.queued, d.at, d.entry, d.reason = 'waiting', now, '0', '-', ''
  if d.order == '-' or redis.call('RPUSH', key_of('order:' .. d.order, destination), id) == 1 then
    make_ready(id, destination, d, now)
  end
  write(id, destination, d)
  enter(id, destination, 'waiting', now)
  redis.call('SADD', KEYS[1], destination)
end

-- Hands the turn on. Entries whose event is gone are passed over.
local function pass_turn(id, destination, order, now)
  local turns = key_of('order:' .. order, destination)
  redis.call('LREM', turns, 1, id)
  for _ = 1, 100 do
    local following = redis.call('LINDEX', turns, 0)
    if not following then
      return
    end
    local d = read(following, destination)
    if d and (d.state == 'waiting' or d.state == 'taken') then
      if d.entry == '-' then
        make_ready(following, destination, d, now)
        write(following, destination, d)
      end
      return
    end
    redis.call('LPOP', turns)
  end
end
