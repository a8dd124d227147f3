// Prints proofs.json: tokens that bring their certificates (x5c) and HTTP message signatures (RFC 9421), made by node's crypto and none
// of the gateway's code, each with the mistake that its title says; with the finding that names it, and words that its cure must have.
//   node proofs.mjs > proofs.json
import crypto from 'node:crypto';

const AT = 1767225600; // 2026-01-01T00:00:00Z
const cases = [];
const base64url = value => Buffer.from(value).toString('base64url');

function add(title, finding, cure, { headers = [], body = '', route, files, at = AT, env = {}, method = 'POST', target = '/hooks' }) {
  cases.push({
    Title: `proof: ${title}`, Finding: finding, Cure: cure, At: at, Method: method, Target: target, Headers: [['Host', 'hooks.example.org'], ['Content-Type', 'application/json'], ...headers],
    BodyBase64: Buffer.from(body).toString('base64'), Environment: env, Routes: { hooks: route }, Files: files,
  });
}

// A certificate with its key (RFC 5280), valid in 2025 and 2026, in DER.
const tlv = (tag, ...parts) => {
  const content = Buffer.concat(parts.map(part => Buffer.from(part)));
  const length = content.length < 128 ? [content.length] : content.length < 256 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};
const sequence = (...parts) => tlv(0x30, ...parts);
function oid(text) {
  const [first, next, ...rest] = text.split('.').map(Number);
  const arc = value => value < 128 ? [value] : [...arc(value >> 7).map(octet => octet | 128), value & 127];
  return tlv(0x06, [first * 40 + next, ...rest.flatMap(arc)]);
}
const name = text => sequence(tlv(0x31, sequence(oid('2.5.4.3'), tlv(0x0c, Buffer.from(text)))));
const ofSigner = '1.2.840.113635.100.6.11.1';
const ofIssuer = '1.2.840.113635.100.6.2.1';
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));
let serial = 0;
function issue(subject, issuer, extension, isAuthority = true) {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const extensions = [
    sequence(oid('2.5.29.19'), tlv(0x01, [255]), tlv(0x04, sequence(...(isAuthority ? [tlv(0x01, [255])] : [])))),
    ...(extension ? [sequence(oid(extension), tlv(0x04, tlv(0x05)))] : []),
  ];
  const toBeSigned = sequence(
    tlv(0xa0, tlv(0x02, [2])), tlv(0x02, [++serial]), ecdsaWithSha256, name(issuer?.subject ?? subject),
    sequence(tlv(0x17, Buffer.from('250101000000Z')), tlv(0x17, Buffer.from('261231000000Z'))), name(subject),
    publicKey.export({ type: 'spki', format: 'der' }), tlv(0xa3, sequence(...extensions)));
  const der = sequence(toBeSigned, ecdsaWithSha256, tlv(0x03, [0], crypto.sign('sha256', toBeSigned, issuer?.key ?? privateKey)));
  return { subject, key: privateKey, der: der.toString('base64'), sha256: crypto.createHash('sha256').update(der).digest('hex'), pem: new crypto.X509Certificate(der).toString() };
}

const root = issue('Acme Root');
const issuer = issue('Acme Issuer', root, ofIssuer);
const signer = issue('Acme Signer', issuer, ofSigner, false);
const otherRoot = issue('Other Root');
const otherIssuer = issue('Other Issuer', otherRoot, ofIssuer);
const otherSigner = issue('Other Signer', otherIssuer, ofSigner, false);
const plainIssuer = issue('Acme Plain Issuer', root);
const underPlain = issue('Acme Signer', plainIssuer, ofSigner, false);
const plainSigner = issue('Acme Plain Signer', issuer, undefined, false);
const second = issue('Acme Second Issuer', issuer, ofIssuer);
const underSecond = issue('Acme Signer', second, ofSigner, false);
const local = issue('StoreKit Testing in Xcode');

const payload = { notificationType: 'TEST', data: { bundleId: 'com.example.app' } };
function token(chain, key, { alg = 'ES256', said = payload, kid } = {}) {
  const header = { alg, ...(kid ? { kid } : {}), ...(chain ? { x5c: chain.map(one => one.der) } : {}) };
  const input = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(said))}`;
  return `${input}.${key ? base64url(crypto.sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })) : 'AAAA'}`;
}
const chainRoute = (chain = {}, jwt = {}) => ({
  Signature: {
    Algorithm: 'jwt', From: 'body:/signedPayload',
    Jwt: { Algorithms: ['ES256'], Chain: { Roots: [root.sha256], SignerExtensions: [ofSigner], IssuerExtensions: [ofIssuer], ...chain }, Claims: { '/data/bundleId | /summary/bundleId': 'com.example.app' }, ...jwt },
  },
});
const notification = (title, finding, cure, text, more = {}) =>
  add(`chain, ${title}`, finding, cure, { body: JSON.stringify({ signedPayload: text }), route: chainRoute(), ...more });

const good = [signer, issuer, root];
notification('another root', 'chain-root', ['root that the provider publishes'], token([otherSigner, otherIssuer, otherRoot], otherSigner.key));
notification('another root than that of the file', 'chain-root', ['root that the provider publishes'], token(good, signer.key), { route: chainRoute({ Roots: ['file:root.pem'] }), files: { 'root.pem': otherRoot.pem } });
notification('a signer of another purpose', 'chain-extension', ['another purpose'], token([plainSigner, issuer, root], plainSigner.key));
notification('an issuer of another purpose', 'chain-extension', ['another purpose'], token([underPlain, plainIssuer, root], underPlain.key));
notification('judged when it has ended', 'chain-expired', ['--at'], token(good, signer.key), { at: AT + 800 * 86400 });
notification('judged before it has begun', 'chain-not-yet-valid', ['clock is wrong'], token(good, signer.key), { at: AT - 800 * 86400 });
notification('the root is left out', 'chain-length', ['Jwt.Chain.Length'], token([signer, issuer], signer.key));
notification('one certificate more', 'chain-length', ['Jwt.Chain.Length'], token([underSecond, second, issuer, root], underSecond.key));
notification('a local test that has one certificate', 'chain-length', ['local tests'], token([local], local.key));
notification('no certificates', 'chain-missing', ['KeySet'], token(null, signer.key));
notification('certificates in another order', 'chain-broken', ['the root last'], token([root, issuer, signer], signer.key));
notification('certificates of two chains', 'chain-broken', ['the root last'], token([signer, otherIssuer, root], signer.key));
notification('another app', 'token-claim', ['your own application'], token(good, signer.key, { said: { data: { bundleId: 'com.example.other' } } }));
notification('ended, and another app', 'chain-expired', ['--at', 'your own application'], token(good, signer.key, { said: { data: { bundleId: 'com.example.other' } } }), { at: AT + 800 * 86400 });
notification('an algorithm that is not listed', 'token-algorithm', ['Jwt.Algorithms'], token(good, signer.key), { route: chainRoute({}, { Algorithms: ['RS256'] }) });
notification('no algorithm', 'token-algorithm', ['is no signature'], token(good, null, { alg: 'none' }));
notification('signed with another key', 'token-changed', ['forgery'], token(good, otherSigner.key));
notification('another root and signer', 'chain-root', ['root that the provider publishes'], token([issue('Third Signer', otherIssuer, undefined, false), otherIssuer, otherRoot], otherSigner.key));

const pair = () => crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
const web = (key, kid) => ({ kid, ...key.publicKey.export({ format: 'jwk' }) });
const set = (...keys) => JSON.stringify({ keys });
const [one, two, three] = [pair(), pair(), pair()];
const keySet = { Signature: { Algorithm: 'jwt', From: 'header:Authorization', Prefix: 'Bearer ', KeySet: 'file:keys.json', Jwt: { Algorithms: ['ES256'], Claims: { aud: 'https://hooks.example.org' } } } };
const bearer = (title, finding, cure, key, options) => add(`token, ${title}`, finding, cure, {
  headers: [['Authorization', `Bearer ${token(null, key.privateKey, options)}`]], body: '{}', route: keySet, files: { 'keys.json': set(web(one, 'one')) },
});
const audience = { aud: 'https://hooks.example.org', exp: AT + 60 };
bearer('a key that the set has not', 'key-unknown', ['publishes now'], two, { said: audience, kid: 'two' });
bearer('another audience', 'token-claim', ['your own application'], one, { said: { aud: 'https://other.example.org', exp: AT + 60 }, kid: 'one' });
bearer('it has ended', 'timestamp-too-old', [], one, { said: { ...audience, exp: AT - 60 }, kid: 'one' });

// HTTP message signatures.
const digestOf = body => `sha-256=:${crypto.createHash('sha256').update(body).digest('base64')}:`;
const body = '{"a":1,"b":"x"}';
const authority = 'hooks.example.org';
function message(title, finding, cure, {
  label = 'sig1', components = ['@method', '@authority', 'content-digest'], tag, alg, keyid, created = AT, expires, key = one, route, files, arrived = body, agent, agentLine = agent && `sig1="${agent}"`,
  values = {}, env, inputs, at,
}) {
  const parts = components.map(name => name.startsWith('"') ? name : `"${name}"`);
  const parameters = `(${parts.join(' ')});created=${created}${expires ? `;expires=${expires}` : ''}${keyid ? `;keyid="${keyid}"` : ''}${alg ? `;alg="${alg}"` : ''}${tag ? `;tag="${tag}"` : ''}`;
  const known = { '"@method"': 'POST', '"@authority"': authority, '"content-digest"': digestOf(body), '"@target-uri"': `https://${authority}/hooks`, '"signature-agent"': agentLine, ...values };
  const base = [...parts.map(part => `${part}: ${known[part]}`), `"@signature-params": ${parameters}`].join('\n');
  const isRsa = key.privateKey?.asymmetricKeyType === 'rsa';
  const made = key.secret ? crypto.createHmac('sha256', key.secret).update(base).digest()
    : isRsa ? crypto.sign('sha512', Buffer.from(base), { key: key.privateKey, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 })
    : crypto.sign('sha256', Buffer.from(base), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  add(`message, ${title}`, finding, cure, {
    headers: [...(components.includes('content-digest') ? [['Content-Digest', digestOf(body)]] : []), ...(agentLine ? [['Signature-Agent', agentLine]] : []),
      ['Signature-Input', inputs ?? `${label}=${parameters}`], ['Signature', `${label}=:${made.toString('base64')}:`]],
    body: arrived, route, files, env, at,
  });
}
const scheme = (more = {}, signature = {}, rest = {}) => ({
  PublicUrl: `https://${authority}`,
  Signature: { Algorithm: 'http-message-signatures', MessageSignature: { Algorithm: 'ecdsa-p256-sha256', Components: ['@method', '@authority'], ...more }, Secrets: [{ Id: 'one', Value: 'env:KEY' }], ...signature },
  Replay: { Timestamp: 'signature:created' }, ...rest,
});
const env = { KEY: one.publicKey.export({ type: 'spki', format: 'pem' }).trim() };
const own = (title, finding, cure, more) => message(title, finding, cure, { route: scheme(), env, ...more });
own('another label', 'message-label', ['"Label": "sig2"'], { label: 'sig2', route: scheme({ Label: 'sig1' }) });
own('another tag', 'message-tag', ['"Tag": "acme"'], { tag: 'acme', route: scheme({ Tag: 'acme-hooks' }) });
own('no tag', 'message-tag', ['write the tag'], { route: scheme({ Tag: 'acme-hooks' }) });
own('another label and no tag', 'message-label', ['"Label": "sig2"', 'write the tag'], { label: 'sig2', route: scheme({ Label: 'sig1', Tag: 'acme-hooks' }) });
const rsa = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
own('another algorithm', 'algorithm', ['"Algorithm": "rsa-pss-sha512"'], { alg: 'rsa-pss-sha512', key: rsa, env: { KEY: rsa.publicKey.export({ type: 'spki', format: 'pem' }).trim() }, route: scheme({ Algorithm: 'rsa-v1_5-sha256' }) });
own('a component that is not covered', 'message-components', ['sign them'], { components: ['@method', 'content-digest'] });
own('a query that is not covered', 'message-components', ['sign them'], { components: ['@method', 'content-digest'], route: scheme({ Components: ['@method', '@target-uri'] }) });
own('a body that is not covered', 'message-body-uncovered', ['Content-Digest'], { components: ['@method', '@authority'] });
own('nothing is covered', 'message-components', ['sign them', 'Content-Digest'], { components: [] });
own('the key by another name', 'key-id', ['"Id": "key-7"'], { keyid: 'key-7' });
own('the key by another name, and the secret has none', 'key-id', ['"Id": "key-7"'], { keyid: 'key-7', route: scheme({}, { Secrets: ['env:KEY'] }) });
own('the key by another name, and another tag', 'message-tag', ['"Tag": "acme"', '"Id": "key-7"'], { keyid: 'key-7', tag: 'acme', route: scheme({ Tag: 'x' }) });
own('another key by another name', 'key-unknown', ["'Id'"], { keyid: 'key-8', key: two });
own('another body', 'content-digest', ['bytes it received'], { arrived: '{"a":2,"b":"y"}' });
own('a body that was written anew', 'json-rewritten', ['bytes it received'], { arrived: '{ "a": 1, "b": "x" }' });
own('a line end behind the body', 'body-end', ['bytes on'], { arrived: body + '\n' });
own('a parameter that is not known', 'message-malformed', ['http-message-signatures.md'], { inputs: 'sig1=("@method" "@authority" "content-digest");created=1;extra=?1' });
own('it has ended by its own word', 'timestamp-too-old', [], { expires: AT - 1 });
own('another host', 'url-host', ['PublicUrl'], { route: scheme({}, {}, { PublicUrl: 'https://inside.example.net' }) });
own('http for https', 'url-scheme', ['PublicUrl'], { components: ['@target-uri', 'content-digest'], route: scheme({ Components: ['@target-uri'] }, {}, { PublicUrl: `http://${authority}` }) });
const shared = { secret: 'the secret of these webhooks' };
own('a shared secret by another name', 'key-id', ['"Id": "key-7"'], { key: shared, keyid: 'key-7', env: { KEY: shared.secret }, route: scheme({ Algorithm: 'hmac-sha256' }) });
own('a set without the key', 'key-unknown', ['publishes now'], { key: two, keyid: 'two', env: {}, route: scheme({}, { Secrets: undefined, KeySet: 'file:keys.json' }), files: { 'keys.json': set(web(one, 'one')) } });

// Web Bot Auth.
const bots = scheme(
  { Components: ['@authority'], Tag: 'web-bot-auth', Agents: [{ Url: 'https://one.example', KeySet: 'file:one.json' }, { Url: 'https://two.example', KeySet: 'file:two.json' }] }, { Secrets: undefined });
const directories = { 'one.json': set(web(one, 'one')), 'two.json': set(web(two, 'two')) };
const bot = (title, finding, cure, more) => message(`agent, ${title}`, finding, cure, {
  components: ['@authority', 'signature-agent', 'content-digest'], tag: 'web-bot-auth', keyid: 'one', agent: 'https://one.example', route: bots, files: directories, env: {}, ...more,
});
bot('one that is not listed', 'agent-unknown', ['MessageSignature.Agents'], { agent: 'https://three.example', key: three, keyid: 'three' });
bot('a slash too many', 'agent-spelling', ['"Url": "https://one.example/"'], { agent: 'https://one.example/' });
bot('http for https', 'agent-spelling', ['"Url": "http://one.example"'], { agent: 'http://one.example' });
bot('a key of another directory', 'agent-directory', ["'KeySet' of 'https://one.example'"], { key: two, keyid: 'two' });
bot('a key that its directory has not', 'key-unknown', ['may be older'], { key: three, keyid: 'three' });
bot('no header', 'agent-missing', ['Signature-Agent'], { agent: undefined, components: ['@authority', 'content-digest'] });
bot('a header that is not signed', 'agent-uncovered', ['sign'], { components: ['@authority', 'content-digest'] });
bot('two in one header', 'agent-missing', ['Signature-Agent'], { agentLine: 'a="https://one.example", b="https://two.example"' });
bot('no tag', 'message-tag', ['write the tag'], { tag: undefined });
bot('a slash too many, and no tag', 'agent-spelling', ['"Url": "https://one.example/"', 'write the tag'], { agent: 'https://one.example/', tag: undefined });
bot('another host', 'url-host', ['PublicUrl'], { route: { ...bots, PublicUrl: 'https://inside.example.net' } });

process.stdout.write(JSON.stringify(cases, null, 1) + '\n');
