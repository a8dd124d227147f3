// node judge.cjs EXAMPLE: judges requests, a line of JSON each, by an example of docs/attestation, and writes a line for each: "ok", or what is wrong.
const readline = require('node:readline');
const { verify } = require(process.argv[2]);

const judge = async ({ key, method, url, headers, body }) => {
  const bytes = Buffer.from(body, 'base64');
  await (process.argv[2].includes('http-message-signature')
    ? verify(key, { method, url, headers }, bytes)
    : verify(key, headers, bytes));
  return 'ok';
};

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    console.log(await judge(JSON.parse(line)).catch(error => `refused: ${error.message}`));
  }
})();
