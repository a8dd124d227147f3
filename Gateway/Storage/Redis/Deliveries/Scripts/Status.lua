local queues = {}
for _, destination in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local waiting = key_of('waiting', destination)
  local oldest = redis.call('ZRANGE', waiting, 0, 0)[1]
  queues[#queues + 1] = {
    destination,
    redis.call('ZCARD', waiting),
    redis.call('ZCARD', key_of('dead', destination)),
    redis.call('ZCARD', key_of('delivered', destination)),
    oldest and string.format('%.0f', redis.call('ZSCORE', waiting, oldest)) or '',
  }
end
return queues
