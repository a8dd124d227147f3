// Tokens with other headers and claims, signed anew with the right key unless their name says otherwise.
import { token } from '../oracles/tokens.mjs';
import { build } from '../webhooks.mjs';
import { read, write } from '../places.mjs';

const hour = 3600;

const onToken = (name, change, { header, key = oracle => oracle.keys[0].sign, fits = () => true } = {}) => ({
  name: `token: ${name}`,
  fits: oracle => oracle.digest && fits(oracle),
  make: async oracle => {
    const webhook = await build(oracle);
    const place = { header: oracle.tokenHeader };
    const claims = JSON.parse(Buffer.from(read(webhook, place).split('.')[1], 'base64url'));
    const now = Math.floor(Date.now() / 1000);
    return write(webhook, place, token(change(claims, now, oracle), key(oracle), header));
  },
});

const without = (claims, name) => Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));

export const ofTokens = [
  onToken('none as its algorithm', claims => claims, { header: { alg: 'none', typ: 'JWT' } }),
  onToken('another algorithm, HS512', claims => claims, { header: { alg: 'HS512', typ: 'JWT' } }),
  onToken('an extension that nobody knows, in crit', claims => claims, { header: { alg: 'HS256', crit: ['exp2'], exp2: 1 } }),
  onToken('expired an hour ago', (claims, now) => ({ ...claims, nbf: now - 2 * hour, iat: now - 2 * hour, exp: now - hour })),
  onToken('good in an hour', (claims, now) => ({ ...claims, nbf: now + hour, exp: now + 2 * hour })),
  onToken('issued in an hour', (claims, now) => ({ ...claims, iat: now + hour, exp: now + 2 * hour })),
  onToken('without an end', claims => without(claims, 'exp')),
  onToken('its end as text', claims => ({ ...claims, exp: String(claims.exp) })),
  onToken("another's", claims => ({ ...claims, iss: 'other' })),
  onToken("nobody's", claims => without(claims, 'iss')),
  onToken('without the digest of the body', (claims, now, oracle) => without(claims, oracle.digest)),
  onToken('an empty digest of the body', (claims, now, oracle) => ({ ...claims, [oracle.digest]: '' })),
  onToken('without an id', claims => without(claims, 'jti'), { fits: oracle => oracle.name === 'messagebird' }),
];
