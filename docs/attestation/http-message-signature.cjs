const { createHash, createPublicKey, verify } = require('node:crypto');
const { httpbis } = require('http-message-signatures');

// keys: those of /.well-known/jwks.json. request: { method, url, headers }. body: exactly as received. Throws unless all is right.
exports.verify = async (keys, request, body) => {
  if (request.headers['content-digest'] !== `sha-256=:${createHash('sha256').update(body).digest('base64')}:`) {
    throw new Error('another body was signed');
  }

  const isSigned = await httpbis.verifyMessage({
    requiredFields: ['@method', '@path', '@query', 'content-digest', 'webhook-id'],
    requiredParams: ['created', 'keyid', 'alg'],
    maxAge: 300,
    tolerance: 5,
    keyLookup: async ({ keyid }) => {
      const key = keys.find(one => one.kid === keyid);
      return key && { algs: ['ed25519'], verify: async (data, signature) => verify(null, data, createPublicKey({ key, format: 'jwk' }), signature) };
    },
  }, request);
  if (isSigned !== true) {
    throw new Error('no signature is right');
  }
};
