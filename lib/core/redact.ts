/**
 * Takes secrets out of a stranger's text: bodies, log lines, descriptions and error messages are
 * kept, shown and sent to people who must not get them. What only looks like a secret goes too: a
 * word that is missing costs less than a password that is not.
 */

/** The text with a placeholder for each secret. A second time changes nothing. */
export function redact(text: string): string {
  const known = shapes.reduce((soFar, shape) => soFar.replace(shape, placeholder), text);
  return hideValues(
    known
      .replace(urlUser, `$1${placeholder}@`)
      .replace(cookies, `$1${placeholder}`)
      .replace(bearer, `$1 ${placeholder}`)
      .replace(credentials, `$1 ${placeholder}`),
  );
}

const placeholder = '[secret]';

/** Tokens that tell themselves apart by how they begin (each by its maker's documentation). */
const shapes: readonly RegExp[] = [
  // Heroku, GitHub, GitLab, Slack, Stripe, npm, SendGrid, Google, OpenAI and Anthropic.
  /HRKU-[\w-]{4,}/g,
  /\b(?:gh[oprsu]_|github_pat_|glpat-|npm_)[\w-]{8,}/g,
  /\bxox[abeoprs]-[\w-]{8,}/g,
  /\b(?:sk|rk|pk|whsec)_(?:live_|test_)?[A-Za-z0-9]{10,}/g,
  /\bSG\.[\w-]{10,}\.[\w-]{10,}/g,
  /\bAIza[\w-]{20,}/g,
  /\bsk-[\w-]{20,}/g,
  // The names of AWS access keys, JSON web tokens, private keys.
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g,
  /\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g,
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?:(?!-----END)[\s\S])*(?:-----END [A-Z ]{0,40}-----)?/g,
];

/** Credentials in a URL: everything between the scheme and the last `@` of its authority. */
const urlUser = /(?<![a-z0-9+.-])([a-z0-9+.-]+:\/\/)[^\s/?#"'<>]+@/gi;

/** RFC 6750, and the other schemes of an Authorization header where no plain word follows. */
const bearer = /\b(bearer)\s+(?!\[secret\])[\w+/=.~-]{4,}/gi;
const credentials =
  /\b([Bb]asic|[Tt]oken|[Dd]igest|Negotiate|Api-?Key)\s+(?=[a-z+/=.~_-]*[A-Z0-9])[\w+/=.~-]{8,}/g;

/** The whole line of a header that holds several, or the whole list. */
const cookies = new RegExp(
  [/(cookie\\*["']?\s*:\s*\\*["']?)/, /(?:\[[^\]]*\]?|[^[\s"'\\][^\r\n"'\\]*)/]
    .map(({ source }) => source)
    .join(''),
  'gi',
);

/** `NAME=value`, `name: value`, `"name":"value"`, `?name=value`, `--name value`: the name. */
const assignment = /(?<![\w.-])(?:[\w.-]+\\*["']?\s*(?:=>|[=:])\s*|--?[\w.-]+\s+(?!-))/g;

/** In quotes, before which JSON within JSON has backslashes, or up to where a word ends. */
const assigned = /(\\*["'])([\s\S]*?)(?=(?<!\\)\1|$)|[^\s&"'<>]+/y;

/** What closes a list or a call is none of the value's, and reads better when it stays. */
const closing = /(?<![\])},;])[\])},;]*$/;

/** No secret is like this: a count, a switch, nothing. */
const plainValue = /^(\d{0,3}|true|false|null|none|undefined)$/i;

/** Looks at each name, also at those within the value of another one, as in `url=/?token=abc`. */
function hideValues(text: string): string {
  let hidden = '';
  let end = 0;
  for (const { 0: name, index } of text.matchAll(assignment)) {
    if (index < end || !isSecretName(name)) continue;
    assigned.lastIndex = index + name.length;
    const [whole = '', quote = '', quoted] = assigned.exec(text) ?? [];
    const value = quoted ?? whole.replace(closing, '');
    if (whole.startsWith(`${quote}${placeholder}`) || plainValue.test(value)) continue;
    hidden += `${text.slice(end, index)}${name}${quote}${placeholder}`;
    end = index + name.length + quote.length + value.length;
  }
  return hidden + text.slice(end);
}

/** By the words that a name is made of: `SECRET_KEY_BASE`, `apiKey`, `x-auth-token2`. */
function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/);
  if (words.some((word) => secretWords.has(word))) return true;
  const key = words.lastIndexOf('key');
  return key > 0 && !plainKeys.has(words[key - 1]);
}

const secretWords = new Set([
  'accesskey',
  'apikey',
  'auth',
  'authorization',
  'cookie',
  'credential',
  'credentials',
  'dsn',
  'jwt',
  'pass',
  'passphrase',
  'passwd',
  'password',
  'pw',
  'pwd',
  'secret',
  'secrets',
  'session',
  'sessionid',
  'signature',
  'token',
  'tokens',
]);

/** Keys that open nothing. */
const plainKeys = new Set<string | undefined>([
  ...['foreign', 'index', 'partition', 'primary', 'public', 'sort', 'unique'],
]);
