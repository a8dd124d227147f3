// The frame: who is signed in, which view is shown, and when it is asked again.

import { get, query, send } from '/dashboard/api.js';
import { el } from '/dashboard/dom.js';
import { signIn } from '/dashboard/sign-in.js';
import { overview } from '/dashboard/overview.js';
import { feed } from '/dashboard/feed.js';
import { journey } from '/dashboard/journey.js';
import { captures } from '/dashboard/captures.js';
import { deliveries, delivery } from '/dashboard/deliveries.js';
import { clocks } from '/dashboard/clocks.js';
import { configuration } from '/dashboard/configuration.js';
import { tenants } from '/dashboard/tenants.js';

// Each view is a function of what stands behind its name in the address, and of the page; it returns what is shown, and may leave
// behind how to ask again.
const views = {
  overview: { title: 'Overview', show: overview },
  feed: { title: 'Live', show: feed },
  captures: { title: 'Captures', show: captures },
  deliveries: { title: 'Deliveries', show: deliveries },
  clocks: { title: 'Clocks', show: clocks },
  configuration: { title: 'Configuration', show: configuration },
  tenants: { title: 'Tenants', show: tenants, below: 'overview' },
  request: { title: 'Request', show: journey, below: 'feed' },
  delivery: { title: 'Delivery', show: delivery, below: 'deliveries' },
};

const main = document.getElementById('main');
const nav = document.getElementById('views');
const notice = document.getElementById('notice');
const status = document.getElementById('status');
const who = document.getElementById('who');
const signOut = document.getElementById('sign-out');

let session = null;
let leave = null;

function tell(text) {
  notice.textContent = text ?? '';
  notice.hidden = !text;
}

/** What a view may use of the page. */
function pageFor(signal, name, asked) {
  return {
    signal,
    tell,
    /** What the address says behind the view's name, as `?route=orders`. */
    asked,
    /** Writes what is filtered by into the address: it can be sent to somebody, and the page be loaded again. */
    remember(values) { if (!signal.aborted) history.replaceState(null, '', `#/${name}${query(values)}`); },
    say: text => { status.textContent = text; },
    can: action => session.actions.includes(action),
    /** Asks again and again, as long as this view is shown and somebody looks. */
    async every(milliseconds, ask) {
      while (!signal.aborted) {
        await new Promise(resolve => setTimeout(resolve, milliseconds));
        if (signal.aborted || document.hidden) continue;
        try {
          await ask();
          tell(null);
        } catch (error) {
          if (signal.aborted || error.name === 'AbortError') return;
          if (error.status === 401) { await begin(); return; }
          tell(error.message);
        }
      }
    },
  };
}

async function show(focus) {
  leave?.abort();
  leave = new AbortController();
  const { signal } = leave;
  const [path, asked] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [name, ...rest] = path.split('/');
  const key = Object.hasOwn(views, name) ? name : 'overview';
  const view = views[key];
  for (const link of nav.children) {
    if (link.dataset.view === (view.below ?? key)) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${view.title} – Webhook gateway`;
  tell(null);
  try {
    const content = await view.show(rest.map(decodeURIComponent).join('/'), pageFor(signal, key, new URLSearchParams(asked ?? '')));
    if (signal.aborted) return;
    main.replaceChildren(content);
    if (focus) main.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  } catch (error) {
    if (signal.aborted || error.name === 'AbortError') return;
    if (error.status === 401) { await begin(); return; }
    main.replaceChildren(el('h1', null, view.title), el('p', null, error.message));
  }
}

async function begin() {
  leave?.abort();
  session = await get('session');
  const isIn = session.access === 'read' || session.access === 'act';
  nav.hidden = !isIn;
  signOut.hidden = !(isIn && session.asksForToken);
  who.textContent = !isIn ? '' : session.asksForToken ? `May ${session.access}` : 'No token is configured';
  if (!isIn) {
    document.title = 'Sign in – Webhook gateway';
    main.replaceChildren(signIn(begin));
    main.querySelector('input').focus();
    return;
  }
  await show(false);
}

signOut.addEventListener('click', async () => {
  await send('DELETE', 'session');
  await begin();
});
window.addEventListener('hashchange', () => { if (!nav.hidden) show(true); });
document.querySelector('.skip').addEventListener('click', event => { event.preventDefault(); main.focus(); });
nav.append(...Object.entries(views).filter(([, view]) => !view.below)
  .map(([name, view]) => el('a', { href: `#/${name}`, 'data-view': name }, view.title)));
begin().catch(error => tell(error.message));
