// The gateway's API. The cookie comes along by itself; the browser says which page asks.

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { cache: 'no-store', credentials: 'same-origin', redirect: 'error', ...options });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, 'The gateway does not answer.');
  }
  const text = answer.status === 204 ? '' : await answer.text();
  let body = null;
  try {
    body = text === '' ? null : JSON.parse(text);
  } catch {
    body = null; // Not an answer of the API's own.
  }
  if (!answer.ok) throw new ApiError(answer.status, body?.detail ?? `The gateway answered ${answer.status}.`);
  return body;
}

export const get = (path, signal) => ask(`/api/${path}`, { signal });

export const send = (method, path, body) => ask(`/api/${path}`, {
  method,
  headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
  body: body === undefined ? undefined : JSON.stringify(body),
});

/** A query of those values that are not empty. */
export function query(values) {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}
