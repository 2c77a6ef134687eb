/**
 * The work a challenge asks for: a number so that the SHA-256 (FIPS 180-4) of "challenge:number" begins with as many
 * zero bits as its third part says.
 * Written out, because the browser's own digest is asynchronous and ten times slower when asked a million times.
 */
const primes = Array.from({ length: 312 }, (_, n) => n).filter((n) => n > 1 && !Array.from({ length: n }, (_, d) => d).some((d) => d > 1 && n % d === 0));
const fraction = (root: number): number => ((root % 1) * 2 ** 32) | 0;
const K = Int32Array.from(primes.slice(0, 64), (prime) => fraction(Math.cbrt(prime)));
const H = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
const w = new Int32Array(64);

function block(state: Int32Array, bytes: Uint8Array, from: number): void {
  for (let n = 0; n < 16; n++) {
    const at = from + n * 4;
    w[n] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
  for (let n = 16; n < 64; n++) {
    const x = w[n - 15]!;
    const y = w[n - 2]!;
    w[n] = w[n - 16]! + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[n - 7]! + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
  }
  let a = state[0]!, b = state[1]!, c = state[2]!, d = state[3]!;
  let e = state[4]!, f = state[5]!, g = state[6]!, h = state[7]!;
  for (let n = 0; n < 64; n++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[n]! + w[n]!) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}

/** The first word of the digest of what stands in `bytes`; whole blocks before `from` are in `begun` already. */
function firstWord(begun: Int32Array, bytes: Uint8Array, from: number, length: number): number {
  const end = ((length + 8) >> 6 << 6) + 64;
  bytes.fill(0, length, end);
  bytes[length] = 0x80;
  new DataView(bytes.buffer).setUint32(end - 4, length * 8);
  const state = begun.slice();
  for (let at = from; at < end; at += 64) block(state, bytes, at);
  return state[0]!;
}

/** Looks for the number, and stops for breath every thousand tries; ends with the whole proof. */
export function* proving(challenge: string): Generator<undefined, string> {
  const bits = Number(challenge.split(".")[2]);
  const asked = `${challenge}:`;
  const bytes = new Uint8Array(((asked.length + 24) >> 6 << 6) + 128);
  new TextEncoder().encodeInto(asked, bytes);
  // What never changes is digested once.
  const from = asked.length >> 6 << 6;
  const begun = H.slice();
  for (let at = 0; at < from; at += 64) block(begun, bytes, at);
  for (let n = 0; ; n++) {
    const counter = String(n);
    for (let at = 0; at < counter.length; at++) bytes[asked.length + at] = counter.charCodeAt(at);
    if (Math.clz32(firstWord(begun, bytes, from, asked.length + counter.length)) >= bits) return asked + counter;
    if (n % 1024 === 1023) yield;
  }
}
