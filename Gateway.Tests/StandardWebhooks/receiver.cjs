// node receiver.cjs SECRET: a receiver of webhooks on a free port of 127.0.0.1, which it prints. For each webhook a line: whether the
// library verifies it, and what it says. Whatever does not verify is answered 400.
const http = require('http');
const { Webhook } = require('standardwebhooks');

const webhook = new Webhook(process.argv[2]);
const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts).toString('utf8');
    let line;
    try {
      line = { verified: true, id: request.headers['webhook-id'], message: webhook.verify(body, request.headers) };
    } catch (error) {
      line = { verified: false, error: error.message };
    }
    console.log(JSON.stringify(line));
    response.writeHead(line.verified ? 204 : 400).end();
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
