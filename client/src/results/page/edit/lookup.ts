// A reference: an id that is pasted, or a record that is looked up by its name.
import type { Control, ControlOptions } from './controls.ts';
import { createPopup } from './popup.ts';

export interface LookupPort {
  find(object: string, text: string): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** The name of a record that was found before. */
  readonly names: Map<string, string>;
  readonly words: { readonly hint: string; readonly none: string; readonly object: string };
  report(error: unknown): void;
}

/** Long enough that a name is asked for once, not for each of its letters: it costs a call. In milliseconds. */
const typingPauseMs = 400;
const leastCharacters = 2;

export function createLookup(options: ControlOptions): Control {
  const { container, field, text, label, lookup, commit } = options;
  const page = container.ownerDocument;
  const input = page.createElement('input');
  input.type = 'text';
  input.spellcheck = false;
  input.value = text;
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-label', label);
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-controls', 'lookup-list');
  container.append(input);
  const popup = createPopup(container, 'edit-lookup');
  const objects = objectChoice(page, field.referenceTo, lookup.words.object);
  const hint = page.createElement('div');
  hint.className = 'hint';
  const list = page.createElement('div');
  list.id = 'lookup-list';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', label);
  popup.element.append(...(objects ? [objects] : []), list, hint);
  let found: readonly { readonly id: string; readonly name: string }[] = [];
  let at = -1;
  let asked = 0;
  let typing: ReturnType<typeof setTimeout> | undefined;

  const say = (words: string) => {
    hint.textContent = words;
    hint.hidden = words === '';
    popup.place();
  };
  const mark = (index: number) => {
    at = index;
    for (const [place, option] of [...list.children].entries()) {
      option.setAttribute('aria-selected', String(place === at));
      if (place === at) input.setAttribute('aria-activedescendant', option.id);
    }
    if (at < 0) input.removeAttribute('aria-activedescendant');
  };
  const choose = (index: number) => {
    const record = found[index];
    if (!record) return;
    lookup.names.set(record.id, record.name);
    input.value = record.id;
    commit();
  };
  const draw = () => {
    list.replaceChildren(
      ...found.map(({ id, name }, index) => {
        const option = page.createElement('div');
        option.id = `lookup-${index}`;
        option.setAttribute('role', 'option');
        option.textContent = name;
        option.title = id;
        // Before the input loses the focus.
        option.addEventListener('mousedown', press => {
          press.preventDefault();
          choose(index);
        });
        return option;
      }),
    );
    input.setAttribute('aria-expanded', String(found.length > 0));
    mark(found.length === 1 ? 0 : -1);
    say(found.length === 0 ? lookup.words.none : '');
  };
  const ask = async () => {
    const wanted = input.value.trim();
    const mine = ++asked;
    const records = await lookup.find(objects?.value ?? field.referenceTo[0] ?? '', wanted);
    if (mine !== asked) return;
    found = records;
    draw();
  };
  const askSoon = () => {
    clearTimeout(typing);
    asked++;
    found = [];
    list.replaceChildren();
    mark(-1);
    say(lookup.words.hint);
    if (input.value.trim().length < leastCharacters || isId(input.value.trim())) return;
    typing = setTimeout(() => void ask().catch(lookup.report), typingPauseMs);
  };
  input.addEventListener('input', askSoon);
  objects?.addEventListener('change', askSoon);
  input.addEventListener('keydown', key => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key.key];
    if (step !== undefined && found.length > 0) {
      key.preventDefault();
      mark((at + step + found.length) % found.length);
    } else if (key.key === 'Enter' && at >= 0) {
      key.preventDefault();
      key.stopPropagation();
      choose(at);
    }
  });
  say(lookup.names.get(text) ?? lookup.words.hint);
  return {
    element: input,
    text: () => input.value,
    type(typed) {
      input.value = typed;
      askSoon();
    },
    focus() {
      input.focus();
      if (input.value === text) input.select();
    },
    place: popup.place,
    remove() {
      clearTimeout(typing);
      asked++;
      input.remove();
      popup.remove();
    },
  };
}

const isId = (text: string): boolean => /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text);

/** Which object is looked through, where the field may refer to several: users before groups, as owners mostly are. */
function objectChoice(page: Document, objects: readonly string[], label: string): HTMLSelectElement | undefined {
  if (objects.length < 2) return undefined;
  const select = page.createElement('select');
  select.setAttribute('aria-label', label);
  for (const name of objects) {
    const option = page.createElement('option');
    option.textContent = name;
    select.append(option);
  }
  if (objects.includes('User')) select.value = 'User';
  return select;
}
