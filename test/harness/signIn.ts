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

/** Opens a page with a form; cookies are kept from page to page, as a browser does. */
export async function openPage(url: string, init: RequestInit = {}, cookies = ''): Promise<Page> {
  const response = await fetch(url, { redirect: 'manual', ...init, headers: { cookie: cookies } });
  const html = await response.text();
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookies;
  return {
    status: response.status,
    html,
    location: response.headers.get('location'),
    press(step, fields = {}) {
      const authorization = /name="authorization" value="([^"]+)"/.exec(html)?.[1] ?? '';
      const body = new URLSearchParams({ authorization, step, ...fields });
      return openPage(url, { method: 'POST', body }, cookie);
    },
  };
}
