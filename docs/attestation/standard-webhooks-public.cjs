const { createPublicKey, verify } = require('node:crypto');

// keys: those of /.well-known/jwks.json. body: exactly as received. Throws unless all is right.
exports.verify = (keys, headers, body) => {
  const [id, timestamp, list] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(name => headers[name] ?? '');
  if (!/^[0-9]{1,12}$/.test(timestamp) || Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) {
    throw new Error('too old, or from the future');
  }

  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const signatures = list.split(' ').filter(one => one.startsWith('v1a,')).map(one => Buffer.from(one.slice(4), 'base64'));
  const isSigned = keys.map(key => createPublicKey({ key, format: 'jwk' })).some(key => signatures.some(one => verify(null, signed, key, one)));
  if (!isSigned) {
    throw new Error('no signature is right');
  }
};
