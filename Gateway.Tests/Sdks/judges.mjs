// Both judges get the same bytes over HTTP: the gateway with a backend behind it, and a server that asks the SDK.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import http from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { parse } from 'node:querystring';
import { origin } from './webhooks.mjs';

const agent = new http.Agent({ keepAlive: true });

/** A server on a free port of the loopback interface. */
export async function serve(answer) {
  const server = http.createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    response.end(JSON.stringify(await answer(request, Buffer.concat(parts), response)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: server.address().port, stop: () => { server.closeAllConnections(); server.close(); } };
}

/** Asks the SDK as an application would: with Node's headers, the URL as the provider calls it, and the body as bytes, text or form. */
export const askSdks = oracles => serve(async (incoming, body, outgoing) => {
  const path = incoming.url;
  const oracle = oracles.find(each => path.split('?')[0] === `/hooks/${each.name}`);
  const text = body.toString();
  const [, query = ''] = path.split('?');
  try {
    const verdict = await oracle.ask({
      secret: oracle.keys[0].secret, headers: incoming.headers, body, text, form: parse(text), path, url: origin + path,
      query: parse(query), incoming, outgoing,
    });
    return verdict === false ? { accepted: false, why: 'false' } : { accepted: true };
  } catch (error) {
    return { accepted: false, why: String(error?.message ?? error) };
  }
});

/** Sends the webhook, and returns the answer with its status. */
export function send(port, { path, headers, body }) {
  const all = [...headers, ['Host', `127.0.0.1:${port}`], ['Content-Length', String(body.length)]].flat();
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, host: '127.0.0.1', port, method: 'POST', path, headers: all }, async response => {
      const parts = [];
      for await (const part of response) parts.push(part);
      resolve({ status: response.statusCode, text: Buffer.concat(parts).toString() });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** The gateway with a route for each oracle, as its preset is, in front of a backend. */
export async function startGateway(program, folder, oracles, presets) {
  const backend = await serve(() => ({ arrived: true }));
  const port = await freePort();
  const config = join(folder, 'gateway.json');
  await writeFile(config, JSON.stringify({
    Gateway: { Admin: { Url: `http://127.0.0.1:${await freePort()}` }, Storage: { Provider: 'Memory' } },
    ReverseProxy: {
      Routes: Object.fromEntries(oracles.map(oracle => [oracle.name, routeOf(oracle, presets.get(oracle.name))])),
      Clusters: { backend: { Destinations: { one: { Address: `http://127.0.0.1:${backend.port}/` } } } },
    },
  }, null, 2));
  const secrets = Object.fromEntries(oracles.map(oracle => [variable(oracle), oracle.keys[0].secret]));
  const gateway = spawn(program[0], [...program.slice(1), 'run', '--config', config, '--urls', `http://127.0.0.1:${port}`],
    { cwd: folder, env: { ...process.env, ...secrets }, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [gateway.stdout, gateway.stderr]) stream.on('data', text => { log = (log + text).slice(-100_000); });
  // Whatever ends this process ends the gateway.
  process.once('exit', () => gateway.kill());
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const stop = async () => {
    backend.stop();
    if (gateway.exitCode !== null) return;
    gateway.kill();
    await once(gateway, 'exit');
  };
  try {
    await listening(port, gateway);
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${log}`);
  }
  return { port, stop };
}

const variable = oracle => `SDKS_${oracle.name.toUpperCase().replaceAll('-', '_')}`;

// PublicUrl has no path: the provider calls the route's own.
const routeOf = (oracle, preset) => ({
  ClusterId: 'backend',
  Match: { Path: `/hooks/${oracle.name}`, Methods: ['POST'] },
  Verification: {
    Provider: preset,
    ...oracle.signsUrl ? { PublicUrl: origin } : {},
    Signature: { ...oracle.route?.Signature, Secrets: [`env:${variable(oracle)}`] },
  },
});

async function freePort() {
  const server = await serve(() => null);
  server.stop();
  return server.port;
}

async function listening(port, gateway) {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (gateway.exitCode !== null) throw new Error('The gateway ended at its start.');
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(() => true, () => false);
    socket.destroy();
    if (isOpen) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('The gateway did not listen within 30 seconds.');
}
