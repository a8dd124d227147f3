// Schemes of their own that sign when the webhook was sent.
import { signRequest, verifyRequest } from '@contentful/node-apps-toolkit';
import { LinearWebhookClient } from '@linear/sdk/webhooks';
import Mux from '@mux/mux-node';
import { Paddle } from '@paddle/paddle-node-sdk';
// The module alone: the package as a whole loads others that it does not depend on.
import slack from '@slack/bolt/dist/receivers/verify-request.js';
import { WorkOS } from '@workos-inc/node';
import messageBird from 'messagebird/lib/signature.js';
import Stripe from 'stripe';
import { hmac, secrets, sha256 } from '../webhooks.mjs';

const stripe = new Stripe('sk_test_1');
const mux = new Mux({ tokenId: 'id', tokenSecret: 'secret' });
const paddle = new Paddle('key');
const workos = new WorkOS('sk_1', { clientId: 'client' });

export const timestamped = [
  {
    name: 'stripe',
    keys: secrets(text => 'whsec_' + text),
    body: ({ id, text }) => ({ id, object: 'event', type: 'charge.succeeded', data: { object: { description: text } } }),
    sign: ({ text, key, seconds }) => ({
      'Stripe-Signature': stripe.webhooks.generateTestHeaderString({ payload: text, secret: key, timestamp: seconds, scheme: 'v1' }),
    }),
    signature: { header: 'Stripe-Signature', inside: /v1=([^,]*)/, separator: ',' },
    scheme: ['v1=', 'v0='],
    timestamp: { header: 'Stripe-Signature', inside: /t=([^,]*)/ },
    ask: ({ body, headers, secret }) => stripe.webhooks.constructEvent(body, headers['stripe-signature'], secret),
  },
  {
    name: 'mux',
    keys: secrets(),
    body: ({ id, text }) => ({ id, type: 'video.asset.ready', data: { passthrough: text } }),
    sign: ({ text, key, seconds }) => ({ 'Mux-Signature': `t=${seconds},v1=${hmac(key, `${seconds}.${text}`)}` }),
    signature: { header: 'Mux-Signature', inside: /v1=([^,]*)/, separator: ',' },
    scheme: ['v1=', 'v0='],
    timestamp: { header: 'Mux-Signature', inside: /t=([^,]*)/ },
    ask: ({ text, headers, secret }) => mux.webhooks.verifySignature(text, headers, secret),
  },
  {
    name: 'paddle',
    keys: secrets(text => 'pdl_ntfset_' + text),
    body: ({ id, text }) => ({ event_id: id, event_type: 'transaction.completed', data: { text } }),
    sign: ({ text, key, seconds }) => ({ 'Paddle-Signature': `ts=${seconds};h1=${hmac(key, `${seconds}:${text}`)}` }),
    signature: { header: 'Paddle-Signature', inside: /h1=([^;]*)/, separator: ';' },
    scheme: ['h1=', 'h0='],
    timestamp: { header: 'Paddle-Signature', inside: /ts=([^;]*)/ },
    ask: ({ text, headers, secret }) => paddle.webhooks.isSignatureValid(text, secret, headers['paddle-signature']),
  },
  {
    name: 'workos',
    keys: secrets(),
    body: ({ id, text }) => ({ id, event: 'user.created', data: { first_name: text } }),
    sign: async ({ text, key, at }) => ({
      'WorkOS-Signature': `t=${at}, v1=${await workos.webhooks.computeSignature(at, text, key)}`,
    }),
    signature: { header: 'WorkOS-Signature', inside: /v1=([^,]*)/, separator: ',' },
    scheme: ['v1=', 'v0='],
    timestamp: { header: 'WorkOS-Signature', inside: /t=([^,]*)/, unit: 1 },
    ask: ({ body, headers, secret }) =>
      workos.webhooks.verifyHeader({ payload: body, sigHeader: headers['workos-signature'], secret }),
  },
  {
    name: 'slack',
    keys: secrets(),
    body: ({ id, text }) => ({ type: 'event_callback', event_id: id, event: { type: 'app_mention', text } }),
    sign: ({ text, key, seconds }) => ({
      'X-Slack-Request-Timestamp': String(seconds),
      'X-Slack-Signature': `v0=${hmac(key, `v0:${seconds}:${text}`)}`,
    }),
    signature: { header: 'X-Slack-Signature', inside: /^v0=(.*)$/ },
    scheme: ['v0=', 'v1='],
    timestamp: { header: 'X-Slack-Request-Timestamp' },
    ask: ({ text, headers, secret }) => slack.verifySlackRequest({ signingSecret: secret, body: text, headers }),
  },
  {
    name: 'linear',
    keys: secrets(),
    body: ({ id, text, at }) => ({ action: 'create', type: 'Issue', webhookTimestamp: at, webhookId: id, data: { title: text } }),
    sign: ({ id, text, key }) => ({ 'Linear-Delivery': id, 'Linear-Signature': hmac(key, text) }),
    signature: { header: 'Linear-Signature' },
    timestamp: { body: /"webhookTimestamp":(\d+)/, unit: 1 },
    ask: ({ body, headers, secret }) => new LinearWebhookClient(secret).verify(body, headers['linear-signature']),
  },
  {
    name: 'contentful',
    keys: secrets(),
    body: ({ id, text }) => ({ sys: { type: 'Entry', id }, fields: { name: { 'en-US': text } } }),
    sign: ({ text, path, key, at }) => {
      const headers = { 'x-contentful-topic': 'ContentManagement.Entry.publish' };
      return { ...headers, ...signRequest(key, { method: 'POST', path, headers, body: text }, at) };
    },
    signature: { header: 'x-contentful-signature' },
    timestamp: { header: 'x-contentful-timestamp', unit: 1 },
    id: { header: 'x-contentful-topic' },
    ask: ({ path, text, headers, secret }) => verifyRequest(secret, { method: 'POST', path, headers, body: text }),
  },
  {
    name: 'messagebird-legacy',
    keys: secrets(),
    query: () => '?b=2&a=1',
    signsUrl: true,
    body: ({ id, text }) => ({ id, text }),
    sign: ({ body, key, seconds }) => ({
      'MessageBird-Request-Timestamp': String(seconds),
      'MessageBird-Signature':
        hmac(key, Buffer.concat([Buffer.from(`${seconds}\na=1&b=2\n`), sha256(body, null)]), 'base64'),
    }),
    signature: { header: 'MessageBird-Signature' },
    encoding: 'base64',
    timestamp: { header: 'MessageBird-Request-Timestamp' },
    ask: ({ headers, query, body, secret }) => messageBird.validate({ headers, query, body }, secret),
  },
];
