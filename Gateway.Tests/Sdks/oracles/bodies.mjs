// Schemes that sign the body and nothing else, and those that sign some of its values.
import { hmacValidator } from '@adyen/api-library';
import EasyPost from '@easypost/api';
import { Signature } from '@hubspot/api-client';
import { validateSignature } from '@line/bot-sdk';
import { sign, verify } from '@octokit/webhooks-methods';
import onfido from '@onfido/api';
import '@shopify/shopify-api/adapters/node';
import { ApiVersion, shopifyApi } from '@shopify/shopify-api';
import { BraintreeGateway, Environment } from 'braintree';
import coinbase from 'coinbase-commerce-node';
import * as gocardless from 'gocardless-nodejs/webhooks';
import Pusher from 'pusher';
import Razorpay from 'razorpay';
import { StreamChat } from 'stream-chat';
import { hmac, secrets } from '../webhooks.mjs';

const adyen = new hmacValidator();
const easyPost = new EasyPost('key');
const shopify = secret => shopifyApi({
  apiKey: 'key', apiSecretKey: secret, hostName: 'example.com', apiVersion: ApiVersion.July26, isEmbeddedApp: false,
  logger: { log: () => {} },
});
const braintree = privateKey =>
  new BraintreeGateway({ environment: Environment.Sandbox, merchantId: 'merchant', publicKey: 'public', privateKey });

const ofBody = (name, header, ask, { headers = () => ({}), ...rest } = {}) => ({
  name,
  keys: secrets(),
  body: ({ id, text }) => ({ id, type: 'created', text }),
  sign: ({ id, text, key }) => ({ ...headers(id), [header]: hmac(key, text, rest.encoding) }),
  signature: { header },
  ask: request => ask({ ...request, signature: request.headers[header.toLowerCase()] }),
  ...rest,
});

export const bodies = [
  ofBody('github', 'X-Hub-Signature-256', ({ secret, text, signature }) => verify(secret, text, signature), {
    sign: async ({ id, text, key }) => ({
      'X-GitHub-Event': 'issues', 'X-GitHub-Delivery': id, 'X-Hub-Signature-256': await sign(key, text),
    }),
    signature: { header: 'X-Hub-Signature-256', inside: /^sha256=(.*)$/ },
    scheme: ['sha256=', 'sha1='],
  }),
  ofBody('line', 'x-line-signature', ({ secret, body, signature }) => validateSignature(body, secret, signature), {
    encoding: 'base64',
    body: ({ id, text }) => ({ destination: 'U1', events: [{ type: 'message', webhookEventId: id, message: { text } }] }),
  }),
  ofBody('razorpay', 'X-Razorpay-Signature', ({ secret, body, signature }) =>
    Razorpay.validateWebhookSignature(body, signature, secret), { headers: id => ({ 'x-razorpay-event-id': id }) }),
  ofBody('gocardless', 'Webhook-Signature', ({ secret, body, signature }) => gocardless.parse(body, secret, signature), {
    body: ({ id, text }) => ({ events: [{ id, metadata: { text } }], meta: { webhook_id: id } }),
  }),
  ofBody('pusher', 'X-Pusher-Signature', ({ secret, text, headers }) =>
    new Pusher({ appId: '1', key: 'key', secret, cluster: 'eu' }).webhook({ headers, rawBody: text }).isValid(), {
    headers: () => ({ 'X-Pusher-Key': 'key' }),
    body: ({ id, text }) => ({ time_ms: 1, events: [{ name: 'client_event', channel: id, data: text }] }),
  }),
  ofBody('coinbase-commerce', 'X-CC-Webhook-Signature', ({ secret, text, signature }) =>
    coinbase.Webhook.verifyEventBody(text, signature, secret), {
    body: ({ id, text }) => ({ id: 1, event: { id, type: 'charge:confirmed', data: { name: text } } }),
  }),
  ofBody('onfido', 'X-SHA2-Signature', ({ secret, body, signature }) =>
    new onfido.WebhookEventVerifier(secret).readPayload(body, signature), {
    body: ({ id, text }) => ({ payload: { resource_type: 'check', action: 'check.completed', object: { id, href: text } } }),
  }),
  ofBody('stream-chat', 'X-Signature', ({ secret, body, signature }) =>
    new StreamChat('key', secret).verifyWebhook(body, signature), {
    body: ({ id, text }) => ({ type: 'message.new', cid: id, message: { text } }),
  }),
  ofBody('shopify', 'X-Shopify-Hmac-Sha256', async ({ secret, text, incoming, outgoing }) =>
    (await shopify(secret).webhooks.validate({ rawBody: text, rawRequest: incoming, rawResponse: outgoing })).valid, {
    encoding: 'base64',
    headers: id => ({
      'X-Shopify-Topic': 'orders/create', 'X-Shopify-Shop-Domain': 'shop.example.com', 'X-Shopify-API-Version': '2026-07',
      'X-Shopify-Webhook-Id': id, 'X-Shopify-Event-Id': id, 'X-Shopify-Triggered-At': '2026-11-30T00:00:00Z',
    }),
  }),
  ofBody('hubspot-v1', 'X-HubSpot-Signature', ({ secret, text, signature }) =>
    Signature.isValid({ signature, clientSecret: secret, requestBody: text }), {
    sign: ({ text, key }) => ({
      'X-HubSpot-Signature-Version': 'v1',
      'X-HubSpot-Signature': Signature.getSignature('POST', 'v1', { clientSecret: key, requestBody: text }),
    }),
  }),
  ofBody('easypost', 'X-Hmac-Signature', ({ secret, body, headers }) => easyPost.Utils.validateWebhook(body, headers, secret), {
    body: ({ id, text }) => ({ id, description: 'tracker.updated', result: { weight: 17, text } }),
    // EasyPost signs a whole weight as a decimal, and sends it as JavaScript writes it.
    sign: ({ text, key }) => ({
      'X-Hmac-Signature': 'hmac-sha256-hex=' + hmac(key, text.replace(/("weight":\s*\d+)/, '$1.0')),
    }),
    signature: { header: 'X-Hmac-Signature', inside: /^hmac-sha256-hex=(.*)$/ },
    scheme: ['hmac-sha256-hex=', 'hmac-sha1-hex='],
  }),
  ofBody('adyen-platform', 'HmacSignature', ({ secret, text, signature }) => adyen.validateHMACSignature(secret, signature, text), {
    encoding: 'base64',
    sign: ({ text, key }) => ({ HmacSignature: adyen.calculateHmac(text, key), Protocol: 'HmacSHA256' }),
  }),
  {
    name: 'adyen',
    keys: secrets(),
    body: ({ id, text, key }) => {
      const item = {
        additionalData: {}, pspReference: id, merchantAccountCode: 'Merchant', merchantReference: text,
        amount: { value: 1130, currency: 'EUR' }, eventCode: 'AUTHORISATION', success: 'true',
      };
      item.additionalData.hmacSignature = adyen.calculateHmac(item, key.sign);
      return { live: 'false', notificationItems: [{ NotificationRequestItem: item }] };
    },
    sign: () => ({}),
    signature: { body: /"hmacSignature": ?"([^"]*)"/, separator: ',' },
    encoding: 'base64',
    ask: ({ text, secret }) => adyen.validateHMAC(JSON.parse(text).notificationItems[0].NotificationRequestItem, secret),
  },
  {
    name: 'braintree',
    keys: secrets(),
    route: { Signature: { Prefix: 'public|' } },
    contentType: 'application/x-www-form-urlencoded',
    body: ({ id, key }) => {
      const form = braintree(key.sign).webhookTesting.sampleNotification('subscription_went_active', id);
      return `bt_signature=${encodeURIComponent(form.bt_signature)}&bt_payload=${encodeURIComponent(form.bt_payload)}`;
    },
    // The first letters of the payload, which is XML in base64.
    marker: ['bt_payload=', 'bt_payload=AAAA'],
    sign: () => ({}),
    // A pair of public key and signature for each of the merchant's keys: what stands beside is of another one.
    signature: { body: /public%7C([^&%]*)/, separator: '%26', beside: item => item.replace('public', 'other') },
    scheme: ['public%7C', 'other%7C'],
    ask: ({ form, secret }) => braintree(secret).webhookNotification.parse(form.bt_signature, form.bt_payload),
  },
];
