export interface SignIn {
  readonly username: string;
  readonly password: string;
  /** What to press on the consent page. */
  readonly decision: 'allow' | 'deny';
}

/** One page of the sign-in journey, as a browser holds it. */
export interface Page {
  readonly status: number;
  readonly html: string;
  /** Where the browser is sent next, if it is. */
  readonly location: string | null;
  /** Presses a button of the page's form. */
  press(step: string, fields?: Readonly<Record<string, string>>): Promise<Page>;
}

/** Goes through the sign-in and consent pages as a person does. Gives the address that the app is called back at. */
export async function signIn(authorizeUrl: string, { username, password, decision }: SignIn): Promise<URL> {
  const signInPage = await openPage(authorizeUrl);
  const consentPage = await signInPage.press('signIn', { username, password });
  const { location, html } = await consentPage.press(decision);
  if (location === null) throw new Error(`The consent page did not lead on: ${html}`);
  return new URL(location);
}

/** Opens a page with a form. `cookies` are those of the browser, by name: pages that share them are in one browser. */
export async function openPage(
  url: string,
  init: RequestInit = {},
  cookies = new Map<string, string>(),
): Promise<Page> {
  const cookie = Array.from(cookies, pair => pair.join('=')).join('; ');
  const response = await fetch(url, { redirect: 'manual', ...init, headers: { cookie } });
  const html = await response.text();
  for (const set of response.headers.getSetCookie()) keep(cookies, set);
  return {
    status: response.status,
    html,
    location: response.headers.get('location'),
    press(step, fields = {}) {
      const authorization = /name="authorization" value="([^"]+)"/.exec(html)?.[1] ?? '';
      const body = new URLSearchParams({ authorization, step, ...fields });
      return openPage(url, { method: 'POST', body }, cookies);
    },
  };
}

function keep(cookies: Map<string, string>, set: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
  if (/; Max-Age=0(;|$)/.test(set)) cookies.delete(name);
  else cookies.set(name, value);
}
