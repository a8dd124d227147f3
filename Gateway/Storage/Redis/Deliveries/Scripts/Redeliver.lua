-- ARGV: id, destination.
local id, destination = ARGV[1], ARGV[2]
local d = read(id, destination)
if not d or (d.state ~= 'delivered' and d.state ~= 'dead') then
  return 0
end

leave(id, destination, d.state)
open(id, destination, d, time())
return 1
