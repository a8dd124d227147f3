// Elements from values. Text always becomes a text node: nothing that a sender wrote is ever read as markup.

const svgNamespace = 'http://www.w3.org/2000/svg';

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'value') node.value = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

export const el = (name, properties, ...children) => fill(document.createElement(name), properties, children);

export const svg = (name, properties, ...children) => fill(document.createElementNS(svgNamespace, name), properties, children);

/** A table that small screens show as a list: each cell knows its column's name. */
export function table(caption, columns, rows) {
  return el('div', { class: 'table', role: 'region', 'aria-label': caption, tabindex: '0' },
    el('table', null,
      el('caption', null, caption),
      el('thead', null, el('tr', null, columns.map(column => el('th', { scope: 'col' }, column.name)))),
      el('tbody', null, rows.map(row => el('tr', null,
        columns.map(column => el('td', { class: column.class, 'data-label': column.name }, column.of(row))))))));
}

/** Names and what is said of them; what is empty is left out. */
export function facts(pairs) {
  return el('dl', { class: 'facts' }, pairs
    .filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false)
    .map(([name, value]) => [el('dt', null, name), el('dd', null, value)]));
}

export const badge = (text, kind) => el('span', { class: `badge ${kind ?? ''}` }, text);

export function field(label, control) {
  return el('label', null, label, control);
}

export function choice(name, options, value) {
  const control = el('select', { name }, options.map(([key, text]) => el('option', { value: key }, text)));
  control.value = value ?? '';
  return control;
}

/** Asks before something is done; the answer is whether to. */
export function confirmed(title, text, act, danger) {
  return new Promise(resolve => {
    const id = 'dialog-title';
    const dialog = el('dialog', { 'aria-labelledby': id },
      el('h2', { id }, title),
      [text].flat().map(part => part instanceof Node ? part : el('p', null, part)),
      el('div', { class: 'buttons' },
        el('button', { type: 'button', class: 'plain', onclick: () => dialog.close('') }, 'Cancel'),
        el('button', { type: 'button', class: danger ? 'danger' : '', onclick: () => dialog.close('yes') }, act)));
    dialog.addEventListener('close', () => { dialog.remove(); resolve(dialog.returnValue === 'yes'); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
