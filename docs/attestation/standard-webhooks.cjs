const { Webhook } = require('standardwebhooks');

// secret: what the gateway signs with, 'whsec_...'. body: exactly as received. Throws unless all is right.
exports.verify = (secret, headers, body) => new Webhook(secret).verify(body.toString('utf8'), headers, { jsonParse: false });
