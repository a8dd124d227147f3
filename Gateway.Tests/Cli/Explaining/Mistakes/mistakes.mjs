// Prints mistakes.json: requests that were signed rightly, by node's crypto and none of the gateway's code, and then changed as their
// titles say; with the finding that names the mistake, and words that its cure must have.
//   node mistakes.mjs > mistakes.json
import crypto from 'node:crypto';
import zlib from 'node:zlib';

const AT = 1767225600; // 2026-01-01T00:00:00Z
const SECRET = 'the secret of these webhooks';
const cases = [];
const bytes = value => Buffer.isBuffer(value) ? value : Buffer.from(value, 'utf8');
const mac = (key, content, hash = 'sha256') => crypto.createHmac(hash, bytes(key)).update(bytes(content)).digest();
const digest = (content, hash = 'sha256') => crypto.createHash(hash).update(bytes(content)).digest();
const github = secrets => ({ Provider: 'github', Signature: { Secrets: secrets ?? ['env:SECRET'] } });

function add(title, finding, cure, request) {
  cases.push({
    Title: title, Finding: finding, Cure: cure, At: AT, Method: request.method ?? 'POST', Target: request.target ?? '/hooks',
    Headers: request.headers, BodyBase64: bytes(request.body ?? '').toString('base64'), Environment: request.env ?? { SECRET },
    Routes: request.routes, Gateway: request.gateway,
  });
}

// A webhook as GitHub signs it, "signed" by "key" and arrived as "arrived" at a gateway that has "secret".
function hub(title, finding, cure, { signed = '{"a":1}', arrived = signed, secret = SECRET, key = secret, type = 'application/json', header, headers = [], routes, env = {}, prefix = 'sha256=', ...rest }) {
  const value = header ? header(mac(key, signed)) : prefix + mac(key, signed).toString('hex');
  add(title, finding, cure, {
    headers: [['Host', 'hooks.example.org'], ['Content-Type', type], ['X-GitHub-Event', 'push'], ['X-GitHub-Delivery', 'd-1'],
      ...(value === null ? [] : [['X-Hub-Signature-256', value]]), ...headers],
    body: arrived, env: { SECRET: secret, ...env }, routes: routes ?? { hooks: github() }, ...rest,
  });
}

// One's own scheme: a section, what is signed, and the request.
function own(title, finding, cure, { signature, replay, content, url, key = SECRET, encode = m => m.toString('hex'), headers = [], hash = 'sha256', secret = SECRET, methods, ...rest }) {
  const section = { Signature: { Algorithm: 'hmac-' + hash, From: 'header:X-Signature', Secrets: ['env:SECRET'], ...signature } };
  if (replay) section.Replay = replay;
  if (url) section.PublicUrl = url;
  add(title, finding, cure, {
    headers: [['Host', 'hooks.example.org'], ['Content-Type', rest.type ?? 'application/json'], ['X-Signature', encode(mac(key, content, hash))], ...headers],
    env: { SECRET: secret }, routes: { hooks: section }, ...rest,
  });
}

const doc = { id: 'evt_1', url: 'http://ex.org/a/b', name: "José & <b>O'Brien</b> 😀 \u2028", n: 136, list: [1, 2], empty: {}, none: null, ok: true };
const compact = JSON.stringify(doc);
const small = { id: 'evt_1', name: 'José', list: [1, 2], to: { city: 'Köln' } };
const passes = ['pass the body on', 'bytes it received'];
const code = (c, upper) => '\\u' + (upper ? c.charCodeAt(0).toString(16).toUpperCase() : c.charCodeAt(0).toString(16)).padStart(4, '0');
const escape = (text, set, upper = false) => [...text].map(c => set.includes(c) ? code(c, upper) : c).join('');
const ascii = (text, upper = false) => text.replace(/[^\x00-\x7f]/g, c => code(c, upper));
const slashes = text => text.replaceAll('/', '\\/');
function python(value) {
  return Array.isArray(value) ? '[' + value.map(python).join(', ') + ']'
    : value && typeof value === 'object' ? '{' + Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}: ${python(v)}`).join(', ') + '}'
    : JSON.stringify(value);
}
const indented = (value, by = 2, end = '\n') => JSON.stringify(value, null, by).replaceAll('\n', end);
function jackson(value, depth = 0) {
  const pad = '  '.repeat(depth + 1);
  if (Array.isArray(value)) return value.length ? '[ ' + value.map(v => jackson(v, depth)).join(', ') + ' ]' : '[ ]';
  if (value && typeof value === 'object') {
    const members = Object.entries(value).map(([k, v]) => `${pad}"${k}" : ${jackson(v, depth + 1)}`);
    return members.length ? `{\n${members.join(',\n')}\n${'  '.repeat(depth)}}` : '{ }';
  }
  return JSON.stringify(value);
}

// JSON that another program wrote anew.
const writers = [
  ['Python wrote it, ASCII alone', ascii(python(doc)), compact],
  ['Python wrote it with ensure_ascii=False', python(small), JSON.stringify(small)],
  ['a Python receiver wrote it anew', JSON.stringify(small), ascii(python(small))],
  ['PHP wrote it', slashes(ascii(compact)), compact],
  ['PHP wrote it, JSON_UNESCAPED_UNICODE', slashes(compact.replace('\u2028', '\\u2028')), compact],
  ['PHP wrote it, JSON_UNESCAPED_SLASHES', ascii(compact), compact],
  ['PHP wrote it, JSON_HEX_TAG and JSON_HEX_AMP', slashes(ascii(escape(compact, '<>&', true))), compact],
  ['PHP wrote it, JSON_PRETTY_PRINT', slashes(ascii(indented(small, 4))), JSON.stringify(small)],
  ['a PHP receiver wrote it anew', compact, slashes(ascii(compact))],
  ['Go wrote it', escape(compact, '<>&\u2028'), compact],
  ['Go wrote it with an Encoder', escape(compact, '<>&\u2028') + '\n', compact],
  ['Go wrote it with MarshalIndent', escape(indented(doc, '\t'), '<>&\u2028'), compact],
  ['a Go receiver wrote it anew', compact, escape(compact, '<>&\u2028')],
  ['Gson wrote it', escape(compact, "<>&'=\u2028"), compact],
  ['Gson wrote it, pretty printing', escape(indented(doc), "<>&'=\u2028"), compact],
  ['Jackson wrote it, pretty printing', jackson(small), JSON.stringify(small)],
  ['Jackson wrote it, ESCAPE_NON_ASCII', ascii(compact, true), compact],
  ['Newtonsoft wrote it, indented', indented(small), JSON.stringify(small)],
  ['Newtonsoft wrote it on Windows, indented', indented(doc, 2, '\r\n').replace('\u2028', '\\u2028'), compact],
  ['System.Text.Json wrote it', ascii(escape(compact, "<>&'+`", true), true), compact],
  ['System.Text.Json wrote it, indented', ascii(escape(indented(doc), "<>&'+`", true), true), compact],
  ['Ruby wrote it with pretty_generate', indented(small), JSON.stringify(small)],
  ['Rails wrote it', escape(compact, '<>&\u2028'), python(doc)],
  ['Facebook wrote it', slashes(ascii(escape(escape(compact, '<@', true), ''))), compact],
  ['SendGrid wrote it', '[{"a":1},\r\n{"b":2}]\r\n', '[{"a":1},{"b":2}]'],
  ['LINE wrote it, and it was indented', JSON.stringify({ destination: 'U1', events: [{ type: 'message', text: 'こんにちは' }] }), indented({ destination: 'U1', events: [{ type: 'message', text: 'こんにちは' }] })],
  ['indented by 3 blanks', indented(small, 3), JSON.stringify(small)],
  ['indented by 8 blanks', indented(small, 8), JSON.stringify(small)],
  ['indented by tabs, CR LF', indented(small, '\t', '\r\n'), JSON.stringify(small)],
  ['with blanks within its brackets', '{ "a": 1, "b": [ 1, 2 ] }', '{"a":1,"b":[1,2]}'],
  ['with a blank on both sides of its colons', '{"a" : 1, "b" : 2}', '{"a":1,"b":2}'],
  ['\\b written long', '{"a":"x\\u0008y"}', '{"a":"x\\by"}'],
  ['emoji escaped, the rest not', '{"a":"é \\ud83d\\ude00"}', '{"a":"é 😀"}'],
  ['closing tags escaped', '{"a":"<b>x<\\/b> 1/2"}', '{"a":"<b>x</b> 1/2"}'],
  ['org.json wrote it', '{"a":"x \\u2013 é"}', '{"a":"x – é"}'],
  ['white space of its own, characters escaped', '{ "name":"Jos\\u00e9",  "a":1 }', '{ "name":"José",  "a":1 }'],
];
for (const [title, signed, arrived] of writers) hub(`JSON: ${title}`, 'json-rewritten', passes, { signed, arrived });

// Members in another order.
for (const [title, signed, arrived] of [
  ['a receiver sorted the names', '{"b":1,"a":2}', '{"a":2,"b":1}'],
  ['JavaScript put names that are numbers first', '{"b":1,"2":2,"1":3}', '{"1":3,"2":2,"b":1}'],
  ['JavaScript put a few numbers first', '{"x":0,"10":2,"b":1}', '{"10":2,"x":0,"b":1}'],
  ['jsonb of PostgreSQL', '{"id": 1, "to": 2, "name": "x", "email": "y"}', '{"email":"y","id":1,"name":"x","to":2}'],
  ['the sender sorts, the receiver has a type of its own', '{"a":1,"b":{"c":2,"d":3},"e":4}', '{"e":4,"b":{"d":3,"c":2},"a":1}'],
  ['the receiver has a type of its own', '{"id":1,"kind":"x","when":2,"who":{"name":"n"},"what":3}', '{"kind":"x","what":3,"who":{"name":"n"},"id":1,"when":2}'],
  ['sorted by Go, characters escaped', '{"z":"<é>","a":1,"m":2}', '{"a":1,"m":2,"z":"\\u003cé\\u003e"}'],
]) hub(`order: ${title}`, 'json-order', passes, { signed, arrived });

// Numbers and the like.
for (const [title, finding, signed, arrived] of [
  ['136.0 became 136', 'json-numbers', '{"id":"e","weight":136.0}', '{"id":"e","weight":136}'],
  ['1.10 became 1.1', 'json-numbers', '{"id":1,"price":1.10}', '{"id":1,"price":1.1}'],
  ['100.00 and 1.50 became 100 and 1.5', 'json-numbers', '{"n":1,"price":100.00,"tax":1.50}', '{"n":1,"price":100,"tax":1.5}'],
  ['1e3 became 1000', 'json-numbers', '{"n":1e3}', '{"n":1000}'],
  ['1.0E7 became 10000000', 'json-numbers', '{"n":1.0E7}', '{"n":10000000}'],
  ['1.5E+10 became 15000000000', 'json-numbers', '{"a":1,"n":1.5e+10}', '{"a":1,"n":15000000000}'],
  ['two fields in two forms', 'json-numbers', '{"weight":136.0,"price":1.10,"n":3}', '{"weight":136,"price":1.1,"n":3}'],
  ['one of two values of a name', 'json-numbers', '[{"w":1.0},{"w":2}]', '[{"w":1},{"w":2}]'],
  ['a whole number became a fraction', 'json-numbers', '{"n":5,"m":2.5}', '{"n":5.0,"m":2.5}'],
  ['a text of digits became a number', 'json-numbers', '{"zip":"12345","n":1}', '{"zip":12345,"n":1}'],
  ['a number became a text', 'json-numbers', '{"id":42}', '{"id":"42"}'],
  ['exponents in lower case', 'json-numbers', '{"n":1E3,"a":"x"}', '{"n":1000,"a":"x"}'],
  ['136.0 became 136, and it was indented', 'json-numbers', '{\n  "w": 136.0\n}', '{"w":136}'],
  ['members that are null were added', 'json-nulls', '{"a":1,"c":{"d":2}}', '{"a":1,"b":null,"c":{"d":2,"e":null}}'],
  ['"" became null', 'json-nulls', '{"a":"","b":1}', '{"a":null,"b":1}'],
  ['{} became []', 'json-empty', '{"a":{},"b":1}', '{"a":[],"b":1}'],
  ['.000 of a date was lost', 'json-dates', '{"at":"2026-01-01T00:00:00.000Z"}', '{"at":"2026-01-01T00:00:00Z"}'],
  ['+00:00 of a date became Z', 'json-dates', '{"at":"2026-01-01T00:00:00+00:00"}', '{"at":"2026-01-01T00:00:00Z"}'],
  ['zeros of a fraction were lost', 'json-dates', '{"at":"2026-01-01T00:00:00.120Z"}', '{"at":"2026-01-01T00:00:00.12Z"}'],
]) hub(`values: ${title}`, finding, passes, { signed, arrived });

// The ends and the characters of the body.
const way = ['bytes on'];
hub('a line end was added', 'body-end', way, { signed: compact, arrived: compact + '\n' });
hub('a line end was lost', 'body-end', way, { signed: compact + '\n', arrived: compact });
hub('a line end (CR LF) was lost', 'body-end', way, { signed: compact + '\r\n', arrived: compact });
hub('white space in front', 'body-end', way, { signed: '{"a":1}', arrived: ' {"a":1}' });
hub('LF became CR LF', 'body-line-ends', way, { signed: '{\n"a": 1,\n"b": 2}', arrived: '{\r\n"a": 1,\r\n"b": 2}' });
hub('CR LF became LF', 'body-line-ends', way, { signed: '{\r\n"a": 1,\r\n"b": 2}', arrived: '{\n"a": 1,\n"b": 2}' });
hub('a byte order mark was added', 'body-byte-order-mark', way, { signed: compact, arrived: '\ufeff' + compact });
hub('a byte order mark was lost', 'body-byte-order-mark', way, { signed: '\ufeff' + compact, arrived: compact });
hub('UTF-8 became Latin-1', 'body-latin1', way, { signed: '{"a":"José"}', arrived: Buffer.from('{"a":"José"}', 'latin1') });
hub('UTF-8 twice', 'body-utf8-twice', way, { signed: '{"a":"José"}', arrived: Buffer.from('{"a":"José"}').toString('latin1') });
hub('UTF-8 read as Windows-1252', 'body-utf8-twice', way, { signed: '{"a":"5 €"}', arrived: '{"a":"5 â‚¬"}' });
hub('characters were composed', 'body-normalised', way, { signed: '{"a":"José"}'.normalize('NFD'), arrived: '{"a":"José"}' });
hub('characters were decomposed', 'body-normalised', way, { signed: '{"a":"José 가"}', arrived: '{"a":"José 가"}'.normalize('NFD') });

// The body in something else.
const asItCame = ['pass the body on as it came'];
const wrapped = [
  ['gzip', 'body-compressed', compact, zlib.gzipSync(compact)],
  ['deflate', 'body-compressed', compact, zlib.deflateSync(compact)],
  ['brotli', 'body-compressed', compact, zlib.brotliCompressSync(compact)],
  ['base64', 'body-base64', compact, bytes(compact).toString('base64')],
  ['a JSON text', 'body-json-string', compact, JSON.stringify(compact)],
  ['a form field payload', 'body-in-form', '{"a":1}', 'payload=%7B%22a%22%3A1%7D'],
  ['out of a form field payload', 'body-out-of-form', 'payload=%7B%22a%22%3A%22x+y%22%7D', '{"a":"x y"}'],
  ['out of a form, as encodeURIComponent writes it', 'body-out-of-form', 'payload=' + encodeURIComponent('{"a":"x y (z)"}'), '{"a":"x y (z)"}'],
  ['encoded for a URL', 'body-url-encoded', '{"a":"b c"}', encodeURIComponent('{"a":"b c"}')],
  ['read as a form and written anew', 'body-as-form', '{"a":"b"}', encodeURIComponent('{"a":"b"}') + '='],
  ['HTML entities', 'body-html-escaped', '{"a":"b"}', '{&quot;a&quot;:&quot;b&quot;}'],
  ['hex', 'body-hex', compact, bytes(compact).toString('hex')],
  ['a Buffer of Node as JSON', 'body-buffer', '{"a":1}', JSON.stringify(bytes('{"a":1}'))],
  ['chunks', 'body-chunks', '{"a":1}', '7\r\n{"a":1}\r\n0\r\n\r\n'],
  ['bytes as Python shows them', 'body-python-bytes', '{"a":"é"}', `b'{"a":"\\xc3\\xa9"}'`],
  ['a dict as Python shows it', 'body-python-dict', '{"a": true, "b": null}', "{'a': True, 'b': None}"],
  ['a hash as Ruby shows it', 'body-ruby-hash', '{"a":1,"b":"x"}', '{"a"=>1, "b"=>"x"}'],
  ['backslashes before quotes', 'body-backslashes', '{"a":"b"}', '{\\"a\\":\\"b\\"}'],
  ['an event of a serverless function', 'body-in-envelope', '{"a":1}', JSON.stringify({ httpMethod: 'POST', body: '{"a":1}', isBase64Encoded: false })],
  ['the same in base64', 'body-in-envelope', '{"a":1}', JSON.stringify({ httpMethod: 'POST', body: bytes('{"a":1}').toString('base64'), isBase64Encoded: true })],
  ['an object around it', 'body-in-envelope', '{"a":1}', '{"headers":{"x":"y"},"payload":{"a":1}}'],
  ['a list of one', 'body-in-envelope', '{"a":1}', '[{"a":1}]'],
  ['{} for nothing', 'body-empty-object', '', '{}'],
];
for (const [title, finding, signed, arrived] of wrapped) hub(`body: ${title}`, finding, asItCame, { signed, arrived });

// What is gone can only be seen.
hub('seen: [object Object]', 'body-object-text', ['before any parser'], { signed: compact, arrived: '[object Object]' });
hub('seen: a map of Go', 'body-object-text', ['before any parser'], { signed: compact, arrived: 'map[a:1 b:2]' });
hub('seen: no body', 'body-empty', ['before any parser'], { signed: compact, arrived: '' });
hub('seen: U+FFFD', 'body-replacement-characters', ['as bytes before anything decodes'], { signed: '{"a":"é"}', arrived: '{"a":"\ufffd\ufffd"}' });
hub('seen: multipart', 'body-multipart', ['parts on as they came'], { signed: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n', arrived: '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n', type: 'multipart/form-data; boundary=b' });
hub('seen: cut off', 'body-cut-off', ['bound on bodies'], { signed: compact, arrived: compact.slice(0, 60) });

// Forms.
const form = 'application/x-www-form-urlencoded';
for (const [title, finding, signed, arrived] of [
  ['decoded', 'form-decoded', 'a=1+2&b=%26', 'a=1 2&b=&'],
  ['blanks as %20', 'form-rewritten', 'text=a+b&url=https%3A%2F%2Fex.org', 'text=a%20b&url=https%3A%2F%2Fex.org'],
  ['escapes in lower case', 'form-rewritten', 'url=https%3A%2F%2Fex.org', 'url=https%3a%2f%2fex.org'],
  ['brackets escaped', 'form-rewritten', 'a[0]=1&a[1]=2', 'a%5B0%5D=1&a%5B1%5D=2'],
  ['fields sorted', 'form-order', 'z=1&a=2&m=3', 'a=2&m=3&z=1'],
  ['&amp; for &', 'form-html-escaped', 'a=1&b=2', 'a=1&amp;b=2'],
  ['~ and * escaped by a browser', 'form-rewritten', 'a=%7Ex*', 'a=~x%2A'],
]) hub(`form: ${title}`, finding, ['bytes it received'], { signed, arrived, type: form });

// Secrets: the gateway's, and the key that signed.
const k32 = '00112233445566778899aabbccddeeff';
for (const [title, finding, cure, secret, key] of [
  ['a line end at the provider', 'secret-surroundings', ['at the provider again'], SECRET, SECRET + '\n'],
  ['a blank at the provider', 'secret-surroundings', ['at the provider again'], SECRET, SECRET + ' '],
  ['quotes at the gateway', 'secret-surroundings', ['without the quotes'], `"${SECRET}"`, SECRET],
  ['quotes at the provider', 'secret-quoted', ['letter by letter'], SECRET, `"${SECRET}"`],
  ['in upper case', 'secret-case', ['letter by letter'], 'abc-def-123-ghi', 'ABC-DEF-123-GHI'],
  ['in lower case', 'secret-case', ['letter by letter'], 'ABCDEF123GHI', 'abcdef123ghi'],
  ['escaped for HTML', 'secret-html-escaped', ['letter by letter'], 'a<b>&c"d', 'a&lt;b&gt;&amp;c&quot;d'],
  ['escaped for HTML, its blanks too', 'secret-html-escaped', ['letter by letter'], 'explain secret', 'explain&nbsp;secret'],
  ['an entity at the gateway', 'secret-html-escaped', ['letter by letter'], 'a&amp;b', 'a&b'],
  ['its SHA-256 in hex', 'secret-hashed', ['secret itself as the key'], SECRET, digest(SECRET).toString('hex')],
  ['its SHA-256', 'secret-hashed', ['secret itself as the key'], SECRET, digest(SECRET)],
  ['its MD5 in hex', 'secret-hashed', ['secret itself as the key'], SECRET, digest(SECRET, 'md5').toString('hex')],
  ['base64 of base64', 'secret-base64-twice', ['Kubernetes'], SECRET, bytes(bytes(SECRET).toString('base64')).toString('base64')],
  ['base64 of base64 at the gateway', 'secret-base64-twice', ['Kubernetes'], bytes(bytes(SECRET).toString('base64')).toString('base64'), SECRET],
  ['base64 at the gateway', 'secret-encoding', ['"Key": "base64"'], bytes(SECRET).toString('base64'), SECRET],
  ['hex, decoded', 'secret-encoding', ['"Key": "hex"'], k32, Buffer.from(k32, 'hex')],
  ['base64url, decoded', 'secret-encoding', ['"Key": "base64url"'], '-_abcdefghijklmnopqrstuvwxyz0123', Buffer.from('-_abcdefghijklmnopqrstuvwxyz0123', 'base64url')],
  ['whsec_ lost', 'secret-prefix', ['as the provider shows it'], 'abcdefgh', 'whsec_abcdefgh'],
  ['whsec_ is no part of the key', 'secret-encoding', ['"KeyPrefix": "whsec_"'], 'whsec_' + bytes('0123456789abcdefghijklmn').toString('base64'), '0123456789abcdefghijklmn'],
  ['NAME= in front', 'secret-name', ['letter by letter'], `WEBHOOK_SECRET=abcdefgh`, 'abcdefgh'],
  ['export NAME= in front, in quotes', 'secret-name', ['letter by letter'], `export WEBHOOK_SECRET="abcdefgh"`, 'abcdefgh'],
  ['$$ of Docker Compose', 'secret-dollars', ['letter by letter'], 'abc$$def', 'abc$def'],
  ['encoded for a URL', 'secret-url-encoded', ['letter by letter'], 'a/b+c=', 'a%2Fb%2Bc%3D'],
  ['decoded from a URL', 'secret-url-encoded', ['letter by letter'], 'a%2Fb%2Bc', 'a/b+c'],
  ['decomposed characters', 'secret-normalised', ['letter by letter'], 'sécret', 'sécret'.normalize('NFD')],
  ['Latin-1', 'secret-characters', ['letter by letter'], 'sécret', Buffer.from('sécret', 'latin1')],
  ['characters that cannot be seen', 'secret-surroundings', ['by hand'], 'abcdef\u200bghi', 'abcdefghi'],
  ['a comment behind it', 'secret-comment', ['letter by letter'], 'abcdefgh # prod', 'abcdefgh'],
  ['cut off at 32 characters', 'secret-cut-off', ['letter by letter'], 'a'.repeat(20) + 'b'.repeat(20), 'a'.repeat(20) + 'b'.repeat(12)],
  ['without its hyphens', 'secret-separators', ['letter by letter'], '0b1c2d3e-1111-2222-3333-444455556666', '0b1c2d3e111122223333444455556666'],
  ['with its padding', 'secret-padding', ['letter by letter'], 'YWJjZGVmZw', 'YWJjZGVmZw=='],
  ['brackets around it', 'secret-brackets', ['letter by letter'], '<abcdefgh>', 'abcdefgh'],
  ['\\n for a line end', 'secret-surroundings', ['line end'], 'abcdefgh\\n', 'abcdefgh'],
  ['Bearer in front', 'secret-bearer', ['letter by letter'], 'Bearer abcdefgh', 'abcdefgh'],
]) hub(`secret: ${title}`, finding, cure, { secret, key });
hub('secret: of another route', 'other-route-secret', ['Swap'], { key: 'the other secret', env: { OTHER: 'the other secret' }, routes: { hooks: github(), second: github(['env:OTHER']) } });
hub('secret: not in force any more', 'secret-not-in-force', ['NotAfter'], { routes: { hooks: github([{ Value: 'env:SECRET', NotAfter: '2025-01-01T00:00:00Z' }]) } });
own('expected: a value of somebody else\'s', 'expected-value', ["somebody else's account"], { signature: { Expected: { 'body:/id': ['evt_2'] } }, content: compact, body: compact });
own('expected: two values of somebody else\'s', 'expected-value', ["somebody else's account"], { signature: { Expected: { 'body:/id': ['evt_2'], 'body:/n': ['7'], 'body:/ok': ['true'] } }, content: compact, body: compact });
own('certificate: the connection\'s, which no file holds', 'client-certificate', ['Detail'], { signature: { ClientCertificate: { Thumbprints: ['ab'.repeat(32)] } }, content: compact, body: compact });
own('certificate: of the connection, and the body indented', 'json-rewritten', passes, { signature: { ClientCertificate: { Thumbprints: ['ab'.repeat(32)] } }, content: compact, body: indented(doc) });
add('signature: a token in the header where everybody sends tokens', 'signature-header', ['Authorization'], {
  headers: [['Host', 'hooks.example.org'], ['Content-Type', 'application/json'], ['Authorization', `Bearer ${SECRET}`]], body: compact,
  routes: { hooks: { Provider: 'gitlab', Signature: { Secrets: ['env:SECRET'] } } },
});
const named = { KeyId: 'header:X-Key', Secrets: [{ Id: 'first', Value: 'env:SECRET' }, { Id: 'second', Value: 'env:OTHER' }] };
own('secret: of another name than the webhook says', 'key-id', ["provider's own names"], { signature: named, content: compact, body: compact, key: 'the other secret', headers: [['X-Key', 'first']], env: { SECRET, OTHER: 'the other secret' } });
own('secret: a name that is nobody\'s, and the body indented', 'json-rewritten', passes, { signature: named, content: compact, body: indented(doc), key: 'the other secret', headers: [['X-Key', 'third']], env: { SECRET, OTHER: 'the other secret' } });
{
  const keys = [1, 2].map(() => crypto.generateKeyPairSync('ed25519'));
  const signatures = [...Array(7).fill(0).map((_, index) => crypto.createHash('sha512').update(`${index}`).digest()), crypto.sign(null, bytes(compact), keys[1].privateKey)];
  const [FIRST, SECOND] = keys.map(key => key.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64'));
  add('secret: not tried, for want of tries', 'signatures-many', ['put this one first'], {
    headers: [['Host', 'hooks.example.org'], ['Content-Type', 'application/json'], ['X-Signature', signatures.map(signature => signature.toString('base64')).join(' ')]], body: compact, env: { FIRST, SECOND },
    routes: { hooks: { Signature: { Algorithm: 'ed25519', From: 'header:X-Signature', Separator: ' ', Encoding: 'base64', Key: 'base64', Secrets: ['env:FIRST', 'env:SECOND'] } } },
  });
}

// How the signature is written, and where it stands.
for (const [title, finding, cure, header] of [
  ['base64 for hex', 'signature-encoding', ['"Encoding": "base64"'], m => 'sha256=' + m.toString('base64')],
  ['upper case', 'signature-encoding', ['hex-upper'], m => 'sha256=' + m.toString('hex').toUpperCase()],
  ['no prefix', 'signature-encoding', ['"Prefix": ""'], m => m.toString('hex')],
  ['in quotes', 'signature-rewritten', ['rewrites the header'], m => `"sha256=${m.toString('hex')}"`],
  ['base64 of hex', 'signature-encoding', ['as its documentation says'], m => 'sha256=' + bytes(m.toString('hex')).toString('base64')],
  ['cut off', 'signature-cut-off', ['as its documentation says'], m => 'sha256=' + m.toString('hex').slice(0, 50)],
  ['colons between its bytes', 'signature-encoding', ['as its documentation says'], m => 'sha256=' + m.toString('hex').match(/../g).join(':')],
  ['twice', 'header-twice', ['adds the other one'], m => `sha256=${m.toString('hex')}, sha256=${m.toString('hex')}`],
]) hub(`signature: ${title}`, finding, cure, { header });
hub('signature: in a header of another name', 'signature-header', ['X-Proxy-Signature'], { header: () => null, headers: [['X-Proxy-Signature', 'sha256=' + mac(SECRET, '{"a":1}').toString('hex')]] });
hub('signature: a header respelt', 'header-renamed', ['under their own names'], { header: () => null, headers: [['X_HUB_SIGNATURE_256', 'sha256=' + mac(SECRET, '{"a":1}').toString('hex')]] });
hub('signature: the older header alone', 'signature-header-version', ['X-Hub-Signature-256'], { header: () => null, headers: [['X-Hub-Signature', 'sha1=' + mac(SECRET, '{"a":1}', 'sha1').toString('hex')]] });
hub('signature: in two lines', 'header-twice', ['adds the other one'], { headers: [['X-Hub-Signature-256', 'sha256=00']] });
const inBase64 = { Encoding: 'base64' };
own('signature: base64 without =', 'signature-encoding', ['as its documentation says'], { signature: inBase64, content: '{"a":1}', body: '{"a":1}', encode: m => m.toString('base64').replace('=', '') });
own('signature: base64 in lower case', 'signature-case', ['as its documentation says'], { signature: inBase64, content: '{"a":1}', body: '{"a":1}', encode: m => m.toString('base64').toLowerCase() });
own('signature: base64url for base64', 'signature-encoding', ['base64url'], { signature: inBase64, content: '{"a":3}', body: '{"a":3}', encode: m => m.toString('base64url') });
own('signature: hex for base64', 'signature-encoding', ['"Encoding": "hex"'], { signature: inBase64, content: '{"a":1}', body: '{"a":1}' });
own('signature: encoded for a URL', 'signature-rewritten', ['rewrites the header'], { signature: inBase64, content: '{"a":1}', body: '{"a":1}', encode: m => encodeURIComponent(m.toString('base64')) });
for (const hash of ['sha1', 'sha384', 'sha512']) {
  own(`algorithm: ${hash} for sha256`, 'algorithm', [`hmac-${hash}`], { content: '{"a":1}', body: '{"a":1}', encode: () => mac(SECRET, '{"a":1}', hash).toString('hex') });
}

// Hashes that are no HMAC of the body.
for (const [title, finding, cure, value] of [
  ['the plain SHA-256 of the body', 'plain-digest', ['make an HMAC'], digest('{"a":1}')],
  ['the plain MD5 of the body', 'plain-digest', ['make an HMAC'], digest('{"a":1}', 'md5')],
  ['SHA-256 of secret and body', 'digest-with-secret', ['{secret}{body}'], digest(SECRET + '{"a":1}')],
  ['SHA-256 of body and secret', 'digest-with-secret', ['{body}{secret}'], digest('{"a":1}' + SECRET)],
  ['SHA-1 of secret, a dot and body', 'digest-with-secret', ['{secret}.{body}'], digest(SECRET + '.{"a":1}', 'sha1')],
  ['key and content exchanged', 'hmac-misused', ['whose key is the secret'], mac('{"a":1}', SECRET)],
  ['HMAC of the digest in hex', 'hmac-misused', ['whose key is the secret'], mac(SECRET, digest('{"a":1}').toString('hex'))],
  ['HMAC of [object Object]', 'hmac-misused', ['whose key is the secret'], mac(SECRET, '[object Object]')],
  ['HMAC of the body in base64', 'body-decoded', ['no decoding'], mac(SECRET, bytes('{"a":1}').toString('base64'))],
  ['HMAC with MD5', 'hmac-misused', ['whose key is the secret'], mac(SECRET, '{"a":1}', 'md5')],
]) hub(`hash: ${title}`, finding, cure, { header: () => 'sha256=' + value.toString('hex') });

// Timestamps.
const stamped = { signature: { Content: '{timestamp}.{body}' }, replay: { Timestamp: 'header:X-Timestamp' }, body: '{"a":1}' };
const stamp = value => [['X-Timestamp', String(value)]];
own('stamp: signed in milliseconds, sent in seconds', 'timestamp-changed', ['once'], { ...stamped, content: `${AT}123.{"a":1}`, headers: stamp(AT) });
own('stamp: of the clock of a proxy', 'timestamp-clock', ['once'], { ...stamped, content: `${AT - 7}.{"a":1}`, headers: stamp(AT) });
own('stamp: an hour away', 'timestamp-zone', ['once'], { ...stamped, content: `${AT - 3600}.{"a":1}`, headers: stamp(AT) });
own('stamp: signed as a date', 'timestamp-changed', ['once'], { ...stamped, content: '2026-01-01T00:00:00.000Z.{"a":1}', headers: stamp(AT) });
own('stamp: read in the wrong format', 'timestamp-format', ['unix-milliseconds'], { ...stamped, content: `${AT}000.{"a":1}`, headers: stamp(AT + '000') });
own('stamp: of another header', 'timestamp-place', ['X-Sent-At'], { ...stamped, content: `${AT}.{"a":1}`, headers: [['X-Timestamp', String(AT + 1)], ['X-Sent-At', String(AT)]] });
own('stamp: not signed', 'content', ['"{body}"'], { ...stamped, content: '{"a":1}', headers: stamp(AT) });
own('stamp: put together otherwise', 'content', ['{timestamp}{body}'], { ...stamped, content: `${AT}{"a":1}`, headers: stamp(AT) });

// URLs.
const url = 'https://hooks.example.org/hooks';
const signsUrl = (more = {}) => ({ signature: { Content: '{url}{body}', Encoding: 'base64', ...more }, encode: m => m.toString('base64'), body: '{"a":1}', url });
const target = 'between provider and gateway';
for (const [title, finding, cure, signed, rest] of [
  ['http for https', 'url-scheme', ['http://hooks.example.org/hooks'], 'http://hooks.example.org/hooks', {}],
  ['the host that was called', 'url-host', ['https://shop.example.org/hooks'], 'https://shop.example.org/hooks', { headers: [['X-Forwarded-Host', 'shop.example.org']] }],
  ['with its port', 'url-port', [':443/hooks'], 'https://hooks.example.org:443/hooks', {}],
  ['a slash at its end', 'url-path', ['/hooks/'], 'https://hooks.example.org/hooks/', {}],
  ['its query in another order', 'url-query', [target], url + '?b=2&a=1', { target: '/hooks?a=1&b=2' }],
  ['four parameters in another order', 'url-query', [target], url + '?d=4&b=2&a=1&c=3', { target: '/hooks?c=3&a=1&b=2&d=4' }],
  ['a parameter that was added', 'url-query', [target], url + '?a=1', { target: '/hooks?a=1&utm=x' }],
  ['its query left out', 'url-query', [target], url, { target: '/hooks?a=1' }],
  ['two of its escapes decoded', 'url-query', [target], url + '?c=sip:1@ex.org%20x', { target: '/hooks?c=sip%3A1%40ex.org%20x' }],
  ['@ and : escaped on the way', 'url-query', [target], url + '?c=sip%3A1%40x', { target: '/hooks?c=sip:1@x' }],
  ['escapes in upper case', 'url-query', [target], url + '?c=a%2Fb', { target: '/hooks?c=a%2fb' }],
  ['+ for %20', 'url-query', [target], url + '?c=a+b', { target: '/hooks?c=a%20b' }],
  ['with user and password', 'url-user', ['without user and password'], 'https://user:pass@hooks.example.org/hooks', { headers: [['Authorization', 'Basic dXNlcjpwYXNz']] }],
  ['host and scheme', 'url-scheme', ['http://shop.example.org/hooks'], 'http://shop.example.org/hooks', { headers: [['X-Forwarded-Host', 'shop.example.org']] }],
  ['scheme, port and slash', 'url-scheme', ['http://hooks.example.org:8080/hooks/'], 'http://hooks.example.org:8080/hooks/', {}],
  ['the path that a proxy has cut', 'url-path', ['/api/hooks'], 'https://hooks.example.org/api/hooks', { headers: [['X-Forwarded-Prefix', '/api']] }],
]) own(`URL: ${title}`, finding, cure, { ...signsUrl(), content: signed + '{"a":1}', ...rest });

// Values beside the body.
const plain = { body: '{"a":1}' };
own('value: a query behind the path', 'path-with-query', ['{target}'], { ...plain, signature: { Content: '{path}\n{body}' }, content: '/hooks?a=1\n{"a":1}', target: '/hooks?a=1' });
own('value: a method in lower case', 'value-case', ['lower case'], { ...plain, signature: { Content: '{method}\n{path}\n{body}' }, content: 'post\n/hooks\n{"a":1}' });
own('value: a path without its prefix', 'path-prefix', ['rewrites the path'], { ...plain, signature: { Content: '{method}\n{path}\n{body}' }, content: 'POST\n/gh\n{"a":1}', target: '/hooks/gh' });
own('value: an id in upper case', 'value-case', ['changes its letters'], { ...plain, signature: { Content: '{header:X-Id}.{body}' }, content: 'EVT-ABC.{"a":1}', headers: [['X-Id', 'evt-abc']] });
own('value: an id that the route takes in lower case', 'value-case', ['{query:id}'], { ...plain, signature: { Content: '{lower:query:id}.{body}' }, content: 'ABC.{"a":1}', target: '/hooks?id=ABC' });
own('value: an id with the separator in it', 'value-refused', ['{any:PLACE}'], { ...plain, signature: { Content: '{header:X-Id}.{body}' }, content: 'a.b.{"a":1}', headers: [['X-Id', 'a.b']] });
own('value: an id that is not there', 'value-missing', ['{PLACE?}'], { ...plain, signature: { Content: '{header:X-Id}.{body}' }, content: '.{"a":1}' });
own('value: an id that is left out with its name', 'value-missing', ['a route of their own'], { ...plain, signature: { Content: 'id:{query:id};at:{header:X-At};' }, content: 'at:7;', headers: [['X-At', '7']] });
own('value: quotes that were signed', 'value-quoted', ['as the provider signs'], { ...plain, signature: { Content: '{header:X-Id}.{body}' }, content: '"e1".{"a":1}', headers: [['X-Id', 'e1']] });
own('value: decoded before it was signed', 'value-decoded', ['as the provider signs'], { ...plain, signature: { Content: '{path}\n{body}' }, content: '/hooks/a b\n{"a":1}', target: '/hooks/a%20b' });
own('value: no form where one is signed', 'value-missing', ['this request alone'], { signature: { Content: '{url}{form-sorted}' }, url, content: url, type: form });
own('content: nothing but the URL, of a request without a body', 'content', ['"{url}"'], { signature: { Content: '{header:X-Id}.{body}' }, url, content: url, headers: [['X-Id', 'e1']] });

// Another scheme, another place, another type.
const shopify = mac(SECRET, '{"a":1}').toString('base64');
add('another provider signs it', 'other-provider', ['"Provider": "shopify"'], { headers: [['Host', 'h'], ['Content-Type', 'application/json'], ['X-Shopify-Hmac-Sha256', shopify], ['X-Shopify-Topic', 't']], body: '{"a":1}', routes: { hooks: github() } });
add('a provider of one\'s own signs it', 'other-provider', ['"Provider": "acme"'], {
  headers: [['Host', 'h'], ['Content-Type', 'application/json'], ['X-Acme-Mac', 'v9:' + mac(SECRET, '<{"a":1}>').toString('base64')]], body: '{"a":1}', routes: { hooks: github() },
  gateway: { Providers: { acme: { Info: { Name: 'Acme' }, Signature: { Algorithm: 'hmac-sha256', From: 'header:X-Acme-Mac', Prefix: 'v9:', Encoding: 'base64', Content: '<{body}>' } } } },
});
add('a webhook of another route', 'other-route', ['that route\'s URL'], {
  headers: [['Host', 'h'], ['Content-Type', 'application/json'], ['X-Shopify-Hmac-Sha256', mac('shop secret', '{"a":1}').toString('base64')]], body: '{"a":1}', env: { SECRET, SHOP: 'shop secret' },
  routes: { hooks: github(), shop: { Provider: 'shopify', Signature: { Secrets: ['env:SHOP'] } } },
});
const token = 't0ken';
const fields = { timestamp: String(AT), token, signature: mac(SECRET, AT + token).toString('hex') };
add('a form where JSON is read', 'values-elsewhere', ['form:signature'], {
  headers: [['Host', 'h'], ['Content-Type', form]], body: new URLSearchParams(fields).toString(),
  routes: {
    hooks: {
      Provider: 'mailgun', Signature: { From: 'body:/signature/signature', Content: '{timestamp}{body:/signature/token}', Secrets: ['env:SECRET'] },
      Replay: { Timestamp: 'body:/signature/timestamp' }, Deduplication: { Key: 'body:/signature/token' },
    },
  },
});
const parts = border => Object.entries({ event: 'sent', name: 'a b' }).map(([k, v]) => `--${border}\r\nContent-Disposition: form-data; name="${k}"\r\n\r\n${v}\r\n`).join('') + `--${border}--\r\n`;
own('parts put together anew', 'body-multipart', ['application/x-www-form-urlencoded'], { signature: { Content: '{body}' }, content: parts('a'), type: 'multipart/form-data; boundary=b', body: parts('b') });
hub('a media type that the route does not let in', 'content-type', ['Body.ContentTypes'], { type: 'text/plain', routes: { hooks: { ...github(), Body: { ContentTypes: ['application/json'] } } } });
own('a form sent as text', 'content-type', ['Content-Type'], { signature: { Content: '{url}{form-sorted}' }, url, content: url + 'a1b2', type: 'text/plain', body: 'b=2&a=1' });
const match = (methods, path = '/hooks') => ({ ...github(), Match: { Path: path, Methods: methods } });
hub('GET where POST is routed', 'method-not-routed', ['Match.Methods'], { signed: '', method: 'GET', routes: { hooks: match(['POST']) } });
add('CloudEvents asks', 'cloudevents-validation', ['cloudevents-webhook'], { method: 'OPTIONS', headers: [['Host', 'h'], ['WebHook-Request-Origin', 'eventgrid.azure.net']], routes: { hooks: match(['POST']) } });

// Amazon SNS, by a key of the tests.
const { privateKey, publicKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
const sns = { Type: 'Notification', MessageId: 'm-1', TopicArn: 'arn:aws:sns:us-west-2:123456789012:t', Message: 'x', Timestamp: '2026-01-01T00:00:00.000Z' };
function message(title, finding, cure, version, subject, algorithm) {
  const lines = ['Message', sns.Message, 'MessageId', sns.MessageId, ...(subject === undefined ? [] : ['Subject', subject]), 'Timestamp', sns.Timestamp, 'TopicArn', sns.TopicArn, 'Type', sns.Type, ''].join('\n');
  const body = JSON.stringify({ ...sns, ...(subject === undefined ? {} : { Subject: subject }), SignatureVersion: version, Signature: crypto.sign(algorithm, bytes(lines), privateKey).toString('base64') });
  add(title, finding, cure, {
    headers: [['Host', 'h'], ['Content-Type', 'text/plain; charset=UTF-8'], ['x-amz-sns-message-type', 'Notification']], body, env: { SECRET: publicKey.export({ type: 'spki', format: 'pem' }).trim() },
    routes: { hooks: { Provider: 'aws-sns', Signature: { Algorithm: 'rsa-sha256', Secrets: ['env:SECRET'], Certificate: null, Expected: { 'body:/TopicArn': [sns.TopicArn] } } } },
  });
}

// More that people have reported.
const whole = (title, finding, cure, more) => hub(`reported: ${title}`, finding, cure, more);
whole('the secret of a vault, an object of JSON', 'secret-json', ['the member alone'], { secret: JSON.stringify({ WEBHOOK_SECRET: SECRET, other: 'x' }), key: SECRET });
whole('no secret at the sender', 'secret-empty', ['variable is not set'], { key: Buffer.alloc(0) });
whole('undefined for a secret', 'secret-placeholder', ['variable is not set'], { key: 'undefined' });
whole('None for a secret', 'secret-placeholder', ['variable is not set'], { key: 'None' });
whole('the name of a variable for a secret', 'secret-placeholder', ['variable is not set'], { key: '${SECRET}' });
whole('the name of a variable in a template', 'secret-placeholder', ['variable is not set'], { key: '{{SECRET}}' });
whole('an example for a secret', 'secret-placeholder', ['variable is not set'], { key: 'your_webhook_secret' });
whole('v1, before whsec_', 'secret-prefix', ['letter by letter'], { secret: 'v1,whsec_' + 'c2VjcmV0IG9mIHRoZSB0ZXN0cyE', key: 'whsec_' + 'c2VjcmV0IG9mIHRoZSB0ZXN0cyE' });
whole('\\u0026 in the secret', 'secret-escaped', ['letter by letter'], { secret: 'a\\u0026b-secret-of-tests', key: 'a&b-secret-of-tests' });
whole('a backslash before ! in the secret', 'secret-escaped', ['letter by letter'], { secret: 'pass\\!word-of-tests', key: 'pass!word-of-tests' });
whole('%% in a unit of systemd', 'secret-dollars', ['letter by letter'], { secret: 'a%%b-secret-of-tests', key: 'a%b-secret-of-tests' });
whole('the secret pasted twice', 'secret-twice', ['letter by letter'], { secret: SECRET + SECRET, key: SECRET });
whole('0 for O', 'secret-typo', ['not by eye'], { secret: 'QX0vk3JmPz81l', key: 'QXOvk3JmPz81l' });
whole('a character left out in the middle', 'secret-typo', ['not by eye'], { secret: 'QX0k3JmPz81lab', key: 'QX0vk3JmPz81lab' });
whole('two characters exchanged', 'secret-typo', ['not by eye'], { secret: 'QXv0k3JmPz81lab', key: 'QX0vk3JmPz81lab' });
whole('base64 with a line end, of Kubernetes', 'secret-base64', ['Kubernetes'], { secret: Buffer.from('the key of tests\n').toString('base64'), key: 'the key of tests' });
whole('a blank became + in the secret', 'secret-blanks', ['letter by letter'], { secret: 'a secret of tests', key: 'a+secret+of+tests' });
whole('an API key for the secret', 'secret-kind', ['signing secret of this very endpoint'], { secret: 'sk_' + 'live_51HabcdefGHIJKLmnop', key: 'another' });
whole('a token of GitHub for the secret', 'secret-kind', ['signing secret of this very endpoint'], { secret: 'ghp' + '_16C7e42F292c6912E7710c838347Ae178B4a', key: 'another' });
whole('a PEM key for the secret', 'secret-kind', ['signing secret of this very endpoint'], { secret: '-----BEGIN RSA ' + 'PRIVATE KEY-----\nMIIB\n-----END RSA ' + 'PRIVATE KEY-----', key: 'another' });
whole('a publishable key for the secret', 'secret-kind', ['signing secret of this very endpoint'], { secret: 'pk_' + 'live_51HabcdefGHIJKLmnop', key: 'another' });
whole('digits of a long id lost', 'json-precision', ['integers of 64 bits'], { signed: '{"id":1234567890123456789,"a":1}', arrived: '{"id":1234567890123456800,"a":1}' });
whole('digits of two equal ids lost', 'json-precision', ['integers of 64 bits'], { signed: '{"id":820982911946154508,"x":{"id":820982911946154508}}', arrived: '{"id":820982911946154500,"x":{"id":820982911946154500}}' });
whole('a long id as a float', 'json-precision', ['integers of 64 bits'], { signed: '{"id":1234567890123456789}', arrived: '{"id":1.2345678901234568e+18}' });
whole('UTF-16 of a shell', 'body-utf16', ['pass the bytes on'], { signed: '{"name":"José"}', arrived: Buffer.from('\ufeff{"name":"José"}', 'utf16le') });
whole('UTF-16 without a mark', 'body-utf16', ['pass the bytes on'], { signed: '{"a":1}', arrived: Buffer.from('{"a":1}', 'utf16le') });
whole('smart quotes in Windows-1252', 'body-latin1', ['pass the bytes on'], { signed: '{"a":"\u201cx\u201d \u20ac"}', arrived: Buffer.from([...'{"a":"'].map(c => c.charCodeAt(0)).concat([0x93, 0x78, 0x94, 0x20, 0x80], [...'"}'].map(c => c.charCodeAt(0)))) });
for (const text of ['System.Byte[]', '[object Undefined]', '{id=1, list=[1, 2]}', '[B@6d06d69c', 'java.io.BufferedReader@1b2c3d', '<starlette.requests.Request object at 0x7f>', "ImmutableMultiDict([('a', '1')])", 'Array\n(\n    [a] => 1\n)\n', '&{a:1}', "<QueryDict: {'a': ['1']}>", '#<ActionController::Parameters {"a"=>1}>', 'stdClass Object\n(\n)'])
  whole(`an object as text: ${text.split('\n')[0].slice(0, 24)}`, 'body-object-text', ['before any parser'], { signed: compact, arrived: text });
const first = header => ({ header: () => null, headers: [[header, 'sha256=' + mac(SECRET, '{"a":1}').toString('hex')]] });
whole('a header as CGI has it', 'header-renamed', ['under their own names'], first('HTTP_X_HUB_SIGNATURE_256'));
whole('a header with underscores, in lower case', 'header-renamed', ['under their own names'], first('x_hub_signature_256'));
whole('a header that API Gateway renamed', 'header-renamed', ['under their own names'], first('x-amzn-Remapped-X-Hub-Signature-256'));
whole('a blank behind the prefix', 'signature-rewritten', ['rewrites the header'], { header: m => 'sha256= ' + m.toString('hex') });
whole('an upper-case prefix', 'signature-surroundings', ['as its documentation says'], { header: m => 'SHA256=' + m.toString('hex') });
whole('the name of the header in its value', 'signature-surroundings', ['as its documentation says'], { header: m => 'X-Hub-Signature-256: sha256=' + m.toString('hex') });
whole('two line ends added', 'body-end', way, { signed: '{"a":1}', arrived: '{"a":1}\n\n' });
whole('blanks of a form decoded, + for %2B', 'form-decoded', ['bytes it received'], { signed: 'a=1%2B1&b=x+y', arrived: 'a=1+1&b=x y', type: 'application/x-www-form-urlencoded' });
whole('a form decoded twice', 'form-decoded', ['bytes it received'], { signed: 'a=1%252B1', arrived: 'a=1+1', type: 'application/x-www-form-urlencoded' });
whole('a proxy unpacked it', 'body-decompressed', ['pass the body on'], { signed: zlib.gzipSync('{"a":1}', { level: 3 }), arrived: '{"a":1}', headers: [['Content-Encoding', 'gzip']] });

message('SNS signs in version 1', 'algorithm', ['SignatureVersion 2'], '1', 'Hello', 'sha1');
message('SNS signs an empty subject', 'sns-empty-subject', ['without a Subject'], '2', '', 'sha256');

process.stdout.write(JSON.stringify(cases, null, 1) + '\n');
