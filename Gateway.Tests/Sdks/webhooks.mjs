// Makes genuine webhooks of an oracle's provider, each of its own event.
import { createHash, createHmac } from 'node:crypto';

export const origin = 'https://hooks.example.com';

let events = 0;

/**
 * A webhook as the provider sends it. `key` signs it, `at` (ms) is when, `text` stands in its body, and `indent` spreads JSON over lines
 * that end with a line feed.
 */
export async function build(oracle, { key = oracle.keys[0], at = Date.now(), text = 'Marker', indent = 0 } = {}) {
  const id = `evt_${++events}`;
  const content = oracle.body({ id, text, at, key });
  const json = indent ? JSON.stringify(content, null, indent) + '\n' : JSON.stringify(content);
  const body = Buffer.from(typeof content === 'string' ? content : json);
  const path = `/hooks/${oracle.name}${oracle.query?.(body) ?? ''}`;
  const headers = await oracle.sign({
    id, at, body, path, seconds: Math.floor(at / 1000), text: body.toString(), url: origin + path, key: key.sign,
  });
  return { path, headers: [['Content-Type', oracle.contentType ?? 'application/json'], ...Object.entries(headers)], body };
}

export const hmac = (key, content, encoding = 'hex', algorithm = 'sha256') =>
  createHmac(algorithm, key).update(content).digest(encoding);

export const sha256 = (content, encoding = 'hex') => createHash('sha256').update(content).digest(encoding);

/** The provider's secret, and one that is not. The sender signs with `sign`; gateway and SDK know `secret`. */
export const secrets = (form = text => text) =>
  ['the secret', 'another secret'].map(name => form(sha256(name))).map(text => ({ sign: text, secret: text }));
