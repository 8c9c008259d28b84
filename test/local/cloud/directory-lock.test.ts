import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isLocked, lockDirectory } from '../../../lib/local/cloud/directory-lock.ts';

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'lastgood-lock-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

test('a directory is taken until it is released', () => {
  const directory = newDirectory();
  expect(isLocked(directory)).toBe(false);
  const lock = lockDirectory(directory);
  expect(isLocked(directory)).toBe(true);
  expect(() => lockDirectory(directory)).toThrow(`another lastgood is running on ${directory}`);
  lock.release();
  expect(isLocked(directory)).toBe(false);
});

test('a damaged lock is refused with which file to remove, and that helps', () => {
  const directory = newDirectory();
  const file = join(directory, 'lock');
  writeFileSync(file, 'this is no database, it is a damaged file'.repeat(20));
  const words = `${file} is damaged; remove that file while no lastgood runs there`;
  expect(() => lockDirectory(directory)).toThrow(words);
  expect(() => isLocked(directory)).toThrow(words);
  rmSync(file);
  lockDirectory(directory).release();
});

test('a file in the place of the directory is refused as that', () => {
  const file = join(newDirectory(), 'state');
  writeFileSync(file, '');
  const words = `${file} is no directory; move what is there away`;
  expect(() => lockDirectory(file)).toThrow(words);
  expect(() => isLocked(file)).toThrow(words);
});
