-- ARGV: id, most bytes of a content. Answers the length of the content, then the fields and their values, without a content
-- that is longer; nothing if the event is not kept.
local fields = redis.call('HGETALL', event_of(ARGV[1]))
if #fields == 0 then
  return {}
end
local length = content_length(ARGV[1])
local found = {}
for i = 1, #fields, 2 do
  if length <= tonumber(ARGV[2]) or not string.match(fields[i], '^content') then
    found[#found + 1] = fields[i]
    found[#found + 1] = fields[i + 1]
  end
end
return { length, found }
