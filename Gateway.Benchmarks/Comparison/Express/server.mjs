// The gateway's stages as one writes them with Express: node server.mjs PORT BACKEND plain|memory|redis SCHEMA SECRET [REDIS]
import cluster from 'node:cluster';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import { createRequire } from 'node:module';

const [port, backend, mode, schema, secret, redisPort] = process.argv.slice(2);
// From the folder that npm has installed into.
const require = createRequire(process.env.COMPARISON_MODULES + '/');

if (cluster.isPrimary) {
  for (let i = 0; i < os.availableParallelism(); i++) cluster.fork();
} else {
  const express = require('express');
  const agent = new http.Agent({ keepAlive: true, maxSockets: 512 });
  const allowed = new net.BlockList();
  allowed.addSubnet('127.0.0.0', 9);
  allowed.addSubnet('203.0.113.0', 24);
  const budget = { until: 0, count: 0 };
  const claims = new Map();
  let validate;
  let redis;
  if (mode !== 'plain') {
    const Ajv = require('ajv/dist/2020').default;
    validate = new Ajv().compile(JSON.parse(fs.readFileSync(schema, 'utf8')));
  }
  if (mode === 'redis') {
    const { Redis } = require('ioredis');
    redis = new Redis({ host: '127.0.0.1', port: Number(redisPort), enableAutoPipelining: true });
  }

  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(express.raw({ type: '*/*', limit: '16mb' }));
  if (mode !== 'plain') app.use(verify);
  app.use(forward);
  const server = app.listen(Number(port), '127.0.0.1');
  server.keepAliveTimeout = 3600_000;

  async function verify(request, response, next) {
    if (!allowed.check(request.socket.remoteAddress)) return response.status(403).end();
    const now = Date.now();
    if (now >= budget.until) { budget.until = now + 1000; budget.count = 0; }
    if (++budget.count > 1000000) return response.status(429).end();
    const stamp = request.headers['x-load-timestamp'] ?? '';
    if (!(Math.abs(now / 1000 - Number(stamp)) <= 300)) return response.status(401).end();
    const expected = crypto.createHmac('sha256', secret).update(stamp + '.').update(request.body).digest();
    const given = Buffer.from(request.headers['x-load-signature'] ?? '', 'hex');
    if (given.length !== expected.length || !crypto.timingSafeEqual(given, expected)) return response.status(401).end();
    let event;
    try { event = JSON.parse(request.body.toString('utf8')); } catch { return response.status(400).end(); }
    if (!validate(event)) return response.status(422).end();
    const key = 'claim:' + event.id;
    if (redis) {
      if (await redis.set(key, 'claimed', 'PX', 30000, 'NX') === null) return response.status(200).end();
      response.on('finish', () => redis.set(key, 'done', 'PX', 360000, 'XX'));
    } else {
      if (claims.has(key)) return response.status(200).end();
      claims.set(key, now);
      if (claims.size > 1_000_000) claims.delete(claims.keys().next().value);
    }
    next();
  }

  function forward(request, response) {
    const { connection, ...headers } = request.headers;
    const onward = http.request(
      { host: '127.0.0.1', port: Number(backend), method: request.method, path: request.url, headers, agent },
      (answer) => {
        response.writeHead(answer.statusCode, answer.rawHeaders);
        answer.pipe(response);
      });
    onward.on('error', () => response.status(502).end());
    onward.end(request.body);
  }
}
