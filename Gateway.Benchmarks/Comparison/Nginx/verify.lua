-- The gateway's stages by hand: address, budget, time, signature, type, form, claim before the backend and completion behind it.
local ffi = require "ffi"
local cjson = require "cjson.safe"
ffi.cdef [[
const void *EVP_sha256(void);
unsigned char *HMAC(const void *md, const void *key, int key_len, const unsigned char *d, size_t n, unsigned char *out, unsigned int *out_len);
]]
local md, out, length = ffi.C.EVP_sha256(), ffi.new("unsigned char[32]"), ffi.new("unsigned int[1]")
local statuses = { pending = true, ready = true, failed = true }
local types = { ["resource.created"] = true, ["resource.updated"] = true, ["resource.deleted"] = true }
local verify = {}

local function hex(bytes)
    return (bytes:gsub(".", function(one) return string.format("%02x", one:byte()) end))
end

local function same(a, b)
    if #a ~= #b then return false end
    local difference = 0
    for i = 1, #a do difference = bit.bor(difference, bit.bxor(a:byte(i), b:byte(i))) end
    return difference == 0
end

local function fits(event)
    if type(event) ~= "table" or type(event.id) ~= "string" or #event.id > 64 or not event.id:find("^evt_[0-9a-f]+$")
        or not types[event.type] or type(event.created) ~= "string" or type(event.data) ~= "table" then return false end
    local object, items = event.data.object, event.data.items
    if type(object) ~= "table" or type(object.id) ~= "string" or not statuses[object.status] or type(items) ~= "table"
        or #items < 1 or #items > 100 then return false end
    for i = 1, #items do
        local item = items[i]
        if type(item) ~= "table" or type(item.sku) ~= "string" or #item.sku > 40 or type(item.quantity) ~= "number" or item.quantity < 1
            or (item.price and (type(item.price) ~= "number" or item.price <= 0)) then return false end
    end
    return true
end

local function redis(port, ...)
    local words = { ... }
    local command = { "*", #words, "\r\n" }
    for i = 1, #words do
        local n = #command
        command[n + 1], command[n + 2], command[n + 3], command[n + 4], command[n + 5] = "$", #words[i], "\r\n", words[i], "\r\n"
    end
    local socket = ngx.socket.tcp()
    local ok = socket:connect("127.0.0.1", port)
    if not ok or not socket:send(command) then return nil end
    local answer = socket:receive()
    socket:setkeepalive(60000, 256)
    return answer
end

local function complete(_, port, key) redis(port, "SET", key, "done", "XX", "PX", "360000") end

function verify.access(secret, port)
    if not ngx.var.remote_addr:find("^127%.0%.") then return ngx.exit(403) end
    local count = ngx.shared.budget:incr("route", 1, 0, 1)
    if not count or count > 1000000 then return ngx.exit(429) end
    local stamp, signature = ngx.var.http_x_load_timestamp, ngx.var.http_x_load_signature
    if not stamp or not signature then return ngx.exit(401) end
    ngx.req.read_body()
    local body = ngx.req.get_body_data() or ""
    if math.abs(ngx.time() - (tonumber(stamp) or 0)) > 300 then return ngx.exit(401) end
    local content = stamp .. "." .. body
    ffi.C.HMAC(md, secret, #secret, content, #content, out, length)
    if not same(hex(ffi.string(out, 32)), signature) then return ngx.exit(401) end
    local event = cjson.decode(body)
    if not fits(event) then return ngx.exit(422) end
    local key = "claim:" .. event.id
    if port then
        local answer = redis(port, "SET", key, "claimed", "NX", "PX", "30000")
        if answer == "$-1" then return ngx.exit(200) end
        if answer ~= "+OK" then return ngx.exit(503) end
    elseif not ngx.shared.claims:add(key, true, 360) then
        return ngx.exit(200)
    end
    ngx.ctx.claim = key
end

function verify.log(port)
    if ngx.ctx.claim then ngx.timer.at(0, complete, port, ngx.ctx.claim) end
end

return verify
