import { describe, expect, it } from 'vitest';
import { likelyName } from '../server/src/catalogue/likely-name.ts';
import { editDistance } from '../server/src/text/edit-distance.ts';

describe('the distance of two texts', () => {
  it.each([
    ['abc', 'abc', 0],
    ['abc', 'abd', 1],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['abcd', 'badc', 2],
    ['abc', 'xyz', 3],
    ['abc', 'abcdefgh', 3],
  ])('%s, %s', (a, b, distance) => {
    expect(editDistance(a, b, 2)).toBe(distance);
    expect(editDistance(b, a, 2)).toBe(distance);
  });
});

describe('the name that may be meant', () => {
  it.each([
    ['MaxRequestWorker', 'MaxRequestWorkers'],
    ['maxclient', 'MaxRequestWorkers'],
    ['ThreadPreChild', 'ThreadsPerChild'],
    ['<IfModul', '<IfModule'],
    ['addition', undefined],
    ['WorkerPoolSize', undefined],
    ['if', undefined],
  ])('%s: %s', (written, likely) => expect(likelyName(written)).toBe(likely));
});
