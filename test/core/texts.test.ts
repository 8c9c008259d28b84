import { describe, expect, test } from 'vitest';
import type { Alert } from '../../lib/core/alert.ts';
import { alertMessage } from '../../lib/core/alert-message.ts';
import { Film, minute, second } from './film.ts';
import { afterDeploy, convicted, rolledBack } from './scenes.ts';
import { everyAlert } from './spoken.ts';

const spoken = everyAlert();
test('print', () => {
  for (const [k, a] of spoken)
    console.log(`=== ${k}\n` + alertMessage(a).subject + '\n' + alertMessage(a).email);
});
