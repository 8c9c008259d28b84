/** Whether this installation can answer in the place of AWS, before anything is begun. */
import { loadEmulator } from './emulator.ts';

/** Throws a ConfigurationError where one of them is missing. */
export async function needEmulators(): Promise<void> {
  await loadEmulator('dynalite', () => import('dynalite'));
  await loadEmulator('fauxqs', () => import('fauxqs'));
}
