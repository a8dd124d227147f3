// Releases kept requests, a part at a time, and says what came of each.

import { send } from '/dashboard/api.js';
import { badge, confirmed, el, table } from '/dashboard/dom.js';
import { requestLink } from '/dashboard/feed.js';
import { time } from '/dashboard/text.js';

export const release = 'POST /api/captures/release';

const mostShown = 200;
const words = {
  released: ['released', 'passed'],
  would_release: ['would be released', 'passed'],
  refused: ['refused by what is in force', 'refused'],
  failed: ['verified, but not taken', 'failed'],
  not_judged: ['cannot be judged', ''],
  skipped: ['skipped', ''],
};

const pause = seconds => new Promise(resolve => setTimeout(resolve, seconds * 1000));

/** All that the order chooses, in the order of their reception; a route's own budget may ask to wait in between. */
async function run(order) {
  const results = [];
  for (let asked = order; ;) {
    const answer = await send('POST', 'captures/release', asked);
    results.push(...answer.results);
    if (answer.isEnd) return { results, stopped: answer.stopped, until: answer.until };
    await pause(answer.retryAfterSeconds);
    asked = { ...order, after: answer.next, until: answer.until ?? order.until };
  }
}

function told({ results, stopped }) {
  const counts = Object.keys(words)
    .map(result => [words[result][0], results.filter(one => one.result === result).length])
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`);
  return el('div', null,
    el('p', null, counts.length > 0 ? `${counts.join(', ')}.` : 'There is nothing to release.', stopped ? ` The rest was left: ${stopped}` : ''),
    results.length === 0 ? null : table(results.length > mostShown ? `The first ${mostShown} of ${results.length}` : 'One by one', [
      { name: 'Received', class: 'short', of: one => time(one.receivedAt) },
      { name: 'Route', of: one => one.route },
      { name: 'Was', class: 'short', of: one => one.was },
      { name: 'Is', class: 'short', of: one => badge(words[one.result]?.[0] ?? one.result, words[one.result]?.[1]) },
      { name: 'Why', class: 'long', of: one => [one.outcome, one.reason].filter(Boolean).join(': ') },
      { name: 'Request', of: one => el('a', { href: requestLink(one.requestId), class: 'mono' }, one.requestId) },
    ], results.slice(0, mostShown)));
}

/** Asks first. Returns what is to be shown; null where the answer was no. */
export async function releaseOne(capture) {
  const sure = await confirmed(
    'Release this request?',
    `It is judged by the configuration in force, as at its own time. If it verifies, it goes on to the backend of ${capture.route}; if not, nothing happens.`,
    'Release');
  return sure ? told(await run({ id: capture.id })) : null;
}

/** The same for all that a filter leaves; what would happen is shown first. */
export async function releaseAll(filter) {
  const order = Object.keys(filter).length === 0 ? { all: true } : filter;
  const trial = await run({ ...order, dryRun: true });
  const sure = await confirmed('Release all that verify?', [
    'This is what would happen, by the configuration in force; what does not verify stays where it is:', told(trial),
  ], 'Release');
  return sure ? told(await run({ ...order, until: trial.until })) : null; // What came since was not shown.
}
