import { createHash } from 'node:crypto';
import type { Reply } from '../http/reply.ts';

// The pages that a browser shows while a user signs in. Forms have no action: they post to the page's own address,
// which also holds when an editor in the browser serves this org below a path of its own.

export interface SignInPage {
  readonly pendingId: string;
  readonly appName: string;
  readonly username: string;
  readonly problem: string | undefined;
}

export function signInPage(view: SignInPage): Reply {
  const problem = view.problem ? `<p class="problem" role="alert">${escapeHtml(view.problem)}</p>` : '';
  const content = `
<h1>Sign in to the local org</h1>
<p>to continue to <strong>${escapeHtml(view.appName)}</strong></p>
${problem}
<form method="post">
${hidden('authorization', view.pendingId)}
<label for="username">Username</label>
<input id="username" name="username" autocomplete="username" required value="${escapeHtml(view.username)}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus>
<button name="step" value="signIn">Sign in</button>
</form>
<p class="note">This org runs on your computer and has a password of its own. Run the command <strong>Salesforce: Copy the local
org's password</strong> in VS Code, or read it where the local org was started.</p>`;
  return page('Sign in', content, "form-action 'self'");
}

export interface ConsentPage {
  readonly pendingId: string;
  readonly appName: string;
  readonly username: string;
  readonly permissions: readonly string[];
}

export function consentPage(view: ConsentPage): Reply {
  const items = view.permissions.map(permission => `<li>${escapeHtml(permission)}</li>`).join('\n');
  const content = `
<h1>Allow access?</h1>
<p><strong>${escapeHtml(view.appName)}</strong> asks to:</p>
<ul>
${items}
</ul>
<form method="post">
${hidden('authorization', view.pendingId)}
<button name="step" value="allow" autofocus>Allow</button>
<button name="step" value="deny" class="secondary">Deny</button>
</form>
<p class="note">Signed in as ${escapeHtml(view.username)}.</p>`;
  // No form-action here: browsers apply it to the redirect as well, which leads to the app, wherever that is.
  return page('Allow access', content, '');
}

/** For what must not be sent to the redirect address, since that address or the app is what is wrong. */
export function errorPage(error: string, description: string): Reply {
  const content = `
<h1>Sign-in is not possible</h1>
<p class="problem" role="alert">error=${escapeHtml(error)}<br>error_description=${escapeHtml(description)}</p>`;
  return { ...page('Sign-in is not possible', content, "form-action 'none'"), status: 400 };
}

const style = `
:root { color-scheme: light dark; --accent: #0b5cab; --on-accent: #fff; --line: #747474; --problem: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --accent: #8ab8f0; --on-accent: #10233a; --line: #9a9a9a; --problem: #ff9d94; } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; display: grid; min-height: 100vh; place-items: center; }
main { box-sizing: border-box; width: min(26rem, 100vw); padding: 2rem; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input { box-sizing: border-box; width: 100%; font: inherit; padding: .5rem; border: 1px solid var(--line); border-radius: .25rem; }
button { font: inherit; margin: 1.5rem .5rem 0 0; padding: .5rem 1.5rem; border: 1px solid var(--accent); border-radius: .25rem; background: var(--accent); color: var(--on-accent); cursor: pointer; }
button.secondary { background: transparent; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.problem { color: var(--problem); overflow-wrap: anywhere; }
.note { margin-top: 2rem; font-size: .875rem; opacity: .8; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

function page(title: string, content: string, formAction: string): Reply {
  const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} | Local Salesforce org</title>
<style>${style}</style>
</head>
<body>
<main>${content}
</main>
</body>
</html>
`;
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; frame-ancestors 'none'; ${formAction}`;
  return {
    status: 200,
    headers: { 'content-security-policy': policy, 'referrer-policy': 'no-referrer' },
    body: { kind: 'text', contentType: 'text/html;charset=UTF-8', text: html },
  };
}

function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
