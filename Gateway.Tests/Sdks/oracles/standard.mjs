// Standard Webhooks (https://www.standardwebhooks.com): an id, a time and the body, signed in base64; and its older form with svix- headers.
import { webhooks as polar } from '@polar-sh/sdk/2027-01';
import { WebhookHandler } from '@liveblocks/node';
import DodoPayments from 'dodopayments';
import OpenAI from 'openai';
import { validateWebhook } from 'replicate';
import { Resend } from 'resend';
import { Webhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { hmac, secrets } from '../webhooks.mjs';

const standard = (name, ask, { type = 'user.created', prefix = 'webhook', ...rest } = {}) => ({
  name,
  keys: secrets(text => 'whsec_' + Buffer.from(text, 'hex').toString('base64')),
  body: ({ id, text }) => ({ id, type, timestamp: new Date().toISOString(), data: { text } }),
  sign: ({ id, seconds, text, key }) => ({
    [`${prefix}-id`]: id,
    [`${prefix}-timestamp`]: String(seconds),
    [`${prefix}-signature`]: new Webhook(key).sign(id, new Date(seconds * 1000), text),
  }),
  signature: { header: `${prefix}-signature`, inside: /^v1,(.*)$/, separator: ' ' },
  encoding: 'base64',
  scheme: ['v1,', 'v2,'],
  timestamp: { header: `${prefix}-timestamp` },
  id: { header: `${prefix}-id` },
  ask,
  ...rest,
});

export const standardWebhooks = [
  standard('standardwebhooks', ({ secret, body, headers }) => new Webhook(secret).verify(body, headers)),
  standard('svix', ({ secret, body, headers }) => new SvixWebhook(secret).verify(body, headers), {
    prefix: 'svix',
    sign: ({ id, seconds, text, key }) => ({
      'svix-id': id,
      'svix-timestamp': String(seconds),
      'svix-signature': new SvixWebhook(key).sign(id, new Date(seconds * 1000), text),
    }),
  }),
  standard('resend', ({ secret, text, headers }) => new Resend('re_1').webhooks.verify({
    payload: text,
    headers: { id: headers['svix-id'], timestamp: headers['svix-timestamp'], signature: headers['svix-signature'] },
    webhookSecret: secret,
  }), { prefix: 'svix', type: 'email.delivered' }),
  standard('openai', ({ secret, text, headers }) => new OpenAI({ apiKey: 'sk-1' }).webhooks.verifySignature(text, headers, secret)),
  standard('replicate', ({ secret, text, headers }) => validateWebhook({
    id: headers['webhook-id'],
    timestamp: headers['webhook-timestamp'],
    signature: headers['webhook-signature'],
    body: text,
    secret,
  })),
  standard('liveblocks', ({ secret, text, headers }) => new WebhookHandler(secret).verifyRequest({ headers, rawBody: text }), {
    type: 'userEntered',
  }),
  standard('dodopayments', ({ secret, text, headers }) =>
    new DodoPayments({ bearerToken: 'key' }).webhooks.unwrap(text, { headers, key: secret })),
  // Polar's secret is the key as it is written, and its SDK has no function that signs.
  standard('polar', ({ secret, body, headers }) => polar.validateEvent(body, headers, secret), {
    type: 'order.created',
    keys: secrets(),
    sign: ({ id, seconds, text, key }) => ({
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': 'v1,' + hmac(key, `${id}.${seconds}.${text}`, 'base64'),
    }),
  }),
];
