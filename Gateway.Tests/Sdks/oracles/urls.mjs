// Schemes that sign the URL that the provider calls.
import { Signature } from '@hubspot/api-client';
import plivo from 'plivo';
import { WebhooksHelper } from 'square';
import twilio from 'twilio';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { parse } from 'node:querystring';
import { hmac, secrets, sha256 } from '../webhooks.mjs';

const formType = 'application/x-www-form-urlencoded';

const ofUrl = oracle => ({ keys: secrets(), signsUrl: true, ...oracle });

const hubSpot = (version, header, encoding) => ofUrl({
  name: `hubspot-${version}`,
  body: ({ id, text }) => ({ eventId: id, text }),
  sign: ({ text, url, key, at }) => ({
    ...version === 'v3' ? { 'X-HubSpot-Request-Timestamp': String(at) } : { 'X-HubSpot-Signature-Version': version },
    [header]: Signature.getSignature('POST', version, { clientSecret: key, requestBody: text, url, timestamp: at }),
  }),
  signature: { header },
  encoding,
  timestamp: version === 'v3' ? { header: 'X-HubSpot-Request-Timestamp', unit: 1 } : undefined,
  ask: ({ text, url, headers, secret }) => Signature.isValid({
    method: 'POST', signatureVersion: version, signature: headers[header.toLowerCase()], clientSecret: secret, requestBody: text, url,
    ...version === 'v3' ? { timestamp: Number(headers['x-hubspot-request-timestamp']) } : {},
  }),
});

export const urls = [
  ofUrl({
    name: 'twilio',
    contentType: formType,
    body: ({ id, text }) => `CallSid=${id}&From=%2B14158675309&Text=${encodeURIComponent(text)}&To=%2B18005551212`,
    sign: ({ id, text, url, key }) => ({
      'I-Twilio-Idempotency-Token': id, 'X-Twilio-Signature': getExpectedTwilioSignature(key, url, parse(text)),
    }),
    signature: { header: 'X-Twilio-Signature' },
    encoding: 'base64',
    ask: ({ form, url, headers, secret }) => twilio.validateRequest(secret, headers['x-twilio-signature'], url, form),
  }),
  ofUrl({
    name: 'twilio-json',
    query: body => `?bodySHA256=${sha256(body)}`,
    body: ({ id, text }) => ({ id, text }),
    sign: ({ id, url, key }) => ({
      'I-Twilio-Idempotency-Token': id, 'X-Twilio-Signature': getExpectedTwilioSignature(key, url, {}),
    }),
    signature: { header: 'X-Twilio-Signature' },
    encoding: 'base64',
    ask: ({ text, url, headers, secret }) => twilio.validateRequestWithBody(secret, headers['x-twilio-signature'], url, text),
  }),
  ofUrl({
    name: 'square',
    body: ({ id, text }) => ({ type: 'payment.created', event_id: id, data: { text } }),
    sign: ({ text, url, key }) => ({ 'x-square-hmacsha256-signature': hmac(key, url + text, 'base64') }),
    signature: { header: 'x-square-hmacsha256-signature' },
    encoding: 'base64',
    ask: ({ text, url, headers, secret }) => WebhooksHelper.verifySignature({
      requestBody: text, signatureHeader: headers['x-square-hmacsha256-signature'], signatureKey: secret, notificationUrl: url,
    }),
  }),
  ofUrl({
    name: 'plivo',
    contentType: formType,
    body: ({ id, text }) => `CallUUID=${id}&From=14151234567&Text=${encodeURIComponent(text)}&To=14157654321`,
    sign: ({ id, text, url, key }) => {
      const fields = Object.entries(parse(text)).sort().map(([name, value]) => name + value).join('');
      return { 'X-Plivo-Signature-V3-Nonce': id, 'X-Plivo-Signature-V3': hmac(key, `${url}?${fields}.${id}`, 'base64') };
    },
    signature: { header: 'X-Plivo-Signature-V3', separator: ',' },
    encoding: 'base64',
    id: { header: 'X-Plivo-Signature-V3-Nonce' },
    ask: ({ form, url, headers, secret }) => plivo.validateV3Signature(
      'POST', url, headers['x-plivo-signature-v3-nonce'], secret, headers['x-plivo-signature-v3'], { ...form }),
  }),
  hubSpot('v2', 'X-HubSpot-Signature'),
  hubSpot('v3', 'X-HubSpot-Signature-v3', 'base64'),
];
