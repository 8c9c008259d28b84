import { Secret } from './secret.ts';

/** Why a text is not the value of a setting: what was expected and what to do. */
export class Refusal {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/**
 * Splits one text into what webhooks are signed with: one secret, or two with a comma between while
 * one is being replaced. Used for the variable and for the SSM parameter alike.
 */
export function webhookSecrets(text: string): readonly Secret[] | Refusal {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.some((part) => part === '')) {
    return new Refusal('expected one secret, or two with one comma between; a part is empty');
  }
  if (parts.length > 2) {
    return new Refusal(
      `expected at most two secrets, came ${parts.length}; remove those that are no longer in use`,
    );
  }
  return parts.map((part) => new Secret(part));
}

/** The same of the tokens with which a deploy is told of; they travel in a header. */
export function deployTokens(text: string): readonly Secret[] | Refusal {
  const tokens = webhookSecrets(text);
  if (tokens instanceof Refusal) return tokens;
  if (tokens.every((one) => /^[\x21-\x7e]+$/.test(one.reveal()))) return tokens;
  return new Refusal(
    'expected a token without spaces or line breaks, as `openssl rand -hex 32` makes one',
  );
}

/** The Platform API token, of which nothing is ever repeated in a message. */
export function token(text: string): Secret | Refusal {
  return tokenFrom(text, '`heroku authorizations`');
}

/** GitHub's token, of which nothing is ever repeated either. */
export function githubToken(text: string): Secret | Refusal {
  return tokenFrom(text, "GitHub's page of fine-grained tokens");
}

function tokenFrom(text: string, place: string): Secret | Refusal {
  // Anything outside printable ASCII cannot stand in a header; it is a slip of copy and paste.
  if (/^[\x21-\x7e]+$/.test(text)) return new Secret(text);
  return new Refusal(`expected a token without spaces or line breaks; paste it anew from ${place}`);
}

/** A base URL without a slash at its end; https, except to this machine. */
export function platformApiUrl(text: string): string | Refusal {
  return apiUrl(text, 'https://api.heroku.com');
}

/** The same for GitHub's REST API; on GitHub Enterprise it is `https://HOST/api/v3`. */
export function githubApiUrl(text: string): string | Refusal {
  return apiUrl(text, 'https://api.github.com');
}

function apiUrl(text: string, example: string): string | Refusal {
  const url = URL.parse(text);
  if (url === null || !['https:', 'http:'].includes(url.protocol)) {
    return new Refusal(`expected a URL such as ${example}`);
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return new Refusal('expected a URL without credentials, query or fragment; remove them');
  }
  if (url.protocol === 'http:' && !isThisMachine(url.hostname)) {
    return new Refusal(
      'expected https, because the token travels on it; http is for this machine only',
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** Where webhooks are to be sent, as Heroku will call it; https, except to this machine. */
export function webhookUrl(text: string): string | Refusal {
  const url = URL.parse(text);
  const isWeb = url !== null && ['https:', 'http:'].includes(url.protocol);
  if (!isWeb || url.username !== '' || url.password !== '' || url.hash !== '') {
    return new Refusal('expected the URL of the webhook function, as the deploy printed it');
  }
  if (url.protocol === 'http:' && !isThisMachine(url.hostname)) {
    return new Refusal('expected https; http is for this machine only');
  }
  return url.href;
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** The URL of an SQS queue, of AWS or of an emulator. */
export function queueUrl(text: string): string | Refusal {
  const url = URL.parse(text);
  if (url !== null && ['https:', 'http:'].includes(url.protocol) && url.pathname.length > 1) {
    return text;
  }
  return new Refusal(
    'expected the URL of an SQS queue such as ' +
      'https://sqs.eu-west-1.amazonaws.com/123456789012/name',
  );
}

/** The ARN of a standard topic: a FIFO topic cannot mail people. */
export function topicArn(text: string): string | Refusal {
  if (/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/.test(text)) return text;
  return new Refusal(
    'expected the ARN of a standard SNS topic such as ' +
      `arn:aws:sns:eu-west-1:123456789012:alerts, came "${text}"`,
  );
}

/** A DynamoDB table name (AWS: 3 to 255 of letters, digits, `_`, `.` and `-`). */
export function tableName(text: string): string | Refusal {
  if (/^[A-Za-z0-9_.-]{3,255}$/.test(text)) return text;
  return new Refusal(
    `expected the name of a DynamoDB table (3 to 255 of A-Z a-z 0-9 _ . -), came "${text}"`,
  );
}

/** The name or ARN of an SSM parameter. */
export function parameterName(text: string): string | Refusal {
  if (/^[A-Za-z0-9_./:-]{1,1011}$/.test(text)) return text;
  return new Refusal('expected the name of an SSM parameter such as /lastgood/heroku-api-key');
}
