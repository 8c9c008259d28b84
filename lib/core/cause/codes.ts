/**
 * Heroku's error codes in words (Dev Center: Heroku Error Codes): what happened, and where to look.
 * A client sees status 503 and a page; the code is in the log alone.
 */
export type CodeWords = { readonly what: string; readonly look: string };

/** What a code says; a code that is newer than these words is told by its name. */
export function codeWords(code: string): CodeWords {
  return words[code] ?? { what: `Heroku calls it ${code}`, look: 'Look it up: Heroku Error Codes' };
}

const words: Readonly<Record<string, CodeWords>> = {
  H10: {
    what: 'the app crashed, or did not start',
    look: 'Read what it said when it ended; a wrong start command in the Procfile looks like this',
  },
  H11: {
    what: 'more requests wait than the dynos can take (50 each)',
    look: 'Add dynos, or find what makes requests slow',
  },
  H12: {
    what: 'the app did not begin to answer within 30 seconds',
    look: 'Look for a slow query, or another service that hangs; the dyno is not restarted',
  },
  H13: {
    what: 'the app closed the connection without an answer',
    look: 'Look for a process that ends, or a server that gives up, in the middle of a request',
  },
  H14: {
    what: 'no web dyno runs at all',
    look: 'Scale the app up: `heroku ps:scale web=1`',
  },
  H15: {
    what: 'the app stopped sending in the middle of its answer for 55 seconds',
    look: 'Look for a stream that hangs',
  },
  H17: {
    what: 'what the app answered is no HTTP',
    look: 'Look at what listens on $PORT',
  },
  H18: {
    what: 'the connection broke in the middle of the answer',
    look: 'Look for a process that ends while it answers',
  },
  H19: {
    what: 'the dyno took no connection within 5 seconds',
    look: 'Look for an app whose event loop or workers are all busy',
  },
  H20: {
    what: 'the app did not start within the 75 seconds that a request is held',
    look: 'Look at what it does before it listens on $PORT',
  },
  H21: {
    what: 'the dyno refused the connection',
    look: 'Look for a process that no longer listens on $PORT',
  },
  H25: {
    what: 'headers, a cookie or the status line of the answer are too large',
    look: 'Look for a cookie or a header that grows',
  },
  H27: {
    what: 'clients gave up before the app answered',
    look: 'Look for slow answers',
  },
  H34: {
    what: 'all dynos that are up are in quarantine, because connections to them fail',
    look: 'Look for dynos that run and do not answer',
  },
  H80: {
    what: 'maintenance mode is on',
    look: 'End it when it is time: `heroku maintenance:off`',
  },
  H81: {
    what: 'the app has no code yet',
    look: 'Deploy it',
  },
  H82: {
    what: 'the hours of the Eco plan are used up',
    look: 'Change the plan of the dynos',
  },
  H99: {
    what: "it is Heroku's own fault",
    look: 'Look at https://status.heroku.com; a rollback mends nothing here',
  },
  L10: {
    what: 'log lines were lost, because the app writes more than Heroku carries',
    look: 'The lines that tell may be missing: log less',
  },
  R10: {
    what: 'the web process did not listen on $PORT within 60 seconds',
    look: 'Let it listen on $PORT (not a fixed port, not localhost), before slow work',
  },
  R12: {
    what: 'a process did not end within 30 seconds of being asked to',
    look: 'Let it end on SIGTERM',
  },
  R14: {
    what: 'the dyno uses more memory than it has, and swaps',
    look: 'Look for a leak, or take larger dynos',
  },
  R15: {
    what: 'the dyno used far more memory than it has, and was killed',
    look: 'Look for a leak, or take larger dynos',
  },
  R99: {
    what: "it is Heroku's own fault",
    look: 'Look at https://status.heroku.com; a rollback mends nothing here',
  },
};
