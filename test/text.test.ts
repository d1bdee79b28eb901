import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atoi, strtod, strtol } from '../server/src/catalogue/numbers.ts';
import { fromBytes, printable, toBytes } from '../server/src/text/bytes.ts';
import { pathOf, uriOf } from '../server/src/text/file-uri.ts';
import { ipAddress } from '../server/src/text/ip-address.ts';
import { fold } from '../server/src/text/letter-case.ts';
import { isOnDrive, under } from '../server/src/text/path.ts';
import { PlacesByLine } from '../server/src/text/places-by-line.ts';

describe('bytes', () => {
  test('are never lost', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(toBytes(fromBytes(bytes))).toEqual(bytes);
      }),
    );
  });

  test('of UTF-8 are text, others are told', () => {
    expect(fromBytes(Uint8Array.of(0x41, 0xe9, 0x42, 0xc3, 0xa9))).toBe('A\udce9Bé');
  });

  test.each([
    ['plain', 'plain'],
    ['a\tb\\c"d\'', 'a\\tb\\\\c"d\''],
    ['\u00a0\ufeff', '\\xc2\\xa0\\xef\\xbb\\xbf'],
    ['\u0001\u007f\udce9', '\\x01\\x7f\\xe9'],
  ])('%j is printed as %j', (text, printed) => expect(printable(text)).toBe(printed));
});

describe('numbers are read as C reads them', () => {
  test.each([
    ['4OO', 4, '4', false],
    ['abc', 0, '', false],
    ['  -5x', -5, '  -5', false],
    ['010', 10, '010', false],
    ['4294967297', 1, '4294967297', true],
    ['99999999999', 1215752191, '99999999999', true],
    ['9223372036854775807', -1, '9223372036854775807', true],
    ['-9223372036854775808', 0, '-9223372036854775808', true],
    ['99999999999999999999999999999', -1, '99999999999999999999999999999', true],
  ])('atoi %j', (text, value, read, wrapped) => expect(atoi(text)).toEqual({ value, read, wrapped }));

  test('strtol says when it is out of range', () => {
    expect(strtol('9223372036854775808')).toMatchObject({ value: 2n ** 63n - 1n, outOfRange: true });
    expect(strtol('0000000000000000000000005')).toMatchObject({ value: 5n, outOfRange: false });
  });

  test.each([
    ['1.5', 1.5],
    ['.5', 0.5],
    ['5.', 5],
    ['1e1', 10],
    ['0x10', 16],
    [' 2', 2],
    ['inf', Number.POSITIVE_INFINITY],
    ['1e-400', 0],
    ['2x', undefined],
    ['1,5', undefined],
    ['', undefined],
  ])('strtod %j', (text, value) => expect(strtod(text)).toBe(value));
});

test('paths and URIs are each other', () => {
  for (const path of ['/etc/apache2/a b.conf', '/ä/😀/#1?.conf', '/100%/x.conf'])
    expect(pathOf(uriOf(path))).toBe(path);
  expect(pathOf('file:///c%3A/Apache24/conf/httpd.conf')).toBe('c:/Apache24/conf/httpd.conf');
  expect(pathOf(uriOf('C:\\Apache24\\conf'))).toBe('C:/Apache24/conf');
  expect(pathOf('untitled:Untitled-1')).toBe('untitled:Untitled-1');
  expect(pathOf('file:///%zz')).toBe('/%zz');
});

test('only the letters of ASCII have two cases', () => {
  expect(fold('MaxClientsÄ\u212a')).toBe('maxclientsÄ\u212a');
});

test('things are found by their lines as if each were looked at', () => {
  const things = fc.array(fc.tuple(fc.nat(30), fc.nat(8)).map(([first, more]) => ({ first, last: first + more })));
  fc.assert(
    fc.property(things, fc.nat(35), fc.nat(5), (all, first, more) => {
      const byLine = new PlacesByLine(all, ({ first, last }) => ({
        start: { line: first, character: 0 },
        end: { line: last, character: 0 },
      }));
      const here = all.filter((each) => each.first <= first + more && each.last >= first);
      expect(byLine.among(first, first + more)).toEqual(here.toSorted((a, b) => a.first - b.first));
      expect(byLine.has(first, first + more)).toBe(here.length > 0);
    }),
  );
});

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['[::1]', '0:0:0:0:0:0:0:1'],
  ['[0:0::0:01]', '0:0:0:0:0:0:0:1'],
  ['[2001:DB8::]', '2001:db8:0:0:0:0:0:0'],
  ['[::ffff:10.0.0.1]', '10.0.0.1'],
  ['[::FFFF:0a00:1]', '10.0.0.1'],
  ['[::]', '0:0:0:0:0:0:0:0'],
  ['127.1', undefined],
  ['127.0.0.01', undefined],
  ['256.0.0.1', undefined],
  ['localhost', undefined],
  ['::1', undefined],
  ['[fe80::1%eth0]', undefined],
  ['[1:2:3:4:5:6:7]', undefined],
  ['[1::2::3]', undefined],
  ['[::1.2.3]', undefined],
  ['[1:2:3:4:5:6:7:8::]', undefined],
])('the address %s is %s', (text, address) => {
  expect(ipAddress(text)).toBe(address);
});

test('a drive begins a path, and where there are none it is the name of a folder', () => {
  expect(under('/srv', 'c:/x/../y')).toBe('c:/y');
  expect(under('/srv', 'c:/x/../y', false)).toBe('/srv/c:/y');
  expect(under('/srv', '/y', false)).toBe('/y');
  expect([isOnDrive('c:/x'), isOnDrive('/C:/x'), isOnDrive('/x'), isOnDrive('x/c:')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
