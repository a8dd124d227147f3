// Schemes that send a token (RFC 7519), which holds a digest of the body.
import { Receiver } from '@upstash/qstash';
import { AccessToken, WebhookReceiver } from 'livekit-server-sdk';
import messageBird from 'messagebird/lib/webhook-signature-jwt.js';
import { createSecretKey } from 'node:crypto';
import { hmac, secrets, sha256 } from '../webhooks.mjs';

/** A token of header and claims, signed with HMAC. */
export function token(claims, key, header = { alg: 'HS256', typ: 'JWT' }) {
  const content = [header, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return header.alg === 'none' ? content + '.' : `${content}.${hmac(key, content, 'base64url', header.alg.replace('HS', 'sha'))}`;
}

const withToken = oracle => ({
  keys: secrets(),
  body: ({ id, text }) => ({ id, event: 'created', text }),
  signature: { header: oracle.tokenHeader, inside: /\.([^.]*)$/ },
  encoding: 'base64url',
  ...oracle,
});

export const tokens = [
  withToken({
    name: 'livekit',
    tokenHeader: 'Authorization',
    digest: 'sha256',
    contentType: 'application/webhook+json',
    route: { Signature: { Jwt: { Claims: { iss: 'APIkey' } } } },
    body: ({ id, text }) => ({ event: 'room_started', id, createdAt: '1700000000', room: { sid: 'RM_1', metadata: text } }),
    sign: async ({ body, key }) => {
      const access = new AccessToken('APIkey', key, { ttl: 300 });
      access.sha256 = sha256(body, 'base64');
      return { Authorization: await access.toJwt() };
    },
    ask: ({ text, headers, secret }) => new WebhookReceiver('APIkey', secret).receive(text, headers.authorization),
  }),
  withToken({
    name: 'messagebird',
    tokenHeader: 'MessageBird-Signature-JWT',
    digest: 'payload_hash',
    signsUrl: true,
    sign: ({ id, body, url, key, seconds }) => ({
      'MessageBird-Signature-JWT': token({
        iss: 'MessageBird', nbf: seconds, iat: seconds, exp: seconds + 60, jti: id, url_hash: sha256(url), payload_hash: sha256(body),
      }, key),
    }),
    ask: ({ body, url, headers, secret }) =>
      messageBird.verify(url, body, headers['messagebird-signature-jwt'], createSecretKey(Buffer.from(secret))),
  }),
  withToken({
    name: 'upstash-qstash',
    tokenHeader: 'Upstash-Signature',
    digest: 'body',
    signsUrl: true,
    sign: ({ id, body, url, key, seconds }) => ({
      'Upstash-Message-Id': id,
      'Upstash-Signature': token({
        iss: 'Upstash', sub: url, nbf: seconds, iat: seconds, exp: seconds + 300, jti: id, body: sha256(body, 'base64url'),
      }, key),
    }),
    ask: ({ text, url, headers, secret }) => new Receiver({ currentSigningKey: secret, nextSigningKey: secret })
      .verify({ signature: headers['upstash-signature'], body: text, url }),
  }),
];
