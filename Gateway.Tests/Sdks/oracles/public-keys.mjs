// Schemes that sign with a private key.
import { EventWebhook } from '@sendgrid/eventwebhook';
import { verifyKey } from 'discord-interactions';
import { generateKeyPairSync, sign } from 'node:crypto';
import Telnyx from 'telnyx';

const pairs = (type, form, options) => [1, 2].map(() => {
  const { publicKey, privateKey } = generateKeyPairSync(type, options);
  return { sign: privateKey, secret: form(publicKey) };
});

const ed25519 = encoding => pairs('ed25519', key => Buffer.from(key.export({ format: 'jwk' }).x, 'base64url').toString(encoding));

const telnyx = new Telnyx({ apiKey: 'key' });

export const publicKeys = [
  {
    name: 'sendgrid',
    keys: pairs('ec', key => key.export({ format: 'der', type: 'spki' }).toString('base64'), { namedCurve: 'P-256' }),
    body: ({ id, text }) => [{ email: 'a@example.com', event: 'delivered', sg_event_id: id, text }],
    sign: ({ text, key, seconds }) => ({
      'X-Twilio-Email-Event-Webhook-Timestamp': String(seconds),
      'X-Twilio-Email-Event-Webhook-Signature': sign('sha256', Buffer.from(seconds + text), key).toString('base64'),
    }),
    signature: { header: 'X-Twilio-Email-Event-Webhook-Signature' },
    encoding: 'base64',
    timestamp: { header: 'X-Twilio-Email-Event-Webhook-Timestamp' },
    ask: ({ body, headers, secret }) => {
      const events = new EventWebhook();
      return events.verifySignature(events.convertPublicKeyToECDSA(secret), body,
        headers['x-twilio-email-event-webhook-signature'], headers['x-twilio-email-event-webhook-timestamp']);
    },
  },
  {
    name: 'telnyx',
    keys: ed25519('base64'),
    body: ({ id, text }) => ({ data: { id, event_type: 'message.received', payload: { text } } }),
    sign: ({ text, key, seconds }) => ({
      'telnyx-timestamp': String(seconds),
      'telnyx-signature-ed25519': sign(null, Buffer.from(`${seconds}|${text}`), key).toString('base64'),
    }),
    signature: { header: 'telnyx-signature-ed25519' },
    encoding: 'base64',
    timestamp: { header: 'telnyx-timestamp' },
    ask: ({ text, headers, secret }) => telnyx.webhooks.unwrap(text, { headers, key: secret }),
  },
  {
    name: 'discord',
    keys: ed25519('hex'),
    body: ({ id, text }) => ({ id, application_id: '1', type: 2, data: { name: text } }),
    sign: ({ text, key, seconds }) => ({
      'X-Signature-Timestamp': String(seconds),
      'X-Signature-Ed25519': sign(null, Buffer.from(seconds + text), key).toString('hex'),
    }),
    signature: { header: 'X-Signature-Ed25519' },
    timestamp: { header: 'X-Signature-Timestamp' },
    ask: ({ body, headers, secret }) =>
      verifyKey(body, headers['x-signature-ed25519'], headers['x-signature-timestamp'], secret),
  },
];
